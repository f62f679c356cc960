import { defineJobType } from "@rowmill/core";
import { OUTPUT_FORMATS } from "@rowmill/tables";
import { z } from "zod";
import { readOptionsShape } from "../source/read-options-schema.ts";
import { transformResultSchema } from "./transform-result-schema.ts";

/** The input of a `transform` job: a file, how its rows are changed, and how they are written. */
export const transformInputSchema = z.strictObject({
  /** The id of the file that is transformed. */
  input_file_id: z.string().min(1).max(200),
  /** A column-mapping document, of which the accepted and edited fields run; or a bare mapping: `{ fields, rows?, rules? }`. */
  mapping: z.record(z.string(), z.unknown()),
  output_format: z.enum(OUTPUT_FORMATS),
  /** @defaultValue the name of the input with the ending of the format */
  output_filename: z.string().min(1).max(200).optional(),
  /** Options of the format, as `writeTable` of `@rowmill/tables` names them: `{ delimiter: ";" }`. */
  output_options: z.record(z.string(), z.unknown()).optional(),
  /** How the input file is read. What is left out is detected. */
  read: z.strictObject(readOptionsShape).optional(),
  /** `skip`: rejected rows go to a file of rejects. `fail`: the first one fails the job. @defaultValue "skip" */
  on_reject: z.enum(["skip", "fail"]).optional(),
  /** How many rows may be rejected before the job fails. @defaultValue no limit */
  max_rejects: z.int().min(0).optional(),
});

/**
 * The job type `transform`: a stored file and a mapping in; a file, its rejects and a report out. Import it where jobs are created; where
 * they run, register what `transformHandler` returns instead.
 *
 * @example
 * ```ts
 * const mapping = { fields: [{ target: "email", from: "E-Mail", steps: ["trim", "lowercase"] }] };
 * const { job } = await manager.createJob(transformJob, { input_file_id: file.id, mapping, output_format: "csv" }, { userId });
 * ```
 */
export const transformJob = defineJobType({
  type: "transform",
  input: transformInputSchema,
  result: transformResultSchema,
  files: ({ input_file_id }) => ({ inputFileId: input_file_id }),
  resultFile: ({ result_file_id }) => result_file_id,
  endpoint: {
    path: "transform",
    message: "Transform job created and queued",
    summary: "Map the columns of a file, change and check its values, and write it in another format",
  },
});
