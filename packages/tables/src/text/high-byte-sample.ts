/** What a detector of encodings can learn from: the lines of a file that hold non-ASCII bytes, from all over it. */
export interface HighByteSample {
  add(bytes: Uint8Array): void;
  length(): number;
  bytes(): Uint8Array;
}

/**
 * Collects pieces of some kilobytes, each starting and ending where no character of several bytes is cut. When they are too much, every
 * second one is dropped and from then on half as many are taken: what is kept is spread over the file. Of a piece that is mostly ASCII only the words
 * with other bytes are kept: a few names among English sentences are of the language of the names.
 */
export function createHighByteSample(): HighByteSample {
  let pieces: Uint8Array[] = [];
  let stride = 1;
  let seen = 0;
  let kept = 0;
  let isFirst = true;

  function keep(piece: Uint8Array): void {
    seen += 1;
    if (seen % stride !== 0) return;
    const condensed = withoutAscii(piece);
    pieces.push(condensed);
    kept += condensed.length;
    if (kept <= MOST_BYTES) return;
    pieces = pieces.filter((_, index) => index % 2 === 0);
    kept = pieces.reduce((sum, { length }) => sum + length, 0);
    stride *= 2;
  }

  return {
    add(bytes) {
      // A later chunk, and what comes after a gap, may start inside of a character: to be read from there on, all others would be wrong, too.
      let position = isFirst ? 0 : nextBorder(bytes, 0);
      isFirst = false;
      // A chunk may be all high bytes: a few of its pieces say as much.
      for (let count = 0; count < MOST_OF_A_CHUNK; count += 1) {
        const high = nextHigh(bytes, position);
        if (high < 0) return;
        const start = borderBefore(bytes, high, position);
        const end = borderAfter(bytes, Math.min(bytes.length, Math.max(high + 1, start + PIECE_BYTES)));
        keep(bytes.subarray(start, end === bytes.length ? lastBorder(bytes, start) : end));
        position = count < DENSE ? end : nextBorder(bytes, end + Math.floor((bytes.length - end) / MOST_OF_A_CHUNK));
      }
    },
    length: () => pieces.length,
    bytes: () => Buffer.concat(pieces),
  };
}

const PIECE_BYTES = 4_096;
const MOST_BYTES = 16 * 1_024;
const MOST_OF_A_CHUNK = 32;
const DENSE = 12;

/** The words of a piece that have bytes beyond ASCII, if they are less than half of it; else a copy of the piece. */
function withoutAscii(piece: Uint8Array): Uint8Array {
  const words: number[] = [];
  let start = 0;
  for (let index = 0; index <= piece.length; index += 1) {
    const byte = piece[index];
    if (byte !== undefined && !isBorder(byte)) continue;
    const word = piece.subarray(start, index);
    if (nextHigh(word, 0) >= 0) words.push(...word, byte ?? BLANK);
    // Line ends keep the first word of a line from the last one of the line before.
    else if (byte === LINE_FEED && words.at(-1) !== LINE_FEED) words.push(LINE_FEED);
    start = index + 1;
  }
  return words.length < piece.length * MOSTLY_ASCII ? Uint8Array.from(words) : Uint8Array.from(piece);
}

const BLANK = 0x20;
const LINE_FEED = 0x0a;
const MOSTLY_ASCII = 0.5;

function nextHigh(bytes: Uint8Array, from: number): number {
  for (let index = from; index < bytes.length; index += 1) {
    if ((bytes[index] ?? 0) >= 0x80) return index;
  }
  return -1;
}

/** Blanks, controls and most punctuation are second bytes of no character in any encoding. */
function isBorder(byte: number | undefined): boolean {
  return byte !== undefined && byte < 0x30;
}

function borderBefore(bytes: Uint8Array, at: number, least: number): number {
  const from = Math.max(least, at - PIECE_BYTES);
  for (let index = at - 1; index >= from; index -= 1) {
    if (bytes[index] === 0x0a || bytes[index] === 0x0d) return index + 1;
  }
  for (let index = at - 1; index >= from; index -= 1) {
    if (isBorder(bytes[index])) return index;
  }
  return least;
}

/** Where the first character after a border starts. */
function nextBorder(bytes: Uint8Array, from: number): number {
  for (let index = from; index < bytes.length; index += 1) if (isBorder(bytes[index])) return index + 1;
  return bytes.length;
}

/** Where the last border of a chunk ends, since its last character may be cut; the end of the chunk if there is none behind a place. */
function lastBorder(bytes: Uint8Array, from: number): number {
  for (let index = bytes.length; index > from + 1; index -= 1) if (isBorder(bytes[index - 1])) return index;
  return bytes.length;
}

function borderAfter(bytes: Uint8Array, at: number): number {
  for (let index = at; index < bytes.length && index < at + PIECE_BYTES; index += 1) {
    if (isBorder(bytes[index])) return index + 1;
  }
  return Math.min(bytes.length, at + PIECE_BYTES);
}
