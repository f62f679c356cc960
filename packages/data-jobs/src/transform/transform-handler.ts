import { type FileStorage, type HandledJobType, type HandlerContext, RowmillError } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import type { WorkerPool } from "@rowmill/tables";
import { toCheckpoint } from "./run/attempt-state.ts";
import { endAttempt } from "./run/end-attempt.ts";
import { loadFixedJob } from "./run/fixed-job.ts";
import { openOutputs, outputsOf } from "./run/outputs-of-job.ts";
import { prepareStoring, publish } from "./run/publish.ts";
import { runTransform } from "./run/run-transform.ts";
import type { TransformStore } from "./run/transform-store.ts";
import { checkOutput, mappingOf, transformWork } from "./run/transform-work.ts";
import { type TransformInput, transformJob } from "./transform-job.ts";
import type { TransformJobResult } from "./transform-result-schema.ts";

/** Options of `transformHandler`. */
export interface TransformHandlerOptions {
  /** Where the files lie that jobs name, and where results go. It needs `outputs`, as `localDiskStorage` and `memoryStorage` have them. */
  readonly files: FileStorage;
  /** The store of the jobs, for inputs with `template_id` and `fix_of`. Without it these are refused. */
  readonly store?: TransformStore | undefined;
  /** How long an attempt goes on between two checkpoints, in milliseconds: what a crash costs at most. @defaultValue 1,000 */
  readonly checkpointEveryMs?: number | undefined;
  /** Whose threads do the work. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}

/**
 * The `transform` job type with its handler, for `manager.register`. A mapping that is not valid, and options that the output format does not have,
 * are refused when the job is created; columns are checked when it runs, before the first row. The result appears under its id when it is
 * complete; a job that fails or is cancelled leaves no file. An attempt continues where the one before it was.
 *
 * @throws RowmillError `OPTION_INVALID` for a storage without `outputs`
 * @example
 * ```ts
 * const manager = createTaskManager({ store, files }).register(transformHandler({ files, store }));
 * ```
 */
export function transformHandler(options: TransformHandlerOptions): HandledJobType<typeof transformJob> {
  checkOptions(options, ["files", "store", "pool", "checkpointEveryMs"], "transformHandler");
  const { files, store, pool, checkpointEveryMs } = options;
  const outputs = outputsOf(files);
  return transformJob.handle(transform, {
    files,
    async check(input, { userId }) {
      if (input.fix_of !== undefined) await loadFixedJob(input.fix_of, userId, { files, store });
      else checkOutput(input, await mappingOf(input, userId, store));
    },
  });

  async function transform(input: TransformInput, context: HandlerContext): Promise<TransformJobResult> {
    const work = await transformWork(input, context.job, { files, store });
    let { state, output, report, startsOver } = await openOutputs(files, outputs, work, context);
    try {
      if (state.storing === null) {
        if (!output || !report) throw new RowmillError("INTERNAL_ERROR", "The outputs of the job were not found");
        const done = await runTransform(work, { output, report }, state, { files, outputs, pool, checkpointEveryMs, context });
        startsOver ??= done.startsOver;
        context.progress(80, "storing");
        state = await prepareStoring({ ...done, startsOver }, work, { state, folder: report.folder }, context.signal);
        await context.checkpoint(toCheckpoint(state));
      }
      return await publish(state, work, { files, outputs, context });
    } catch (error) {
      await endAttempt(error, state, { files, outputs, context });
      throw error;
    }
  }
}
