import { Kind } from "../values/kind.ts";
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
export declare function columnKinds(rows: readonly (readonly string[])[], width: number): ColumnKinds[];
/** The same, each when it is asked for. */
export declare function eachColumnKinds(rows: readonly (readonly string[])[], width: number): Generator<ColumnKinds>;
/** The kind of one cell; `Text` for an empty one. */
export declare function kindOf(cell: string): Kind;
//# sourceMappingURL=column-kinds.d.ts.map
