import { columnMappingSchema } from "@rowmill/mapping";
import { z } from "zod";
import { differenceSchema } from "../source/template-difference-json.ts";

const confidence = z.number().min(0).max(1);

/** The result of a `mapping` job. */
export const mappingResultSchema = z.object({
  /** The proposal as a column-mapping document, version 1. */
  document: columnMappingSchema,
  /** The best columns of the file for each field of the target. */
  candidates: z.array(
    z.object({
      target: z.string(),
      columns: z.array(z.object({ column: z.string(), confidence, reasons: z.array(z.string()) })),
    }),
  ),
  /** What the values of a column mean among those that its field allows. */
  values: z.array(
    z.object({
      target: z.string(),
      /** Rows whose value has no counterpart yet. */
      open_rows: z.int(),
      pairs: z.array(z.object({ source: z.string(), count: z.int(), target: z.string().nullable(), confidence, reason: z.string() })),
    }),
  ),
  /** The pairs in short: confidence from 0 to 100. */
  mappings: z.array(
    z.object({
      input_column: z.string(),
      reference_column: z.string(),
      confidence: z.int().min(0).max(100),
      reasoning: z.string(),
      /** The steps in words, `direct` without any. */
      transformation: z.string(),
    }),
  ),
  unmapped_input_columns: z.array(z.string()),
  unmapped_reference_columns: z.array(z.string()),
  /** From 0 to 100: the mean of the pairs. */
  overall_confidence: z.int().min(0).max(100),
  /** Of a job with `review`: whether the reviewer has changed the proposal. */
  review: z.object({ changed: z.boolean() }).optional(),
  /** The template of the input, and how the file's columns differ from it. */
  template: z.object({ template_id: z.string(), revision: z.int(), difference: differenceSchema }).optional(),
  /** What people should know. The codes are in docs/errors.md. */
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  /** Who was asked, and what it cost; zeros for `offline`. */
  usage: z.object({
    provider: z.string(),
    model: z.string().nullable(),
    calls: z.int(),
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    cached_tokens: z.int(),
    reasoning_tokens: z.int(),
    /** Questions that were answered by an earlier answer, without a request. */
    cached_answers: z.int(),
  }),
  /** Of a dry run: what would be sent, one text for each request. */
  prompts: z.array(z.string()).optional(),
});

/** The result of a `mapping` job. */
export type MappingResult = z.output<typeof mappingResultSchema>;
