import { Kind } from "../values/kind.ts";
import { kindOf as kindOfValue, type ColumnKinds } from "./column-kinds.ts";

/** The kind of a cell. A number with more digits than a number keeps is text as a value, and no name either. */
export function kindOf(cell: string): Kind {
  const kind = kindOfValue(cell);
  return kind === Kind.Text && LONG_NUMBER.test(cell) ? Kind.PointNumber : kind;
}

const LONG_NUMBER = /^\s*[-+]?(?:\d{8,}|\d*\.\d{8,})(?:[eE][-+]?\d+)?\s*$/;

/** Whether a cell is a name over a typed column: text or an answer, and nothing that could be a value of the column. */
export function isName(cells: readonly string[], { column, agrees }: ColumnKinds): boolean {
  const cell = cells[column] ?? "";
  return cell.trim() !== "" && isNameKind(cell) && !agrees(Kind.Text) && !agrees(kindOf(cell));
}

function isNameKind(cell: string): boolean {
  const kind = kindOf(cell);
  return kind === Kind.Text || kind === Kind.Boolean || kind === Kind.BooleanLetter || isWord(cell);
}

/** `Unknown` and `Missing` are no values among values, and names above them. */
export function isWord(cell: string): boolean {
  return kindOf(cell) === Kind.WeakNullToken && /^[\p{L} ]{7,}$/u.test(cell.trim());
}

/** Whether a cell could be a value of a typed column, or says that a value is missing. */
export function isValue(cells: readonly string[], { column, agrees }: ColumnKinds): boolean {
  const cell = cells[column] ?? "";
  if (cell.trim() === "") return false;
  const kind = kindOf(cell);
  return agrees(kind) || kind === Kind.NullToken || (kind === Kind.WeakNullToken && !isWord(cell));
}

/** Whether two rows are the same cell by cell, and have several. */
export function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.length > 1 && a.every((cell, column) => cell === b[column]);
}
