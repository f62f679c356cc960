import { RowmillError } from "@rowmill/core/errors";
/** The error for a part of a workbook that cannot be read. `what` is the second half of a sentence. */
export declare function corruptWorkbook(part: string, what: string, details?: Readonly<Record<string, unknown>>): RowmillError;
//# sourceMappingURL=corrupt-workbook.d.ts.map
