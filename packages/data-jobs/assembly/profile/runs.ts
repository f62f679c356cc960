import { byteAt, hashBytes } from "../values/bytes";
import { Kind, KIND_COUNT, Reading } from "../values/reading";
import { plainKind, plainNumber } from "../values/numbers";
import { isEmail, isUuid } from "../values/addresses";
import { readIso, readValue } from "../values/read-value";
import { compareBounds, countPatternOf, countSampled, isNumeric, sampleMask, wordsOf } from "./cells";
import { Column, kindTally, KindTally } from "./column";
import { addRank, rankOf, registerOf } from "./hyper-log-log";
import { addToSample, placeHash } from "./number-sample";
import { prefixOf } from "./texts";
import { State } from "./value-table";

// The cells of a column without repetitions, of which most are of one kind: a loop that keeps what it adds up in registers of the
// processor. It does what `addCell` does, cell by cell. What it does not know, it leaves to that.

/** Cells in rows of a chunk, see rows.ts: where they start, and their entries in the index. */
export let starts: usize = 0;
export let entriesOf: usize = 0;
/** How many rows each cell stands below the first of its block. */
export let numbersOf: usize = 0;
/** Cells that were left: their numbers among these. */
export let left: usize = 0;

export function placeRuns(address: usize, cells: u32): void {
  starts = address;
  entriesOf = starts + ((<usize>cells) << 2);
  numbersOf = entriesOf + ((<usize>cells) << 2);
  left = numbersOf + ((<usize>cells) << 2);
}

const OFFSET: u32 = 0x0fffffff;
const UNUSUAL: u32 = 3 << 29;

/** The kind that most cells of a column have, if a run knows it and its first rows and examples are complete; else -1. */
export function kindOfRun(column: Column): i32 {
  if (column.state !== State.Sampled) return -1;
  let most: f64 = 0;
  let kind = -1;
  for (let each = 0; each < KIND_COUNT; each++) {
    const address = load<u32>(column.kinds + ((<usize>each) << 2));
    if (address === 0) continue;
    const count = changetype<KindTally>(<usize>address).count;
    if (count <= most) continue;
    most = count;
    kind = each;
  }
  if (kind < 0 || (((column.openRows | column.openExamples) >> (<u64>kind)) & 1) !== 0) return -1;
  if (kind === Kind.NullToken || kind === Kind.WeakNullToken || kind === Kind.Blank || kind === Kind.QuotedEmpty) return -1;
  return kind;
}

/**
 * Adds the cells that are of a kind, and notes the others in `left`. Answers how many are left.
 *
 * @param count - of cells in `starts`; none is empty
 */
export function addRun(column: Column, kind: i32, text: usize, count: u32, firstRow: f64, place: u64): u32 {
  const tally = kindTally(column, kind);
  const isPlain = kind === Kind.Integer || kind === Kind.PointNumber || kind === Kind.CommaNumber;
  const hasNumber = isNumeric(kind);
  const isText = kind === Kind.Text;
  const shift = tally.shift;
  const sketch = column.sketch;
  const mask = sampleMask(tally.count);
  let leftCount: u32 = 0;
  let sum: f64 = 0;
  let squares: f64 = 0;
  let least = tally.min;
  let greatest = tally.max;
  let lengths: u32 = 0;
  let shortest = column.minLength;
  let longest = column.maxLength;
  let minPrefix = column.minPrefix;
  let maxPrefix = column.maxPrefix;
  let leastRank = column.leastRank;
  let sampleLimit = column.sampleLimit;
  let pattern: u32 = 0;
  let patternCells: u32 = 0;
  for (let cell: u32 = 0; cell < count; cell++) {
    const offset = load<u32>(starts + ((<usize>cell) << 2));
    const entry = load<u32>(entriesOf + ((<usize>cell) << 2));
    const start = text + offset;
    const length = (entry & OFFSET) - offset;
    let number: f64 = 0;
    let isKnown = false;
    if ((entry & UNUSUAL) === 0) {
      if (isPlain) {
        number = plainNumber(start, length);
        isKnown = plainKind === kind;
      } else if (byteAt(start) > 0x20 && byteAt(start + length - 1) > 0x20) {
        readAs(kind, start, start + length);
        number = Reading.number;
        isKnown = Reading.kind === kind && kind !== Kind.DateEitherOrder && kind !== Kind.DateTimeEitherOrder && kind !== Kind.CompactDate;
      }
    }
    if (!isKnown) {
      store<u32>(left + ((<usize>leftCount) << 2), cell);
      leftCount += 1;
      continue;
    }
    const hash = hashBytes(start, length);
    const rank = rankOf(hash);
    if (rank > leastRank) {
      addRank(column, registerOf(sketch, hash), rank);
      leastRank = column.leastRank;
    }
    const chance = placeHash(place + offset);
    if ((chance & mask) === 0) {
      countSampled(column, start, length, false, hash, firstRow + <f64>load<u32>(numbersOf + ((<usize>cell) << 2)), kind, mask + 1);
    }
    lengths += length;
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
    const prefix = prefixOf(start, length);
    if (prefix <= minPrefix || prefix >= maxPrefix) {
      compareBounds(column, start, length);
      minPrefix = column.minPrefix;
      maxPrefix = column.maxPrefix;
    }
    if (isText) wordsOf(column, start, length, 1);
    if (!hasNumber) continue;
    if (chance <= sampleLimit) {
      addToSample(column, chance, kind, number);
      sampleLimit = column.sampleLimit;
    }
    const distance = number - shift;
    sum += distance;
    squares += distance * distance;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
    if (isPlain || Reading.pattern === 0) continue;
    if (Reading.zoned) column.zonedCount += 1;
    if (Reading.pattern !== pattern) {
      if (patternCells > 0) countPatternOf(column, pattern, <f64>patternCells);
      pattern = Reading.pattern;
      patternCells = 0;
    }
    patternCells += 1;
  }
  if (patternCells > 0) countPatternOf(column, pattern, <f64>patternCells);
  tally.count += <f64>(count - leftCount);
  tally.sum += sum;
  tally.squares += squares;
  tally.min = least;
  tally.max = greatest;
  column.lengthSum += <f64>lengths;
  column.minLength = shortest;
  column.maxLength = longest;
  return leftCount;
}

/** Reads a cell that is probably of a kind: the test for that kind comes first. */
function readAs(kind: i32, start: usize, end: usize): void {
  if (kind === Kind.Uuid ? isUuid(start, end) : kind === Kind.Email ? isEmail(start, end) : false) {
    Reading.kind = kind;
    Reading.pattern = 0;
    return;
  }
  if ((kind === Kind.Date || kind === Kind.DateTime) && end - start >= 10 && byteAt(start + 4) === 0x2d && byteAt(start + 7) === 0x2d) {
    Reading.zoned = false;
    if (readIso(start, end)) return;
  }
  readValue(start, end);
}
