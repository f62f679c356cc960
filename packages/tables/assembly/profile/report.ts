import { KIND_COUNT } from "../values/reading";
import { Column, Kept, KindTally, PatternCount, Rows } from "./column";
import { registerCount } from "./hyper-log-log";
import { counterOf, entryOf } from "./value-table";

// What was counted, as a row of numbers for the host: src/kernel/read-report.ts reads them in the same order.

let at: usize = 0;

// @ts-ignore: a decorator of AssemblyScript
@inline
function put(value: f64): void {
  store<f64>(at, value);
  at += 8;
}

function putHash(hash: u64): void {
  put(<f64>(<u32>(hash >> 32)));
  put(<f64>(<u32>hash));
}

function putRows(rows: Rows | null): void {
  if (rows === null) {
    put(0);
    put(0);
    return;
  }
  put(rows.count);
  put(<f64>rows.kept);
  for (let index: u32 = 0; index < rows.kept; index++) put(load<f64>(changetype<usize>(rows) + offsetof<Rows>("row0") + (<usize>index << 3)));
}

function putKept(list: Kept | null): void {
  let count = 0;
  let keptNext: Kept | null = list;
  while (keptNext !== null) {
    count += 1;
    keptNext = keptNext.next;
  }
  put(<f64>count);
  let kept: Kept | null = list;
  while (kept !== null) {
    put(<f64>kept.text);
    put(<f64>kept.bytes);
    put(kept.row);
    put(kept.count);
    kept = kept.next;
  }
}

/** Writes what is known of rows as a whole. Answers the address behind it. */
export function reportRows(address: usize, rowCount: f64, leadingBlanks: f64, held: Rows, blank: Rows, short: Rows, long: Rows): usize {
  at = address;
  put(rowCount);
  put(leadingBlanks);
  putRows(held);
  putRows(blank);
  putRows(short);
  putRows(long);
  return at;
}

/** How many bytes the report of a column may have. */
export function reportBytes(column: Column): usize {
  let tokens: usize = 0;
  let tokenNext: Kept | null = column.tokens;
  while (tokenNext !== null) {
    tokens += 1;
    tokenNext = tokenNext.next;
  }
  return <usize>column.size * 9 * 8 + tokens * 32 + KIND_COUNT * 60 * 8 + 16_384;
}

/** Writes what is known of a column. Answers the address behind it. */
export function reportColumn(address: usize, column: Column): usize {
  at = address;
  put(<f64>column.state);
  put(column.emptyCount);
  put(column.blankCount);
  put(column.filledCount);
  put(column.zonedCount);
  put(<f64>column.minLength);
  put(<f64>column.maxLength);
  put(column.lengthSum);
  put(column.wordBreaks);
  put(column.phraseCount);
  put(column.codeCount);
  put(column.hasText ? 1 : 0);
  put(<f64>column.minText);
  put(<f64>column.minBytes);
  put(<f64>column.maxText);
  put(<f64>column.maxBytes);
  putRows(column.leading);
  putRows(column.trailing);
  putKept(column.tokens);
  putKept(column.samples);
  let patterns = 0;
  let patternNext: PatternCount | null = column.patterns;
  while (patternNext !== null) {
    patterns += 1;
    patternNext = patternNext.next;
  }
  put(<f64>patterns);
  let pattern: PatternCount | null = column.patterns;
  while (pattern !== null) {
    put(<f64>pattern.pattern);
    put(pattern.count);
    pattern = pattern.next;
  }
  putKinds(column);
  put(<f64>column.sketch);
  put(<f64>registerCount());
  put(<f64>column.sampleLimit);
  put(<f64>column.sampleSize);
  put(<f64>column.sample);
  put(<f64>column.size);
  for (let value: u32 = 1; value <= column.size; value++) {
    const entry = entryOf(column, value);
    putHash(entry.hash);
    put(<f64>entry.text);
    put(<f64>entry.bytes);
    put(entry.count);
    put(entry.row);
    put(<f64>counterOf(column, value).kind);
    put(entry.number);
  }
  return at;
}

function putKinds(column: Column): void {
  let kinds = 0;
  for (let kind = 0; kind < KIND_COUNT; kind++) {
    if (load<u32>(column.kinds + (<usize>kind << 2)) !== 0) kinds += 1;
  }
  put(<f64>kinds);
  for (let kind = 0; kind < KIND_COUNT; kind++) {
    const address = load<u32>(column.kinds + (<usize>kind << 2));
    if (address === 0) continue;
    const tally = changetype<KindTally>(<usize>address);
    put(<f64>kind);
    put(tally.count);
    put(tally.shift);
    put(tally.sum);
    put(tally.squares);
    put(tally.min);
    put(tally.max);
    put(tally.monthFirstMin);
    put(tally.monthFirstMax);
    putRows(tally.rows);
    putKept(tally.examples);
  }
}
