import { BATCH_CELLS, type ExpansionBudget, UNLIMITED } from "../../../table/expansion-budget.ts";
import type { Finding } from "../../../table/finding.ts";
import type { DetectedFormat, OtherTable } from "../../../table/detected-format.ts";
import { columnName } from "../../../table/header-names.ts";
import { type TableFrame, frameOf, type RowRange } from "../../../frame/table-frame.ts";
import type { Row, RowBatch } from "../../../table/table-reader.ts";
import { footerFindings, totalFindings } from "../../../frame/frame-findings.ts";
import { onlyTable } from "../../../frame/only-table.ts";
import { chooseSheet } from "./choose-sheet.ts";
import type { SheetRow } from "./opened-rows.ts";
import type { SheetInfo, SheetOptions, Workbook } from "./workbook.ts";

/** What a caller knows about the table of a workbook. */
export interface OpenSheetOptions extends SheetOptions {
  readonly sheet?: string | number | undefined;
  readonly header?: boolean | undefined;
  readonly headerRows?: number | undefined;
  /** How many rows of the sheet stand above the table. */
  readonly preambleRows?: number | undefined;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}

/** A sheet whose table was found. */
export interface OpenedSheet extends Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "otherTables" | "findings"
> {
  readonly sheet: string;
  /** Every row of the sheet, from its first. Those of the table have at least as many cells as it has columns. Call it once. */
  batches(): AsyncIterable<RowBatch>;
  /** For a caller that does not read the batches to their end. */
  close(): Promise<void>;
}

/**
 * Chooses a sheet and finds its table: titles above it, header, columns.
 * @throws RowmillError see `chooseSheet` and `Workbook.rows`
 */
export async function openSheet(workbook: Workbook, options: OpenSheetOptions = {}): Promise<OpenedSheet> {
  const { sheet, rows } = await chooseSheet(workbook, options.sheet, options);
  const { sample, complete } = rows;
  const frame = frameOf(evened(sample), {
    header: options.header,
    headerRows: options.headerRows,
    preambleRows: rowsBefore(sample, options),
    complete,
  });
  const numberOf = (row: number): number => sample[row]?.row ?? row + 1;
  const columnCount = Math.max(frame.width, frame.columnNames.length, sharedWidth(sample.slice(frame.preambleRows)));
  const tableStart = numberOf(frame.preambleRows);
  const { above, below } = partedBlocks(frame);
  return {
    sheet: sheet.name,
    preambleRows: tableStart - 1,
    headerRows: frame.headerRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columns: Array.from({ length: columnCount }, (_, index) => columnName(frame.columnNames[index], index)),
    columnCount,
    otherTables: [
      ...otherSheets(workbook, sheet),
      ...above.map((block): OtherTable => ({ kind: "block", name: blockName(block, numberOf) })),
    ],
    findings: [
      ...(below.length > 0 ? [tablesBelow(below, numberOf)] : []),
      ...footerFindings(frame.footer, numberOf),
      ...totalFindings(frame.totalRows, numberOf),
    ],
    batches() {
      const read = padded(rows.batches(), tableStart, columnCount, options.budget ?? UNLIMITED);
      return frame.footer.to > frame.footer.from ? onlyTable(read, numberOf(frame.footer.from) - 1) : read;
    },
    close: () => rows.close(),
  };
}

/**
 * A sheet leaves out the empty cells at the end of a row. Rows that have most of their cells get them back, so that they look like rows of
 * one table; titles and notes stay short, which is how they are known.
 */
function evened(sample: readonly SheetRow[]): (readonly string[])[] {
  const width = sharedWidth(sample);
  return sample.map(({ cells }) => {
    const isShort = cells.length * 2 < width || cells.length >= width || cells.length < 2;
    return isShort ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => "")];
  });
}

/** How many rows of a sample are among the first ones of the sheet that the caller skips. */
function rowsBefore(sample: readonly SheetRow[], { preambleRows }: OpenSheetOptions): number | undefined {
  return preambleRows === undefined ? undefined : sample.filter(({ row }) => row <= preambleRows).length;
}

/** The widest that at least two rows are, so that a note far to the right makes no columns. */
function sharedWidth(rows: readonly SheetRow[]): number {
  const [widest = 0, second = widest] = rows.map(({ cells }) => cells.length).toSorted((a, b) => b - a);
  return second;
}

/** A sheet leaves out the empty cells at the end of a row, and a table has them. */
async function* padded(
  batches: AsyncIterable<RowBatch>,
  firstRow: number,
  width: number,
  budget: ExpansionBudget,
): AsyncGenerator<RowBatch> {
  const pad = (row: Row, number: number): Row => {
    if (row.length >= width || number < firstRow || (row.length === 1 && row[0] === "")) return row;
    budget.addCells(width - row.length);
    return [...row, ...Array.from({ length: width - row.length }, () => "")];
  };
  // Narrow rows of a wide table come many in a batch.
  const most = Math.max(1, Math.floor(BATCH_CELLS / Math.max(1, width)));
  for await (const batch of batches) {
    if (batch.rows.every((row) => row.length >= width)) {
      yield batch;
      continue;
    }
    for (let from = 0; from < batch.rows.length; from += most) {
      const start = batch.firstRow + from;
      const rows = batch.rows.slice(from, from + most).map((row, index) => pad(row, start + index));
      yield { ...batch, firstRow: start, rows, problems: from === 0 ? batch.problems : [] };
    }
  }
}

function otherSheets(workbook: Workbook, chosen: SheetInfo): OtherTable[] {
  return workbook.sheets
    .filter((sheet) => sheet !== chosen)
    .map(({ name, visibility }) => ({ kind: "sheet", name, ...(visibility !== "visible" && { hidden: true }) }));
}

/** Tables above the one that is read count as what stands above it. */
function partedBlocks({ otherTables, preambleRows }: TableFrame): {
  readonly above: readonly RowRange[];
  readonly below: readonly RowRange[];
} {
  return { above: otherTables.filter(({ to }) => to <= preambleRows), below: otherTables.filter(({ to }) => to > preambleRows) };
}

/** In a sheet, rows that look like another table are too often the rest of the same one to leave them out. */
function tablesBelow(blocks: readonly RowRange[], numberOf: (row: number) => number): Finding {
  const names = blocks.slice(0, 5).map((block) => blockName(block, numberOf));
  const message = `What stands in ${names.join(", ")} of the sheet looks like another table. It was read as rows of the first.`;
  return {
    code: "other_tables",
    severity: "warning",
    message,
    count: blocks.length,
    rows: blocks.slice(0, 5).map(({ from }) => numberOf(from)),
  };
}

function blockName({ from, to }: RowRange, numberOf: (row: number) => number): string {
  return `rows ${numberOf(from)}-${numberOf(to - 1)}`;
}
