import type { SourceColumn } from "../mapping.ts";
/** A column that steps can name. */
export interface ScopeColumn {
  readonly name: string;
  /** The id that the mapping gives it, if it does. */
  readonly id?: string | undefined;
  /** Its position in the file, if it is a column of the file. */
  readonly source?: number | undefined;
}
/** The columns of the rows at one point: those of the file, then what row steps make of them. */
export declare class ColumnScope {
  #private;
  readonly columns: readonly ScopeColumn[];
  constructor(columns: readonly ScopeColumn[]);
  /**
   * The position of a column by its id or its name.
   * @throws InvalidStep if there is none, or if several have the name
   */
  find(reference: string, parameter: string): number;
  has(reference: string): boolean;
}
/** The columns of the file with the ids of the mapping. Calls `problem` for ids that fit no column. */
export declare function fileScope(
  names: readonly string[],
  known: readonly SourceColumn[],
  problem: (index: number, message: string) => void,
): ColumnScope;
//# sourceMappingURL=column-scope.d.ts.map
