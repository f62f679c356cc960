/** Words of 32 bits in a digest. */
export declare const KEY_WORDS: number;
/** Whether two keys are the same. */
export declare function isSame(some: Uint32Array, at: number, others: Uint32Array, from: number): boolean;
//# sourceMappingURL=key-words.d.ts.map
