import { RowmillError } from "@rowmill/core/errors";
/**
 * Refuses what is no text, by the first bytes of a file.
 * @param hasControls - whether its encoding writes text with control characters: UTF-16 with NULs, ISO-2022-KR with shifts
 * @throws RowmillError `FILE_NOT_TEXT`, which names what the file looks like and what to do about it
 */
export declare function assertText(head: Uint8Array, hasControls: boolean): void;
/** The error for a file that is no table. */
export declare function notText(what: string, advice: string): RowmillError;
//# sourceMappingURL=binary.d.ts.map
