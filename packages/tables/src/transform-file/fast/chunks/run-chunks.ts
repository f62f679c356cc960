import type { Kernel } from "../../../kernel/kernel.ts";
import { guessRecordStart } from "../../../profile/ranges/record-start.ts";
import { type BlockTransform, createBlockTransform, type RejectedRow, type RowTally } from "../block-transform.ts";
import { FAST_MEMORY, type FastMemory } from "../fast-memory.ts";
import type { FastPlan } from "../plan/fast-plan.ts";
import { createRegions, type Output, OutOfRegions, type Regions } from "./regions.ts";
import type { RowScripts } from "../row-scripts.ts";
import { rowStart } from "../row-text.ts";
import { type ChunkEnd, type ChunkRange, type ChunkSource, transformChunk } from "./transform-chunk.ts";
import { hasTurn, isStopped, type LineState, passTurn, readLine, type SharedTurns, stopTurns, takeChunk, waitForTurn } from "./turns.ts";

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

/** How many chunks there are from a place on. */
function chunkCount({ from, sizeBytes, chunkBytes }: Pick<ChunksTask, "from" | "sizeBytes" | "chunkBytes">): number {
  return Math.max(1, Math.ceil((sizeBytes - from) / chunkBytes));
}

/** A chunk that was transformed and waits for its turn. */
interface PendingChunk extends ChunkRange, ChunkEnd {
  readonly chunk: number;
  readonly output: Output;
  readonly tally: RowTally;
}

/**
 * Transforms chunks, as other threads do, until there are none left. Each starts by a guess; when its turn has come it is compared with where
 * the chunk before ended, and transformed again if it was wrong. Then its place in the output is known, and it is written there.
 *
 * @throws UnexpectedBytes
 */
export function runChunks(task: ChunksTask, runner: ChunkRunner): void {
  const { plan, source, shared, chunkBytes, sizeBytes } = task;
  const { kernel, fd, sink, guess = guessRecordStart, memory = FAST_MEMORY } = runner;
  const transform: BlockTransform = createBlockTransform(kernel, plan, source.dialect.quote, runner.scripts, memory);
  const regions: Regions = createRegions(kernel, memory.regions, memory.regionBytes);
  const pending: PendingChunk[] = [];
  const count = chunkCount(task);
  let repeated = 0;
  /** Where the chunk ended that this thread had last. */
  let last: Pick<PendingChunk, "chunk" | "end" | "lastWidth"> | undefined;

  for (let chunk = takeChunk(shared); chunk < count && !isStopped(shared); chunk = takeChunk(shared)) {
    while (regions.free < 2 && pending.length > 0) settleNext();
    const range = likelyRange(chunk);
    const transformed = tryChunk(chunk, range);
    if (transformed) pending.push(transformed);
    else {
      while (pending.length > 0) settleNext();
      waitForTurn(shared, chunk);
      if (!isStopped(shared)) settleInTurn(chunk);
    }
    while (pending[0] && hasTurn(shared, pending[0].chunk)) settleNext();
  }
  while (pending.length > 0 && !isStopped(shared)) settleNext();

  function startOf(chunk: number): number {
    return task.from + chunk * chunkBytes;
  }

  /** A chunk from where its first row starts, or is guessed to start. */
  function likelyRange(chunk: number): ChunkRange {
    if (chunk === 0) return rangeOf(chunk, task.from, readLine(shared).lastWidth);
    if (last?.chunk === chunk - 1) return rangeOf(chunk, last.end, last.lastWidth);
    return rangeOf(chunk, guess(fd, startOf(chunk), source.dialect, plan.width, kernel));
  }

  function rangeOf(chunk: number, from: number, widthBefore = plan.width): ChunkRange {
    return { from, to: chunk === count - 1 ? Number.POSITIVE_INFINITY : startOf(chunk + 1), widthBefore };
  }

  /** Transforms a chunk into the regions that are free; `undefined` if they are too small for it. */
  function tryChunk(chunk: number, range: ChunkRange): PendingChunk | undefined {
    const output = regions.begin(() => {
      throw new OutOfRegions();
    });
    const tally: RowTally = { rows: 0, written: 0, blank: 0, decided: 0, rejected: [] };
    try {
      const end = transformRange(range, output, tally, settleReady);
      last = { chunk, ...end };
      return { chunk, ...range, ...end, output, tally };
    } catch (error) {
      output.release();
      if (error instanceof OutOfRegions) return undefined;
      throw error;
    }
  }

  function transformRange(range: ChunkRange, output: Output, tally: RowTally, onBlock: () => void): ChunkEnd {
    if (range.from >= Math.min(range.to, sizeBytes)) {
      return { end: range.from, lastWidth: range.widthBefore, dependsOnWidth: false, isTooLarge: false };
    }
    return transformChunk(fd, range, source, { kernel, transform, output, tally }, () => {
      if (isStopped(shared)) throw new Stopped();
      onBlock();
    });
  }

  /** Settles the chunks whose turn has come. One that must be transformed again waits: the kernel is at work. */
  function settleReady(): void {
    while (pending[0] && hasTurn(shared, pending[0].chunk) && isRight(pending[0])) settle(pending.shift()!);
  }

  /** Waits for the turn of the oldest chunk and settles it. */
  function settleNext(): void {
    const next = pending.shift();
    if (!next) return;
    waitForTurn(shared, next.chunk);
    if (isStopped(shared)) return next.output.release();
    if (isRight(next)) return settle(next);
    next.output.release();
    settleInTurn(next.chunk);
  }

  /** Whether a chunk starts where the one before has ended. */
  function isRight({ from, widthBefore, dependsOnWidth }: PendingChunk): boolean {
    const line = readLine(shared);
    return line.inputEnd === from && (!dependsOnWidth || line.lastWidth === widthBefore);
  }

  /** Transforms a chunk whose turn it is, and writes what finds no room in memory while it goes on. */
  function settleInTurn(chunk: number): void {
    const line = readLine(shared);
    const range = rangeOf(chunk, line.inputEnd, line.lastWidth);
    const tally: RowTally = { rows: 0, written: 0, blank: 0, decided: 0, rejected: [] };
    let outputEnd = line.outputEnd;
    const output = regions.begin((full) => {
      outputEnd = writePieces(full, outputEnd, line.written === 0 && outputEnd === line.outputEnd);
      full.clear();
    });
    repeated += 1;
    const end = transformRange(range, output, tally, () => {});
    last = { chunk, ...end };
    settle({ chunk, ...range, ...end, output, tally }, outputEnd === line.outputEnd ? undefined : outputEnd);
  }

  function settle({ chunk, end, lastWidth, isTooLarge, output, tally }: PendingChunk, outputEnd?: number): void {
    const line = readLine(shared);
    const startsOutput = line.written === 0 && outputEnd === undefined;
    const from = outputEnd ?? line.outputEnd;
    const rejected = tally.rejected.map((reject) => ({ ...reject, rowNumber: line.rows + reject.row + 1 }));
    const { rejectText } = runner;
    const rejects = rejectText === undefined ? NO_BYTES : Buffer.from(rejected.map(rejectText).join(""));
    const state: LineState = {
      inputEnd: end,
      outputEnd: from + output.bytes - (startsOutput ? unwantedBytes(tally) : 0),
      rejectsEnd: line.rejectsEnd + rejects.length,
      rows: line.rows + tally.rows,
      written: line.written + tally.written,
      rejected: line.rejected + rejected.length,
      lastWidth: tally.rows === 0 ? line.lastWidth : lastWidth,
    };
    const stoppedBy = isTooLarge ? "record_too_large" : state.rejected > task.maxRejects ? "too_many_rejects" : undefined;
    // A chunk that ends all keeps the turn: no chunk after it is written.
    if (stoppedBy === undefined) passTurn(shared, chunk, state);
    writePieces(output, from, startsOutput && tally.written > 0);
    if (rejects.length > 0) sink.writeRejects(rejects, line.rejectsEnd);
    output.release();
    runner.onSettled({ chunk, state, blank: tally.blank, decided: tally.decided, rejected, repeated, stoppedBy });
    repeated = 0;
    if (stoppedBy === undefined) return;
    stopTurns(shared);
    throw new Stopped();
  }

  /** @param isStart - whether the first row of all is in it, which has nothing before it */
  function writePieces(output: Output, offset: number, isStart: boolean): number {
    const [first, ...others] = output.pieces();
    if (!first) return offset;
    const skipped = isStart ? Buffer.byteLength(rowStart(plan.output)) : 0;
    const bytes = output.bytes - skipped;
    if (bytes > 0) sink.write([first.subarray(skipped), ...others], offset);
    return offset + bytes;
  }

  function unwantedBytes({ written }: RowTally): number {
    return written === 0 ? 0 : Buffer.byteLength(rowStart(plan.output));
  }
}

/** Thrown to leave a chunk that no thread waits for any more. */
export class Stopped extends Error {}

const NO_BYTES = new Uint8Array();
