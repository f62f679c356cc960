/**
 * How well the accented letters of a text go together: the share of them that one language has, 0 to 1; 1 without any. `ñ`, `á` and `í`
 * are Spanish, `ń`, `á` and `í` stand in no one language's words, so the bytes mean the former.
 */
export declare function coherence(text: string): number;
//# sourceMappingURL=letters-of-languages.d.ts.map
