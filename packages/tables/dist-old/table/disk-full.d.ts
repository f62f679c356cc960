/** Reports a write that failed because the disk is full as `STORAGE_FULL`. Any other error is returned as it is. */
export declare function diskFailure(error: unknown): unknown;
//# sourceMappingURL=disk-full.d.ts.map
