import type { CompiledRule, RowFields } from "../compiled-rule.ts";
import type { RuleCompiler } from "../rule-context.ts";

/** Results are kept for so many keys; then the table starts anew. */
const MAX_KEPT = 65_536;

/** The values are keys of a reference. Rows with a missing value refer to nothing. */
export const compileForeignKeys: RuleCompiler<"foreignKeys"> = (rule, context) => {
  const fields = rule.fields.map((name) => context.field(name, "fields"));
  const ask = context.reference(rule);
  const known = new Map<string, boolean>();
  const { resource } = rule.reference;

  return {
    severity: rule.severity ?? "error",
    async prepare(rows) {
      if (known.size > MAX_KEPT) known.clear();
      const wanted = new Map<string, string[]>();
      for (const row of rows) {
        const key = keyOf(row);
        if (key && !known.has(JSON.stringify(key))) wanted.set(JSON.stringify(key), key);
      }
      if (wanted.size === 0) return;
      const results = checkKnown(resource, wanted.size, await ask([...wanted.values()]));
      for (const [index, text] of [...wanted.keys()].entries()) known.set(text, results[index] ?? false);
    },
    check(row) {
      const key = keyOf(row);
      if (key === undefined || known.get(JSON.stringify(key)) === true) return undefined;
      const [first] = fields;
      const message = rule.message ?? `${key.map((value) => JSON.stringify(value)).join(", ")} is not in ${resource}`;
      return { field: first?.name, column: first?.column, value: key[0] ?? null, rule: "foreignKeys", message };
    },
  } satisfies CompiledRule;

  function keyOf(row: RowFields): string[] | undefined {
    const key = fields.map(({ place }) => row[place] ?? "");
    return key.includes("") ? undefined : key;
  }
};

/** What a reference returned for so many keys. @throws TypeError if it is anything but a list of as many */
export function checkKnown(resource: string, count: number, results: unknown): readonly boolean[] {
  if (Array.isArray(results) && results.length === count) return results.map((result) => result === true);
  throw new TypeError(`The reference "${resource}" must return true or false for each of ${count} keys`);
}
