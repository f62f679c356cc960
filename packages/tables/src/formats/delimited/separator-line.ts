/** A first line that names the delimiter, as Excel writes and reads it: `sep=;`. */
export interface SeparatorLine {
  readonly delimiter: string;
  /** How many characters the line has, its end included. */
  readonly length: number;
}

/** Reads a `sep=` line at the start of a text, also a quoted one. */
export function separatorLine(text: string): SeparatorLine | undefined {
  const match = /^(["']?)sep=(\\t|[^\r\n]{1,4}?)\1(?:\r\n|\n|\r|$)/i.exec(text);
  if (!match) return undefined;
  const [line, , sign = ""] = match;
  return { delimiter: sign === "\\t" ? "\t" : sign, length: line.length };
}
