/**
 * What a number format shows a code as: zeros, of which each is a digit, and signs that stand between them, `000-00-0000`. A postal code, a number of
 * an article or of a person is stored as a number, and the format is all that keeps its zeros.
 */
export type CodeFormat = string;
/** The form of codes that a format code shows; `undefined` if it is a format of numbers, dates or text. */
export declare function codeFormat(code: string): CodeFormat | undefined;
/** A number as its format shows it, or `undefined` for one that is no code: with a sign, decimals or more than 15 digits. */
export declare function codeText(raw: string, form: CodeFormat): string | undefined;
//# sourceMappingURL=code-format.d.ts.map
