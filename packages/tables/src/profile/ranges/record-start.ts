import { readSync } from "node:fs";
import type { Kernel } from "../../kernel/kernel.ts";
import { ENDS_ROW } from "../../kernel/entry-bits.ts";
import { createStructuralIndex } from "../../formats/delimited/structural-index.ts";
import type { Dialect } from "../../table/dialect.ts";

/**
 * Guesses where the first record starts at or after a place in a file: behind a line end, so that the rows after it are as wide as they
 * should be and have no malformed quotes. A line end in a quoted cell seldom passes. Whether the guess is right shows where the
 * range before it ends; a wrong one costs time, never a row.
 */
export function guessRecordStart(fd: number, from: number, dialect: Dialect, width: number, kernel: Kernel): number {
  // A small window is enough for most tables, and there are many chunks.
  const first = guessWithin(SMALL_WINDOW_BYTES, fd, from, dialect, width, kernel);
  if (first.isLikely) return first.start;
  return guessWithin(WINDOW_BYTES, fd, from, dialect, width, kernel).start;
}

function guessWithin(
  windowBytes: number,
  fd: number,
  from: number,
  dialect: Dialect,
  width: number,
  kernel: Kernel,
): { readonly start: number; readonly isLikely: boolean } {
  const window = Buffer.alloc(windowBytes);
  const length = readSync(fd, window, 0, windowBytes, from - 1);
  let first: number | undefined;
  let at = 0;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const start = behindLineEnd(window.subarray(0, length), at);
    if (start === undefined) break;
    first ??= start;
    if (looksLikeRows(window.subarray(start, length), dialect, width, kernel)) return { start: from - 1 + start, isLikely: true };
    at = start;
  }
  return { start: first === undefined ? behindNextLineEnd(fd, from - 1 + length) : from - 1 + first, isLikely: false };
}

const SMALL_WINDOW_BYTES = 32 * 1024;
const WINDOW_BYTES = 256 * 1024;
const TRIES = 64;
const ENOUGH_ROWS = 4;

function looksLikeRows(bytes: Buffer, dialect: Dialect, width: number, kernel: Kernel): boolean {
  const index = createStructuralIndex(dialect, { maxRecordBytes: WINDOW_BYTES, maxCells: width + 16 }, kernel);
  try {
    index.append(bytes);
    if (!index.next(false) || index.rowCount < ENOUGH_ROWS || index.repairs().length > 0) return false;
    const entries = index.entries();
    for (let row = 1; row <= ENOUGH_ROWS; row += 1) {
      for (let cell = 1; cell <= width; cell += 1) {
        if ((((entries[row * width - width + cell - 1] ?? 0) & ENDS_ROW) !== 0) !== (cell === width)) return false;
      }
    }
    return true;
  } finally {
    index.release();
  }
}

/** Behind the first LF, CR or CRLF from a place on; `undefined` if there is none, or the last byte may be half of one. */
function behindLineEnd(bytes: Buffer, from: number): number | undefined {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] !== CR) continue;
    if (at + 1 === bytes.length) return undefined;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }
  return undefined;
}

function behindNextLineEnd(fd: number, from: number): number {
  const bytes = Buffer.alloc(WINDOW_BYTES);
  // A window begins with the last byte of the one before: it may be half of a CRLF.
  for (let place = from - 1; ; place += WINDOW_BYTES - 1) {
    const length = readSync(fd, bytes, 0, WINDOW_BYTES, place);
    const behind = behindLineEnd(bytes.subarray(0, length), 0);
    if (behind !== undefined) return place + behind;
    if (length < WINDOW_BYTES) return place + length;
  }
}

const LF = 0x0a;
const CR = 0x0d;
