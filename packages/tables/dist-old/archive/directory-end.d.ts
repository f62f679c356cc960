import type { RandomAccess } from "./random-access.ts";
/** Where the central directory of an archive lies. */
export interface DirectoryEnd {
  readonly position: number;
  readonly sizeBytes: number;
  readonly entries: number;
  /** How many bytes stand before the archive, as in a program that unpacks itself: to be added to every position in it. */
  readonly shift: number;
}
/**
 * Finds the end-of-directory record, which stands at the end of an archive, before its comment.
 * @throws RowmillError `FILE_CORRUPT`
 */
export declare function readDirectoryEnd(access: RandomAccess): Promise<DirectoryEnd>;
//# sourceMappingURL=directory-end.d.ts.map
