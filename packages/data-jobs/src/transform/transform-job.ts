import { defineJobType } from "@rowmill/core";
import { OUTPUT_FORMATS } from "@rowmill/tables";
import { z } from "zod";
import { readOptionsShape } from "../source/read-options-schema.ts";
import { reviewSignals } from "../review/review.ts";
import { transformDecisionSchema } from "./review-transform.ts";
import { transformResultSchema } from "./transform-result-schema.ts";

/** The input of a `transform` job: a file, how its rows are changed, and how they are written; or rejects of an earlier job that come back. */
export const transformInputSchema = z
  .strictObject({
    /** The id of the file that is transformed; with `fix_of`, of the corrected file of rejects. */
    input_file_id: z.string().min(1).max(200),
    /** A column-mapping document, of which the accepted and edited fields run; or a bare mapping: `{ fields, rows?, rules? }`. */
    mapping: z.record(z.string(), z.unknown()).optional(),
    /** The id of a saved mapping, instead of `mapping`. */
    template_id: z.string().min(1).max(200).optional(),
    /** The id of a completed `transform` job: its rejected rows come back, corrected, and run through the same mapping into the same format. */
    fix_of: z.string().min(1).max(200).optional(),
    output_format: z.enum(OUTPUT_FORMATS).optional(),
    /** @defaultValue the name of the input with the ending of the format */
    output_filename: z.string().min(1).max(200).optional(),
    /** Options of the format, as `writeTable` of `@rowmill/tables` names them: `{ delimiter: ";" }`. */
    output_options: z.record(z.string(), z.unknown()).optional(),
    /** How the input file is read. What is left out is detected. */
    read: z.strictObject(readOptionsShape).optional(),
    /**
     * What becomes of rows that do not fit. `skip`: they go to a file of rejects. `keep`: they are in the result, values that a step could not process as
     * they came, with a warning each; rows that can only be guessed are rejected all the same. `fail`: the first one fails the job.
     * @defaultValue "skip"
     */
    on_reject: z.enum(["skip", "keep", "fail"]).optional(),
    /** How many rows may be rejected before the job fails. @defaultValue no limit */
    max_rejects: z.int().min(0).optional(),
    /** Limits for the whole, beside those of the mapping: `{ rejects: { share: 0.01 } }`. */
    limits: z.record(z.string(), z.unknown()).optional(),
    /** How the file of rejects is written. In `xlsx` the cells that are wrong are coloured. @defaultValue "csv" */
    rejects_format: z.enum(["csv", "xlsx"]).optional(),
    /**
     * Whether the job shows the first rows, its counts and its rejects, and waits for the signal `review` before there are files:
     * `{ approve: true }`, or `{ approve: false, reason? }`, which ends it as cancelled. @defaultValue false
     */
    review: z.boolean().optional(),
    /** Whether problems are written as SARIF 2.1.0, too, for tools that show findings. @defaultValue false */
    sarif: z.boolean().optional(),
  })
  .superRefine((input, context) => {
    const refuse = (path: string, message: string) => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    const given = [input.mapping, input.template_id, input.fix_of].filter((one) => one !== undefined).length;
    if (given !== 1) refuse("mapping", "One of mapping, template_id and fix_of is expected");
    if (input.fix_of === undefined) {
      if (input.output_format === undefined) refuse("output_format", "The format of the output is expected");
      return;
    }
    for (const name of ["output_format", "output_options"] as const) {
      if (input[name] !== undefined) refuse(name, "It is that of the job that is fixed");
    }
  });

/** The input of a `transform` job, parsed. */
export type TransformInput = z.output<typeof transformInputSchema>;

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
  signals: reviewSignals(transformDecisionSchema),
  earlySignals: "refuse",
  files: ({ input_file_id, template_id, fix_of }) => ({
    inputFileId: input_file_id,
    ...(template_id !== undefined && { templateId: template_id }),
    ...(fix_of !== undefined && { jobIds: [fix_of] }),
  }),
  resultFile: ({ result_file_id }) => result_file_id,
  endpoint: {
    path: "transform",
    message: "Transform job created and queued",
    summary: "Map the columns of a file, change and check its values, and write it in another format",
  },
});
