import type { FileValidation, RowProblem, TransformPreview } from "@rowmill/tables";
import { z } from "zod";
import { ledgerCounts } from "./ledger/ledger.ts";

const cell = z.string().nullable();
const count = z.int().min(0);
const problem = z.object({ column: cell, field: cell, value: cell, rule: z.string(), message: z.string() });
const failure = z.object({
  field: cell,
  rule: z.string(),
  /** How many rows have it. */
  count,
  /** The first few different values. */
  examples: z.array(z.object({ row: z.int(), value: cell, message: z.string() })),
});
const counts = z.object({ processed: count, added: count, written: count, rejected: count, filtered: count, merged: count });

/** What `POST /transform/preview` answers. */
export const previewSchema = z.object({
  /** The columns of the file, and of the result. */
  source_columns: z.array(z.string()),
  columns: z.array(z.string()),
  /** `output` is `null` for a row that is rejected. */
  rows: z.array(z.object({ row: z.int(), input: z.array(cell), output: z.array(cell).nullable(), problems: z.array(problem) })),
  /** All kinds of failures of the sample, the most frequent first. */
  failures: z.array(failure),
  /** What became of the rows of the sample. */
  counts,
});

/** What `POST /transform/validate` answers. */
export const validationSchema = z.object({
  /** Whether no row is rejected, and all limits hold. */
  is_valid: z.boolean(),
  /** Whether all rows of the file were read. */
  is_complete: z.boolean(),
  rows_checked: count,
  rows_rejected: count,
  failures: z.array(failure.partial({ examples: true })),
  /** The first rejected rows, of rules about the file. */
  rejects: z.array(z.object({ row: z.int(), problems: z.array(problem) })),
  /** Limits for the whole that do not hold. */
  limits: z.array(z.object({ limit: z.string(), field: cell, message: z.string() })),
});

/** A preview as JSON. */
export function previewJson(preview: TransformPreview): z.input<typeof previewSchema> {
  const { sourceColumns, columns, rows, counts: all } = preview;
  return {
    source_columns: [...sourceColumns],
    columns: [...columns],
    rows: rows.map(({ rowNumber: row, input, output, problems }) => ({
      row,
      input: [...input],
      output: output && [...output],
      problems: problems.map(problemJson),
    })),
    failures: failuresJson(preview),
    counts: ledgerCounts(all),
  };
}

/** What a mapping makes of the first rows of a file, as a validation. @param maxRows - how many were asked for */
export function triedJson(preview: TransformPreview, maxRows: number): z.input<typeof validationSchema> {
  const { read, rejected } = preview.counts;
  return {
    is_valid: rejected === 0,
    is_complete: read < maxRows,
    rows_checked: read,
    rows_rejected: rejected,
    failures: failuresJson(preview),
    rejects: [],
    limits: [],
  };
}

/** A validation of a whole file as JSON. */
export function validationJson(validation: FileValidation): z.input<typeof validationSchema> {
  const { isValid, isStopped, rows, rejectedRows, problems, rejects, limits } = validation;
  return {
    is_valid: isValid,
    is_complete: !isStopped,
    rows_checked: rows,
    rows_rejected: rejectedRows,
    failures: problems.map(({ field = null, rule, count: rowCount }) => ({ field, rule, count: rowCount })),
    rejects: rejects.map(({ rowNumber: row, problems: wrong }) => ({ row, problems: wrong.map(problemJson) })),
    limits: limits.map(({ limit, field = null, message }) => ({ limit, field, message })),
  };
}

function failuresJson({ failures }: TransformPreview): z.input<typeof failure>[] {
  return failures.map(({ field = null, rule, count: rowCount, examples }) => ({
    field,
    rule,
    count: rowCount,
    examples: examples.map(({ rowNumber: row, value = null, message }) => ({ row, value, message })),
  }));
}

function problemJson({ column, field, value, rule, message }: RowProblem): z.input<typeof problem> {
  return { column: column ?? null, field: field ?? null, value: value ?? null, rule, message };
}
