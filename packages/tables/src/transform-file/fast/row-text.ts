import { delimitedLine, delimitedText } from "../../formats/delimited/write/delimited-text.ts";
import { jsonText } from "../../formats/json/write/json-text.ts";
import type { FastColumn, FastOutput } from "./plan/fast-plan.ts";

/** A row of the output as text, with what stands before and after it: the same bytes as the kernel writes. */
export function rowText(cells: readonly (string | null)[], columns: readonly FastColumn[], output: FastOutput): string {
  if (output.format === "delimited") {
    const texts = columns.map(({ guarded }, index) => delimitedText(cells[index] ?? null, guarded, output));
    return delimitedLine(texts, output) + output.lineEnd;
  }
  const members = columns.map(({ name, type }, index) => `${jsonKey(name)}:${jsonText(cells[index] ?? null, type)}`);
  return `${rowStart(output)}{${members.join(",")}}${rowEnd(output)}`;
}

/** The key of a column in a record of JSON. */
export function jsonKey(name: string): string {
  return JSON.stringify(name.toWellFormed());
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
  const names = columns.map(({ name }) => delimitedText(name, output.guardsNames, output));
  return (output.byteOrderMark ? "\ufeff" : "") + (output.header ? delimitedLine(names, output) + output.lineEnd : "");
}

export function textAfter({ format }: FastOutput, hasRows: boolean): string {
  if (format !== "json") return "";
  return hasRows ? "\n]\n" : "]\n";
}
