import { createHash } from "node:crypto";
import type { Cell } from "../../table/table-reader.ts";

/** 16 bytes that are different for different keys: of SHA-256, where two of 10^12 keys are alike by a chance of 1 in 10^14. */
export function keyDigest(cells: readonly Cell[]): Buffer {
  // JSON tells null from "null", and where one cell ends.
  return createHash("sha256").update(JSON.stringify(cells)).digest().subarray(0, DIGEST_BYTES);
}

export const DIGEST_BYTES = 16;
