import { inferType } from "../values/infer-type.ts";
import { Kind, KIND_COUNT } from "../values/kind.ts";
import { readKind } from "../values/read-value.ts";

/** What the values of a column have in common, as far as it tells names from values. */
export interface ColumnKinds {
  readonly column: number;
  /** Whether they have a type or a meaning: numbers, dates, links. */
  readonly isTyped: boolean;
  /** Whether a cell could be one of them, by its kind. */
  agrees(kind: Kind): boolean;
  /** How many of the rows have a value. */
  readonly filled: number;
  readonly values: ReadonlySet<string>;
}

/** What the columns of some rows are. Of a wide table, every so many columns: as many as can be told apart quickly. */
export function columnKinds(rows: readonly (readonly string[])[], width: number): ColumnKinds[] {
  return [...eachColumnKinds(rows, width)];
}

/** The same, each when it is asked for. */
export function* eachColumnKinds(rows: readonly (readonly string[])[], width: number): Generator<ColumnKinds> {
  const step = Math.max(1, Math.ceil(width / JUDGED_COLUMNS));
  for (let column = 0; column < width; column += step) {
    const counts = new Float64Array(KIND_COUNT);
    const values = new Set<string>();
    let filled = 0;
    for (const row of rows) {
      const cell = row[column];
      if (cell === undefined || cell.trim() === "") continue;
      filled += 1;
      values.add(cell);
      const kind = kindOf(cell);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    const { type, semantic, agreeing } = inferType(counts, values.size);
    const isTyped = filled > 0 && (type !== "string" || semantic !== null);
    yield { column, isTyped, agrees: (kind) => agreeing.has(kind), filled, values };
  }
}

/** The kind of one cell; `Text` for an empty one. */
export function kindOf(cell: string): Kind {
  return cell === "" ? Kind.Text : readKind(cell);
}

const JUDGED_COLUMNS = 200;
