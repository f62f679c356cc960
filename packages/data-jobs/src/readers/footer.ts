import { columnKinds, kindOf } from "./column-kinds.ts";
import type { FilledRow } from "./split-tables.ts";
import { isNarrow } from "./table-region.ts";

/** How many rows at the end of a table are notes. The rest of `rows` is the table, header included. */
export function countFooter(rows: readonly FilledRow[], width: number): number {
  if (width < 2) return 0;
  const [key] = columnKinds(
    rows.slice(1, 200).map(({ cells }) => cells),
    1,
  );
  let count = 0;
  const most = Math.min(20, Math.floor((rows.length - 1) / 2));
  let sure = 0;
  for (let at = rows.length - 1; at > 0 && count < most; at -= 1) {
    const row = rows[at];
    if (!row || !isNarrow(row.cells, width)) break;
    count += 1;
    // A record that broke off looks like a note, too: it starts with what its column has.
    const [first = ""] = row.cells;
    const mayBeRecord = key === undefined || !key.isTyped ? !row.afterGap && !isSentence(first) : key.agrees(kindOf(first));
    if (!mayBeRecord) sure = count;
    else if (!rows.slice(at).some(({ afterGap }) => afterGap)) break;
  }
  return sure;
}

function isSentence(cell: string): boolean {
  return cell.trim().split(/\s+/).length >= 4 || /^\s*(?:source|quelle|note|notes|fuente|bron|hinweis|\*|\(|©|†|¹|[a-z]\))/i.test(cell);
}

/** Whether a row adds up the others, by the word at its start. */
export function isTotal(cells: readonly string[]): boolean {
  const [first = "", second = ""] = cells;
  const says = TOTAL.test(first) || (first.trim() === "" && TOTAL.test(second));
  return says && cells.some((cell, column) => column > 0 && cell.trim() !== "");
}

const TOTAL =
  /^\s*(?:(?:grand|sub|sub-|net|overall)?[\s-]?totals?|sum|summe|zwischensumme|gesamt(?:summe|betrag)?|insgesamt|totaal|total général|totale|suma|razem|celkem|итого|всего|合計|总计|合计|총계)\s*:?\s*$/i;
