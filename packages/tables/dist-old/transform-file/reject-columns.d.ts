/** What a file of rejects says of a row, before the cells as they stood. Several problems of a row stand in as many lines of a cell. */
export interface RejectColumns {
  readonly row: string;
  readonly byteOffset: string;
  readonly column: string;
  readonly value: string;
  readonly rule: string;
  readonly message: string;
}
/** The names of these columns, for a file with the given columns: a name that is taken gets an underscore at its end. */
export declare function rejectColumns(columns: readonly string[]): RejectColumns;
/** What a column is called that holds cells beyond the width of the table. */
export declare function extraColumn(index: number): string;
//# sourceMappingURL=reject-columns.d.ts.map
