/** A few more than are shown, because null tokens are taken out at the end. */
export declare const SAMPLE_LIMIT = 12;
/** A column with few different values must not be searched for more of them to its end. */
export declare const SAMPLED_CELLS = 1000;
//# sourceMappingURL=sample-limits.d.ts.map
