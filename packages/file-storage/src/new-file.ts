import { RowmillError, type StoredFile } from "@rowmill/core";
import { type PutOptions, refuseUnstorableNames, type UploadOptions } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import type { Measurement } from "./measured-bytes.ts";

/** A hundred years, so that the time of a file's end is still a date. */
const MAX_EXPIRY_MS = 100 * 365 * 24 * 60 * 60 * 1_000;

/** Describes a file that has come. */
export function newFile(
  id: string,
  { name, contentType, userId, expiresInMs }: NewFileOptions,
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
    expiresAt: typeof expiresInMs === "number" ? new Date(nowMs + expiresInMs) : null,
  };
}

/** What a file comes with. */
interface NewFileOptions extends Pick<PutOptions, "name" | "userId"> {
  readonly contentType?: string | null | undefined;
  readonly expiresInMs?: number | null | undefined;
}

/**
 * Refuses what announces itself wrongly: JavaScript callers may pass whatever a query had, and a description that cannot be read back
 * would fail every list.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkAnnounced(options: PutOptions): void {
  checkOptions(options, PUT_OPTIONS, "a new file");
  const { name = "file", contentType = null, userId = null, quota = {}, sha256 } = options as Readonly<Record<string, unknown>>;
  const { sizeBytes } = options;
  if (typeof name !== "string") throw invalid(`Option "name" must be a string, got a ${typeof name}`);
  if (contentType !== null && typeof contentType !== "string") throw invalid(`Option "contentType" must be a string`);
  if (userId !== null && typeof userId !== "string") throw invalid(`Option "userId" must be a string or null, got a ${typeof userId}`);
  if (typeof quota !== "object") throw invalid(`Option "quota" must be like { files: 100, sizeBytes: 1e9 }, got a ${typeof quota}`);
  checkOptions(quota ?? {}, ["files", "sizeBytes"], "a quota");
  checkLimits({ maxSizeBytes: options.maxSizeBytes, "quota.files": options.quota?.files, "quota.sizeBytes": options.quota?.sizeBytes });
  refuseUnstorableNames({ userId }, "a file");
  const { expiresInMs } = options;
  if (expiresInMs !== undefined && !(typeof expiresInMs === "number" && expiresInMs >= 0 && expiresInMs <= MAX_EXPIRY_MS)) {
    throw invalid(`Option "expiresInMs" must be a number of milliseconds from 0 to a hundred years, got ${String(expiresInMs)}`);
  }
  if (sizeBytes !== undefined && !(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0)) {
    throw invalid(`Option "sizeBytes" must be a whole number of bytes, got ${String(sizeBytes)}`);
  }
  if (sha256 !== undefined && !(typeof sha256 === "string" && /^[\da-f]{64}$/i.test(sha256))) {
    throw invalid(
      `Option "sha256" must be 64 hexadecimal digits, got ${typeof sha256 === "string" ? JSON.stringify(sha256.slice(0, 80)) : typeof sha256}`,
    );
  }
}

const PUT_OPTIONS: Record<keyof PutOptions, true> = {
  name: true,
  contentType: true,
  userId: true,
  maxSizeBytes: true,
  sizeBytes: true,
  sha256: true,
  quota: true,
  expiresInMs: true,
  signal: true,
};

/**
 * Refuses limits that are no numbers: nothing is more than `NaN`, which `Number(process.env.LIMIT)` is if the variable is not set.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkLimits(limits: Readonly<Record<string, number | undefined>>): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (limit === undefined || (typeof limit === "number" && limit >= 0)) continue;
    throw invalid(`Option "${name}" must be a number from 0 up, got ${String(limit)}`);
  }
}

/**
 * The same of a file that comes in pieces, which must say its size.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkUpload(options: UploadOptions): void {
  checkAnnounced(options);
  if ((options.sizeBytes as unknown) === undefined) throw invalid(`Option "sizeBytes" is needed: how many bytes will come in all`);
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
