/**
 * The first row of a table with its names over the columns they belong to. A comment sign that a blank parts from the names is none
 * (`# time speed` over `0.1 3`), and R writes nothing over the names of rows: `mpg cyl` over `Mazda 21 6`.
 *
 * @param width - how many cells the rows have, usually
 */
export declare function alignedHeader(table: readonly (readonly string[])[], width: number): readonly string[];
/**
 * The names of a header as they are in the file, aligned as they were in its sample.
 *
 * @param columns - what the columns of the sample were called
 */
export declare function alignNames(names: readonly string[], columns: readonly string[]): readonly string[];
/**
 * The names of the first columns, and nothing for the others, where nearly all rows are longer than their header and have values there.
 * What only a few rows have more is a fault of theirs.
 */
export declare function namesOfAll(names: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[];
//# sourceMappingURL=shifted-names.d.ts.map
