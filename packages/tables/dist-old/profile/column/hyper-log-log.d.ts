/**
 * Estimates how many different values are in a sketch.
 *
 * Flajolet et al., "HyperLogLog" (2007), with the estimator of Ertl, "New cardinality estimation algorithms for
 * HyperLogLog sketches" (2017), algorithm 6, which needs no correction tables for small counts.
 * Standard error 1.04 / sqrt(registers): 0.8 % with 16,384 of them, 1.6 % with 4,096.
 */
export declare function estimateDistinct(registers: Uint8Array): number;
/** Adds a hash, as the kernel does: assembly/profile/hyper-log-log.ts. */
export declare function addHash(registers: Uint8Array, high: number, low: number): void;
//# sourceMappingURL=hyper-log-log.d.ts.map
