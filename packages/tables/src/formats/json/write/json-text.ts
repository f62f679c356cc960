import { isExactNumber } from "../../../values/exact-number.ts";
import type { OutputCell, OutputType } from "../../../table/output.ts";

/** A cell of a JSON record. An empty text of a column that is no text is a missing value. */
export function jsonText(cell: OutputCell, type: OutputType | undefined): string {
  const isText = type === undefined || type === "string";
  if (cell === null || (cell === "" && !isText)) return "null";
  if ((type === "number" || type === "integer") && isExactNumber(cell)) return cell;
  if (type === "boolean" && (cell === "true" || cell === "false")) return cell;
  return JSON.stringify(cell.toWellFormed());
}
