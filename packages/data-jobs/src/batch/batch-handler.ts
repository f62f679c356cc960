import { type ChildJob, type HandledJobType, type HandlerContext, type Job, RowmillError } from "@rowmill/core";
import { z } from "zod";
import { takeWithinBytes } from "../source/take-within-bytes.ts";
import { type BatchInput, batchJob, jobOfFile } from "./batch-job.ts";
import type { BatchResult } from "./batch-result-schema.ts";

/** How many files are given to the store in one go, and how many of their jobs are read. */
const FILES_AT_ONCE = 200;

/** How much room lists have in the result, in bytes of JSON. */
const MAX_LIST_BYTES = 400_000;

/**
 * The `batch` job type with its handler, for `manager.register`, beside the handlers of the operations that batches ask for.
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() }).register(analyzeHandler({ files })).register(batchHandler());
 * ```
 */
export function batchHandler(): HandledJobType<typeof batchJob> {
  return batchJob.handle(async (input, context) => {
    if (context.wakeup) return await collect(input, context);
    const refused = await createJobs(input, context);
    if (refused.length > 0) await context.checkpoint({ refused });
    context.progress(0, `${input.file_ids.length - refused.length} files`);
    return context.waitFor({ children: true });
  });
}

/** Why there is no job for a file. */
const refusalSchema = z.object({ index: z.int(), code: z.string(), error: z.string() });
type Refusal = z.output<typeof refusalSchema>;
const checkpointSchema = z.object({ refused: z.array(refusalSchema) });

/** Creates the jobs of the files. A file that has gone since, or that its job would refuse, does not keep the others from beginning. */
async function createJobs(input: BatchInput, { children, signal }: HandlerContext): Promise<Refusal[]> {
  const options = input.concurrency === undefined ? {} : { concurrency: input.concurrency };
  const refused: Refusal[] = [];
  const jobs = input.file_ids.map((id, index): ChildJob => ({ ...jobOfFile(input, id), key: String(index) }));
  for (let first = 0; first < jobs.length; first += FILES_AT_ONCE) {
    signal.throwIfAborted();
    const some = jobs.slice(first, first + FILES_AT_ONCE);
    try {
      await children.create(some, options);
    } catch (error) {
      if (!isOfFile(error)) throw error;
      for (const [place, job] of some.entries()) {
        await children.create([job], options).catch((reason: unknown) => {
          if (!isOfFile(reason)) throw reason;
          refused.push({ index: first + place, code: reason.code, error: reason.message });
        });
      }
    }
  }
  return refused;
}

/** Whether an error says that one file or input is wrong, not that the store is away or the job lost. */
function isOfFile(error: unknown): error is RowmillError {
  return RowmillError.is(error) && !error.retriable && error.code !== "CHILD_LIMIT_REACHED";
}

/** Puts together what became of the files. */
async function collect({ file_ids }: BatchInput, { job, children, lastCheckpoint }: HandlerContext): Promise<BatchResult> {
  const refused = checkpointSchema.safeParse(lastCheckpoint).data?.refused ?? [];
  const jobs: { readonly index: number; readonly job: Job }[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await children.list({ limit: FILES_AT_ONCE, cursor });
    for (const child of page.jobs) jobs.push({ index: placeOf(child, job.id), job: child });
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  jobs.sort((a, b) => a.index - b.index);
  const results = jobs.map(({ index, job: child }) => ({
    file_id: file_ids[index] ?? "",
    job_id: child.id,
    status: child.status as "completed" | "failed" | "cancelled",
    result_file_id: child.resultFileId,
  }));
  const failures = jobs.flatMap(({ index, job: child }) =>
    child.status === "completed"
      ? []
      : [{ index, job_id: child.id, code: child.error?.code ?? "JOB_CANCELLED", error: child.error?.message ?? "The job was cancelled" }],
  );
  const all = [...failures, ...refused.map((one) => ({ ...one, job_id: null }))].toSorted((a, b) => a.index - b.index);
  const errors = all.map(({ index, job_id, code, error }) => ({ file_id: file_ids[index] ?? "", job_id, code, error }));
  const keptResults = takeWithinBytes(results, MAX_LIST_BYTES);
  const keptErrors = takeWithinBytes(errors, MAX_LIST_BYTES);
  return {
    total: file_ids.length,
    processed: file_ids.length - errors.length,
    failed: errors.length,
    results: keptResults,
    errors: keptErrors,
    omitted: { results: results.length - keptResults.length, errors: errors.length - keptErrors.length },
  };
}

/** The place of a child's file: the end of its key. */
function placeOf({ idempotencyKey }: Job, parentId: string): number {
  return Number(idempotencyKey?.slice(parentId.length + 1));
}
