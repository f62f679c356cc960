import { analyzeFile } from "./analyze/analyze-file.ts";
import type { AnalyzeOptions } from "./analyze/analyze-options.ts";
import { detectFormat } from "./detect-format.ts";
import type { FileProfile } from "./profile/file-profile.ts";
import { readRows, type ReadRowsOptions, type RowsRead } from "./read-rows.ts";
import { FORMAT_OPTIONS, invalidOption } from "./table/check-format-options.ts";
import type { OtherTable } from "./table/detected-format.ts";
import type { FormatOptions } from "./table/format-options.ts";

/** The options that choose one table of several. */
type Choice = "table" | "sheet" | "entry" | "recordsPath";

/** Which table of a file it is. */
export interface TableOfFile {
  /** `main` is the table that is read without further options; it comes first. */
  readonly kind: "main" | OtherTable["kind"];
  /** The sheet, the file in the archive, the path of the array, or the rows (`rows 12-30`); `null` for a main table that has none. */
  readonly name: string | null;
  /** Whether it is a hidden sheet. */
  readonly hidden: boolean;
}

/** A table of a file, and its rows. */
export interface TableRead extends TableOfFile {
  /** What `readRows` gives for this table. Read it before the next table, or leave it. */
  readonly batches: AsyncGenerator<RowsRead, void, undefined>;
}

/** A table of a file, and what is in it. */
export interface TableAnalyzed extends TableOfFile {
  readonly profile: FileProfile;
}

/**
 * Reads all tables of a file, one after the other: those that stand below each other in a text, the sheets of a workbook (hidden ones, too), the files of
 * an archive, the arrays of a JSON document.
 *
 * @param source - the path of a file, or its bytes: a stream can be read once only
 * @throws RowmillError as `readRows` does; `OPTION_INVALID` for an option that chooses one table
 *
 * @example
 * ```ts
 * for await (const { name, batches } of readTables("report.csv")) {
 *   for await (const { columns, rows } of batches) console.log(name, columns, rows.length);
 * }
 * ```
 */
export async function* readTables(
  source: string | Uint8Array,
  options: Omit<ReadRowsOptions, Choice> = {},
): AsyncGenerator<TableRead, void, undefined> {
  for await (const { table, choice } of tablesOf(source, options, options.signal)) {
    yield { ...table, batches: readRows(source, { ...options, ...choice }) };
  }
}

/**
 * Analyzes all tables of a file, one after the other, as `analyzeFile` does one: see `readTables`.
 *
 * @throws RowmillError as `analyzeFile` does; `OPTION_INVALID` for an option that chooses one table
 *
 * @example
 * ```ts
 * for await (const { name, profile } of analyzeTables("report.xlsx")) console.log(name, profile.rowCount);
 * ```
 */
export async function* analyzeTables(
  source: string | Uint8Array,
  options: Omit<AnalyzeOptions, Choice> = {},
): AsyncGenerator<TableAnalyzed, void, undefined> {
  for await (const { table, choice } of tablesOf(source, options, options.signal)) {
    yield { ...table, profile: await analyzeFile(source, { ...options, ...choice }) };
  }
}

/** The tables of a file, and the options that read each of them. */
async function* tablesOf(source: string | Uint8Array, options: FormatOptions, signal: AbortSignal | undefined) {
  const chosen = CHOICES.find((name) => options[name] !== undefined);
  if (chosen !== undefined)
    throw invalidOption(`All tables are read: leave the option ${chosen} out, or call readRows or analyzeFile for one`);
  // Other options are about rows and profiles; those calls refuse what they do not know.
  const known = Object.entries(options).filter(([name]) => Object.hasOwn(FORMAT_OPTIONS, name));
  const format = await detectFormat(source, { ...(Object.fromEntries(known) as FormatOptions), signal });
  const name = format.sheet ?? format.entry ?? format.recordsPath;
  const main: TableOfFile = { kind: "main", name: name === "" ? null : name, hidden: false };
  yield { table: main, choice: {} };
  for (const other of format.otherTables) {
    const table: TableOfFile = { kind: other.kind, name: other.name, hidden: other.hidden === true };
    yield { table, choice: { [OPTIONS[other.kind]]: other.name } as Pick<FormatOptions, Choice> };
  }
}

const OPTIONS: Readonly<Record<OtherTable["kind"], Choice>> = { block: "table", sheet: "sheet", entry: "entry", array: "recordsPath" };
const CHOICES = Object.values(OPTIONS);
