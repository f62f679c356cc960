/** How many row numbers a finding shows. */
export declare const ROW_LIMIT = 5;
/** The first rows of several lists together. */
export declare function firstRows(lists: readonly (readonly number[])[]): number[];
//# sourceMappingURL=first-rows.d.ts.map
