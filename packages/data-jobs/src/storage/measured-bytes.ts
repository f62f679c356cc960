import { createHash } from "node:crypto";
import { RowmillError } from "@rowmill/core";

/** The biggest file that a storage accepts if nobody says otherwise: 10 GiB. */
export const DEFAULT_MAX_SIZE_BYTES = 10 * 1024 ** 3;

/** What was learnt while bytes went by. */
export interface Measurement {
  readonly sizeBytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Lets bytes through unchanged while it counts and hashes them. Ask for the `result` once, after the last chunk.
 * @throws RowmillError `FILE_TOO_LARGE` from `bytes`, before the chunk that passes the limit is let through
 */
export function measure(
  content: AsyncIterable<Uint8Array>,
  maxSizeBytes: number,
): { readonly bytes: AsyncIterable<Uint8Array>; result(): Measurement } {
  const hash = createHash("sha256");
  let sizeBytes = 0;

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxSizeBytes) throw tooLarge(maxSizeBytes);
      hash.update(chunk);
      yield chunk;
    }
  }

  return { bytes: bytes(), result: () => ({ sizeBytes, sha256: hash.digest("hex") }) };
}

function tooLarge(maxSizeBytes: number): RowmillError {
  return new RowmillError("FILE_TOO_LARGE", `The file is larger than the ${maxSizeBytes} bytes that are allowed; nothing of it was kept`, {
    details: { maxSizeBytes },
    retriable: false,
  });
}
