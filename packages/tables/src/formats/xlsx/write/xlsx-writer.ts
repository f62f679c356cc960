import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { type SheetStyle, SheetXml, type XlsxColumn, type XlsxValue } from "./sheet-xml.ts";
import { contentTypes, PACKAGE_RELATIONS, STYLES, workbookRelations, workbookXml } from "./workbook-xml.ts";
import { writeZip, type ZipPart } from "./zip-writer.ts";

export type { XlsxColumn, XlsxValue } from "./sheet-xml.ts";

/** How a workbook is written. */
export interface XlsxOptions {
  /** @defaultValue `"Sheet1"` */
  readonly sheetName?: string | undefined;
  /** The columns: their names are the first row. Without it there is no header, and every text is a text. */
  readonly columns?: readonly XlsxColumn[] | undefined;
  /** Of deflate, 1 (fast) to 9 (a tenth smaller, several times slower). @defaultValue 1 */
  readonly compressionLevel?: number | undefined;
  /** Whether the names of the columns stay in sight when the sheet is scrolled. @defaultValue true */
  readonly freezeHeader?: boolean | undefined;
  /** Whether a text that looks like a formula is marked as a text, so that editing its cell does not run it. @defaultValue true */
  readonly formulaGuard?: boolean | undefined;
}

/**
 * Writes rows as an XLSX workbook, as a stream of bytes, in memory that does not depend on their number. Bytes are made when they are asked
 * for.
 *
 * What a sheet cannot hold exactly stays text: numbers of more than 15 digits, leading zeros, days before 1900. A text is never a formula.
 * After 1,048,576 rows the next sheet begins, with the header again.
 *
 * @throws RowmillError `OPTION_INVALID` for a name that no sheet may have; `FILE_RECORD_TOO_LARGE` for a text of more than 32,767
 *   characters or a row of more than 16,384 cells, which no program would open
 *
 * @example
 * ```ts
 * const columns = [{ name: "id" }, { name: "price", type: "number" }, { name: "day", type: "date" }] as const;
 * await pipeline(writeXlsx([[["007", "1.50", "2024-04-03"]]], { columns }), createWriteStream("orders.xlsx"));
 * ```
 */
export function writeXlsx(
  batches: AsyncIterable<readonly (readonly XlsxValue[])[]> | Iterable<readonly (readonly XlsxValue[])[]>,
  options: XlsxOptions = {},
): AsyncGenerator<Uint8Array> {
  checkOptions(options, XLSX_OPTIONS, "writeXlsx");
  const sheetName = checkedSheetName(options.sheetName ?? "Sheet1");
  const level = options.compressionLevel ?? 1;
  if (!Number.isInteger(level) || level < 1 || level > 9)
    throw invalid(`compressionLevel must be a whole number from 1 to 9, not ${level}`);
  for (const { name, width } of options.columns ?? []) {
    if (width !== undefined && !(width > 0 && width <= 255)) throw invalid(`The width of column ${JSON.stringify(name)} must be 1 to 255`);
  }
  const style = { freezeHeader: options.freezeHeader ?? true, formulaGuard: options.formulaGuard ?? true };
  return writeZip(workbookParts(batches, sheetName, options.columns, style), level);
}

const XLSX_OPTIONS = {
  sheetName: true,
  columns: true,
  compressionLevel: true,
  freezeHeader: true,
  formulaGuard: true,
} as const satisfies Record<keyof XlsxOptions, true>;

async function* workbookParts(
  batches: AsyncIterable<readonly (readonly XlsxValue[])[]> | Iterable<readonly (readonly XlsxValue[])[]>,
  sheetName: string,
  columns: readonly XlsxColumn[] | undefined,
  style: SheetStyle,
): AsyncGenerator<ZipPart> {
  yield part("_rels/.rels", PACKAGE_RELATIONS);
  yield part("xl/styles.xml", STYLES);
  const rows = new PulledRows(batches);
  let count = 0;
  try {
    do {
      count += 1;
      const sheet = new SheetXml(columns, style);
      yield { name: `xl/worksheets/sheet${count}.xml`, chunks: sheet.chunks(rows) };
    } while (await rows.hasMore());
  } finally {
    await rows.close();
  }
  const names = Array.from({ length: count }, (_, index) => (index === 0 ? sheetName : numberedName(sheetName, index + 1)));
  yield part("xl/workbook.xml", workbookXml(names));
  yield part("xl/_rels/workbook.xml.rels", workbookRelations(count));
  yield part("[Content_Types].xml", contentTypes(count));
}

/** Batches of rows, taken apart: a sheet may end in the middle of one. */
class PulledRows {
  readonly #iterator: AsyncIterator<readonly (readonly XlsxValue[])[]> | Iterator<readonly (readonly XlsxValue[])[]>;
  #batch: readonly (readonly XlsxValue[])[] = [];

  constructor(batches: AsyncIterable<readonly (readonly XlsxValue[])[]> | Iterable<readonly (readonly XlsxValue[])[]>) {
    this.#iterator = Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
  }

  /** Up to so many rows of the batch at hand, or of the next one; `undefined` at the end. */
  async take(most: number): Promise<readonly (readonly XlsxValue[])[] | undefined> {
    if (!(await this.hasMore())) return undefined;
    const taken = this.#batch.slice(0, most);
    this.#batch = this.#batch.slice(most);
    return taken;
  }

  async hasMore(): Promise<boolean> {
    while (this.#batch.length === 0) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#batch = next.value;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}

function part(name: string, xml: string): ZipPart {
  return {
    name,
    chunks: (async function* () {
      yield Buffer.from(xml);
    })(),
  };
}

/** A name of a sheet has at most 31 characters, and none of these. */
function checkedSheetName(name: string): string {
  if (name.trim() === "" || name.length > 31 || /[[\]:*?/\\\p{Cc}]|^'|'$/u.test(name) || /^history$/i.test(name)) {
    throw invalid(`sheetName ${JSON.stringify(name)} cannot be the name of a sheet: use 1 to 31 characters without [ ] : * ? / \\`);
  }
  return name;
}

function numberedName(name: string, number: number): string {
  const suffix = ` (${number})`;
  return `${name.slice(0, 31 - suffix.length)}${suffix}`;
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
