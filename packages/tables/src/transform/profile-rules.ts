import type { ColumnProfile } from "../profile/column-profile.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import type { Rule } from "../validate/rule-schema.ts";

/** Which rules are made. */
export interface ProfileRulesOptions {
  /** Columns with so many different values at most, each of which comes five times on average, may have no others. @defaultValue 20 */
  readonly maxEnum?: number | undefined;
  /** Whether numbers and dates must lie between the least and the greatest of the reference. @defaultValue false */
  readonly bounds?: boolean | undefined;
}

/** How often each value of an enumeration comes on average. A table of five rows proves no list of values. */
const MIN_REPETITIONS = 5;

/**
 * The rules that the columns of a reference file hold: their types, that they miss no value, that they have one of few values, and that
 * no value comes again. A good file makes a better reference than a large one: all of its rows hold the rules that are made of it,
 * but for values that do not agree with the type of their column.
 *
 * @example
 * ```ts
 * const rules = rulesOfProfile(await analyzeFile("last-month.csv"));
 * const { isValid, rejects } = await validateFile("this-month.csv", { rules });
 * ```
 */
export function rulesOfProfile({ columns }: Pick<FileProfile, "columns">, options: ProfileRulesOptions = {}): Rule[] {
  // Rules name a column by its name, which must be one column's only.
  const named = columns.filter(({ name }) => columns.filter((other) => other.name === name).length === 1);
  return named.flatMap((column) => rulesOfColumn(column, options));
}

function rulesOfColumn(column: ColumnProfile, { maxEnum = 20, bounds = false }: ProfileRulesOptions): Rule[] {
  const { name: field, nonNullCount, nullCount, nullTokens, distinct, topValues, topValuesExact, min, max } = column;
  const rules: Rule[] = [];
  if (nullCount === 0 && nonNullCount > 0) rules.push({ rule: "required", field });
  // Words for a missing value are none of the type.
  if (nullTokens.length === 0) rules.push(...typeOf(column));
  const isList = distinct.exact && distinct.count > 0 && distinct.count <= maxEnum && topValues.length >= distinct.count && topValuesExact;
  if (isList && column.type === "string" && nullTokens.length === 0 && nonNullCount >= distinct.count * MIN_REPETITIONS) {
    rules.push({ rule: "enum", field, enum: topValues.map(({ value }) => value) });
  }
  if (distinct.exact && distinct.count === nonNullCount && nonNullCount > 1 && column.semantic === "identifier")
    rules.push({ rule: "unique", field });
  if (bounds && min !== null && max !== null && isComparable(column)) {
    rules.push({ rule: "minimum", field, minimum: min }, { rule: "maximum", field, maximum: max });
  }
  return rules;
}

function typeOf({ name: field, type, semantic, datePattern, decimalSign }: ColumnProfile): Rule[] {
  // The rule knows no symbols beside the digits.
  if (semantic === "currency" || semantic === "percent") return [];
  switch (type) {
    case "integer":
      return [{ rule: "type", field, type: "integer" }];
    case "decimal":
      return [{ rule: "type", field, type: "number", ...(decimalSign === "," ? { decimalChar: ",", groupChar: "." } : {}) }];
    case "date":
    case "datetime":
    case "time":
      return datePattern === null ? [] : [{ rule: "type", field, type, format: datePattern }];
    case "boolean":
    case "string": {
      const format = semantic === "email" || semantic === "uuid" ? semantic : semantic === "url" ? "uri" : undefined;
      return format === undefined ? [] : [{ rule: "type", field, type: "string", format }];
    }
  }
}

/** Whether the texts of the column compare as the bounds of its profile do. */
function isComparable({ type, decimalSign, datePattern }: ColumnProfile): boolean {
  if (type === "integer" || type === "decimal") return decimalSign !== ",";
  return type === "date" && datePattern === "yyyy-MM-dd";
}
