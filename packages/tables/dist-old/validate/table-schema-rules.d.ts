import type { Rule } from "./rule-schema.ts";
type Scalar = string | number | boolean;
type Names = string | readonly string[];
/** What is read of a descriptor of Table Schema v2. */
export interface TableSchemaRules {
  readonly fields: readonly {
    readonly name: string;
    readonly type?:
      | Extract<
          Rule,
          {
            rule: "type";
          }
        >["type"]
      | undefined;
    readonly format?: string | undefined;
    readonly trueValues?: readonly string[] | undefined;
    readonly falseValues?: readonly string[] | undefined;
    readonly decimalChar?: string | undefined;
    readonly groupChar?: string | undefined;
    readonly categories?:
      | readonly (
          | Scalar
          | {
              readonly value: Scalar;
            }
        )[]
      | undefined;
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
    | readonly {
        readonly fields: Names;
        readonly reference: {
          readonly resource?: string | undefined;
          readonly fields: Names;
        };
      }[]
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
export declare function rulesOfTableSchema({ fields, primaryKey, uniqueKeys, foreignKeys }: TableSchemaRules): Rule[];
export {};
//# sourceMappingURL=table-schema-rules.d.ts.map
