/**
 * Cuts a record into cells whose quotes are as RFC 4180 has them: each quoted cell is closed before a delimiter or the end of
 * the record, and quotes inside it are doubled. A quote in the middle of a plain cell is a character like others.
 */
export function cutQuoted(record: string, quote: string, delimiter: string): string[] {
  const cells: string[] = [];
  let from = 0;
  while (true) {
    let end: number;
    if (record[from] === quote) {
      const close = closingQuote(record, quote, from + 1);
      const content = record.slice(from + 1, close);
      cells.push(content.includes(quote) ? content.replaceAll(quote + quote, quote) : content);
      end = close + 1;
    } else {
      end = record.indexOf(delimiter, from);
      if (end < 0) end = record.length;
      cells.push(record.slice(from, end));
    }
    if (end >= record.length) return cells;
    from = end + 1;
  }
}

function closingQuote(record: string, quote: string, from: number): number {
  let at = record.indexOf(quote, from);
  while (record[at + 1] === quote) at = record.indexOf(quote, at + 2);
  return at;
}
