import { Shown, shownBy, shownByBuiltIn } from "./number-format.ts";
import { scanPart } from "../xml/scan-part.ts";

/** What each style of a workbook shows numbers as, by the index that a cell's `s` names. */
export type CellFormats = readonly Shown[];

/** Excel has at most 65,490 styles. */
const MAX_FORMATS = 1_000_000;

/**
 * Reads which styles show numbers as dates, from the part `styles.xml`.
 * @throws RowmillError `FILE_CORRUPT`
 */
export async function readCellFormats(name: string, bytes: AsyncIterable<Uint8Array>): Promise<CellFormats> {
  const custom = new Map<number, Shown>();
  const formatIds: number[] = [];
  await scanPart(name, bytes, (scanner, path) => {
    // Only these: conditional formats have number formats too, and named styles have styles.
    const parent = path.at(-1);
    if (scanner.name === "numFmt" && parent === "numFmts") {
      if (custom.size < MAX_FORMATS) custom.set(Number(scanner.attribute("numFmtId")), shownBy(scanner.attribute("formatCode") ?? ""));
    } else if (scanner.name === "xf" && parent === "cellXfs" && formatIds.length < MAX_FORMATS) {
      formatIds.push(Number(scanner.attribute("numFmtId") ?? 0));
    }
  });
  return formatIds.map((id) => custom.get(id) ?? shownByBuiltIn(id));
}
