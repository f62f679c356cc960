import { type DateParts } from "./moment.ts";
/** Reads a text by a pattern; `undefined` if it does not fit. */
export type DateReader = (text: string) => DateParts | undefined;
/**
 * Makes a reader for a pattern. `d`, `M`, `H` and the like take one or two digits, `dd` exactly two; names ignore case.
 * @param pivot - two-digit years below it are 20xx, the others 19xx
 * @throws SyntaxError with a sentence
 */
export declare function dateReader(pattern: string, pivot: number): DateReader;
//# sourceMappingURL=read-date.d.ts.map
