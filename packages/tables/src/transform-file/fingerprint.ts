import { createHash } from "node:crypto";
import { RowmillError } from "@rowmill/core/errors";
import type { Mapping } from "../transform/mapping.ts";
import type { FastFile } from "./fast/plan/open-fast.ts";
import type { TransformMark } from "./transform-options.ts";

/**
 * What the bytes of the output depend on beside those of the source, as a digest: mapping, form of the target, how the source is read, its size, and the
 * letters that this Node knows. Whoever may change the source between two runs compares its hash as well.
 */
export function fingerprintOf({ plan, source, start, sizeBytes }: FastFile, mapping: Mapping): string {
  const parts = [FORM, plan, { ...source, mustBeUtf8: false }, start, sizeBytes, mapping, process.versions["unicode"]];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Raise it when the same mapping comes to other bytes. */
const FORM = 1;

/** @throws RowmillError `OPTION_INVALID` for a mark of another transform */
export function checkMark(mark: TransformMark | undefined, fingerprint: string): void {
  if (mark === undefined || mark.fingerprint === fingerprint) return;
  throw new RowmillError(
    "OPTION_INVALID",
    "continueFrom is a mark of a transform with another source, mapping, target or version: start again without it",
    { retriable: false },
  );
}
