import { Kind } from "../values/kind.ts";
import { columnKinds, type ColumnKinds } from "./column-kinds.ts";
import { isValue, kindOf } from "./name-cells.ts";

/** The form of a code: its letters and digits, whichever they are. */
export function formOf(code: string): string {
  return code.replaceAll(/\d/g, "0").replaceAll(/\p{L}/gu, "a");
}

/**
 * Whether two rows have as many cells, with values of the same kinds at the same places, and text of the same form where it has digits. At least
 * two cells must say so.
 */
export function isOfForm(row: readonly string[], other: readonly string[]): boolean {
  if (row.length !== other.length) return false;
  let witnesses = 0;
  for (const [column, cell] of row.entries()) {
    const beside = other[column] ?? "";
    if ((cell.trim() === "") !== (beside.trim() === "")) return false;
    if (cell.trim() === "") continue;
    const kind = kindOf(cell);
    if (kind !== kindOf(beside)) return false;
    if (kind === Kind.Text && HAS_DIGIT.test(cell) && formOf(cell.trim()) !== formOf(beside.trim())) return false;
    if (kind !== Kind.Text || HAS_DIGIT.test(cell)) witnesses += 1;
  }
  return witnesses >= 2;
}

const HAS_DIGIT = /\d/;

/** The columns of a table as far as a row can be told to be one of its records: their kinds, and the forms of their texts. */
export interface RecordForm {
  readonly kinds: readonly ColumnKinds[];
  readonly forms: readonly ReadonlySet<string>[];
}

/** What the records of a table have in common. */
export function recordForm(rows: readonly (readonly string[])[]): RecordForm {
  const some = rows.slice(0, SOME_ROWS);
  const width = Math.max(0, ...some.map((row) => row.length));
  const kinds = columnKinds(some, width);
  return { kinds, forms: kinds.map(({ values }) => new Set([...values].filter((value) => HAS_DIGIT.test(value)).map(formOf))) };
}

const SOME_ROWS = 100;

/** Whether a row has two values at least, each of the kind of its column, or with digits and of a form that its column has. */
export function isRecord(row: readonly string[], { kinds, forms }: RecordForm): boolean {
  let witnesses = 0;
  for (const [index, kind] of kinds.entries()) {
    const cell = row[kind.column] ?? "";
    if (cell.trim() === "") continue;
    if (kind.isTyped ? !isValue(row, kind) : HAS_DIGIT.test(cell) && forms[index]?.has(formOf(cell)) !== true) return false;
    if (kind.isTyped || HAS_DIGIT.test(cell)) witnesses += 1;
  }
  return witnesses >= 2;
}
