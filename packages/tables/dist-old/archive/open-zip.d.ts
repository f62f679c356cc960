import type { RandomAccess } from "./random-access.ts";
import { type ZipEntry } from "./zip-directory.ts";
import { type ZipLimits } from "./zip-limits.ts";
/** A ZIP archive whose directory was read. */
export interface ZipArchive {
  /** In the order of its directory. Two may have the same name. */
  readonly entries: readonly ZipEntry[];
  /**
   * Inflates an entry, chunk by chunk, and checks it: its length in the archive, its CRC, the limits. What was wrong at its end
   * is known only there. May be called again, also for several entries at once; all of them count.
   *
   * @throws RowmillError `FILE_ENCRYPTED`, `FILE_FORMAT_UNSUPPORTED` for a method other than deflate, `FILE_CORRUPT`,
   *   `FILE_TOO_LARGE_INFLATED`
   */
  open(entry: ZipEntry): AsyncIterable<Uint8Array>;
  /** The archive as it is, for a parser that reads it by itself. */
  readonly access: RandomAccess;
  /** How many packed bytes were read from entries until now. */
  packedBytesRead(): number;
}
/**
 * Reads the directory of a ZIP archive. Nothing is written anywhere, so names are only names.
 *
 * @throws RowmillError `FILE_CORRUPT` for what is no archive or is cut off
 * @example
 * ```ts
 * const access = await fileAccess("orders.zip");
 * const archive = await openZip(access);
 * for await (const chunk of archive.open(archive.entries[0])) take(chunk);
 * await access.close();
 * ```
 */
export declare function openZip(access: RandomAccess, limits?: ZipLimits): Promise<ZipArchive>;
//# sourceMappingURL=open-zip.d.ts.map
