/** The comment lines of a text. */
export interface CommentLines {
  /** What they start with. */
  readonly prefix: string;
  /** Whether the last of them, all of which stand at the top, names the columns: `# id,name`. */
  readonly endsWithNames: boolean;
}

/**
 * The comment lines of a text, or `null` if it has none.
 *
 * Lines that start with one of the usual signs are comments if they are not most of the text and do not have the delimiter as often as
 * the other lines: `#id,name` over `1,Ada` is a header. A sign that is in no other line's start proves nothing by itself. Where all of them
 * stand at the top and the last one names the columns, the reader must not leave them out: what is above the names is a preamble. If the
 * line below them names the columns, they are comments, whatever is in them: `# columns: id, name`.
 */
export function commentLines(lines: readonly string[], delimiter: string | null): CommentLines | null {
  for (const prefix of PREFIXES) {
    const marked = lines.filter((line) => line.startsWith(prefix));
    if (marked.length === 0 || prefix === delimiter) continue;
    const others = lines.filter((line) => !line.startsWith(prefix));
    if (others.length < 2) continue;
    const comments = { prefix, endsWithNames: false };
    if (delimiter === null) {
      if (prefix === "#" && marked.length <= lines.length / 2) return comments;
      continue;
    }
    const usual = usualCount(others, delimiter);
    if (delimiter === " " && prefix === "#" && topComments(lines) === marked.length) {
      // Blanks stand in sentences as well, so only as many words as there are columns can be names.
      const names = nameWords(lines[marked.length - 1] ?? "");
      const isNamed = others.every((line) => line.trim().split(/ +/).length === names.length) && names.every((name) => !VALUE.test(name));
      return { prefix, endsWithNames: isNamed };
    }
    const areAbove = lines.slice(0, marked.length).every((line) => line.startsWith(prefix));
    if (
      areAbove &&
      usual > 0 &&
      (marked.length > 1 || count(marked[0] ?? "", delimiter) !== usual) &&
      isHeader(lines[marked.length], lines[marked.length + 1], delimiter, usual)
    )
      return comments;
    if (areAbove && namesColumns(lines, marked.length, prefix, delimiter, usual)) return { prefix, endsWithNames: true };
    const alike = marked.filter((line) => count(line, delimiter) === usual).length;
    if (usual > 0 && alike * 2 < marked.length && meanCount(marked, delimiter) * 2 <= meanCount(others, delimiter)) return comments;
    if (usual > 0 && alike === 0 && marked.length * 4 <= lines.length) return comments;
  }
  return null;
}

/** How many lines at the top start with `#`, where no line below does; 0 if there are none, or nothing but them. */
export function topComments(lines: readonly string[]): number {
  const end = lines.findIndex((line) => !line.startsWith("#"));
  return end > 0 && !lines.slice(end).some((line) => line.startsWith("#")) ? end : 0;
}

/** The words of a comment that may name the columns: `# id name`, `#Fields: date time`. */
function nameWords(line: string): string[] {
  return line
    .replace(/^#\s*(?:fields:)?/i, "")
    .trim()
    .split(/ +/);
}

const PREFIXES = ["#", "//", "--", "%", "!"];

/** Whether any line starts as a comment. */
export function mayHaveComments(lines: readonly string[]): boolean {
  return lines.some((line) => MARKED.test(line));
}

const MARKED = /^(?:#|\/\/|--|%|!)/;

/** Whether the last of the marked lines at the top has words where the line below has values. */
function namesColumns(lines: readonly string[], marked: number, prefix: string, delimiter: string, usual: number): boolean {
  const line = (lines[marked - 1] ?? "").slice(prefix.length);
  // A blank after the sign parts it from the names, and no cells.
  const names = delimiter === " " ? line.trimStart() : line;
  // Alone in having as many cells as the rows, it needs less of a witness.
  const isAlone = usual > 1 && lines.slice(0, marked - 1).every((above) => count(above, delimiter) < usual);
  return isHeader(names, lines[marked], delimiter, usual, isAlone ? 0 : 0.5);
}

/** Whether a line has words, as many as the rows have cells, and the line below has values: at least one, and this share of its cells. */
function isHeader(line = "", below = "", delimiter: string, usual: number, share = 0): boolean {
  const names = line.split(delimiter);
  const values = below.split(delimiter);
  const written = values.filter((value) => VALUE.test(value)).length;
  if (names.length !== usual + 1 || values.length !== usual + 1) return false;
  return names.every((name) => !VALUE.test(name)) && written > 0 && written >= values.length * share;
}

/** Whether a cell is a sign of comments and nothing else. */
export function isCommentSign(cell: string): boolean {
  return PREFIXES.includes(cell) || /^#fields:$/i.test(cell);
}

const VALUE = /^\s*["']?[-+]?[.,]?\d/;

/** How often the delimiter is in most lines. */
function usualCount(lines: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const found = count(line, delimiter);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

function meanCount(lines: readonly string[], delimiter: string): number {
  return lines.reduce((sum, line) => sum + count(line, delimiter), 0) / Math.max(1, lines.length);
}

function count(line: string, delimiter: string): number {
  return line.split(delimiter).length - 1;
}
