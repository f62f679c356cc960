import type { TableSource } from "../../bytes/input-of.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Cell, Row } from "../../table/table-reader.ts";
import type { RowCounts } from "../../transform/engine/row-counts.ts";
import { wholeNumber } from "../../table/check-format-options.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { RowProblem } from "../../validate/reject.ts";
import { openTransform } from "./open-transform.ts";
import { checkRowOptions, type RowOptions } from "./row-options.ts";

/** Options of `previewTransform`. */
export interface PreviewOptions extends RowOptions {
  /** How many rows are shown. @defaultValue 20 */
  readonly rows?: number | undefined;
  /** How many rows are tried for failures. @defaultValue 1,000 */
  readonly sampleRows?: number | undefined;
}

/** A row of a file and what becomes of it. */
export interface PreviewRow {
  readonly rowNumber: number;
  readonly input: Row;
  /** The values of the result by column, or `null` if the row is rejected. */
  readonly output: readonly Cell[] | null;
  readonly problems: readonly RowProblem[];
}

/** A kind of failure among the rows that were tried. */
export interface PreviewFailure {
  readonly field: string | undefined;
  readonly rule: string;
  /** How many rows have it. */
  readonly count: number;
  /** The first few different values, each with its message and its row. */
  readonly examples: readonly { readonly rowNumber: number; readonly value: Cell | undefined; readonly message: string }[];
}

/** What a mapping makes of the start of a file. */
export interface TransformPreview {
  readonly format: DetectedFormat;
  readonly sourceColumns: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly PreviewRow[];
  /** All kinds of failures and warnings of the sample, the most frequent first. */
  readonly failures: readonly PreviewFailure[];
  /** What became of the rows of the sample. */
  readonly counts: RowCounts;
}

/**
 * Tries a mapping on the start of a file: input and output side by side for the first rows, and all different failures of a sample.
 * Row steps that wait for the end of the file (`dedupe` with `keep: "last"`) see the sample as if it were all.
 *
 * @throws RowmillError `MAPPING_INVALID`, and what `readRows` throws
 *
 * @example
 * ```ts
 * const { rows, failures } = await previewTransform("customers.csv", mapping);
 * for (const { field, count, examples } of failures) console.log(field, count, examples[0]?.message);
 * ```
 */
export async function previewTransform(source: TableSource, mapping: Mapping, options: PreviewOptions = {}): Promise<TransformPreview> {
  checkRowOptions(options, { rows: true, sampleRows: true }, "previewTransform");
  const shown = wholeNumber("rows", options.rows ?? 20, 0, 10_000);
  const sample = wholeNumber("sampleRows", options.sampleRows ?? 1_000, 1, 1_000_000);
  const { format, sourceColumns, columns, plan, batches } = await openTransform(
    source,
    { mapping, maxRows: Math.max(shown, sample) },
    options,
  );
  const rows: PreviewRow[] = [];
  const failures = new FailureTally();
  let counts: RowCounts | undefined;
  for await (const batch of batches()) {
    counts = batch.counts;
    const warned = Map.groupBy(batch.warnings, ({ rowNumber }) => rowNumber);
    for (const { rowNumber, values, origin } of batch.rows) {
      const problems = (warned.get(rowNumber) ?? []).map(({ problem }) => problem);
      rows.push({ rowNumber, input: origin, output: plan.output.map((place) => values[place] ?? null), problems });
      failures.add(rowNumber, problems);
    }
    for (const { rowNumber, cells, problems } of batch.rejects) {
      rows.push({ rowNumber, input: cells, output: null, problems });
      failures.add(rowNumber, problems);
    }
  }
  const first = rows.toSorted((a, b) => a.rowNumber - b.rowNumber).slice(0, shown);
  return {
    format,
    sourceColumns,
    columns,
    rows: first,
    failures: failures.list(),
    counts: counts ?? { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} },
  };
}

/** Examples of a kind of failure. */
const EXAMPLES = 5;

class FailureTally {
  readonly #kinds = new Map<
    string,
    { field: string | undefined; rule: string; count: number; examples: PreviewFailure["examples"][number][] }
  >();

  add(rowNumber: number, problems: readonly RowProblem[]): void {
    for (const { field, rule, value, message } of problems) {
      const key = JSON.stringify([field ?? null, rule]);
      const kind = this.#kinds.get(key) ?? { field, rule, count: 0, examples: [] };
      this.#kinds.set(key, kind);
      kind.count += 1;
      const isNew = !kind.examples.some((example) => example.value === value && example.message === message);
      if (isNew && kind.examples.length < EXAMPLES) kind.examples.push({ rowNumber, value, message });
    }
  }

  list(): PreviewFailure[] {
    return [...this.#kinds.values()].toSorted((a, b) => b.count - a.count);
  }
}
