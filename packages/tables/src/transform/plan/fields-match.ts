import type { z } from "zod";
import type { fieldsMatchSchema } from "../../validate/rule-schema.ts";

/** How the columns of a file must relate to those that are named. */
export type FieldsMatch = z.infer<typeof fieldsMatchSchema>;

/** What is wrong with the columns of a file by the rule `fieldsMatch` of Table Schema; `undefined` if nothing is. */
export function fieldsMatchProblem(
  rule: FieldsMatch | undefined,
  expected: readonly string[],
  found: readonly string[],
): string | undefined {
  if (rule === undefined) return undefined;
  const missing = expected.filter((name) => !found.includes(name));
  const extra = found.filter((name) => !expected.includes(name));
  switch (rule) {
    case "exact": {
      const at = expected.findIndex((name, index) => found[index] !== name);
      if (at >= 0) return `Column ${at + 1} should be ${quoted(expected[at])}, and is ${quoted(found[at])}`;
      return found.length > expected.length ? `The file has more columns: ${list(found.slice(expected.length))}` : undefined;
    }
    case "equal":
      return lacks(missing) ?? exceeds(extra);
    case "subset":
      return lacks(missing);
    case "superset":
      return exceeds(extra);
    case "partial":
      return missing.length === expected.length ? `The file has none of the columns ${list(expected)}` : undefined;
  }
}

function lacks(missing: readonly string[]): string | undefined {
  return missing.length === 0 ? undefined : `The file lacks ${list(missing)}`;
}

function exceeds(extra: readonly string[]): string | undefined {
  return extra.length === 0 ? undefined : `The file has columns that are not expected: ${list(extra)}`;
}

function list(names: readonly string[]): string {
  return names.slice(0, 10).map(quoted).join(", ") + (names.length > 10 ? ` and ${names.length - 10} more` : "");
}

function quoted(name: string | undefined): string {
  return name === undefined ? "missing" : JSON.stringify(name);
}
