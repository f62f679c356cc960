import { RowmillError } from "@rowmill/core/errors";
import type { OutputOptions } from "../formats/registry.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
import type { Mapping } from "../transform/mapping.ts";
import type { FastFile } from "./fast/plan/open-fast.ts";
import type { TransformMark } from "./transform-options.ts";
/**
 * What the bytes of the output depend on beside those of the source, as a digest: mapping, form of the target, how the source is read, its size, the
 * kernel, and the letters, languages and time zones that this Node knows. A caller whose source may change between two runs compares its hash as well.
 */
export declare function fingerprintOf({ plan, source, start, sizeBytes }: FastFile, mapping: Mapping): string;
/** The same for the engine of rows. */
export declare function rowsFingerprintOf(
  mapping: Mapping,
  output: OutputOptions,
  source: {
    readonly format: DetectedFormat;
    readonly columns: readonly string[];
  },
): string;
/** @throws RowmillError `MARK_MISMATCH` for a mark of another transform */
export declare function checkMark(mark: TransformMark | undefined, fingerprint: string): void;
/** The error for a mark that a transform cannot continue from. */
export declare function markMismatch(of: string): RowmillError;
//# sourceMappingURL=fingerprint.d.ts.map
