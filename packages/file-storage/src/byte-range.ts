import { RowmillError } from "@rowmill/core";
import type { ByteRange } from "@rowmill/core/adapter";

/**
 * The part of a file that a range means, within the file: `0 <= start <= end <= sizeBytes`.
 * @throws RowmillError `OPTION_INVALID` if a bound is not a whole number from 0.
 */
export function resolveRange(range: ByteRange, sizeBytes: number): { readonly start: number; readonly end: number } {
  const end = Math.min(whole("end", range.end ?? sizeBytes), sizeBytes);
  return { start: Math.min(whole("start", range.start ?? 0), end), end };
}

function whole(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RowmillError("OPTION_INVALID", `The ${name} of a byte range must be a whole number from 0, not ${value}`, { retriable: false });
}
