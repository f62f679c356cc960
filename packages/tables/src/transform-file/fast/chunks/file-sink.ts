import { writeSync } from "node:fs";
import { diskFailure } from "../../../table/disk-full.ts";
import type { ChunkSink } from "./run-chunks.ts";

/** Writes each piece at its place of a file. */
export function fileSink(output: number, rejects: number | undefined): ChunkSink {
  return {
    write(pieces, offset) {
      let at = offset;
      for (const piece of pieces) {
        writeAt(output, piece, at);
        at += piece.length;
      }
    },
    writeRejects(bytes, offset) {
      if (rejects !== undefined) writeAt(rejects, bytes, offset);
    },
  };
}

function writeAt(fd: number, bytes: Uint8Array, offset: number): void {
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
  } catch (error) {
    throw diskFailure(error);
  }
}
