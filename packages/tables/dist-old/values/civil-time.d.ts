/** A day as `2024-04-03`. */
export declare function isoDate(ms: number): string;
/** A date-time as `2024-04-03T13:45:10`, with its milliseconds if it has some, and `Z` if it is in UTC. */
export declare function isoDateTime(ms: number, utc: boolean): string;
/** Milliseconds since midnight as `13:45:10`. */
export declare function isoTime(ms: number): string;
//# sourceMappingURL=civil-time.d.ts.map
