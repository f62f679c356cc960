import { inferType } from "../values/infer-type.ts";
import { Kind, KIND_COUNT } from "../values/kind.ts";
import { readValue } from "../values/read-value.ts";
import { createReading } from "../values/reading.ts";
import { isBlankRow } from "./blank-row.ts";

/** Whether the first row of a table names its columns, and how sure that is, 0.5 to 1. */
export interface HeaderGuess {
  readonly hasHeader: boolean;
  readonly confidence: number;
}

/**
 * Decides whether the first row of a table is a header.
 *
 * For: a name over a column of numbers, dates and the like; different, filled names. Against: a cell that has the type
 * of its column, or that comes again in it. A table of text only has a header unless something speaks against it.
 *
 * @param table - the rows without preamble; the first few hundred do
 */
export function detectHeader(table: readonly (readonly string[])[]): HeaderGuess {
  const [first, ...others] = table.filter((row) => !isBlankRow(row));
  if (!first) return { hasHeader: false, confidence: 1 };
  const body = others.slice(0, 100);
  const typed = first.filter((cell) => kindOf(cell) !== Kind.Text && cell.trim() !== "").length;
  if (body.length === 0) return { hasHeader: typed === 0, confidence: 0.6 };
  let votes = namesVote(first);
  for (const [column, cell] of first.entries())
    votes += vote(
      cell,
      body.map((row) => row[column] ?? ""),
    );
  const strength = Math.abs(votes) / Math.max(1, first.length);
  return { hasHeader: votes > 0, confidence: Math.round(Math.min(1, 0.5 + strength / 2) * 100) / 100 };
}

/** Different, filled names speak for a header a little. */
function namesVote(cells: readonly string[]): number {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const different = new Set(filled).size === cells.length;
  return filled.length * 2 < cells.length ? -1 : different ? 0.5 : 0.1;
}

function vote(cell: string, column: readonly string[]): number {
  const values = column.filter((value) => value.trim() !== "");
  if (cell.trim() === "" || values.length === 0) return 0;
  const counts = new Float64Array(KIND_COUNT);
  for (const value of values) {
    const kind = kindOf(value);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const { type, semantic, agreeing } = inferType(counts, new Set(values).size);
  const kind = kindOf(cell);
  if (type !== "string" || semantic !== null) {
    if (kind === Kind.Text) return 1;
    return agreeing.has(kind) ? -1 : -0.25;
  }
  if (kind !== Kind.Text) return -0.5;
  return values.includes(cell) ? -0.6 : 0.1;
}

function kindOf(value: string): Kind {
  const reading = createReading();
  if (value !== "") readValue(value, reading);
  return reading.kind;
}
