import { z } from "zod";

const count = z.int().min(0);

const counts = {
  rows_processed: count,
  rows_written: count,
  rows_rejected: count,
  /** Rows that row steps left out: `skip`, `filter` and the headings of `fillDown`. */
  rows_filtered: count,
  /** Rows that `dedupe` merged into others. */
  rows_merged: count,
  /** Rows that `splitRows` and `unpivot` made beside those of the file. */
  rows_added: count,
};

/** The result of a `transform` job. `rows_processed + rows_added = rows_written + rows_rejected + rows_filtered + rows_merged`. */
export const transformResultSchema = z.object({
  result_file_id: z.string(),
  output_filename: z.string(),
  ...counts,
  /** A file of the rejected rows as they stood, with their problems; `null` if there are none. Corrected, it is the input of a job with `fix_of`. */
  rejects_file_id: z.string().nullable(),
  /** The ledger as JSON: counts by end, step and rule, digests, how the file was read. */
  report_file_id: z.string(),
  /** The problems as SARIF 2.1.0, if the input asks for it. */
  sarif_file_id: z.string().nullable(),
  /** The first 100 rejected rows. */
  rejects: z.array(
    z.object({
      row: z.int(),
      byte_offset: z.int().nullable(),
      problems: z.array(z.object({ column: z.string().nullable(), value: z.string().nullable(), rule: z.string(), message: z.string() })),
    }),
  ),
  /** What else to know: why the job began again, and the first 100 problems of rows that are in the result. */
  warnings: z.array(z.object({ code: z.string(), row: z.int().nullable(), column: z.string().nullable(), message: z.string() })),
  /** How many problems rows have that are in the result. */
  warning_count: count,
  /** SHA-256 of the result. */
  checksum: z.string(),
  /** `kernel` or `rows`: how the rows were transformed. */
  engine: z.enum(["kernel", "rows"]),
  /** Of a job with `fix_of`: the counts of that job and of all its fixes together. */
  merged: z.object({ job_id: z.string(), ...counts }).nullable(),
});

/** The result of a `transform` job. */
export type TransformJobResult = z.output<typeof transformResultSchema>;
