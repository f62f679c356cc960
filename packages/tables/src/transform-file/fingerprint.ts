import { createHash } from "node:crypto";
import { RowmillError } from "@rowmill/core/errors";
import type { OutputOptions } from "../formats/registry.ts";
import { SIMD_KERNEL } from "../kernel/kernel-bytes.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
import type { Mapping } from "../transform/mapping.ts";
import type { FastFile } from "./fast/plan/open-fast.ts";
import type { TransformMark } from "./transform-options.ts";

/**
 * What the bytes of the output depend on beside those of the source, as a digest: mapping, form of the target, how the source is read, its size, the
 * kernel, and the letters, languages and time zones that this Node knows. A caller whose source may change between two runs compares its hash as well.
 */
export function fingerprintOf({ plan, source, start, sizeBytes }: FastFile, mapping: Mapping): string {
  return digestOf(["kernel", plan, { ...source, mustBeUtf8: false }, start, sizeBytes, mapping]);
}

/** The same for the engine of rows. */
export function rowsFingerprintOf(
  mapping: Mapping,
  output: OutputOptions,
  source: { readonly format: DetectedFormat; readonly columns: readonly string[] },
): string {
  return digestOf(["rows", mapping, output, source]);
}

function digestOf(parts: readonly unknown[]): string {
  const { unicode, icu, tz } = process.versions;
  return createHash("sha256")
    .update(JSON.stringify([FORM, SIMD_KERNEL.length, unicode, icu, tz, ...parts]))
    .update(SIMD_KERNEL)
    .digest("hex");
}

/** Raise it when the same mapping comes to other bytes. */
const FORM = 1;

/** @throws RowmillError `MARK_MISMATCH` for a mark of another transform */
export function checkMark(mark: TransformMark | undefined, fingerprint: string): void {
  if (mark !== undefined && mark.fingerprint !== fingerprint) throw markMismatch("another source, mapping, target or version");
}

/** The error for a mark that a transform cannot continue from. */
export function markMismatch(of: string): RowmillError {
  return new RowmillError("MARK_MISMATCH", `continueFrom is a mark of a transform with ${of}: start again without it`);
}
