/**
 * Whether a text is a plain decimal number that a double holds exactly, written as JSON writes it: at most 15 digits, no leading
 * zeros, no exponent. `-0` is none, because it would come back as another text.
 */
export declare function isExactNumber(text: string): boolean;
//# sourceMappingURL=exact-number.d.ts.map
