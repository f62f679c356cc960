import { type RowStep, type Rule, transformFile } from "@rowmill/tables";
import type { Transformer } from "../task.ts";

/**
 * Rowmill, which finds out by itself how the file is written.
 * @param rules - about the fields of the output; types make numbers and booleans of JSON
 * @param rows - steps on rows, which the kernel does not know
 */
export function transformWithRowmill(threads: number, rules: readonly Rule[] = [], rows: readonly RowStep[] = []): Transformer {
  return async (from, to, { columns, lower, upper }, format) => {
    const fields = columns.map((column) => ({
      target: column,
      from: column,
      steps: column === lower ? ["lowercase" as const] : column === upper ? ["uppercase" as const] : [],
    }));
    const { engine, counts } = await transformFile(from, { fields, rules: [...rules], rows: [...rows] }, { path: to, format }, { threads });
    const expected = format === "xlsx" || rows.length > 0 ? "rows" : "kernel";
    if (engine !== expected || counts.rejected > 0) throw new Error(`The engine "${expected}" did not transform the whole file`);
  };
}

/** Five rules that all rows of the mixed file keep. */
export const FIVE_RULES: readonly Rule[] = [
  { rule: "required", field: "id" },
  { rule: "maxLength", field: "email", maxLength: 254 },
  { rule: "minimum", field: "amount", minimum: 0 },
  { rule: "type", field: "birth_date", type: "date" },
  { rule: "enum", field: "active", enum: ["true", "false"] },
];

/** A step on rows that leaves all of them. */
export const FILTER: readonly RowStep[] = [{ op: "filter", where: { column: "id", empty: false } }];
