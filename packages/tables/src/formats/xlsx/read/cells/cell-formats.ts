import { type CodeFormat, codeFormat } from "./code-format.ts";
import { Shown, shownBy, shownByBuiltIn } from "./number-format.ts";
import { scanPart } from "../xml/scan-part.ts";

/** What a style shows numbers as: a number, a date, or a code of this form. */
export type CellFormat = Shown | CodeFormat;

/** What each style of a workbook shows numbers as, by the index that a cell's `s` names. */
export type CellFormats = readonly CellFormat[];

/** Excel has at most 65,490 styles. */
const MAX_FORMATS = 1_000_000;

/**
 * Reads which styles show numbers as dates or codes, from the part `styles.xml`.
 * @throws RowmillError `FILE_CORRUPT`
 */
export async function readCellFormats(name: string, bytes: AsyncIterable<Uint8Array>): Promise<CellFormats> {
  const custom = new Map<number, CellFormat>();
  const formatIds: number[] = [];
  await scanPart(name, bytes, (scanner, path) => {
    // Only these: conditional formats have number formats too, and named styles have styles.
    const parent = path.at(-1);
    if (scanner.name === "numFmt" && parent === "numFmts") {
      const code = scanner.attribute("formatCode") ?? "";
      if (custom.size < MAX_FORMATS) custom.set(Number(scanner.attribute("numFmtId")), codeFormat(code) ?? shownBy(code));
    } else if (scanner.name === "xf" && parent === "cellXfs" && formatIds.length < MAX_FORMATS) {
      formatIds.push(Number(scanner.attribute("numFmtId") ?? 0));
    }
  });
  return formatIds.map((id) => custom.get(id) ?? shownByBuiltIn(id));
}
