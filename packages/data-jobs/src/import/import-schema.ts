import { z } from "zod";
import { readOptionsShape } from "../source/read-options-schema.ts";
import { transformResultSchema } from "../transform/transform-result-schema.ts";

const count = z.int().min(0);

/** The input of an import: a file, a mapping to the fields of the target, and what becomes of rows that do not fit. */
export const importInputSchema = z
  .strictObject({
    input_file_id: z.string().min(1).max(200),
    /** As in a `transform` job. */
    mapping: z.record(z.string(), z.unknown()).optional(),
    template_id: z.string().min(1).max(200).optional(),
    read: z.strictObject(readOptionsShape).optional(),
    limits: z.record(z.string(), z.unknown()).optional(),
    /** `skip`: rejected rows go to a file of rejects. `fail`: the first one fails the job; what was written before stays. @defaultValue "skip" */
    on_reject: z.enum(["skip", "fail"]).optional(),
    max_rejects: count.optional(),
    /** Whether nothing is written: `write` runs, and each of its transactions is rolled back. @defaultValue false */
    dry_run: z.boolean().optional(),
  })
  .refine(
    ({ mapping, template_id }) => (mapping === undefined) !== (template_id === undefined),
    "Either mapping or template_id is expected",
  );

/** The input of an import, parsed. */
export type ImportInput = z.output<typeof importInputSchema>;

const { rows_processed, rows_written, rows_rejected, rows_filtered, rows_merged, rows_added, rejects } = transformResultSchema.shape;

/** What `write` reports of its rows. */
export const writtenSchema = z.object({ created: count, updated: count, unchanged: count, skipped: count });

/** What `write` reports of its rows. */
export type WriteCounts = z.output<typeof writtenSchema>;

/** The result of an import. `rows_processed + rows_added = rows_written + rows_rejected + rows_filtered + rows_merged`. */
export const importResultSchema = z.object({
  dry_run: z.boolean(),
  rows_processed,
  /** Rows that `write` got. */
  rows_written,
  rows_rejected,
  rows_filtered,
  rows_merged,
  rows_added,
  /** What became of them, as `write` reports it. */
  ...writtenSchema.shape,
  /** A CSV file of the rejected rows as they stood, with their problems; `null` if there are none. */
  rejects_file_id: z.string().nullable(),
  /** The first 100 rejected rows. */
  rejects,
  /** SHA-256 of the input and of the mapping. */
  input_sha256: z.string(),
  mapping_sha256: z.string(),
});

/** The result of an import. */
export type ImportResult = z.output<typeof importResultSchema>;

const rowCounts = z.object({ read: count, added: count, written: count, rejected: count, leftOut: z.record(z.string(), count) });

/** What an attempt leaves to the next one. It is committed with the rows that it is about. */
export const importStateSchema = z.object({
  version: z.literal(1),
  /** What the rows depend on, as a digest. */
  of: z.string(),
  rejects_id: z.string(),
  /** The counts of the last batch that can be continued after, and the bytes of the rejects up to it; `null` before the first. */
  after: rowCounts.nullable(),
  rejects_bytes: count,
  /** Rows of the result that were written after it. */
  tail: count,
  written: writtenSchema,
});

/** What an attempt leaves to the next one. */
export type ImportState = z.output<typeof importStateSchema>;
