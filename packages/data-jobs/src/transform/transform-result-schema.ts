import { z } from "zod";

const count = z.int().min(0);

/** The result of a `transform` job. `rows_processed + rows_added = rows_written + rows_rejected + rows_filtered + rows_merged`. */
export const transformResultSchema = z.object({
  result_file_id: z.string(),
  output_filename: z.string(),
  rows_processed: count,
  rows_written: count,
  rows_rejected: count,
  /** Rows that row steps left out: `skip`, `filter` and the rows that `splitRows` and `unpivot` replaced. */
  rows_filtered: count,
  /** Rows that `dedupe` merged into others. */
  rows_merged: count,
  /** Rows that `splitRows` and `unpivot` made. */
  rows_added: count,
  /** A CSV file of the rejected rows as they stood, with their problems; `null` if there are none. */
  rejects_file_id: z.string().nullable(),
  /** The balance, by step and by rule, as JSON. */
  report_file_id: z.string(),
  /** The first 100 rejected rows. */
  rejects: z.array(
    z.object({ row: z.int(), problems: z.array(z.object({ column: z.string().nullable(), rule: z.string(), message: z.string() })) }),
  ),
  /** SHA-256 of the result. */
  checksum: z.string(),
  /** `kernel` or `rows`: how the rows were transformed. */
  engine: z.enum(["kernel", "rows"]),
});

/** The result of a `transform` job. */
export type TransformJobResult = z.output<typeof transformResultSchema>;
