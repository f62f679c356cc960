import { type PutOptions, refuseUnstorableNames, RowmillError, type StoredFile } from "@rowmill/core";
import type { Measurement } from "./measured-bytes.ts";

/** Describes a file that has come. */
export function newFile(
  id: string,
  { name, contentType, userId }: { name?: string | undefined; contentType?: string | null | undefined; userId?: string | null | undefined },
  { sizeBytes, sha256 }: Measurement,
  nowMs: number,
): StoredFile {
  return {
    id,
    name: name ?? "file",
    sizeBytes,
    sha256,
    contentType: contentType ?? null,
    userId: userId ?? null,
    createdAt: new Date(nowMs),
  };
}

/**
 * Refuses what announces itself wrongly.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkAnnounced({ sizeBytes, sha256, userId = null }: Pick<PutOptions, "sizeBytes" | "sha256" | "userId">): void {
  refuseUnstorableNames({ userId }, "a file");
  if (sizeBytes !== undefined && !(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0)) {
    throw invalid(`Option "sizeBytes" must be a whole number of bytes, got ${String(sizeBytes)}`);
  }
  if (sha256 !== undefined && !/^[\da-f]{64}$/i.test(sha256)) {
    throw invalid(`Option "sha256" must be 64 hexadecimal digits, got ${JSON.stringify(sha256.slice(0, 80))}`);
  }
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
