import { tmpdir } from "node:os";
import { RowmillError } from "@rowmill/core/errors";
import type { WorkerPool } from "../threads/worker-pool.ts";
import type { Mapping } from "../transform/mapping.ts";
import { needsHost } from "./fast/plan/needs-host.ts";
import { textAfter } from "./fast/row-text.ts";
import { createSharedTurns, stopTurns } from "./fast/chunks/turns.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { countsOf, createMarks } from "./marks.ts";
import { openOutputFiles } from "./output-files.ts";
import { stopError } from "./stop-error.ts";
import { startTransformThreads } from "./transform-threads.ts";
import type { TransformOptions, TransformResult, TransformSettings, TransformTarget } from "./transform-options.ts";

/** A transform of a path that the kernel may do. */
export interface FastRun {
  readonly path: string;
  readonly settings: TransformSettings;
  /** The mapping, while it is checked. What is wrong with it is thrown. */
  readonly mapping: Promise<Mapping>;
  readonly target: TransformTarget;
  readonly pool: WorkerPool;
  readonly options: TransformOptions;
}

/** Returned where the kernel cannot do it. */
export interface NotFast {
  readonly reason: string;
}

/**
 * Transforms a file in the kernel, in worker threads.
 *
 * @returns why not, where only rows of texts can be transformed so; nothing was written then
 * @throws RowmillError `WORKER_FAILED`, `MARK_MISMATCH`, and whatever opening the file throws
 */
export async function runFast(run: FastRun): Promise<TransformResult | NotFast> {
  const result = await runOnce(run, true);
  if (result !== "unexpected_bytes") return result;
  // The samples were UTF-8 and the rest is not: the whole file is looked through before it is read again.
  const again = await runOnce(run, false);
  if (again === "unexpected_bytes") throw new RowmillError("INTERNAL_ERROR", "The encoding of the file was not found out");
  return again;
}

async function runOnce(run: FastRun, trustSamples: boolean): Promise<TransformResult | NotFast | "unexpected_bytes"> {
  const { path, target, settings, pool, options } = run;
  const { signal } = options;
  signal?.throwIfAborted();
  const { path: outputPath, ...output } = target;
  const threads = await startTransformThreads(settings.threads, { path, settings: settings.format, trustSamples }, pool, signal);
  let stop = () => {};
  let isDone = false;
  try {
    const mapping = await run.mapping;
    const reason = needsHost(mapping);
    if (reason !== undefined) return { reason };
    const request = {
      mapping,
      target: output,
      resources: { secrets: options.secrets, temporaryFolder: options.temporaryFolder ?? tmpdir(), system: UNREAD_FACTS },
    };
    const planned = await threads.plan(request);
    if (planned === "unexpected_bytes") return planned;
    if ("reason" in planned) {
      isDone = true;
      return { reason: planned.reason };
    }
    const { file, module } = planned;
    const { plan, source, sizeBytes } = file;
    const fingerprint = fingerprintOf(file, mapping);
    await using files = await openOutputFiles(run, file, fingerprint);
    const shared = createSharedTurns(files.start);
    stop = () => stopTurns(shared);
    const marks = createMarks(files.start, { ...options, markIntervalMs: settings.markIntervalMs }, { fingerprint, flush: files.flush });
    const task = {
      plan,
      source,
      from: files.start.inputEnd,
      sizeBytes,
      chunkBytes: settings.chunkBytes,
      maxRejects: settings.maxRejects,
      shared,
    };
    const ended = await Promise.race([
      threads.run(
        { type: "run", task, path, request, columns: file.start.columns, module, outputPath, rejectsPath: options.rejectsPath },
        marks.add,
      ),
      marks.failed,
    ]);
    if (ended === "unexpected_bytes") return ended;
    const { state, decided, repeated, stoppedBy } = await marks.end();
    if (stoppedBy !== undefined) throw stopError(stoppedBy, state, run, source);
    const outputBytes = await files.finish(state, textAfter(plan.output, state.written > 0));
    isDone = true;
    return {
      counts: countsOf(state),
      outputBytes,
      rejectsBytes: state.rejectsEnd,
      warningCount: 0,
      warnings: [],
      format: file.format,
      findings: file.format.findings,
      engine: "kernel",
      engineReason: undefined,
      decidedRows: decided,
      repeatedChunks: repeated,
      threads: threads.count,
    };
  } finally {
    if (!isDone) stop();
    await threads.release(isDone);
  }
}

/** A mapping that reads one of them is not for the kernel, which shows when it is compiled; for that they must be there. */
const UNREAD_FACTS = { fileName: null, sheet: null, jobTime: new Date(0), fileId: "" };
