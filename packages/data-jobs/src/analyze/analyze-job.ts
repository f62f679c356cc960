import { defineJobType } from "@rowmill/core";
import { z } from "zod";
import { TABLE_FORMATS } from "@rowmill/tables";
import { fileProfileSchema } from "./profile-json.ts";

/** The input of an `analyze` job. What is left out is detected, or has the default of `AnalyzeOptions`. */
export const analyzeInputSchema = z.strictObject({
  /** The id of a stored file. */
  file_id: z.string().min(1).max(200),
  format: z.enum(TABLE_FORMATS).optional(),
  encoding: z.string().max(40).optional(),
  /** One character; `null` for a file with one column. */
  delimiter: z.string().length(1).nullable().optional(),
  /** One character; `null` for a file without quotes. */
  quote: z.string().length(1).nullable().optional(),
  /** The sheet of a workbook, by its name or its index from 0. */
  sheet: z.union([z.string().max(200), z.int().min(0)]).optional(),
  /** Whether each cell of a workbook under a merged one has its text, instead of only the first. */
  fill_merged_cells: z.boolean().optional(),
  /** Where the fields of fixed-width text stand, in characters from 1, from left to right. */
  layout: z
    .array(z.strictObject({ name: z.string().max(1_000).optional(), start: z.int().min(1), width: z.int().min(1) }))
    .min(1)
    .max(16_384)
    .optional(),
  /** The file in an archive, by its full name there. */
  entry: z.string().max(1_000).optional(),
  /** Where the records of a JSON document lie: keys joined by dots. */
  records_path: z.string().max(1_000).optional(),
  /** Rows that are left out: the header again, notes under a long table, rows that add up others. */
  omit: z
    .array(z.enum(["repeated_headers", "notes", "totals"]))
    .max(3)
    .optional(),
  has_header: z.boolean().optional(),
  sample_rows: z.int().min(0).max(1_000).optional(),
  top_values: z.int().min(0).max(1_000).optional(),
});

/**
 * The job type `analyze`: a stored file in, its profile out. Import it where jobs are created; where they run, register
 * what `analyzeJobs` answers instead, which is the same type with its handler.
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
