/**
 * Finds rows that add up others. Some say so: the word alone (`Total`, `Summe:`), or before what is added up (`Total: Keywords`, `Total for May`,
 * `Total de la cuenta`). Behind the word, other words may also be the name of a product: then a number must be the sum of those above it.
 */
export declare class TotalRows {
  #private;
  /** Whether a row, the next one of the table, is a total. */
  take(cells: readonly string[]): boolean;
}
//# sourceMappingURL=total-rows.d.ts.map
