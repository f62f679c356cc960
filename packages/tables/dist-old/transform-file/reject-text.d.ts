import type { RejectedRow } from "../validate/reject.ts";
/** A rejected row as a line of the file of rejects. */
export declare function rejectText({ rowNumber, byteOffset, cells, problems }: RejectedRow): string;
//# sourceMappingURL=reject-text.d.ts.map
