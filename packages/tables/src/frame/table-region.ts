/** The rows of the table among the rows of a sample, blank rows left out. */
export interface TableRegion {
  /** The most frequent number of cells; of equally frequent ones the largest. 0 without rows. */
  readonly width: number;
  /** The first row of the table, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** The share of its rows that have the width, or stand among at least three others of their own one, 0 to 1. */
  readonly consistency: number;
}

/** Finds where rows of the usual width start and end. What is above and below is narrow: a preamble, notes. */
export function tableRegion(rows: readonly (readonly string[])[]): TableRegion {
  const width = usualWidth(rows);
  let from = 0;
  while (from < rows.length && isNarrow(rows[from] ?? [], width)) from += 1;
  let to = rows.length;
  while (to > from && isNarrow(rows[to - 1] ?? [], width)) to -= 1;
  if (to - from < 2) {
    from = 0;
    to = rows.length;
  }
  let agreeing = 0;
  for (let index = from; index < to; index += 1) {
    const own = rows[index]?.length ?? 0;
    if (own === width) agreeing += 1;
    else if (own > 1 && (isAmongAlike(rows, index, own) || isOnStairs(rows, index, own))) agreeing += 0.85;
  }
  return { width, from, to, consistency: to === from ? 0 : agreeing / (to - from) };
}

/** Whether a row is one of at least `RUN` rows in a row of its width: several tables may stand in one file. */
function isAmongAlike(rows: readonly (readonly string[])[], index: number, width: number): boolean {
  let from = index;
  while (from > 0 && index - from < RUN && rows[from - 1]?.length === width) from -= 1;
  let to = index;
  while (to + 1 < rows.length && to - index < RUN && rows[to + 1]?.length === width) to += 1;
  return to - from + 1 >= RUN;
}

const RUN = 4;

/** Whether a row is one of at least `STAIRS` rows of which each has a cell more than the one before, or each has one less: distances, fares. */
function isOnStairs(rows: readonly (readonly string[])[], index: number, width: number): boolean {
  return [1, -1].some((step) => {
    let from = index;
    while (from > 0 && index - from < STAIRS && rows[from - 1]?.length === width - step * (index - from + 1)) from -= 1;
    let to = index;
    while (to + 1 < rows.length && to - index < STAIRS && rows[to + 1]?.length === width + step * (to - index + 1)) to += 1;
    return to - from + 1 >= STAIRS;
  });
}

const STAIRS = 5;

/**
 * The most frequent number of cells; of equally frequent ones the largest. Below a preamble that has more lines than the table, it is that
 * of the longest run of alike rows of three cells and more.
 */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) {
    const most = counts.get(usual) ?? 0;
    if (count > most || (count === most && width > usual && count > 1)) usual = width;
  }
  return usual === 1 && counts.size > 1 ? widthOfRun(rows) : usual;
}

function widthOfRun(rows: readonly (readonly string[])[]): number {
  let longest = Math.max(LEAST_RUN, Math.ceil(rows.length / 4)) - 1;
  let width = 1;
  let run = 0;
  for (const [index, { length }] of rows.entries()) {
    run = length === rows[index - 1]?.length ? run + 1 : 1;
    if (length < LEAST_RUN || run <= longest) continue;
    longest = run;
    width = length;
  }
  return width;
}

const LEAST_RUN = 3;

/** Whether a row is too narrow for the table: at most half its cells, or one filled cell where the table has three or more. */
export function isNarrow(row: readonly string[], width: number): boolean {
  if (width < 2) return false;
  if (row.length <= Math.max(1, Math.floor(width / 2))) return true;
  return width >= 3 && row.filter((cell) => cell.trim() !== "").length <= 1;
}
