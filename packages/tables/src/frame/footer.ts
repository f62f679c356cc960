import { columnKinds, kindOf, type ColumnKinds } from "./column-kinds.ts";
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
  const most = Math.min(20, Math.floor((rows.length - 1) / 2));
  const below = belowGap(rows, width, most, key);
  let count = 0;
  let sure = below;
  for (let at = rows.length - 1; at > 0 && count < most; at -= 1) {
    const row = rows[at];
    if (!row || !mayBeNote(row, width)) break;
    count += 1;
    // A record that broke off looks like a note, too: it starts with what its column has.
    const [first = ""] = row.cells;
    const mayBeRecord = key === undefined || !key.isTyped ? !row.afterGap && !isSentence(first) : key.agrees(kindOf(first));
    if (!mayBeRecord) sure = Math.max(sure, count);
    else if (!rows.slice(at).some(({ afterGap }) => afterGap)) break;
  }
  return sure;
}

/**
 * How many rows at the end are notes because a blank row separates them from the table, whatever their words are; none where the first of them starts
 * with a value of the first column, if that is typed.
 */
function belowGap(rows: readonly FilledRow[], width: number, most: number, key: ColumnKinds | undefined): number {
  let count = 0;
  for (let at = rows.length - 1; at > 0 && rows.length - at <= most; at -= 1) {
    const row = rows[at];
    if (!row || !mayBeNote(row, width)) break;
    const [first = ""] = row.cells;
    if (row.afterGap && !(key?.isTyped === true && key.agrees(kindOf(first)))) count = rows.length - at;
  }
  return count;
}

/** Whether a row is narrow, or starts like a note and is short: a comma in it parts no cells. */
function mayBeNote(row: FilledRow | undefined, width: number): boolean {
  if (row === undefined) return false;
  return isNarrow(row.cells, width) || (row.cells.length < width && NOTE.test(row.cells[0] ?? ""));
}

function isSentence(cell: string): boolean {
  return cell.trim().split(/\s+/).length >= 4 || NOTE.test(cell);
}

const NOTE =
  /^\s*(?:source|quelle|note|notes|fuente|bron|hinweis|fonte|nota|noot|opmerking|kilde|källa|lähde|zdroj|źródło|uwaga|forrás|kaynak|sursa|πηγή|источник|примечание|джерело|資料|出典|出所|注[)）:：]|備考|资料来源|来源|註|출처|자료|주[:)]|\*|\(|©|†|¹|※|[a-z]\))/i;
