import { deferErrors, TURN_MS } from "@rowmill/core/bytes";
import { setImmediate } from "node:timers/promises";
import { checkOptions } from "@rowmill/core/errors";
import type { Finding } from "./table/finding.ts";
import { fileFindings } from "./profile/findings/file-findings.ts";
import { headerFindings } from "./profile/findings/header-findings.ts";
import { RowFindings } from "./profile/findings/row-findings.ts";
import { checkFormatOptions, FORMAT_OPTIONS } from "./table/check-format-options.ts";
import { DataRows } from "./frame/data-rows.ts";
import { RawRows } from "./raw-rows.ts";
import { describeTable } from "./detect-format.ts";
import type { DetectedFormat } from "./table/detected-format.ts";
import type { FormatOptions } from "./table/format-options.ts";
import { columnName } from "./table/header-names.ts";
import { inputOf, type TableSource } from "./bytes/input-of.ts";
import { openTable } from "./open/open-table.ts";
import type { ReadProblem, Row } from "./table/table-reader.ts";

/** Options of `readRows`. */
export interface ReadRowsOptions extends FormatOptions {
  /** Ends the reading; the iteration rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether every batch is to have all columns: then JSON objects in a file are gone through once for their keys before they are
   * read. Without it, as in a stream, columns are added as they come.
   * @defaultValue true
   */
  readonly allColumns?: boolean | undefined;
  /**
   * Whether every row of delimited text or of a sheet comes as it stands, from the first: titles, names, blank rows and notes. Columns are called
   * `column_1` and so on. A comment is a row without cells.
   * @defaultValue false
   */
  readonly raw?: boolean | undefined;
}

/** Up to about a thousand rows of a table. */
export interface RowsRead {
  /** What was detected about the file. The same in every batch. */
  readonly format: DetectedFormat;
  /**
   * What the columns are called, by position; names may come again. The same in every batch, but for JSON objects
   * of a stream (or without `allColumns`), where a key that comes for the first time adds a name to the end.
   */
  readonly columns: readonly string[];
  /**
   * The rows of data, without preamble, header and blank lines. A row of delimited text has the cells that it has in the file:
   * it may be shorter or longer than `columns`. `null` is a missing value, where the format knows such a thing.
   */
  readonly rows: readonly Row[];
  /** The number of each row in the file, from 1, as a spreadsheet shows it. */
  readonly rowNumbers: readonly number[];
  /**
   * Where each row starts, in bytes from the start of the file after unpacking: of delimited text in UTF-8. `undefined` for other files, and in the
   * list for an empty line that is a row.
   */
  readonly byteOffsets?: readonly (number | undefined)[] | undefined;
  /** What was wrong near these rows, each with its place. */
  readonly problems: readonly ReadProblem[];
  /** What was odd about the file until now, counted. Of the last batch: about the whole file. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the rows of a table, whatever its format, in batches: header taken off, cells as text, memory independent of the size of
 * the file. There is always at least one batch, also for a table without rows; the last one has the findings about the whole file.
 *
 * A batch is read when it is asked for, so a slow consumer slows the reading down. Leaving the loop closes the file.
 *
 * The work is done on the calling thread, since rows that cross threads cost more than parsing them: some milliseconds at a
 * time, after which other work of the event loop gets its turn. Cells may be views into a block of the file (up to a
 * megabyte of text): copy the few that you keep of many, `Buffer.from(cell).toString()`.
 *
 * @param source - the path of a file, its bytes, or a stream of bytes (Node's or the web's)
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`. Throws
 *   the reason of an aborted signal, and the error of a stream that breaks.
 *
 * @example
 * ```ts
 * for await (const { columns, rows } of readRows("customers.csv")) {
 *   const email = columns.indexOf("email");
 *   for (const row of rows) console.log(row[email]);
 * }
 * ```
 */
export function readRows(source: TableSource, options: ReadRowsOptions = {}): AsyncGenerator<RowsRead, void, undefined> {
  // The iteration may begin later than the stream fails.
  deferErrors(source);
  return rowsOf(source, options);
}

async function* rowsOf(source: TableSource, options: ReadRowsOptions): AsyncGenerator<RowsRead, void, undefined> {
  checkOptions(options, READ_OPTIONS, "readRows");
  const { signal } = options;
  const settings = checkFormatOptions(options);
  signal?.throwIfAborted();
  const table = await openTable(await inputOf(source, signal), {
    ...settings,
    allColumns: options.allColumns ?? true,
    raw: options.raw,
    onSurveyed: () => signal?.throwIfAborted(),
  });
  const format = describeTable(table);
  const rowFindings = new RowFindings();
  const data = options.raw === true ? new RawRows() : new DataRows(table, (note, row) => rowFindings.note(note, row));
  let held: Omit<RowsRead, "columns" | "findings"> | undefined;
  let turnEndsAt = performance.now() + TURN_MS;
  let rowCount = 0;

  try {
    for await (const batch of table.batches()) {
      signal?.throwIfAborted();
      for (const problem of batch.problems) rowFindings.noteProblem(problem);
      const { rows, rowNumbers, byteOffsets } = data.take(batch);
      if (rows.length === 0 && batch.problems.length === 0) continue;
      rowCount += rows.length;
      // One batch is held back, because the last one has the last findings.
      if (held) yield complete(held);
      held = { format, rows, rowNumbers, byteOffsets, problems: batch.problems };
      if (performance.now() < turnEndsAt) continue;
      await setImmediate();
      turnEndsAt = performance.now() + TURN_MS;
    }
    signal?.throwIfAborted();
    data.end();
    const last = complete(held ?? { format, rows: [], rowNumbers: [], problems: [] });
    const ofFile = [...fileFindings(format, data.width, rowCount), ...headerFindings(data.header, data.headerRow)];
    yield { ...last, findings: [...last.findings, ...ofFile] };
  } finally {
    await table.close();
  }

  function complete(batch: Omit<RowsRead, "columns" | "findings">): RowsRead {
    return { ...batch, columns: columns(), findings: [...table.findings, ...rowFindings.list()] };
  }

  function columns(): string[] {
    const names = data.header ?? [];
    return Array.from({ length: data.width }, (_, index) => columnName(names[index], index));
  }
}

const READ_OPTIONS = { ...FORMAT_OPTIONS, signal: true, allColumns: true, raw: true } as const satisfies Record<
  keyof ReadRowsOptions,
  true
>;
