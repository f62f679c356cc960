import type { RowCounts } from "../transform/engine/row-counts.ts";
import type { LineState } from "./fast/chunks/turns.ts";
import type { ReportedChunk } from "./thread-messages.ts";
import type { TransformOptions } from "./transform-options.ts";
/** What all settled chunks come to. */
export interface SettledTotal extends Pick<ReportedChunk, "state" | "blank" | "decided" | "repeated" | "stoppedBy"> {}
/** Puts the chunks that threads have written in order, and reports how far the output is whole. */
export interface Marks {
  /** Takes a chunk, in any order. */
  add(settled: ReportedChunk): void;
  /** Rejects when a callback throws or the disk fails. */
  readonly failed: Promise<never>;
  /** Call it when all chunks have come. Waits for a mark that is being reported. */
  end(): Promise<SettledTotal>;
}
/** @param flush - brings what was written to the disk */
export declare function createMarks(
  start: LineState & {
    readonly blank: number;
  },
  {
    onMark,
    onProgress,
    markIntervalMs,
  }: Pick<TransformOptions, "onMark" | "onProgress"> & {
    readonly markIntervalMs: number;
  },
  {
    fingerprint,
    flush,
  }: {
    readonly fingerprint: string;
    readonly flush: () => Promise<void>;
  },
): Marks;
/** What became of the rows up to a state. */
export declare function countsOf({ written, rejected }: LineState): RowCounts;
//# sourceMappingURL=marks.d.ts.map
