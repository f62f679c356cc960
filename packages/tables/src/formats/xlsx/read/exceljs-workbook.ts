import { RowmillError } from "@rowmill/core/errors";
import type { Cell, CellValue, Worksheet } from "exceljs";
import { engineMissing } from "../../../table/engine-missing.ts";
import { type ExpansionBudget, UNLIMITED } from "../../../table/expansion-budget.ts";
import type { RowBatch } from "../../../table/table-reader.ts";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import { corruptWorkbook } from "./corrupt-workbook.ts";
import { codeFormat, codeText } from "./cells/code-format.ts";
import { numberText } from "./cells/number-text.ts";
import { Shown, shownBy } from "./cells/number-format.ts";
import { RowCollector } from "./row-collector.ts";
import { createSerialText } from "./cells/serial-date.ts";
import { packageKind, unsupportedPackage } from "./workbook-kind.ts";
import type { SheetInfo, Workbook } from "./workbook.ts";

/** How exceljs is used. */
export interface ExcelJsOptions {
  /** The longest row, in characters. */
  readonly maxRecordLength: number;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}

/** The most that a workbook may unpack to for exceljs, which holds all of it in memory, at several times the size. */
const MAX_INFLATED_BYTES = 256 * 1024 * 1024;

/**
 * Opens a workbook with exceljs instead of Rowmill's own reader: for comparing the two, or for a workbook that only one of them reads. exceljs is an
 * optional peer dependency, loaded here.
 *
 * It reads the whole workbook into memory. Its streaming reader is not used: it changes text at the edges of chunks.
 *
 * @throws RowmillError `OPTION_INVALID` if exceljs is not installed, `FILE_CORRUPT`, `FILE_TOO_LARGE_INFLATED`
 */
export async function openExcelJsWorkbook(archive: ZipArchive, options: ExcelJsOptions): Promise<Workbook> {
  const kind = packageKind(archive);
  if (kind !== undefined && kind !== "xlsx") throw unsupportedPackage(kind);
  const ExcelJS = await loadExcelJs();
  await assertFits(archive);
  const { access } = archive;
  const bytes = await access.read(0, access.sizeBytes);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  } catch (cause) {
    throw corruptWorkbook("xl/workbook.xml", `is more than exceljs can read (${(cause as Error).message})`);
  }
  const { worksheets } = workbook;
  const { date1904 } = workbook.properties;
  const serialText = createSerialText(date1904);
  const dateText: DateText = (date, format) => {
    const serial = date.getTime() / DAY_MS + (date1904 ? SERIAL_1904_OF_1970 : SERIAL_OF_1970);
    return serialText(serial, format === undefined ? Shown.Date : shownBy(format)) ?? "";
  };
  return {
    sheets: worksheets.map(({ name, state }, index): SheetInfo => ({ name, index, visibility: state })),
    date1904,
    async *rows(sheet, sheetOptions) {
      const worksheet = worksheets[sheet.index];
      if (worksheet) yield* rowsOf(worksheet, options, dateText, sheetOptions?.fillMergedCells ?? false);
    },
    bytesTaken: () => access.sizeBytes,
    close: () => {},
  };
}

/** exceljs makes dates of serial numbers; this makes them serial numbers again, so that both readers write them alike. */
type DateText = (date: Date, format: string | undefined) => string;

const DAY_MS = 86_400_000;
const SERIAL_OF_1970 = 25_569;
const SERIAL_1904_OF_1970 = 24_107;

type ExcelJsModule = typeof import("exceljs");

async function loadExcelJs(): Promise<ExcelJsModule> {
  try {
    const module: ExcelJsModule & { readonly default?: ExcelJsModule } = await import("exceljs");
    // Of a CommonJS package that is what it exports; its types do not say so.
    return module.default ?? module;
  } catch (cause) {
    throw engineMissing("exceljs", cause);
  }
}

/** exceljs bounds nothing by itself. This also checks every checksum. */
async function assertFits(archive: ZipArchive): Promise<void> {
  let inflatedBytes = 0;
  for (const entry of archive.entries) {
    for await (const chunk of archive.open(entry)) inflatedBytes += chunk.length;
    if (inflatedBytes <= MAX_INFLATED_BYTES) continue;
    throw new RowmillError(
      "FILE_TOO_LARGE_INFLATED",
      `The workbook unpacks to more than ${MAX_INFLATED_BYTES} bytes, too much for exceljs: leave the option engine out`,
      {
        details: { maxInflatedBytes: MAX_INFLATED_BYTES },
        retriable: false,
      },
    );
  }
}

function* rowsOf(
  worksheet: Worksheet,
  { maxRecordLength, budget = UNLIMITED }: ExcelJsOptions,
  dateText: DateText,
  fillMerged: boolean,
): Generator<RowBatch> {
  const collector = new RowCollector(maxRecordLength, undefined, budget);
  let bytes = 0;
  for (let number = 1; number <= worksheet.rowCount; number += 1) {
    const row = worksheet.findRow(number);
    if (!row?.hasValues) continue;
    collector.startRow(number);
    row.eachCell((cell, column) => {
      // Under a merged cell exceljs repeats the value of the first.
      const isUnder = cell.isMerged && cell.master !== cell;
      const text = isUnder ? (fillMerged ? textOfResult(cell.master, dateText) : "") : textOfCell(cell, collector, column - 1, dateText);
      collector.set(column - 1, text);
      bytes += text.length;
    });
    for (const batch of collector.take()) yield { ...batch, bytes };
  }
  for (const batch of collector.take(true)) yield { ...batch, bytes };
}

function textOfCell(cell: Cell, collector: RowCollector, column: number, dateText: DateText): string {
  if (cell.formula !== undefined && cell.result === undefined) collector.note("formula_without_value", column);
  const value = resultOf(cell);
  if (isError(value)) collector.note("error_value", column, value.error);
  return textOfResult(cell, dateText);
}

function textOfResult(cell: Cell, dateText: DateText): string {
  return textOfValue(resultOf(cell), cell.numFmt, dateText);
}

function resultOf(cell: Cell): CellValue {
  return cell.formula === undefined ? cell.value : cell.result;
}

function textOfValue(value: CellValue, format: string | undefined, dateText: DateText): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") {
    const form = codeFormat(format ?? "");
    return (form && codeText(String(value), form)) ?? numberText(String(value));
  }
  if (value instanceof Date) return dateText(value, format);
  if (typeof value !== "object") return String(value);
  if (isError(value)) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("text" in value) return typeof value.text === "string" ? value.text : textOfValue(value.text, format, dateText);
  return "";
}

function isError(value: CellValue): value is Extract<CellValue, { readonly error: unknown }> {
  return typeof value === "object" && value !== null && "error" in value;
}
