/**
 * What starts the comment lines of a text, or `null` if it has none.
 *
 * Lines that start with one of the usual signs are comments if they are not most of the text and do not have the delimiter as often as
 * the other lines: `#id,name` over `1,Ada` is a header. A sign that is in no other line's start proves nothing by itself.
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
    const alike = marked.filter((line) => count(line, delimiter) === usual).length;
    if (usual > 0 && alike * 2 < marked.length && meanCount(marked, delimiter) * 2 <= meanCount(others, delimiter)) return prefix;
    if (usual > 0 && alike === 0 && marked.length * 4 <= lines.length) return prefix;
  }
  return null;
}

const PREFIXES = ["#", "//", "--", "%", "!"];

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
