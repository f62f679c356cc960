import { type FileStorage, type HandledJobType, type HandlerContext, type HandlerEnd, RowmillError } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import { previewTransform, type WorkerPool } from "@rowmill/tables";
import { decisionOf, refusalOf, REVIEW } from "../review/review.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { previewJson } from "./preview-json.ts";
import { isSameReview, REVIEWED_ROWS, reviewedTransform, transformDecisionSchema } from "./review-transform.ts";
import { type AttemptState, toCheckpoint } from "./run/attempt-state.ts";
import { endAttempt, removeOutputs } from "./run/end-attempt.ts";
import { loadFixedJob } from "./run/fixed-job.ts";
import { openOutputs, outputsOf } from "./run/outputs-of-job.ts";
import { prepareStoring, publish } from "./run/publish.ts";
import { runTransform } from "./run/run-transform.ts";
import type { TransformStore } from "./run/transform-store.ts";
import { checkOutput, mappingOf, type TransformWork, transformWork } from "./run/transform-work.ts";
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

  async function transform(input: TransformInput, context: HandlerContext): Promise<HandlerEnd<TransformJobResult>> {
    const work = await transformWork(input, context.job, { files, store });
    const decision = input.review ? decisionOf(context.job, transformDecisionSchema) : undefined;
    let { state, output, report, startsOver } = await openOutputs(files, outputs, work, context);
    try {
      if (decision?.approve === false) {
        await removeOutputs(state, { files, outputs });
        return context.cancel(refusalOf(decision));
      }
      if (state.storing === null) {
        if (!output || !report) throw new RowmillError("INTERNAL_ERROR", "The outputs of the job were not found");
        const done = await runTransform(work, { output, report }, state, { files, outputs, pool, checkpointEveryMs, context });
        startsOver ??= done.startsOver;
        context.progress(80, "storing");
        state = await prepareStoring({ ...done, startsOver }, work, { state, folder: report.folder }, context.signal);
        await context.checkpoint(toCheckpoint(state));
      }
      if (input.review && !(decision && startsOver === undefined)) {
        const shown = await showToReviewer(state, input, work, context.signal);
        // What was written may have been deleted while the job waited. The approval counts if the second pass has the same result.
        if (!decision || !isSameReview(shown, context.job.result)) return context.waitFor({ signal: REVIEW, result: shown });
      }
      return await publish(state, work, { files, outputs, context });
    } catch (error) {
      await endAttempt(error, state, { files, outputs, context });
      throw error;
    }
  }

  async function showToReviewer(
    { storing }: AttemptState,
    input: TransformInput,
    { file, mapping, options: reading }: TransformWork,
    signal: AbortSignal,
  ) {
    const path = await files.localPath?.(file.id);
    const { fileName, fileId, jobTime, returned } = reading;
    const rowOptions = {
      ...toFormatOptions(input.read ?? {}),
      fileName,
      fileId,
      jobTime,
      signal,
      rows: REVIEWED_ROWS,
      sampleRows: REVIEWED_ROWS,
    };
    // Of rejects that come back, the cells are in the corrected file itself.
    const preview = returned ? undefined : await previewTransform(path ?? files.open(file.id, { signal }), mapping, rowOptions);
    return reviewedTransform(storing!.result, preview && previewJson(preview));
  }
}
