import type { Rule } from "./rule-schema.ts";

type Scalar = string | number | boolean;
type Names = string | readonly string[];

/** What is read of a descriptor of Table Schema v2. */
export interface TableSchemaRules {
  readonly fields: readonly {
    readonly name: string;
    readonly type?: Extract<Rule, { rule: "type" }>["type"] | undefined;
    readonly format?: string | undefined;
    readonly trueValues?: readonly string[] | undefined;
    readonly falseValues?: readonly string[] | undefined;
    readonly decimalChar?: string | undefined;
    readonly groupChar?: string | undefined;
    readonly categories?: readonly (Scalar | { readonly value: Scalar })[] | undefined;
    readonly constraints?:
      | {
          readonly required?: boolean | undefined;
          readonly unique?: boolean | undefined;
          readonly minLength?: number | undefined;
          readonly maxLength?: number | undefined;
          readonly minimum?: Scalar | undefined;
          readonly maximum?: Scalar | undefined;
          readonly exclusiveMinimum?: Scalar | undefined;
          readonly exclusiveMaximum?: Scalar | undefined;
          readonly pattern?: string | undefined;
          readonly enum?: readonly Scalar[] | undefined;
        }
      | undefined;
  }[];
  readonly primaryKey?: Names | undefined;
  readonly uniqueKeys?: readonly (readonly string[])[] | undefined;
  readonly foreignKeys?:
    | readonly { readonly fields: Names; readonly reference: { readonly resource?: string | undefined; readonly fields: Names } }[]
    | undefined;
}

/**
 * The rules that a Table Schema v2 descriptor makes: types, constraints, categories and keys of its fields. A foreign key to the table
 * itself makes none.
 *
 * @example
 * ```ts
 * const rules = rulesOfTableSchema({ fields: [{ name: "age", type: "integer", constraints: { minimum: 18 } }] });
 * const { isValid } = await validateFile("people.csv", { rules });
 * ```
 */
export function rulesOfTableSchema({ fields, primaryKey, uniqueKeys = [], foreignKeys = [] }: TableSchemaRules): Rule[] {
  return [
    ...fields.flatMap(rulesOfField),
    ...(primaryKey === undefined || primaryKey.length === 0 ? [] : [{ rule: "primaryKey", fields: [primaryKey].flat() } satisfies Rule]),
    ...uniqueKeys.map((names): Rule => ({ rule: "uniqueKeys", fields: [...names] })),
    ...foreignKeys.flatMap(({ fields: names, reference: { resource, fields: referenced } }): Rule[] => {
      // Without a resource the reference is the table itself, of which not all rows are known yet.
      if (resource === undefined || resource === "") return [];
      return [{ rule: "foreignKeys", fields: [names].flat(), reference: { resource, fields: [referenced].flat() } }];
    }),
  ];
}

function rulesOfField({
  name: field,
  type,
  format,
  constraints = {},
  categories,
  ...characters
}: TableSchemaRules["fields"][number]): Rule[] {
  const { required, unique, minLength, maxLength, pattern } = constraints;
  const allowed = constraints.enum ?? categories?.map((category) => (typeof category === "object" ? category.value : category));
  const rules: Rule[] = [];
  if (required) rules.push({ rule: "required", field });
  if (type !== undefined && type !== "any" && (type !== "string" || format !== undefined))
    rules.push({ rule: "type", field, type, ...given({ format }), ...charactersOf(characters) });
  if (constraints.minimum !== undefined) rules.push({ rule: "minimum", field, minimum: String(constraints.minimum) });
  if (constraints.maximum !== undefined) rules.push({ rule: "maximum", field, maximum: String(constraints.maximum) });
  if (constraints.exclusiveMinimum !== undefined)
    rules.push({ rule: "exclusiveMinimum", field, exclusiveMinimum: String(constraints.exclusiveMinimum) });
  if (constraints.exclusiveMaximum !== undefined)
    rules.push({ rule: "exclusiveMaximum", field, exclusiveMaximum: String(constraints.exclusiveMaximum) });
  if (minLength !== undefined) rules.push({ rule: "minLength", field, minLength });
  if (maxLength !== undefined) rules.push({ rule: "maxLength", field, maxLength });
  if (pattern !== undefined) rules.push({ rule: "pattern", field, pattern });
  if (allowed !== undefined) rules.push({ rule: "enum", field, enum: allowed.map(String) });
  if (unique) rules.push({ rule: "unique", field });
  return rules;
}

function charactersOf({ trueValues, falseValues, decimalChar, groupChar }: Partial<TableSchemaRules["fields"][number]>) {
  return given({
    trueValues: trueValues && [...trueValues],
    falseValues: falseValues && [...falseValues],
    decimalChar,
    groupChar,
  });
}

/** The keys that have a value. */
function given<Keys extends Record<string, unknown>>(keys: Keys): Partial<{ [Key in keyof Keys]: NonNullable<Keys[Key]> }> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as Partial<{
    [Key in keyof Keys]: NonNullable<Keys[Key]>;
  }>;
}
