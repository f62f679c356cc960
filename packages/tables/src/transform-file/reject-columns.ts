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
export function rejectColumns(columns: readonly string[]): RejectColumns {
  const free = (name: string): string => (columns.includes(name) ? free(`${name}_`) : name);
  return {
    row: free("source_row"),
    byteOffset: free("byte_offset"),
    column: free("problem_column"),
    value: free("problem_value"),
    rule: free("problem_rule"),
    message: free("problem_message"),
  };
}

/** What a column is called that holds cells beyond the width of the table. */
export function extraColumn(index: number): string {
  return `extra_${index + 1}`;
}
