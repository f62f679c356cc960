import { corruptZip } from "./corrupt-zip.ts";
import { decodeEntryName } from "./entry-name.ts";
import type { RandomAccess } from "./random-access.ts";
import { readDirectoryEnd } from "./directory-end.ts";

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
export async function readDirectory(access: RandomAccess, maxEntries: number): Promise<ZipEntry[]> {
  const end = await readDirectoryEnd(access);
  // The count is a claim: what counts is how many there are.
  if (end.entries > maxEntries) throw corruptZip(`has ${end.entries} entries, and ${maxEntries} are the most`);
  if (end.sizeBytes > MAX_DIRECTORY_BYTES) throw corruptZip(`has a directory of ${end.sizeBytes} bytes`);
  const bytes = await access.read(end.position, end.sizeBytes);
  if (bytes.length < end.sizeBytes) throw corruptZip("is cut off in its directory");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Omit<ZipEntry, "endsBefore">[] = [];
  let at = 0;
  while (entries.length < end.entries) {
    if (at + FIXED_BYTES > bytes.length || view.getUint32(at, true) !== SIGNATURE) throw corruptZip("has a broken directory");
    const next = at + FIXED_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) throw corruptZip("has a broken directory");
    entries.push(readEntry(bytes, view, at, end.shift));
    at = next;
  }
  return withEnds(entries, end.position);
}

/** Two entries that claim the same bytes are how a small archive unpacks to any size. Entries with the same header are one, named twice. */
function withEnds(entries: readonly Omit<ZipEntry, "endsBefore">[], directory: number): ZipEntry[] {
  const starts = [...new Set(entries.map(({ position }) => position)), directory].toSorted((a, b) => a - b);
  const nextOf = new Map(starts.map((start, index) => [start, starts[index + 1] ?? directory]));
  return entries.map((entry) => ({ ...entry, endsBefore: Math.min(nextOf.get(entry.position) ?? directory, directory) }));
}

/** An entry takes 46 bytes and its name. More than this is no directory that a person made. */
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;

const SIGNATURE = 0x02014b50;
const FIXED_BYTES = 46;

function readEntry(bytes: Uint8Array, view: DataView, at: number, shift: number): Omit<ZipEntry, "endsBefore"> {
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const nameEnd = at + FIXED_BYTES + nameLength;
  // Some archivers of Windows write its separator.
  const name = decodeEntryName(bytes.subarray(at + FIXED_BYTES, nameEnd), (flags & UTF8_FLAG) !== 0).replaceAll("\\", "/");
  const extra = { view, from: nameEnd, to: nameEnd + view.getUint16(at + 30, true) };
  const wide = new Zip64Fields(extra);
  // In this order, and only those that do not fit: APPNOTE 4.5.3.
  const declaredBytes = wide.take(view.getUint32(at + 24, true));
  const packedBytes = wide.take(view.getUint32(at + 20, true));
  const position = wide.take(view.getUint32(at + 42, true)) + shift;
  return {
    name,
    isFolder: name.endsWith("/"),
    encrypted: (flags & (ENCRYPTED_FLAG | STRONG_ENCRYPTION_FLAG)) !== 0,
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes,
    declaredBytes,
    position,
  };
}

const ENCRYPTED_FLAG = 1;
const STRONG_ENCRYPTION_FLAG = 1 << 6;
const UTF8_FLAG = 1 << 11;

/** The 64-bit numbers of an entry's extra field, for those that are 0xffffffff in its record. */
class Zip64Fields {
  readonly #view: DataView;
  #at = 0;
  #to = 0;

  constructor({ view, from, to }: { readonly view: DataView; readonly from: number; readonly to: number }) {
    this.#view = view;
    for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      this.#at = at + 4;
      this.#to = Math.min(to, at + 4 + view.getUint16(at + 2, true));
      return;
    }
  }

  take(value: number): number {
    if (value !== 0xffffffff || this.#at + 8 > this.#to) return value;
    const wide = Number(this.#view.getBigUint64(this.#at, true));
    this.#at += 8;
    return wide;
  }
}
