import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { decisionShape } from "../review/review.ts";
import { takeWithinBytes } from "../source/take-within-bytes.ts";
import type { previewSchema } from "./preview-json.ts";
import type { TransformJobResult } from "./transform-result-schema.ts";

/** What the signal `review` of a transform job carries. What is to be changed needs another job: the rows run through another mapping. */
export const transformDecisionSchema = z.strictObject(decisionShape);

/** How many rows a reviewer is shown side by side. */
export const REVIEWED_ROWS = 20;

/** The result of a job has at most a megabyte of JSON: rejects and rows are shown as far as there is room. */
const REJECT_BYTES = 300_000;
const ROW_BYTES = 300_000;

/** What a transform job shows its reviewer: all counts, the first rejects, and the first rows side by side. There are no files yet. */
export function reviewedTransform(result: Omit<TransformJobResult, "checksum">, preview: z.input<typeof previewSchema> | undefined) {
  const { result_file_id: _file, rejects_file_id: _rejects, report_file_id: _report, sarif_file_id: _sarif, ...counts } = result;
  return {
    ...counts,
    rejects: takeWithinBytes(counts.rejects, REJECT_BYTES),
    preview: preview ? { ...preview, rows: takeWithinBytes(preview.rows, ROW_BYTES) } : null,
  };
}

/** Whether two passes have shown the same, warnings about how they came about aside. */
export function isSameReview(shown: ReturnType<typeof reviewedTransform>, before: unknown): boolean {
  if (typeof before !== "object" || before === null) return false;
  return isDeepStrictEqual(withoutWarnings(JSON.parse(JSON.stringify(shown)) as object), withoutWarnings(before));
}

function withoutWarnings(shown: object): object {
  return { ...shown, warnings: [] };
}
