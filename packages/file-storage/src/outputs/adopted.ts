import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { AdoptOptions } from "@rowmill/core/adapter";
import { abortable } from "@rowmill/core/bytes";
import { type Measurement, refuseTooLarge } from "../measured-bytes.ts";

/**
 * Flushes the content of an output and reads it once.
 * @param onChunk - called with each chunk, which stays as it is
 * @throws RowmillError `FILE_TOO_LARGE`; the reason of the signal
 */
export async function readAdopted(
  path: string,
  maxSizeBytes: number,
  { maxSizeBytes: ownLimit = maxSizeBytes, signal }: AdoptOptions,
  onChunk: (chunk: Uint8Array) => void = () => {},
): Promise<Measurement> {
  signal?.throwIfAborted();
  const handle = await open(path, "r+");
  try {
    await handle.sync();
    refuseTooLarge((await handle.stat()).size, Math.min(ownLimit, maxSizeBytes));
  } finally {
    await handle.close();
  }
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of abortable<Uint8Array>(stream, signal)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      onChunk(chunk);
    }
  } finally {
    stream.destroy();
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/** 64 kB, Node's default, reads at a third of the speed. */
const CHUNK_BYTES = 1024 * 1024;
