/**
 * Whether a row is a blank line, of one cell with blanks at most, or has nothing but empty cells: `,,,`, as Excel leaves below a table.
 * A cell that is quoted in the file is a value: see `RowBatch.quotedLines`.
 */
export declare function isBlankRow(row: readonly (string | null)[]): boolean;
//# sourceMappingURL=blank-row.d.ts.map
