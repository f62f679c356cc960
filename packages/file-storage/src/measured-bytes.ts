import { createHash, type Hash } from "node:crypto";
import { RowmillError } from "@rowmill/core/errors";

/** The biggest file that a storage accepts by default: 10 GiB. */
export const DEFAULT_MAX_SIZE_BYTES = 10 * 1024 ** 3;

/** What was learnt while bytes went by. */
export interface Measurement {
  readonly sizeBytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** What bytes are expected to be. */
export interface Expectation {
  readonly maxSizeBytes: number;
  /** How many bytes its user has room for, if that is known. */
  readonly roomBytes?: number | undefined;
  readonly sizeBytes?: number | undefined;
  readonly sha256?: string | null | undefined;
}

/**
 * Lets bytes through unchanged while it counts and hashes them. Ask for the `result` once, after the last chunk.
 *
 * @throws RowmillError from `bytes`, before the chunk that passes a limit is let through: `FILE_TOO_LARGE`, `FILE_QUOTA_EXCEEDED`,
 * `FILE_INCOMPLETE`; from `result`: `FILE_INCOMPLETE`, `FILE_CHECKSUM_MISMATCH`
 */
export function measure(
  content: AsyncIterable<Uint8Array>,
  expected: Expectation,
): { readonly bytes: AsyncIterable<Uint8Array>; result(): Measurement } {
  const hash = createHash("sha256");
  let sizeBytes = 0;

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > expected.maxSizeBytes) throw tooLarge(expected.maxSizeBytes);
      if (sizeBytes > (expected.sizeBytes ?? Infinity)) throw otherSize(expected.sizeBytes!, `more than`);
      if (sizeBytes > (expected.roomBytes ?? Infinity)) throw noRoom(expected.roomBytes!);
      hash.update(chunk);
      yield chunk;
    }
  }

  return {
    bytes: bytes(),
    result() {
      if (sizeBytes < (expected.sizeBytes ?? 0)) throw otherSize(expected.sizeBytes!, `${sizeBytes} of`);
      return { sizeBytes, sha256: checkedDigest(hash, expected.sha256) };
    },
  };
}

/** The digest, which must be the one that is expected, if any is. @throws RowmillError `FILE_CHECKSUM_MISMATCH` */
export function checkedDigest(hash: Hash, expected: string | null | undefined): string {
  const sha256 = hash.digest("hex");
  if (expected === undefined || expected === null || expected.toLowerCase() === sha256) return sha256;
  const message = `The content has the SHA-256 ${sha256}, and ${expected.toLowerCase()} was announced; nothing of it was kept`;
  throw new RowmillError("FILE_CHECKSUM_MISMATCH", message, { details: { sha256 }, retriable: false });
}

/** Refuses a file that is too big before any of it has come. @throws RowmillError `FILE_TOO_LARGE` */
export function refuseTooLarge(sizeBytes: number, maxSizeBytes: number): void {
  if (sizeBytes > maxSizeBytes) throw tooLarge(maxSizeBytes);
}

function tooLarge(maxSizeBytes: number): RowmillError {
  return new RowmillError("FILE_TOO_LARGE", `The file is larger than the ${maxSizeBytes} bytes that are allowed; nothing of it was kept`, {
    details: { maxSizeBytes },
    retriable: false,
  });
}

function otherSize(announced: number, came: string): RowmillError {
  return new RowmillError("FILE_INCOMPLETE", `There came ${came} the ${announced} bytes that were announced; nothing of them was kept`, {
    details: { announced },
    retriable: false,
  });
}

function noRoom(roomBytes: number): RowmillError {
  const message = `The file is larger than the ${roomBytes} bytes that its user has room for; nothing of it was kept. Delete files first`;
  return new RowmillError("FILE_QUOTA_EXCEEDED", message, { details: { roomBytes }, retriable: false });
}
