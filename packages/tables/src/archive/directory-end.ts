import { corruptZip } from "./corrupt-zip.ts";
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
export async function readDirectoryEnd(access: RandomAccess): Promise<DirectoryEnd> {
  const tailStart = Math.max(0, access.sizeBytes - TAIL_BYTES);
  const tail = await access.read(tailStart, TAIL_BYTES);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  // From the back: the comment may have anything in it, also the signature of a record that does not fit.
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) > tail.length) continue;
    const end = (await zip64End(access, view, at, tailStart)) ?? {
      entries: view.getUint16(at + 10, true),
      sizeBytes: view.getUint32(at + 12, true),
      declared: view.getUint32(at + 16, true),
      before: tailStart + at,
    };
    const found = await locate(access, end);
    if (found) return found;
  }
  throw corruptZip("is no complete ZIP archive: its directory, which stands at the end, is missing");
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;

/** The record, its comment of up to 65,535 bytes, the zip64 locator before it, and some junk behind it. */
const TAIL_BYTES = END_BYTES + 65_535 + LOCATOR_BYTES + 1024;

interface DeclaredEnd {
  readonly entries: number;
  readonly sizeBytes: number;
  /** Where the directory starts, as the archive says. */
  readonly declared: number;
  /** Where the directory has to end. */
  readonly before: number;
}

async function zip64End(access: RandomAccess, tail: DataView, at: number, tailStart: number): Promise<DeclaredEnd | undefined> {
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_SIGNATURE) return undefined;
  // Where something stands before the archive, the record is found right before its locator.
  const declared = Number(tail.getBigUint64(locator + 8, true));
  for (const position of [declared, tailStart + locator - ZIP64_END_BYTES]) {
    if (position < 0 || position > access.sizeBytes) continue;
    const bytes = await access.read(position, ZIP64_END_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length < ZIP64_END_BYTES || view.getUint32(0, true) !== ZIP64_END_SIGNATURE) continue;
    return {
      entries: Number(view.getBigUint64(32, true)),
      sizeBytes: Number(view.getBigUint64(40, true)),
      declared: Number(view.getBigUint64(48, true)),
      before: position,
    };
  }
  return undefined;
}

async function locate(access: RandomAccess, { entries, sizeBytes, declared, before }: DeclaredEnd): Promise<DirectoryEnd | undefined> {
  for (const position of [declared, before - sizeBytes]) {
    if (position < 0 || position + sizeBytes > before) continue;
    if (entries > 0 && !(await isDirectoryAt(access, position))) continue;
    return { position, sizeBytes, entries, shift: position - declared };
  }
  return undefined;
}

async function isDirectoryAt(access: RandomAccess, position: number): Promise<boolean> {
  const bytes = await access.read(position, 4);
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 1 && bytes[3] === 2;
}
