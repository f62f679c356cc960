import { constants, crc32, createInflateRaw, type InflateRaw, inflateRawSync } from "node:zlib";
import { ByteCursor } from "../bytes/byte-cursor.ts";
import { InflationBudget, type ZipLimits } from "./zip-limits.ts";

/** How much may be unpacked. */
export type InflationLimits = Pick<ZipLimits, "maxInflatedBytes" | "maxInflationRatio">;

/** What may be wrong with a gzip file, and where, in bytes from the start of the packed file. */
export interface GzipFault {
  readonly code: "truncated_file" | "corrupt_archive" | "trailing_data";
  readonly detail: string;
  readonly byteOffset: number;
}

/**
 * Unpacks gzip (RFC 1952), with all its members, piece by piece. What is damaged does not end in an error: everything that can be
 * unpacked comes out, and `say` is told what is wrong, once. zlib's own gunzip keeps silent about bytes after the end.
 *
 * @throws RowmillError `FILE_TOO_LARGE_INFLATED` if more comes out than the limits allow; and whatever the source throws
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  limits: InflationLimits,
  say: (fault: GzipFault) => void,
): AsyncGenerator<Uint8Array> {
  const cursor = new ByteCursor(source);
  const budget = new InflationBudget(limits);
  let isSmall = false;
  try {
    for (let member = 1; ; member += 1) {
      const start = cursor.offset;
      const head = await readMemberHead(cursor);
      if (head === "end") return;
      if (head === "other") {
        say({ code: "trailing_data", detail: `bytes that are no gzip follow at byte ${start}`, byteOffset: start });
        return;
      }
      if (head === "cut") break;
      let size = 0;
      let crc = 0;
      const bodyStart = cursor.offset;
      const whole = isSmall ? await inflateSmall(cursor) : undefined;
      for await (const piece of whole ?? inflateMember(cursor)) {
        size += piece.length;
        crc = crc32(piece, crc);
        budget.spend("The gzip data", piece.length, budget.inflatedBytes + piece.length, cursor.offset);
        yield piece;
      }
      isSmall = size <= PIECE_BYTES && cursor.offset - bodyStart <= SMALL_BYTES;
      const trailer = Buffer.from(await cursor.takeExactly(TRAILER_BYTES));
      if (trailer.length < TRAILER_BYTES) break;
      if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== size % 2 ** 32) {
        say({ code: "corrupt_archive", detail: `the checksum of gzip member ${member} is wrong`, byteOffset: cursor.offset });
      }
    }
    say({ code: "truncated_file", detail: `the gzip data stops at byte ${cursor.offset}`, byteOffset: cursor.offset });
  } catch (error) {
    if (!isDataError(error)) throw error;
    say({
      code: "corrupt_archive",
      detail: `the gzip data is damaged near byte ${cursor.offset} (${error.code})`,
      byteOffset: cursor.offset,
    });
  } finally {
    await cursor.close();
  }
}

const TRAILER_BYTES = 8;
const PIECE_BYTES = 256 * 1024;
const SMALL_BYTES = 16 * 1024;

/** Takes the head of a member. `other`: what comes is no gzip. */
async function readMemberHead(cursor: ByteCursor): Promise<"member" | "other" | "cut" | "end"> {
  const fixed = await cursor.takeExactly(10);
  if (fixed.length === 0) return "end";
  const [id1, id2, method, flags = 0] = fixed;
  if (id1 !== 0x1f || (fixed.length > 1 && id2 !== 0x8b) || (fixed.length > 2 && method !== 8)) return "other";
  if (fixed.length < 10) return "cut";
  if (flags & FEXTRA) {
    const length = await cursor.takeExactly(2);
    const extra = (length[0] ?? 0) + (length[1] ?? 0) * 256;
    if ((await cursor.takeExactly(extra)).length < extra) return "cut";
  }
  for (const flag of [FNAME, FCOMMENT]) {
    if (flags & flag && !(await skipText(cursor))) return "cut";
  }
  if (flags & FHCRC && (await cursor.takeExactly(2)).length < 2) return "cut";
  return "member";
}

// RFC 1952, section 2.3.1.
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;

/** Skips a text up to and with its NUL. */
async function skipText(cursor: ByteCursor): Promise<boolean> {
  for (let bytes = await cursor.take(); bytes; bytes = await cursor.take()) {
    const end = bytes.indexOf(0);
    if (end < 0) continue;
    cursor.giveBack(bytes.subarray(end + 1));
    return true;
  }
  return false;
}

/**
 * The content of a member that is whole in the bytes at hand; `undefined`, with nothing taken, if it is not, or is damaged. A file may have
 * a member for each line, and a stream for each takes ten times as long.
 */
async function inflateSmall(cursor: ByteCursor): Promise<Buffer[] | undefined> {
  const bytes = await cursor.take();
  if (!bytes) return undefined;
  const inflated = inflateNow(bytes);
  // Without bytes behind it, it may be cut off.
  cursor.giveBack(inflated && inflated.taken < bytes.length ? bytes.subarray(inflated.taken) : bytes);
  return inflated && inflated.taken < bytes.length ? [inflated.piece] : undefined;
}

function inflateNow(bytes: Uint8Array): { readonly piece: Buffer; readonly taken: number } | undefined {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: PIECE_BYTES, chunkSize: SMALL_BYTES, info: true };
  try {
    // Node's types leave out what `info` makes of the result.
    const { buffer, engine } = inflateRawSync(bytes, options) as unknown as { readonly buffer: Buffer; readonly engine: InflateRaw };
    return { piece: buffer, taken: engine.bytesWritten };
  } catch {
    return undefined;
  }
}

/** The content of a member. The bytes after it stay in the cursor. */
async function* inflateMember(cursor: ByteCursor): AsyncGenerator<Buffer> {
  // With Z_SYNC_FLUSH the end of the input is no error, so nothing that came before it is lost.
  const inflater = createInflateRaw({ chunkSize: PIECE_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  const fed = feed(inflater, cursor).catch((error: unknown) => inflater.destroy(error as Error));
  try {
    yield* inflater;
  } finally {
    inflater.destroy();
    await fed;
  }
}

async function feed(inflater: InflateRaw, cursor: ByteCursor): Promise<void> {
  let written = 0;
  // Where the data is damaged, zlib closes and never answers the write.
  const closed = new Promise<true>((resolve) => inflater.once("close", () => resolve(true)));
  while (!inflater.destroyed) {
    const bytes = await cursor.take();
    if (!bytes) {
      inflater.end();
      return;
    }
    written += bytes.length;
    const passed = new Promise<boolean>((resolve) => inflater.write(bytes, (error) => resolve(error != null)));
    const failed = await Promise.race([passed, closed]);
    if (failed) return;
    const left = written - inflater.bytesWritten;
    if (left === 0) continue;
    cursor.giveBack(bytes.subarray(bytes.length - left));
    return;
  }
}

function isDataError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith("Z_");
}
