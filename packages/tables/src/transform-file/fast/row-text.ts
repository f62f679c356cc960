import { isFormula } from "../../values/formula.ts";
import type { FastColumn, FastOutput } from "./fast-plan.ts";

/** A row of the output as text, with what ends it: the same bytes as the kernel writes. */
export function rowText(cells: readonly (string | null)[], columns: readonly FastColumn[], output: FastOutput): string {
  if (output.format === "delimited") {
    const texts = cells.map((cell, index) => delimitedText(cell, columns[index], output));
    const isEmptyLine = texts.length === 1 && texts[0] === "";
    return (isEmptyLine ? '""' : texts.join(output.delimiter)) + output.lineEnd;
  }
  const members = cells.map((cell, index) => `${JSON.stringify(columns[index]?.name ?? "")}:${jsonText(cell, columns[index])}`);
  return rowStart(output) + `{${members.join(",")}}` + rowEnd(output);
}

/** A cell of delimited text. */
export function delimitedText(
  cell: string | null,
  column: Pick<FastColumn, "guarded"> | undefined,
  { delimiter, quoteAll }: Pick<Extract<FastOutput, { format: "delimited" }>, "delimiter" | "quoteAll">,
): string {
  const text = cell ?? "";
  const guarded = column?.guarded === true && isFormula(text) ? `'${text}` : text;
  return quoteAll || text.includes(delimiter) || /["\n\r]/.test(text) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A cell of a JSON record. */
export function jsonText(cell: string | null, column: Pick<FastColumn, "type" | "emptyIsNull"> | undefined): string {
  if (cell === null || (cell === "" && column?.emptyIsNull === true)) return "null";
  if (column?.type === "number" && isJsonNumber(cell)) return cell;
  if (column?.type === "boolean" && (cell === "true" || cell === "false")) return cell;
  return JSON.stringify(cell.toWellFormed());
}

/** What stands before each row, and after it. The first row of a list has no comma before it. */
export function rowStart({ format }: FastOutput): string {
  return format === "json" ? ",\n" : "";
}

export function rowEnd(output: FastOutput): string {
  if (output.format === "delimited") return output.lineEnd;
  return output.format === "json" ? "" : "\n";
}

/** What stands before all rows, and after them. */
export function textBefore(columns: readonly FastColumn[], output: FastOutput): string {
  if (output.format !== "delimited") return output.format === "json" ? "[\n" : "";
  const names = columns.map(({ name }) => delimitedText(name, { guarded: true }, output));
  const header = output.header ? (names.length === 1 && names[0] === "" ? '""' : names.join(output.delimiter)) + output.lineEnd : "";
  return (output.byteOrderMark ? "\ufeff" : "") + header;
}

export function textAfter({ format }: FastOutput, hasRows: boolean): string {
  if (format !== "json") return "";
  return hasRows ? "\n]\n" : "]\n";
}

/** A number that JSON can say and a double can hold, written as it stands. `-0` would come back as another text. */
function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replace(/[-.]/g, "").length <= 15 && !/^-[0.]+$/.test(text);
}
