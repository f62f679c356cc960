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
export function createMarks(
  start: LineState & { readonly blank: number },
  { onMark, onProgress, markIntervalMs }: Pick<TransformOptions, "onMark" | "onProgress"> & { readonly markIntervalMs: number },
  { fingerprint, flush }: { readonly fingerprint: string; readonly flush: () => Promise<void> },
): Marks {
  const waiting = new Map<number, ReportedChunk>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  let total: SettledTotal = { state: start, blank: start.blank, decided: 0, repeated: 0, stoppedBy: undefined };
  let next = 0;
  let progressAt = 0;
  let markAt = performance.now() + markIntervalMs;
  let marking: Promise<void> | undefined;

  return {
    add(settled) {
      waiting.set(settled.chunk, settled);
      for (let chunk = waiting.get(next); chunk !== undefined; chunk = waiting.get(next)) {
        waiting.delete(next);
        next += 1;
        total = {
          state: chunk.state,
          blank: total.blank + chunk.blank,
          decided: total.decided + chunk.decided,
          repeated: total.repeated + chunk.repeated,
          stoppedBy: total.stoppedBy ?? chunk.stoppedBy,
        };
      }
      report();
    },
    failed: failed.promise,
    async end() {
      await marking;
      return total;
    },
  };

  function report(): void {
    const now = performance.now();
    if (onMark && now >= markAt && marking === undefined) {
      markAt = now + markIntervalMs;
      marking = reportMark(total)
        .catch(failed.reject)
        .finally(() => (marking = undefined));
    }
    if (!onProgress || now < progressAt) return;
    progressAt = now + PROGRESS_INTERVAL_MS;
    try {
      onProgress({ bytes: total.state.inputEnd, counts: countsOf(total.state) });
    } catch (error) {
      failed.reject(error);
    }
  }

  async function reportMark(reached: SettledTotal): Promise<void> {
    await flush();
    const { inputEnd, outputEnd, rejectsEnd, rows, written, rejected, lastWidth } = reached.state;
    const places = { inputOffset: inputEnd, outputOffset: outputEnd, rejectsOffset: rejectsEnd };
    await onMark?.({ engine: "kernel", ...places, rowNumber: rows, written, rejected, blank: reached.blank, lastWidth, fingerprint });
  }
}

/** What became of the rows up to a state. */
export function countsOf({ written, rejected }: LineState): RowCounts {
  return { read: written + rejected, added: 0, written, rejected, leftOut: {} };
}

const PROGRESS_INTERVAL_MS = 50;
