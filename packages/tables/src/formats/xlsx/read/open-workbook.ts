import { RowmillError } from "@rowmill/core/errors";
import { type ExpansionBudget, UNLIMITED } from "../../../table/expansion-budget.ts";
import type { RowBatch } from "../../../table/table-reader.ts";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import { type CellFormats, readCellFormats } from "./cells/cell-formats.ts";
import { corruptWorkbook } from "./corrupt-workbook.ts";
import { decodeXml } from "./xml/decode-xml.ts";
import { createMergedFill, readMergedRanges } from "./merged-cells.ts";
import { readSharedStrings } from "./read-shared-strings.ts";
import { RowCollector } from "./row-collector.ts";
import { createSerialText } from "./cells/serial-date.ts";
import { SharedStringStore, type SharedStrings } from "./shared-strings.ts";
import { SheetScanner } from "./sheet-scanner.ts";
import { readSheetList } from "./sheet-list.ts";
import { packageKind, unsupportedPackage } from "./workbook-kind.ts";
import { WorkbookParts } from "./workbook-parts.ts";
import type { SheetInfo, SheetOptions, Workbook } from "./workbook.ts";

/** How a workbook is read. */
export interface WorkbookOptions {
  /** The longest row, in characters. @defaultValue 16 Mi */
  readonly maxRecordLength?: number | undefined;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}

/**
 * Opens an XLSX workbook: its list of sheets and its styles. Shared strings are read when the first sheet is.
 *
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED` for another document than an XLSX workbook, `FILE_CORRUPT`
 */
export async function openWorkbook(archive: ZipArchive, options: WorkbookOptions = {}): Promise<Workbook> {
  const kind = packageKind(archive);
  if (kind !== undefined && kind !== "xlsx") throw unsupportedPackage(kind);
  if (kind === undefined) {
    throw new RowmillError("FILE_FORMAT_UNSUPPORTED", "The file is a ZIP archive and no workbook: pass a file that is in it", {
      retriable: false,
    });
  }
  const { maxRecordLength = MAX_RECORD_LENGTH, budget = UNLIMITED } = options;
  const parts = new WorkbookParts(archive);
  const { sheets, date1904, sharedStringsPart, stylesPart } = await readSheetList(parts);
  const infos = sheets.map(({ name, visibility }, index): SheetInfo => ({ name, index, visibility }));
  const serialText = createSerialText(date1904);
  let shared: Promise<SharedParts> | undefined;

  return {
    sheets: infos,
    date1904,
    rows,
    bytesTaken: () => archive.packedBytesRead(),
    close() {
      // A failure to read the parts was thrown to the reader of the rows.
      shared?.then(({ strings }) => strings.close()).catch(() => {});
    },
  };

  async function* rows(sheet: SheetInfo, sheetOptions: SheetOptions = {}): AsyncGenerator<RowBatch> {
    const part = sheets[sheet.index]?.part ?? "";
    if (!parts.has(part)) throw corruptWorkbook(part, `is missing: it is the sheet ${JSON.stringify(sheet.name)}`, { sheet: sheet.name });
    const { strings, formats } = await (shared ??= readSharedParts());
    const context = { strings, formats, serialText, maxRecordLength, budget };
    const fill =
      sheetOptions.fillMergedCells === true ? createMergedFill(await readMergedRanges(part, parts.open(part)), budget) : undefined;
    const collector = new RowCollector(maxRecordLength, fill, budget);
    const scanner = new SheetScanner(part, collector, context);
    let bytes = 0;
    for await (const text of decodeXml(counted(parts.open(part)))) {
      scanner.push(text);
      while (scanner.readOn()) for (const batch of collector.take()) yield { ...batch, bytes };
    }
    for (const batch of collector.take(true)) yield { ...batch, bytes };
    scanner.end();

    async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    }
  }

  /** Reads what the cells of all sheets refer to. The strings come last, because they may hold a temporary file. */
  async function readSharedParts(): Promise<SharedParts> {
    // Some programs leave out what they do not need, and some what they do.
    const formats = parts.has(stylesPart) ? await readCellFormats(stylesPart, parts.open(stylesPart)) : [];
    const strings = parts.has(sharedStringsPart)
      ? await readSharedStrings(sharedStringsPart, parts.open(sharedStringsPart), maxRecordLength)
      : new SharedStringStore();
    return { formats, strings };
  }
}

interface SharedParts {
  readonly formats: CellFormats;
  readonly strings: SharedStrings;
}

const MAX_RECORD_LENGTH = 16 * 1024 * 1024;
