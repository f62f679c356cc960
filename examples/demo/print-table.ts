import { stripVTControlCharacters, styleText } from "node:util";

/** Prints rows below heads, as wide as they need to be. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `  ${cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd()}`;
  console.log(styleText("bold", line(heads)));
  console.log(styleText("gray", line(widths.map((width) => "─".repeat(width)))));
  for (const row of rows) console.log(line(row));
}

/** A value of a file as it can be shown: what comes from a file must not steer the terminal. */
export function short(value: unknown, width: number): string {
  const text = stripVTControlCharacters(String(value)).replaceAll(/\p{Cc}+/gu, "⏎");
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
