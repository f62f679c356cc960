import { RowmillError } from "@rowmill/core/errors";
/**
 * The error for a temporary file that cannot be written or read. Its message reaches users, so the path is in the cause only.
 *
 * @param what - what needs the file, as the subject of a sentence
 */
export declare function temporaryFileFailed(what: string, cause: unknown): RowmillError;
//# sourceMappingURL=temporary-file-failed.d.ts.map
