/** The text up to its trailing zeros. A loop, because a pattern such as `0+$` takes time by the square of the zeros in a text. */
export declare function withoutTrailingZeros(text: string): string;
//# sourceMappingURL=without-trailing-zeros.d.ts.map
