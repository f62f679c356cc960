import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { RowmillError } from "@rowmill/core/errors";
import { corruptZip } from "./corrupt-zip.ts";
import type { ZipEntry } from "./zip-directory.ts";
import type { InflationBudget } from "./zip-limits.ts";

/** Inflates the packed bytes of an entry, counting every byte as it comes. */
export async function* inflateEntry(
  entry: ZipEntry,
  packed: AsyncIterable<Uint8Array>,
  budget: InflationBudget,
): AsyncGenerator<Uint8Array> {
  let crc = 0;
  let inflated = 0;
  for await (const chunk of entry.method === 0 ? packed : inflate(packed, entry.name)) {
    inflated += chunk.length;
    budget.spend(entry.name, chunk.length, inflated, entry.packedBytes);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc32) throw corruptZip("is damaged (its checksum is another one)", { entry: entry.name });
}

/** Bigger chunks than Node's 16 kB: fewer turns of the event loop, and few enough bytes to scan in one go. */
const INFLATED_CHUNK_BYTES = 64 * 1024;

async function* inflate(packed: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES });
  const source = Readable.from(packed, { highWaterMark: 1 });
  // It passes errors on, and frees both when the reader stops early.
  pipeline(source, inflater, () => {});
  try {
    yield* inflater as AsyncIterable<Uint8Array>;
  } catch (cause) {
    if (RowmillError.is(cause)) throw cause;
    const cutOff = (cause as NodeJS.ErrnoException).code === "Z_BUF_ERROR";
    throw corruptZip(cutOff ? "is cut off" : "is damaged", { entry: name, cause });
  }
}
