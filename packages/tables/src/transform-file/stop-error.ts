import { closeSync, openSync, readSync } from "node:fs";
import { RowmillError } from "@rowmill/core/errors";
import type { ChunkSource } from "./fast/chunks/transform-chunk.ts";
import type { LineState } from "./fast/chunks/turns.ts";

/** The error for a transform that a row has ended. */
export function stopError(
  why: "record_too_large" | "too_many_rejects",
  { inputEnd, rows, rejected }: LineState,
  { path, options: { maxRejects } }: { readonly path: string; readonly options: { readonly maxRejects?: number | undefined } },
  { maxRecordLength }: Pick<ChunkSource, "maxRecordLength">,
): RowmillError {
  if (why === "too_many_rejects") return tooManyRejects(rejected, rows, maxRejects ?? 0);
  const row = rows + 1;
  const line = countLines(path, inputEnd) + 1;
  return new RowmillError(
    "FILE_RECORD_TOO_LARGE",
    `The file cannot be read on: row ${row} (line ${line}, byte ${inputEnd}) is longer than ${maxRecordLength} bytes. Raise maxRecordLength if it is really that long`,
    { details: { row, line, byteOffset: inputEnd, maxRecordLength }, retriable: false },
  );
}

/** The error for a transform that has rejected more rows than allowed. */
export function tooManyRejects(rejected: number, rows: number, maxRejects: number): RowmillError {
  return new RowmillError(
    "TOO_MANY_REJECTS",
    `${rejected} of the first ${rows} rows were rejected, more than the ${maxRejects} that maxRejects allows. Look at the rejects, or raise maxRejects`,
    { details: { rejected, rows, maxRejects }, retriable: false },
  );
}

/** How many lines end before a place of a file. Chunks count rows only, so the file is read once more for the message. */
function countLines(path: string, end: number): number {
  const fd = openSync(path, "r");
  const buffer = Buffer.alloc(1024 * 1024);
  let lines = 0;
  let before = 0;
  try {
    for (let at = 0; at < end;) {
      const read = readSync(fd, buffer, 0, Math.min(buffer.length, end - at), at);
      if (read === 0) break;
      for (const byte of buffer.subarray(0, read)) {
        if (byte === CR || (byte === LF && before !== CR)) lines += 1;
        before = byte;
      }
      at += read;
    }
    return lines;
  } finally {
    closeSync(fd);
  }
}

const LF = 0x0a;
const CR = 0x0d;
