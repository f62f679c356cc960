import { RowmillError } from "@rowmill/core/errors";
import type { ChunkSource } from "./fast/chunks/transform-chunk.ts";
import type { LineState } from "./fast/chunks/turns.ts";
/** The error for a transform that a row has ended. */
export declare function stopError(
  why: "record_too_large" | "too_many_rejects",
  { inputEnd, rows, rejected }: LineState,
  {
    path,
    options: { maxRejects },
  }: {
    readonly path: string;
    readonly options: {
      readonly maxRejects?: number | undefined;
    };
  },
  { maxRecordLength }: Pick<ChunkSource, "maxRecordLength">,
): RowmillError;
/** The error for a transform that has rejected more rows than allowed. */
export declare function tooManyRejects(rejected: number, rows: number, maxRejects: number): RowmillError;
//# sourceMappingURL=stop-error.d.ts.map
