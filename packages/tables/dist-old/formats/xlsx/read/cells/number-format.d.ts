/** What the number format of a cell shows a number as. A constant object, because Node runs our TypeScript without enums. */
export declare const Shown: {
  readonly Number: 0;
  readonly Date: 1;
  readonly Time: 2;
  readonly DateTime: 3;
  /** Hours, minutes and seconds that have passed: `[h]:mm`. */
  readonly Elapsed: 4;
};
export type Shown = (typeof Shown)[keyof typeof Shown];
/**
 * Reads a format code, such as `d/m/yy;@` or `[$-409]h:mm AM/PM`. A file holds codes in English whatever the language of its
 * program, but some programs write `TT.MM.JJJJ` or `jj/mm/aaaa` all the same.
 */
export declare function shownBy(code: string): Shown;
/** What a built-in format shows, by its number: ECMA-376, 18.8.30, with the ones of East Asian and Thai programs. */
export declare function shownByBuiltIn(id: number): Shown;
//# sourceMappingURL=number-format.d.ts.map
