import { isAscii } from "node:buffer";
import { createEncodingSurvey } from "./encoding-survey.ts";
import { textDecoder } from "./decode/text-decoder.ts";
import { assertReadable } from "./unreadable-encoding.ts";

/** A piece of a file, as UTF-8. */
export interface Utf8Chunk {
  readonly chunk: Uint8Array;
  /** How many bytes of the file were taken in, this piece included. */
  readonly bytes: number;
  /** How much further in the file a byte is than among all pieces; `undefined` once bytes were converted. */
  readonly shift: number | undefined;
}

/**
 * Gives the bytes of a text as UTF-8, without a byte order mark, in pieces of up to a megabyte of the file. What is UTF-8
 * already is passed on as it is, wrong bytes and all; other encodings are converted, and there a wrong byte becomes U+FFFD.
 *
 * Without an encoding the bytes are taken as ASCII, which reads the same in every candidate, until the first byte that is
 * not; that byte and up to a megabyte after it then decide. This is how a source that can be read only once is decoded right
 * even if its first umlaut comes after gigabytes.
 */
export async function* utf8Chunks(source: AsyncIterable<Uint8Array>, encoding: string | undefined): AsyncGenerator<Utf8Chunk> {
  let convert = encoding === undefined ? undefined : createConversion(encoding);
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let bytes = 0;
  let passed = 0;

  for await (const whole of source) {
    for (let from = 0; from < whole.length; from += PIECE_BYTES) {
      const piece = whole.subarray(from, from + PIECE_BYTES);
      if (convert) yield pass(convert.run(piece), piece.length);
      else if (held.length === 0 && isAscii(piece)) yield pass(piece, piece.length);
      else {
        // A copy: the source may use its buffer again while the piece waits.
        held.push(Uint8Array.from(piece));
        heldBytes += piece.length;
        if (heldBytes >= DECIDING_BYTES) yield* release();
      }
    }
  }
  yield* release();
  if (convert) yield pass(convert.run(undefined), 0);

  function pass(chunk: Uint8Array, taken: number): Utf8Chunk {
    bytes += taken;
    passed += chunk.length;
    return { chunk, bytes, shift: convert === undefined || convert.keepsBytes ? bytes - passed : undefined };
  }

  async function* release(): AsyncGenerator<Utf8Chunk> {
    if (held.length === 0) return;
    const survey = createEncodingSurvey();
    for (const piece of held) survey.add(piece);
    convert = createConversion((await survey.decide()).encoding);
    for (const piece of held) yield pass(convert.run(piece), piece.length);
    held = [];
  }
}

const PIECE_BYTES = 1024 * 1024;
const DECIDING_BYTES = 1024 * 1024;

interface Conversion {
  /** Whether bytes are passed on as they are, but for a byte order mark. */
  readonly keepsBytes: boolean;
  /** Converts piece by piece; `undefined` is the end. */
  run(piece: Uint8Array | undefined): Uint8Array;
}

function createConversion(encoding: string): Conversion {
  assertReadable(encoding);
  const decoder = textDecoder(encoding);
  if (decoder.encoding === "utf-8") return withoutByteOrderMark();
  return { keepsBytes: false, run: (piece) => Buffer.from(piece ? decoder.decode(piece, { stream: true }) : decoder.decode()) };
}

/** Passes UTF-8 on. Only its first three bytes are looked at, even if they come one by one. */
function withoutByteOrderMark(): Conversion {
  let start: Uint8Array | undefined = new Uint8Array();
  return { keepsBytes: true, run };

  function run(piece: Uint8Array | undefined): Uint8Array {
    if (!start) return piece ?? EMPTY;
    const head: Uint8Array = Buffer.concat([start, piece ?? EMPTY]);
    if (piece && head.length < BYTE_ORDER_MARK.length && BYTE_ORDER_MARK.subarray(0, head.length).equals(head)) {
      start = head;
      return EMPTY;
    }
    start = undefined;
    return BYTE_ORDER_MARK.equals(head.subarray(0, BYTE_ORDER_MARK.length)) ? head.subarray(BYTE_ORDER_MARK.length) : head;
  }
}

const EMPTY = new Uint8Array();
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
