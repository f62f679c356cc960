import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

/** A file that goes into an archive, as it comes. */
export interface ZipPart {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Writes a ZIP archive as a stream: parts are deflated as they come, one after the other, and nothing is kept but their names and sizes.
 *
 * @param level - of deflate, 1 (fast) to 9 (small)
 */
export async function* writeZip(parts: AsyncIterable<ZipPart>, level: number): AsyncGenerator<Uint8Array> {
  const written: WrittenPart[] = [];
  let position = 0;
  for await (const { name, chunks } of parts) {
    const part = { name: Buffer.from(name), position, crc: 0, packedBytes: 0, bytes: 0 };
    const header = localHeader(part.name);
    yield header;
    for await (const packed of deflate(measured(chunks, part), level)) {
      part.packedBytes += packed.length;
      yield packed;
    }
    const descriptor = dataDescriptor(part);
    yield descriptor;
    position += header.length + part.packedBytes + descriptor.length;
    written.push(part);
  }
  const directory = Buffer.concat(written.map(directoryRecord));
  yield directory;
  yield directoryEnd(written.length, directory.length, position);
}

interface WrittenPart {
  readonly name: Buffer;
  readonly position: number;
  crc: number;
  packedBytes: number;
  bytes: number;
}

async function* measured(chunks: AsyncIterable<Uint8Array>, part: WrittenPart): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    part.crc = crc32(chunk, part.crc);
    part.bytes += chunk.length;
    yield chunk;
  }
}

function deflate(chunks: AsyncIterable<Uint8Array>, level: number): AsyncIterable<Uint8Array> {
  const deflater = createDeflateRaw({ level, chunkSize: 64 * 1024 });
  // A few chunks ahead: zlib deflates in a thread of its own while the next ones are made. `pipeline` passes errors on, and frees both
  // when the reader stops early.
  pipeline(Readable.from(chunks, { highWaterMark: 8 }), deflater, () => {});
  return deflater;
}

/** Sizes and checksum stand behind the data (8), names are UTF-8 (0x800). */
const FLAGS = 0x808;
const DEFLATED = 8;

/** 1980-01-01: the same rows make the same bytes. */
const DATE = 0x21;

const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;

function localHeader(name: Buffer): Buffer {
  return Buffer.concat([
    fields([4, 0x04034b50], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);
}

function dataDescriptor({ crc, packedBytes, bytes }: WrittenPart): Buffer {
  const width = Math.max(packedBytes, bytes) >= MAX_32 ? 8 : 4;
  return fields([4, 0x08074b50], [4, crc], [width, packedBytes], [width, bytes]);
}

function directoryRecord({ name, position, crc, packedBytes, bytes }: WrittenPart): Buffer {
  const isWide = Math.max(packedBytes, bytes, position) >= MAX_32;
  const extra = isWide ? fields([2, 1], [2, 24], [8, bytes], [8, packedBytes], [8, position]) : Buffer.alloc(0);
  const narrow = (value: number): number => (isWide ? MAX_32 : value);
  return Buffer.concat([
    fields([4, 0x02014b50], [2, isWide ? 45 : 20], [2, isWide ? 45 : 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, crc]),
    fields(
      [4, narrow(packedBytes)],
      [4, narrow(bytes)],
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, narrow(position)],
    ),
    name,
    extra,
  ]);
}

function directoryEnd(entries: number, sizeBytes: number, position: number): Buffer {
  const isWide = entries >= MAX_16 || sizeBytes >= MAX_32 || position >= MAX_32;
  const end = fields(
    [4, 0x06054b50],
    [4, 0],
    [2, Math.min(entries, MAX_16)],
    [2, Math.min(entries, MAX_16)],
    [4, Math.min(sizeBytes, MAX_32)],
    [4, Math.min(position, MAX_32)],
    [2, 0],
  );
  if (!isWide) return end;
  const wide = fields(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, entries],
    [8, entries],
    [8, sizeBytes],
    [8, position],
  );
  return Buffer.concat([wide, fields([4, 0x07064b50], [4, 0], [8, position + sizeBytes], [4, 1]), end]);
}

type Field = readonly [width: 2 | 4 | 8, value: number];

/** Little-endian numbers, one after the other. */
function fields(...values: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(values.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of values) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}
