import { z } from "zod";

/** The result of a `batch` job. */
export const batchResultSchema = z.object({
  /** How many files there were. */
  total: z.int(),
  /** How many of them completed. */
  processed: z.int(),
  /** How many did not. */
  failed: z.int(),
  /** The jobs of the files, in the order of the files; `GET /jobs?parent_id=` lists all of them. */
  results: z.array(
    z.object({
      file_id: z.string(),
      job_id: z.string(),
      status: z.enum(["completed", "failed", "cancelled"]),
      result_file_id: z.string().nullable(),
    }),
  ),
  /** The files that did not complete, and why; those without a job could not even begin. */
  errors: z.array(z.object({ file_id: z.string(), job_id: z.string().nullable(), code: z.string(), error: z.string() })),
  /** How many results and errors were left out, at their ends, because a result may have 1 MB. */
  omitted: z.object({ results: z.int(), errors: z.int() }),
});

/** The result of a `batch` job, parsed. */
export type BatchResult = z.output<typeof batchResultSchema>;
