import { open } from "node:fs/promises";
import type { ByteInput } from "../bytes/byte-input.ts";
import type { Head } from "./head.ts";
import { textDecoder } from "./decode/text-decoder.ts";

/**
 * Samples from further on in a file: from its quarters and its end, each from the start of a line. Nothing for a stream, which can be read
 * only once, and for what the head holds whole.
 *
 * @param seen - how many bytes of the start are known already
 */
export async function laterSamples(input: ByteInput, seen: number, encoding: string): Promise<string[]> {
  return (await laterPieces(input, seen)).flatMap((bytes) => wholeLines(bytes, encoding));
}

/** The last lines of a text, up to its very end, or `undefined` where that cannot be seen: of a stream that is longer than its head. */
export async function lastLines(input: ByteInput, head: Head, encoding: string): Promise<string | undefined> {
  const pieces = head.complete ? [head.bytes] : await laterPieces(input, head.bytes.length);
  const bytes = pieces.at(-1);
  if (bytes === undefined) return undefined;
  const text = textDecoder(encoding).decode(bytes.subarray(wholeCharacter(Math.max(0, bytes.length - PIECE_BYTES + 3))));
  const first = /\r\n|\n|\r/.exec(text);
  return first === null ? undefined : text.slice(first.index + first[0].length);
}

/** The same, as bytes that start and end anywhere. */
export async function laterPieces(input: ByteInput, seen: number): Promise<readonly Uint8Array[]> {
  const known = taken.get(input);
  if (known?.seen === seen) return known.pieces;
  const pieces = await takePieces(input, seen);
  taken.set(input, { seen, pieces });
  return pieces;
}

/** Encoding, dialect and end of a file are looked for in the same pieces. */
const taken = new WeakMap<ByteInput, { readonly seen: number; readonly pieces: readonly Uint8Array[] }>();

async function takePieces(input: ByteInput, seen: number): Promise<readonly Uint8Array[]> {
  const size = input.bytes?.length ?? input.sizeBytes ?? 0;
  const starts = [0.25, 0.5, 0.75]
    .map((share) => wholeCharacter(size * share))
    .filter((start) => start > seen && start + PIECE_BYTES < size);
  if (size > seen + PIECE_BYTES) starts.push(wholeCharacter(size - PIECE_BYTES + 3));
  if (starts.length === 0) return [];
  const { bytes, path } = input;
  return bytes === undefined ? readPieces(path, starts) : starts.map((start) => bytes.subarray(start, start + PIECE_BYTES));
}

const PIECE_BYTES = 16 * 1024;

/** A place that is in no character of UTF-16 or UTF-32; a cut one of another encoding goes with its line. */
function wholeCharacter(at: number): number {
  return Math.floor(at / 4) * 4;
}

async function readPieces(path: string | undefined, starts: readonly number[]): Promise<Uint8Array[]> {
  if (path === undefined) return [];
  await using handle = await open(path, "r");
  const pieces: Uint8Array[] = [];
  for (const start of starts) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, start);
    pieces.push(buffer.subarray(0, bytesRead));
  }
  return pieces;
}

/** A piece without the line that it starts in and the one that it ends in. */
function wholeLines(bytes: Uint8Array, encoding: string): string[] {
  const text = textDecoder(encoding).decode(bytes);
  const first = /\r\n|\n|\r/.exec(text);
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  if (first === null) return [];
  const start = first.index + first[0].length;
  return end >= start ? [text.slice(start, end + 1)] : [];
}
