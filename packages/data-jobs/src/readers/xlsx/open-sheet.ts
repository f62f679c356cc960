import type { Finding } from "../../profile/finding.ts";
import type { DetectedFormat, OtherTable } from "../detected-format.ts";
import { columnName } from "../header-names.ts";
import { layoutOf } from "../layout.ts";
import type { Row, RowBatch } from "../table-reader.ts";
import { chooseSheet } from "./choose-sheet.ts";
import type { SampleRow } from "./opened-rows.ts";
import type { SheetInfo, SheetOptions, Workbook } from "./workbook.ts";

/** What a caller knows about the table of a workbook. */
export interface OpenSheetOptions extends SheetOptions {
  readonly sheet?: string | number | undefined;
  readonly header?: boolean | undefined;
}

/** A sheet whose table was found. */
export interface OpenedSheet extends Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "otherTables" | "findings"
> {
  readonly sheet: string;
  /** Every row of the sheet, from its first. Those of the table have at least as many cells as it has columns. Call it once. */
  batches(): AsyncIterable<RowBatch>;
  /** For whoever does not read the batches to their end. */
  close(): Promise<void>;
}

/**
 * Chooses a sheet and finds its table: titles above it, header, columns.
 * @throws RowmillError see `chooseSheet` and `Workbook.rows`
 */
export async function openSheet(workbook: Workbook, options: OpenSheetOptions = {}): Promise<OpenedSheet> {
  const { sheet, rows } = await chooseSheet(workbook, options.sheet, options);
  const { sample, complete } = rows;
  const layout = layoutOf(
    sample.map(({ cells }) => cells),
    { header: options.header, complete },
  );
  const tableRows = sample.slice(layout.preambleRows, layout.dataEnd);
  const columnCount = Math.max(layout.width, layout.columnNames.length, sharedWidth(tableRows));
  const preambleRows = sample[layout.preambleRows]?.row ?? 1;
  const hasHeader = layout.headerRows > 0;
  return {
    sheet: sheet.name,
    preambleRows: preambleRows - 1,
    headerRows: layout.headerRows,
    hasHeader,
    headerConfidence: layout.headerConfidence,
    columns: Array.from({ length: columnCount }, (_, index) => columnName(layout.columnNames[index], index)),
    columnCount,
    otherTables: [...otherSheets(workbook, sheet), ...blocks(layout.otherTables, sample)],
    findings: sheetFindings(workbook, sheet, options.sheet === undefined),
    batches: () => padded(rows.batches(), preambleRows, columnCount),
    close: () => rows.close(),
  };
}

/** The widest that at least two rows are, so that a note far to the right makes no columns. */
function sharedWidth(rows: readonly SampleRow[]): number {
  const [widest = 0, second = widest] = rows.map(({ cells }) => cells.length).toSorted((a, b) => b - a);
  return second;
}

/** A sheet leaves out the empty cells at the end of a row, and a table has them. */
async function* padded(batches: AsyncIterable<RowBatch>, firstRow: number, width: number): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    const pad = (row: Row, index: number): Row => {
      if (row.length >= width || batch.firstRow + index < firstRow || (row.length === 1 && row[0] === "")) return row;
      return [...row, ...Array.from({ length: width - row.length }, () => "")];
    };
    yield batch.rows.some((row) => row.length < width) ? { ...batch, rows: batch.rows.map(pad) } : batch;
  }
}

function otherSheets(workbook: Workbook, chosen: SheetInfo): OtherTable[] {
  return workbook.sheets.filter((sheet) => sheet !== chosen).map(({ name }) => ({ kind: "sheet", name }));
}

function blocks(tables: readonly { readonly from: number; readonly to: number }[], sample: readonly SampleRow[]): OtherTable[] {
  return tables.map(({ from, to }) => ({ kind: "block", name: `rows ${sample[from]?.row}-${sample[to - 1]?.row}` }));
}

function sheetFindings(workbook: Workbook, chosen: SheetInfo, byItself: boolean): Finding[] {
  const others = workbook.sheets.filter((sheet) => sheet !== chosen);
  if (others.length === 0) return [];
  const names = others.slice(0, 20).map(({ name, visibility }) => `${JSON.stringify(name)}${visibility === "visible" ? "" : " (hidden)"}`);
  const message = `The sheet ${JSON.stringify(chosen.name)} was read${byItself ? ", the first with a table" : ""}. Not read: ${names.join(", ")}${others.length > 20 ? " and others" : ""}.`;
  return [{ code: "other_tables", severity: "info", message, count: others.length, rows: [] }];
}
