import type { CompiledRule, RowFields } from "../compiled-rule.ts";
import { keyDigest } from "../keys/key-digest.ts";
import { KeySet } from "../keys/key-set.ts";
import type { RuleContext, RuleField } from "../rule-context.ts";
import type { Rule } from "../rule-schema.ts";

type UniqueRule = Extract<Rule, { rule: "unique" | "uniqueKeys" | "primaryKey" }>;

/**
 * No two rows of the result have the same key. Rows with a missing value have none, and a primary key misses no value.
 * Of rows with the same key the first that nothing else is wrong with is in the result.
 */
export function compileUnique(rule: UniqueRule, context: RuleContext): CompiledRule {
  const names = rule.rule === "unique" ? [rule.field] : rule.fields;
  const fields = names.map((name) => context.field(name, rule.rule === "unique" ? "field" : "fields"));
  const seen = new KeySet(context.temporaryFolder);
  // A row is checked and, if nothing is wrong with it, remembered right after: its digest is made once.
  let checked: { readonly row: RowFields; readonly digest: string } | undefined;
  return {
    severity: rule.severity ?? "error",
    check(row) {
      const missing = fields.find((field) => isMissing(row, field));
      if (missing) return rule.rule === "primaryKey" ? problem(row, missing, "A value of the primary key is missing") : undefined;
      if (!seen.has(digestOf(row))) return undefined;
      const [first] = fields;
      const key = fields.map(({ place }) => JSON.stringify(row[place])).join(", ");
      return first && problem(row, first, `${key} has come in a row before`);
    },
    remember(row) {
      if (!fields.some((field) => isMissing(row, field))) seen.add(digestOf(row));
    },
    close: () => seen.close(),
  };

  function problem(row: RowFields, { name, place, column }: RuleField, message: string) {
    return { field: name, column, value: row[place] ?? null, rule: rule.rule, message: rule.message ?? message };
  }

  function digestOf(row: RowFields): string {
    if (checked?.row !== row) checked = { row, digest: keyDigest(fields.map(({ place }) => row[place] ?? null)) };
    return checked.digest;
  }
}

function isMissing(row: RowFields, { place }: RuleField): boolean {
  const value = row[place] ?? null;
  return value === null || value === "";
}
