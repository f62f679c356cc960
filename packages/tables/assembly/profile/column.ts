import { KIND_COUNT } from "../values/reading";
import { allocate, reserve } from "./memory";

/** How many row numbers, and how many examples, are kept of each sort of thing. */
export const ROW_LIMIT: u32 = 5;

/** A few more than are shown, because null tokens are taken out at the end; and how many cells are searched for them. */
export const SAMPLE_LIMIT: u32 = 12;
export const SAMPLED_CELLS: f64 = 1_000;

/** The first rows of something, ascending. */
@unmanaged
export class Rows {
  count: f64;
  kept: u32;
  row0: f64;
  row1: f64;
  row2: f64;
  row3: f64;
  row4: f64;
}

export function noteRow(rows: Rows, row: f64): void {
  const kept = rows.kept;
  if (kept === ROW_LIMIT) return;
  store<f64>(changetype<usize>(rows) + offsetof<Rows>("row0") + (<usize>kept << 3), row);
  rows.kept = kept + 1;
}

/** A text that is kept, in a list: an example, a sample, a null token. */
@unmanaged
export class Kept {
  next: Kept | null;
  text: u32;
  bytes: u32;
  hash: u64;
  /** The row of an example; which of the column's cells a sample is. */
  row: f64;
  count: f64;
}

/** What the values of one kind add up to. Sums are those of the distances from `shift`, the first value, so that little is lost. */
@unmanaged
export class KindTally {
  count: f64;
  shift: f64;
  sum: f64;
  squares: f64;
  min: f64;
  max: f64;
  monthFirstMin: f64;
  monthFirstMax: f64;
  rows: Rows;
  examples: Kept | null;
  exampleCount: u32;
}

/** How often a date pattern came. */
@unmanaged
export class PatternCount {
  next: PatternCount | null;
  pattern: u32;
  count: f64;
}

/** Everything that is counted about a column. */
@unmanaged
export class Column {
  // The table of different values: see value-table.ts.
  state: u32;
  size: u32;
  slots: usize;
  slotMask: u32;
  counters: usize;
  entries: usize;
  texts: usize;
  textBytes: u32;
  textRoom: u32;
  missesLeft: i32;
  /** The kinds and the flags that its values have: a bit each. */
  tableKinds: u64;
  tableFlags: u32;
  sketch: usize;
  /** What waits for its register: see hyper-log-log.ts. */
  pending: usize;
  pendingCount: u32;
  /** No rank below it changes the sketch: see `usefulRank`. */
  leastRank: u32;
  untilLook: i32;
  /** The kind of its runs, from 1; 0 if it is to be looked for: see runs.ts. */
  runKind: i32;
  // Which kinds still want rows and examples: a bit each.
  openRows: u64;
  openExamples: u64;
  kinds: usize;
  // The sample of numbers: see number-sample.ts.
  sample: usize;
  sampleSize: u32;
  sampleRoom: u32;
  sampleLimit: u32;
  emptyCount: f64;
  blankCount: f64;
  filledCount: f64;
  zonedCount: f64;
  minLength: u32;
  maxLength: u32;
  lengthSum: f64;
  // Texts with blanks between words, how many of these blanks there are, and tokens with a digit.
  wordBreaks: f64;
  phraseCount: f64;
  codeCount: f64;
  minPrefix: u64;
  maxPrefix: u64;
  minText: usize;
  minBytes: u32;
  minRoom: u32;
  maxText: usize;
  maxBytes: u32;
  maxRoom: u32;
  hasText: bool;
  leading: Rows | null;
  trailing: Rows | null;
  tokens: Kept | null;
  samples: Kept | null;
  sampleCount: u32;
  patterns: PatternCount | null;
  patternCount: u32;
}

export function createColumn(address: usize): Column {
  const column = changetype<Column>(address);
  column.openRows = -1;
  column.openExamples = -1;
  column.minLength = u32.MAX_VALUE;
  column.sampleLimit = u32.MAX_VALUE;
  column.kinds = allocate(KIND_COUNT * 4);
  return column;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function kindTally(column: Column, kind: i32): KindTally {
  const address = load<u32>(column.kinds + (<usize>kind << 2));
  return address !== 0 ? changetype<KindTally>(<usize>address) : createKindTally(column, kind);
}

function createKindTally(column: Column, kind: i32): KindTally {
  const address = allocate(offsetof<KindTally>());
  store<u32>(column.kinds + (<usize>kind << 2), <u32>address);
  const tally = changetype<KindTally>(address);
  tally.shift = NaN;
  tally.min = Infinity;
  tally.max = -Infinity;
  tally.monthFirstMin = Infinity;
  tally.monthFirstMax = -Infinity;
  tally.rows = changetype<Rows>(allocate(offsetof<Rows>()));
  return tally;
}

export function createRows(): Rows {
  return changetype<Rows>(allocate(offsetof<Rows>()));
}

/** Puts a kept text at the end of a list: answers the list. */
export function append(list: Kept | null, text: usize, bytes: u32, hash: u64, row: f64): Kept {
  const kept = changetype<Kept>(allocate(offsetof<Kept>()));
  const copy = reserve(bytes);
  memory.copy(copy, text, bytes);
  kept.text = <u32>copy;
  kept.bytes = bytes;
  kept.hash = hash;
  kept.row = row;
  if (list === null) return kept;
  let last = list;
  for (let next = last.next; next !== null; next = last.next) last = next;
  last.next = kept;
  return list;
}

export function findKept(list: Kept | null, hash: u64): Kept | null {
  let kept: Kept | null = list;
  while (kept !== null) {
    if (kept.hash === hash) return kept;
    kept = kept.next;
  }
  return null;
}
