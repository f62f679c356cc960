import type { FoundArray } from "./find-arrays.ts";
/** An array that names the columns of rows beside it, and the names. */
export interface NamesBeside {
  readonly array: FoundArray;
  readonly names: readonly string[];
}
/**
 * Finds what names the columns of an array of rows: in the same object, an array under a key that says so, which has as many texts (or
 * objects with a name each) as the first row has cells. pandas writes it so (`orient="split"`), and many APIs do.
 *
 * @param bytes - of the document, as `findArrays` has them
 */
export declare function namesBeside(rows: FoundArray, arrays: readonly FoundArray[], bytes: Buffer): NamesBeside | undefined;
//# sourceMappingURL=names-beside.d.ts.map
