import { defineJobType } from "@rowmill/core";
import { z } from "zod";
import { readOptionsShape } from "../source/read-options-schema.ts";
import { fileProfileSchema } from "./profile-json.ts";

/** The input of an `analyze` job. What is left out is detected, or has the default of `AnalyzeOptions`. */
export const analyzeInputSchema = z.strictObject({
  /** The id of a stored file. */
  file_id: z.string().min(1).max(200),
  ...readOptionsShape,
  sample_rows: z.int().min(0).max(1_000).optional(),
  top_values: z.int().min(0).max(1_000).optional(),
});

/**
 * The job type `analyze`: a stored file in, its profile out. Import it where jobs are created; where they run, register
 * what `analyzeHandler` returns instead, which is the same type with its handler.
 *
 * @example
 * ```ts
 * const { job } = await manager.createJob(analyzeJob, { file_id: file.id }, { userId });
 * ```
 */
export const analyzeJob = defineJobType({
  type: "analyze",
  input: analyzeInputSchema,
  result: fileProfileSchema,
  files: (input) => ({ inputFileId: input.file_id }),
  endpoint: { path: "analyze", message: "Analysis job created and queued", summary: "Find out what is in a file" },
});
