import type { RandomAccess } from "./random-access.ts";
/** A file or folder of an archive, as the archive's directory declares it. Only the inflated bytes tell whether that is true. */
export interface ZipEntry {
  /** As the archive spells it, with `/` between folders. Never to be used as a path. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly encrypted: boolean;
  /** 0 is stored, 8 deflated; the others are not read. */
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  /** What the archive says. */
  readonly declaredBytes: number;
  /** Where its local header stands, by what the archive says: it may be no place in the file. */
  readonly position: number;
  /** Where the next entry, or the directory, starts: its header and packed bytes lie before that. */
  readonly endsBefore: number;
}
/**
 * Reads the central directory of an archive, zip64 included.
 * @throws RowmillError `FILE_CORRUPT`
 */
export declare function readDirectory(access: RandomAccess, maxEntries: number): Promise<ZipEntry[]>;
//# sourceMappingURL=zip-directory.d.ts.map
