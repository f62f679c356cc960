import { RowmillError } from "@rowmill/core/errors";
import { corruptZip } from "./corrupt-zip.ts";
import { inflateEntry } from "./inflate-entry.ts";
import type { RandomAccess } from "./random-access.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";
import { InflationBudget, type ZipLimits } from "./zip-limits.ts";

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
export async function openZip(access: RandomAccess, limits: ZipLimits = {}): Promise<ZipArchive> {
  const budget = new InflationBudget(limits);
  const entries = await readDirectory(access, budget.maxEntries);
  let packedBytesRead = 0;
  return {
    entries,
    access,
    open(entry) {
      assertReadable(entry);
      return inflateEntry(entry, packedChunks(entry), budget);
    },
    packedBytesRead: () => packedBytesRead,
  };

  async function* packedChunks(entry: ZipEntry): AsyncGenerator<Uint8Array> {
    const start = await dataStart(access, entry);
    const end = start + entry.packedBytes;
    if (end > access.sizeBytes) throw corruptZip("is cut off", { entry: entry.name });
    if (end > entry.endsBefore) throw corruptZip("claims bytes of another entry or of the directory", { entry: entry.name });
    for (let position = start; position < end; position += CHUNK_BYTES) {
      const chunk = await access.read(position, Math.min(CHUNK_BYTES, end - position));
      packedBytesRead += chunk.length;
      yield chunk;
    }
  }
}

const CHUNK_BYTES = 64 * 1024;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const NO_BYTES = new Uint8Array();

/** Behind the local header, whose name and extra field may have other lengths than those in the directory. */
async function dataStart(access: RandomAccess, entry: ZipEntry): Promise<number> {
  // A 64-bit number of the archive may be negative here, or not be a place in any file.
  const isPlace = entry.position >= 0 && entry.position < entry.endsBefore;
  const bytes = isPlace ? await access.read(entry.position, LOCAL_BYTES) : NO_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw corruptZip("is not where the directory says", { entry: entry.name });
  }
  return entry.position + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

function assertReadable({ name, encrypted, method }: ZipEntry): void {
  if (encrypted) {
    throw new RowmillError("FILE_ENCRYPTED", `${JSON.stringify(name)} in the archive is encrypted: unpack it with its password first`, {
      details: { entry: name },
      retriable: false,
    });
  }
  if (method !== 0 && method !== 8) {
    const how = METHODS[method] ?? `method ${method}`;
    throw new RowmillError(
      "FILE_FORMAT_UNSUPPORTED",
      `${JSON.stringify(name)} in the archive is packed by ${how}, and only deflate is read: pack it again as a usual ZIP`,
      { details: { entry: name, method }, retriable: false },
    );
  }
}

const METHODS: Readonly<Record<number, string>> = {
  1: "Shrink",
  6: "Implode",
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
  98: "PPMd",
  99: "AES encryption",
};
