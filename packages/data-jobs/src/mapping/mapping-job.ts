import { defineJobType } from "@rowmill/core";
import { MAX_COLUMNS } from "@rowmill/tables";
import { z } from "zod";
import { readOptionsShape } from "../source/read-options-schema.ts";
import { reviewSignals } from "../review/review.ts";
import { mappingDecisionSchema } from "./review-mapping.ts";
import { mappingResultSchema } from "./mapping-result-schema.ts";

/** The input of a `mapping` job: a file, and what its columns are to be mapped to. */
export const mappingInputSchema = z
  .strictObject({
    /** The id of the file whose columns are mapped. */
    input_file_id: z.string().min(1).max(200),
    /** The id of a file that has the columns of the target. */
    reference_file_id: z.string().min(1).max(200).optional(),
    /** The target: a Table Schema descriptor, a flat JSON Schema, or a list of names. */
    target: z.union([z.array(z.string().max(1_000)).min(1).max(MAX_COLUMNS), z.record(z.string(), z.unknown())]).optional(),
    /** The id of a template: its target is mapped, and its fields are kept as far as the file has their columns. */
    template_id: z.string().min(1).max(200).optional(),
    /**
     * Who is asked about what the offline matcher leaves open: a name that the server has configured, or `offline` for nobody. By default the
     * server's first provider, or `offline` if it has none.
     */
    provider: z.string().min(1).max(100).optional(),
    /**
     * Whether the job shows its proposal and waits for the signal `review` before it completes: `{ approve: true, changes? }` with the edited
     * document, or `{ approve: false, reason? }`, which ends it as cancelled. @defaultValue false
     */
    review: z.boolean().optional(),
    /** How the input file is read. What is left out is detected. */
    read: z.strictObject(readOptionsShape).optional(),
    options: z
      .strictObject({
        /** From this confidence on, 0 to 1, a proposal is accepted. By default all are only suggested. */
        accept_from: z.number().min(0).max(1).optional(),
        /** Below this score, 0 to 1, a target stays empty. */
        min_score: z.number().min(0).max(1).optional(),
        /** Whether nothing is sent to the provider: the result has the prompts, and the offline proposal. */
        dry_run: z.boolean().optional(),
        /** Pairs that the user has accepted or rejected before. */
        remembered: z
          .array(z.strictObject({ source: z.string(), target: z.string() }))
          .max(MAX_COLUMNS)
          .optional(),
        rejected: z
          .array(z.strictObject({ source: z.string(), target: z.string() }))
          .max(MAX_COLUMNS)
          .optional(),
      })
      .optional(),
  })
  .refine(
    ({ reference_file_id, target, template_id }) =>
      [reference_file_id, target, template_id].filter((one) => one !== undefined).length === 1,
    { message: "Name the target once: by reference_file_id, target or template_id", path: ["target"] },
  );

/**
 * The job type `mapping`: a stored file and a target in, a proposal out, which of its columns fill which fields and how their values are
 * changed. Import it where jobs are created; where they run, register what `mappingHandler` returns instead.
 *
 * @example
 * ```ts
 * const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: ["email", "full_name"] }, { userId });
 * ```
 */
export const mappingJob = defineJobType({
  type: "mapping",
  input: mappingInputSchema,
  result: mappingResultSchema,
  signals: reviewSignals(mappingDecisionSchema),
  earlySignals: "refuse",
  files: ({ input_file_id, reference_file_id, template_id }) => ({
    inputFileId: input_file_id,
    referenceFileId: reference_file_id ?? null,
    templateId: template_id ?? null,
  }),
  endpoint: {
    path: "mapping",
    message: "Mapping job created and queued",
    summary: "Propose which columns of a file fill which fields of a target",
  },
});
