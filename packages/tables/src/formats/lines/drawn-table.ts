/** A table that is drawn with signs, as Markdown and the shells of databases write it: where its lines stand, and what parts its cells. */
export interface DrawnTable {
  readonly bar: string;
  /** The index of the line with the names. A line is drawn below it. */
  readonly header: number;
  /** The index of the line after the last one of the table. */
  readonly end: number;
}

/**
 * Recognizes a table that is drawn: rows whose cells a bar parts, as many in each, and a line drawn below the first. `undefined` if the
 * lines are something else.
 */
export function detectDrawnTable(lines: readonly string[]): DrawnTable | undefined {
  if (!lines.some(mayBeRuling)) return undefined;
  const bar = lines.some((line) => line.includes("│")) ? "│" : "|";
  // A line without junctions is drawn where the rows stand between bars.
  const inBars = lines.filter((line) => line.trim().startsWith(bar) && line.trim().endsWith(bar)).length;
  const isPlain = inBars * 2 > lines.filter((line) => line.trim() !== "").length;
  const isRuling = (line: string) => isDrawn(line) || (isPlain && PLAIN.test(line));
  const isRow = (line: string | undefined) => line !== undefined && line.includes(bar) && !isRuling(line);
  const header = lines.findIndex(isRow);
  const end = lines.findLastIndex((line) => isRow(line) || isRuling(line)) + 1;
  if (header < 0 || !isRuling(lines[header + 1] ?? "")) return undefined;
  const inside = lines.slice(header, end).filter((line) => !isRuling(line));
  const width = cutDrawnRow(lines[header] ?? "", bar).length;
  const isEven = inside.length > 1 && inside.every((line) => isRow(line) && cutDrawnRow(line, bar).length === width);
  // A small table in a longer document is none of the file.
  const isMost = (end - header) * 2 >= lines.filter((line) => line.trim() !== "").length;
  return isEven && isMost && width > 1 ? { bar, header, end } : undefined;
}

/** Whether a line is drawn: `|---|:-:|`, `+----+`, `├──┼──┤`, `---+---`. */
function isDrawn(line: string): boolean {
  return RULING.test(line) && JUNCTION.test(line);
}

/** Whether a line may be one that is drawn, also without junctions: in a table that is known to be drawn it is. */
export function mayBeRuling(line: string): boolean {
  return isDrawn(line) || PLAIN.test(line);
}

const PLAIN = /^\s*(?:-{3,}|={3,}|─{3,}|═{3,})\s*$/;

// One class at the start, so that a line of a million blanks takes no longer than its length.
const RULING = /^[\s:+|│├┌└╭╰╞]*[-=─═]{2}[-=─═:\s+|│┼┬┴┤├╪╡┐┘╮╯]*$/;
const JUNCTION = /[+|│┼┬┴┤╪]/;

/** The cells of a row, without the bars at its ends and the blanks around them. */
export function cutDrawnRow(line: string, bar: string): string[] {
  const text = line.trim();
  const from = text.startsWith(bar) ? 1 : 0;
  const to = text.length - (text.length > 1 && text.endsWith(bar) && !text.endsWith(`\\${bar}`) ? 1 : 0);
  return text
    .slice(from, to)
    .split(bar === "|" ? /(?<!\\)\|/ : bar)
    .map((cell) => cell.trim().replaceAll(`\\${bar}`, bar));
}
