import { type DateParts } from "./moment.ts";
/** Writes parts by a pattern. Returns the name of a part that the pattern needs and the parts do not have. */
export type DateWriter = (parts: DateParts) =>
  | {
      readonly text: string;
    }
  | {
      readonly missing: string;
    };
/**
 * Makes a writer for a pattern.
 * @param locale - the language of the names of months and weekdays
 * @throws SyntaxError with a sentence
 */
export declare function dateWriter(pattern: string, locale: string): DateWriter;
/** `X` writes `Z` for UTC; one letter: hours (and minutes if there are some), two: `+0530`, three: `+05:30`. */
export declare function offsetText(minutes: number, letter: string, count: number): string;
//# sourceMappingURL=write-date.d.ts.map
