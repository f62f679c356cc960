import { defineJobType, RowmillError } from "@rowmill/core";
import { z } from "zod";
import { analyzeJob } from "../analyze/analyze-job.ts";
import { mappingJob } from "../mapping/mapping-job.ts";
import { transformJob } from "../transform/transform-job.ts";
import { batchResultSchema } from "./batch-result-schema.ts";

/** What a batch does with each of its files. */
const BATCH_OPERATIONS = ["analyze", "mapping", "transform"] as const;

/** The input of a `batch` job. */
export const batchInputSchema = z.strictObject({
  /** The ids of the files, in the order in which they begin; each once. */
  file_ids: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(100_000)
    .refine((ids) => new Set(ids).size === ids.length, "A file is named twice"),
  operation: z.enum(BATCH_OPERATIONS),
  /** The input of each job, but for its file: what `POST /jobs/{operation}` takes. */
  options: z.record(z.string(), z.unknown()).optional(),
  /** How many files are at work at once, in all processes. @defaultValue as many as there are slots */
  concurrency: z.int().min(1).max(10_000).optional(),
});

/** The input of a `batch` job, parsed. */
export type BatchInput = z.output<typeof batchInputSchema>;

/**
 * The job type `batch`: many files in; for each a job of its own, whose parent the batch is. A file that fails does not harm the others: the
 * batch completes with its errors. Import it where jobs are created; where they run, register what `batchHandler` returns instead, beside the handler of
 * the operation.
 *
 * @example
 * ```ts
 * const { job } = await manager.createJob(batchJob, { file_ids: [first.id, second.id], operation: "analyze" }, { userId });
 * ```
 */
export const batchJob = defineJobType({
  type: "batch",
  input: batchInputSchema,
  result: batchResultSchema,
  files: ({ file_ids }) => ({ otherFileIds: file_ids }),
  check: refuseWrongOptions,
  endpoint: {
    path: "batch",
    messageFor: ({ file_ids }) => `Batch job created for ${file_ids.length} ${file_ids.length === 1 ? "file" : "files"}`,
    summary: "Analyze, map or transform many files, each in a job of its own",
  },
});

const TYPES = { analyze: analyzeJob, mapping: mappingJob, transform: transformJob } as const;

/** The job for one file of a batch. */
export function jobOfFile({ operation, options }: Pick<BatchInput, "operation" | "options">, fileId: string) {
  const name = operation === "analyze" ? "file_id" : "input_file_id";
  return { type: TYPES[operation], input: { ...options, [name]: fileId } };
}

/** Options that no job would take are refused before anything is stored, and not once for each file. */
async function refuseWrongOptions(input: BatchInput): Promise<void> {
  const { type, input: first } = jobOfFile(input, input.file_ids[0]!);
  const parsed = await type.input.safeParseAsync(first);
  if (parsed.success) return;
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ["options", ...issue.path] }));
  const lines = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new RowmillError("JOB_INPUT_INVALID", `The options of the batch are not those of a "${type.type}" job: ${lines}`, {
    details: { issues },
  });
}
