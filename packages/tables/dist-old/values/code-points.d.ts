/** How many code points a text has. */
export declare function codePointCount(text: string): number;
/** The code points from `start` up to `end`; negative numbers count from the end. */
export declare function sliceCodePoints(text: string, start: number, end: number | undefined): string;
//# sourceMappingURL=code-points.d.ts.map
