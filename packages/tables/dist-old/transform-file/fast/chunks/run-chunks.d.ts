import type { Kernel } from "../../../kernel/kernel.ts";
import { guessRecordStart } from "../../../profile/ranges/record-start.ts";
import { type RejectedRow } from "../block-transform.ts";
import { type FastMemory } from "../fast-memory.ts";
import type { FastPlan } from "../plan/fast-plan.ts";
import type { RowScripts } from "../row-scripts.ts";
import { type ChunkSource } from "./transform-chunk.ts";
import { type LineState, type SharedTurns } from "./turns.ts";
/** The chunks of a file, which some threads transform side by side. */
export interface ChunksTask {
  readonly plan: FastPlan;
  readonly source: ChunkSource;
  /** Where the first chunk starts, and the file ends, in bytes. */
  readonly from: number;
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  /** The most rows that may be rejected. */
  readonly maxRejects: number;
  readonly shared: SharedTurns;
}
/** Where the output goes. Each piece comes with its place; pieces of different threads come in any order. */
export interface ChunkSink {
  write(pieces: readonly Uint8Array[], offset: number): void;
  writeRejects(bytes: Uint8Array, offset: number): void;
}
/** What became of a chunk. */
export interface SettledChunk {
  readonly chunk: number;
  /** The state of the output after it. */
  readonly state: LineState;
  readonly blank: number;
  readonly decided: number;
  readonly rejected: readonly NumberedReject[];
  /** How many chunks were read again, since the guess where they start was wrong. */
  readonly repeated: number;
  readonly stoppedBy: "record_too_large" | "too_many_rejects" | undefined;
}
/** A rejected row, with its number in the file. */
export interface NumberedReject extends RejectedRow {
  readonly rowNumber: number;
}
/** What a thread needs to run chunks. */
export interface ChunkRunner {
  readonly kernel: Kernel;
  readonly fd: number;
  readonly scripts: RowScripts;
  readonly sink: ChunkSink;
  /** A reject as a line of the file of rejects; without it rejects are not written. */
  readonly rejectText: ((reject: NumberedReject) => string) | undefined;
  /** Is told of each chunk after it was written. */
  readonly onSettled: (settled: SettledChunk) => void;
  /** Guesses where the first row at or after a place starts: for tests. */
  readonly guess?: typeof guessRecordStart;
  readonly memory?: FastMemory;
}
/**
 * Transforms chunks, as other threads do, until there are none left. Each starts by a guess; when its turn has come it is compared with where
 * the chunk before ended, and transformed again if it was wrong. Then its place in the output is known, and it is written there.
 *
 * @throws UnexpectedBytes
 */
export declare function runChunks(task: ChunksTask, runner: ChunkRunner): void;
/** Thrown to leave a chunk that no thread waits for any more. */
export declare class Stopped extends Error {}
//# sourceMappingURL=run-chunks.d.ts.map
