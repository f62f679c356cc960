import { columnKinds, kindOf } from "./column-kinds.ts";
import type { FilledRow } from "./split-tables.ts";
import { isNarrow } from "./table-region.ts";

/** How many rows at the end of a table are notes. The rest of `rows` is the table, header included. */
export function countFooter(rows: readonly FilledRow[], width: number): number {
  if (width < 2) return 0;
  let end = rows.length;
  while (end > 1 && mayBeNote(rows[end - 1], width)) end -= 1;
  const [key] = columnKinds(
    rows.slice(1, Math.min(end, 200)).map(({ cells }) => cells),
    1,
  );
  let count = 0;
  const most = Math.min(20, Math.floor((rows.length - 1) / 2));
  let sure = 0;
  for (let at = rows.length - 1; at > 0 && count < most; at -= 1) {
    const row = rows[at];
    if (!row || !mayBeNote(row, width)) break;
    count += 1;
    // A record that broke off looks like a note, too: it starts with what its column has.
    const [first = ""] = row.cells;
    const mayBeRecord = key === undefined || !key.isTyped ? !row.afterGap && !isSentence(first) : key.agrees(kindOf(first));
    if (!mayBeRecord) sure = count;
    else if (!rows.slice(at).some(({ afterGap }) => afterGap)) break;
  }
  return sure;
}

/** Whether a row is narrow, or starts like a note and is short: a comma in it parts no cells. */
function mayBeNote(row: FilledRow | undefined, width: number): boolean {
  if (row === undefined) return false;
  return isNarrow(row.cells, width) || (row.cells.length < width && NOTE.test(row.cells[0] ?? ""));
}

function isSentence(cell: string): boolean {
  return cell.trim().split(/\s+/).length >= 4 || NOTE.test(cell);
}

const NOTE = /^\s*(?:source|quelle|note|notes|fuente|bron|hinweis|\*|\(|©|†|¹|[a-z]\))/i;

/** Whether a row adds up the others, by the word at its start. */
export function isTotal(cells: readonly string[]): boolean {
  const [first = "", second = ""] = cells;
  const says = TOTAL.test(first) || (first.trim() === "" && TOTAL.test(second));
  return says && cells.some((cell, column) => column > 0 && cell.trim() !== "");
}

const TOTAL =
  /^\s*(?:(?:grand|sub|sub-|net|overall)?[\s-]?totals?|sum|summe|zwischensumme|gesamt(?:summe|betrag)?|insgesamt|totaal|total général|totale|suma|razem|celkem|итого|всего|合計|总计|合计|총계)\s*(?::\s*)?$/i;
