/**
 * What starts the comment lines of a text, or `null` if it has none.
 *
 * Lines that start with one of the usual signs are comments if they are not most of the text and do not have the delimiter as often as
 * the other lines: `#id,name` over `1,Ada` is a header. A sign that is in no other line's start proves nothing by itself. Where all of them
 * stand at the top and the last one names the columns, they are none: what is above the names is a preamble.
 */
export function commentPrefix(lines: readonly string[], delimiter: string | null): string | null {
  for (const prefix of PREFIXES) {
    const marked = lines.filter((line) => line.startsWith(prefix));
    if (marked.length === 0 || prefix === delimiter) continue;
    const others = lines.filter((line) => !line.startsWith(prefix));
    if (others.length < 2) continue;
    if (delimiter === null) {
      if (prefix === "#" && marked.length <= lines.length / 2) return prefix;
      continue;
    }
    const usual = usualCount(others, delimiter);
    if (namesColumns(lines, marked.length, prefix, delimiter, usual)) continue;
    const alike = marked.filter((line) => count(line, delimiter) === usual).length;
    if (usual > 0 && alike * 2 < marked.length && meanCount(marked, delimiter) * 2 <= meanCount(others, delimiter)) return prefix;
    if (usual > 0 && alike === 0 && marked.length * 4 <= lines.length) return prefix;
  }
  return null;
}

const PREFIXES = ["#", "//", "--", "%", "!"];

/** Whether any line starts as a comment. */
export function mayHaveComments(lines: readonly string[]): boolean {
  return lines.some((line) => MARKED.test(line));
}

const MARKED = /^(?:#|\/\/|--|%|!)/;

/** Whether the first lines, all marked, end with one that has words where the line below has values. */
function namesColumns(lines: readonly string[], marked: number, prefix: string, delimiter: string, usual: number): boolean {
  if (!lines.slice(0, marked).every((line) => line.startsWith(prefix))) return false;
  const names = (lines[marked - 1] ?? "").slice(prefix.length).split(delimiter);
  const values = (lines[marked] ?? "").split(delimiter);
  return (
    names.length === usual + 1 &&
    values.length === usual + 1 &&
    names.every((name) => !VALUE.test(name)) &&
    values.filter((value) => VALUE.test(value)).length * 2 >= values.length
  );
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
