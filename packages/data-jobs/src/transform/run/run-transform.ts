import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileStorage, HandlerContext } from "@rowmill/core";
import { RowmillError } from "@rowmill/core";
import type { FileOutputs } from "@rowmill/core/adapter";
import { type TransformOptions, type TransformResult, transformFile, type WorkerPool } from "@rowmill/tables";
import { type AttemptState, toCheckpoint } from "./attempt-state.ts";
import type { JobOutputs } from "./outputs-of-job.ts";
import type { TransformWork } from "./transform-work.ts";
import { watchRoom } from "./watch-room.ts";

/** A transform that has come to its end. */
export interface Transformed {
  readonly result: TransformResult;
  /** Why it began again, if it did. */
  readonly startsOver: string | undefined;
}

/** The rejected rows, beside the report. */
export function rejectsPathIn(folder: string): string {
  return join(folder, "rejects.jsonl");
}

/** What an attempt runs with. */
interface RunOptions {
  readonly files: FileStorage;
  readonly outputs: FileOutputs;
  readonly pool: WorkerPool | undefined;
  readonly checkpointEveryMs: number | undefined;
  readonly context: HandlerContext;
}

/** Where an attempt writes. */
type Places = Required<{ readonly [Name in "output" | "report"]: NonNullable<JobOutputs[Name]> }>;

/**
 * Transforms the file of a job into its output, from where an earlier attempt was. A checkpoint is stored after each mark.
 * @throws RowmillError as `transformFile` does
 */
export async function runTransform(
  work: TransformWork,
  { output, report }: Places,
  state: AttemptState,
  { files, outputs, pool, checkpointEveryMs = 1_000, context }: RunOptions,
): Promise<Transformed> {
  const { progress, checkpoint } = context;
  using room = await watchRoom(outputs);
  const signal = AbortSignal.any([context.signal, room.signal]);
  const path = await localCopy(files, work.file.id, join(report.folder, "input"), signal);
  progress(20, "transforming");
  const options: TransformOptions = {
    ...work.options,
    signal,
    pool,
    rejectsPath: rejectsPathIn(report.folder),
    temporaryFolder: report.folder,
    markIntervalMs: checkpointEveryMs,
    onMark: (mark) => checkpoint(toCheckpoint({ ...state, mark })),
    onProgress({ bytes, counts: { read, rejected } }) {
      const percent = bytes === undefined ? 50 : 20 + Math.floor((60 * bytes) / Math.max(1, work.file.sizeBytes));
      progress(percent, "transforming", { rows: read, rejected, ...(bytes !== undefined && { bytes }) });
    },
  };
  const target = { ...work.output, path: output.path };
  if (state.mark !== null) {
    try {
      return { result: await transformFile(path, work.mapping, target, { ...options, continueFrom: state.mark }), startsOver: undefined };
    } catch (error) {
      if (!RowmillError.is(error, "MARK_MISMATCH")) throw error;
    }
    const startsOver = "an earlier attempt had another version of Rowmill or Node, or its output is damaged";
    return { result: await transformFile(path, work.mapping, target, options), startsOver };
  }
  // An attempt before this one has stored its outputs and no mark: it was too short, or the format has none.
  const hasBegun = context.lastCheckpoint !== null;
  const result = await transformFile(path, work.mapping, target, options);
  return { result, startsOver: hasBegun && isUnmarked(work) ? `the format ${work.output.format} is written in one go` : undefined };
}

/** Whether no attempt can continue another one. */
function isUnmarked({ output: { format, compression } }: TransformWork): boolean {
  return compression !== undefined || format === "xlsx" || format === "parquet";
}

/** The path of a stored file, or of a copy where the storage has no paths. */
async function localCopy(files: FileStorage, id: string, copy: string, signal: AbortSignal): Promise<string> {
  const path = await files.localPath?.(id);
  if (path !== undefined) return path;
  await pipeline(files.open(id, { signal }), createWriteStream(copy), { signal });
  return copy;
}
