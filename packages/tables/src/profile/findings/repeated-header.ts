import { Field, RECORD, textOf, valueCount, type CountedValues } from "../column/counted-values.ts";
import type { Finding } from "../../table/finding.ts";

/**
 * Notices that the names of the columns come again among their values, as where files were put one behind the other: each name is a
 * value of its column. What is no longer counted in a column of very many values is not noticed.
 */
export class RepeatedHeader {
  #count = Number.POSITIVE_INFINITY;
  #row = 0;
  #columns = 0;

  /** Call it for each column. */
  add(name: string | undefined, values: CountedValues): void {
    if (name === undefined || name.trim() === "" || this.#count === 0) return;
    const found = find(name, values);
    this.#columns += 1;
    this.#count = Math.min(this.#count, found?.count ?? 0);
    this.#row = Math.max(this.#row, found?.row ?? 0);
  }

  finding(): Finding | undefined {
    if (this.#columns < 2 || this.#count === 0) return undefined;
    const rows = this.#count === 1 ? "1 row of data is" : `${this.#count} rows of data are`;
    const message = `${rows} the header again, as where files were put one behind the other. They are counted like any other: leave them out by the option omit.`;
    return { code: "repeated_header", severity: "warning", message, count: this.#count, rows: [this.#row] };
  }
}

function find(name: string, values: CountedValues): { readonly count: number; readonly row: number } | undefined {
  const bytes = Buffer.byteLength(name);
  const fact = (value: number, field: number) => values.records[value * RECORD + field] ?? 0;
  for (let value = 0; value < valueCount(values); value += 1) {
    if (fact(value, Field.Bytes) === bytes && textOf(values, value) === name) {
      return { count: fact(value, Field.Count), row: fact(value, Field.Row) };
    }
  }
  return undefined;
}
