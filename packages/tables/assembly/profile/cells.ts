import { blankAt, blankBefore, countBlanks, hasDigit, hashBytes, hashCell, skipBlanks, trimEnd } from "../values/bytes";
import { isNumeric, Kind, Reading } from "../values/reading";
import { readValue } from "../values/read-value";
import {
  append,
  Column,
  createRows,
  findKept,
  Kept,
  kindTally,
  KindTally,
  noteRow,
  PatternCount,
  ROW_LIMIT,
  Rows,
  SAMPLE_LIMIT,
  SAMPLED_CELLS,
} from "./column";
import { addToSketch } from "./hyper-log-log";
import { allocate, reserve } from "./memory";
import { addToSample, placeHash } from "./number-sample";
import { compareTexts, hasLateUnits, keptBytes, KEPT_LENGTH, prefixOf, characterLength } from "./texts";
import { addEntry, Counter, counterOf, dropRarerHalf, entryOf, findValue, Flag, isFull, repeats, startSketch, State } from "./value-table";

const MANY_PATTERNS: u32 = 16;

/**
 * Adds one cell that is not empty.
 *
 * @param place - where the cell lies in the file: any number that is its own, the same however the file is read
 */
export function addCell(column: Column, start: usize, length: u32, nonAscii: bool, row: f64, place: u64): void {
  addHashed(column, start, length, nonAscii, hashCell(start, length), row, place);
}

/** The same where the hash of the cell is known. */
export function addHashed(column: Column, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64, place: u64): void {
  if (column.state === State.Sampled) {
    addRare(column, start, length, nonAscii, hash, row, place);
    return;
  }
  const value = findValue(column.slots, column.slotMask, hash);
  if (value === 0) {
    addNew(column, start, length, nonAscii, hash, row, place);
    return;
  }
  const counter = counterOf(column, value);
  counter.count += 1;
  if (column.filledCount < SAMPLED_CELLS) column.filledCount += 1;
  if (((column.openRows >> <u64>counter.kind) & 1) !== 0) noteKindRow(column, counter.kind, row);
  if ((counter.flags & (Flag.Number | Flag.Blanks | Flag.Long)) !== 0 || counter.count === 0) {
    addAgain(column, counter, value, start, length, nonAscii, row, place);
  }
}

/** What is to be done about a cell whose value is in the table, beyond counting it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addAgain(
  column: Column,
  counter: Counter,
  value: u32,
  start: usize,
  length: u32,
  nonAscii: bool,
  row: f64,
  place: u64,
): void {
  const flags = counter.flags;
  if ((flags & Flag.Number) !== 0) {
    const chance = placeHash(place);
    if (chance <= column.sampleLimit) addToSample(column, chance, counter.kind, entryOf(column, value).number);
  }
  // Of a long value only the start is kept, so it is added up each time.
  const weight: f64 = (flags & Flag.Long) !== 0 ? 1 : 0;
  if ((flags & Flag.Blanks) !== 0) noteBlanks(column, start, length, row, weight);
  if (weight !== 0) absorb(column, start, length, nonAscii);
  // The count went round.
  if (counter.count === 0) absorbValue(column, value, 4_294_967_296);
}

/** A cell of a column without repetitions: added up at once. */
function addRare(column: Column, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64, place: u64): void {
  addToSketch(column, hash);
  const chance = placeHash(place);
  addUncounted(column, start, length, nonAscii, hash, row, chance);
  const mask = sampleMask(0);
  if ((chance & mask) === 0) countSampled(column, start, length, nonAscii, hash, row, Reading.kind, mask + 1);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addUncounted(column: Column, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64, chance: u32): void {
  noteBlanks(column, start, length, row, 1);
  const kind = absorb(column, start, length, nonAscii);
  if (((column.openRows >> <u64>kind) & 1) !== 0) noteKindRow(column, kind, row);
  if (((column.openExamples >> <u64>kind) & 1) !== 0) noteExample(column, kind, start, length, nonAscii, hash, row);
  if (isNumeric(kind) && chance <= column.sampleLimit) addToSample(column, chance, kind, Reading.number);
}

/** A value that the table does not have. */
function addNew(column: Column, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64, place: u64): void {
  const bytes = keptBytes(start, length, nonAscii);
  if (isFull(column, bytes)) {
    makeRoom(column);
    if (column.state === State.Sampled) {
      addRare(column, start, length, nonAscii, hash, row, place);
      return;
    }
  }
  if (column.state !== State.Exact) addToSketch(column, hash);
  if (column.filledCount < SAMPLED_CELLS) noteSample(column, start, bytes, hash);
  const isLong = bytes < length;
  const hasBlanks = noteBlanks(column, start, length, row, isLong ? 1 : 0);
  const kind = classify(start, length);
  const number = Reading.number;
  const flags =
    (isLong ? Flag.Long : 0) | (nonAscii ? Flag.NonAscii : 0) | (hasBlanks ? Flag.Blanks : 0) | (isNumeric(kind) ? Flag.Number : 0);
  const entry = addEntry(column, hash, start, bytes, row, kind, flags, 1);
  if (isNumeric(kind)) {
    entry.number = number;
    const chance = placeHash(place);
    if (chance <= column.sampleLimit) addToSample(column, chance, kind, number);
  }
  if (((column.openRows >> <u64>kind) & 1) !== 0) noteKindRow(column, kind, row);
  if (((column.openExamples >> <u64>kind) & 1) !== 0) noteExample(column, kind, start, length, nonAscii, hash, row);
  if (isLong) absorb(column, start, length, nonAscii);
}

function makeRoom(column: Column): void {
  const isWorthIt = repeats(column);
  flush(column);
  if (column.state === State.Exact) startSketch(column);
  column.state = isWorthIt ? State.Lossy : State.Sampled;
  dropRarerHalf(column);
}

/** One cell in 16 is counted; in a column that has a hundred thousand of a kind, one in 64 tells as much. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function sampleMask(count: f64): u32 {
  return count > 100_000 ? 63 : 15;
}

/** Some cells of a column without repetitions are still counted, each for as many as it stands for. */
export function countSampled(column: Column, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64, kind: i32, weight: u32): void {
  const value = findValue(column.slots, column.slotMask, hash);
  if (value !== 0) {
    counterOf(column, value).count += weight;
    return;
  }
  const bytes = keptBytes(start, length, nonAscii);
  if (isFull(column, bytes)) {
    flush(column);
    dropRarerHalf(column);
  }
  const flags = (bytes < length ? Flag.Long : 0) | (nonAscii ? Flag.NonAscii : 0);
  addEntry(column, hash, start, bytes, row, kind, flags, weight);
}

/** Adds up everything that waits in the table. */
export function flush(column: Column): void {
  for (let value: u32 = 1; value <= column.size; value++) {
    const counter = counterOf(column, value);
    const weight = <f64>counter.count;
    counter.count = 0;
    if (weight > 0) absorbValue(column, value, weight);
  }
}

function absorbValue(column: Column, value: u32, weight: f64): void {
  const entry = entryOf(column, value);
  entry.count += weight;
  // The others were added up one by one.
  const flags = counterOf(column, value).flags;
  if (column.state === State.Sampled || (flags & Flag.Long) !== 0) return;
  if ((flags & Flag.Blanks) !== 0) noteBlankCounts(column, entry.text, entry.bytes, weight);
  // Where it is no number there is nothing to read again.
  const known = <i32>counterOf(column, value).kind;
  const kind = isNumeric(known) ? classify(entry.text, entry.bytes) : known;
  absorbKind(column, kind, entry.text, entry.bytes, (flags & Flag.NonAscii) !== 0, weight);
}

/** Adds a cell of two quotes with nothing between them: there is a value, and it is an empty text. */
export function addQuotedEmpty(column: Column, row: f64): void {
  if (column.filledCount < SAMPLED_CELLS) column.filledCount += 1;
  kindTally(column, Kind.QuotedEmpty).count += 1;
  if (((column.openRows >> <u64>Kind.QuotedEmpty) & 1) !== 0) noteKindRow(column, Kind.QuotedEmpty, row);
}

/** Reads a cell without its outer blanks. Answers its kind. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function classify(start: usize, length: u32): i32 {
  const end = start + length;
  if (blankAt(start, end) === 0 && blankBefore(start, end) === 0) {
    readValue(start, end);
    return Reading.kind;
  }
  return classifyTrimmed(start, end);
}

function classifyTrimmed(start: usize, end: usize): i32 {
  const from = skipBlanks(start, end);
  if (from < end) readValue(from, trimEnd(from, end));
  else Reading.kind = Kind.Blank;
  return Reading.kind;
}

/** Reads a cell and adds it up. Answers its kind. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function absorb(column: Column, start: usize, length: u32, nonAscii: bool): i32 {
  const kind = classify(start, length);
  absorbKind(column, kind, start, length, nonAscii, 1);
  return kind;
}

/** Adds up a value as often as it came: its kind, its length, and its number, if it has one: that was read just now. */
function absorbKind(column: Column, kind: i32, start: usize, length: u32, nonAscii: bool, weight: f64): void {
  if (kind === Kind.Blank) {
    column.blankCount += weight;
    return;
  }
  const tally = kindTally(column, kind);
  tally.count += weight;
  if (kind === Kind.NullToken || kind === Kind.WeakNullToken) {
    absorbToken(column, start, length, weight);
    return;
  }
  absorbText(column, kind, start, length, nonAscii, weight);
  if (isNumeric(kind)) absorbNumber(column, tally, kind, weight);
}

function absorbToken(column: Column, start: usize, length: u32, weight: f64): void {
  const from = skipBlanks(start, start + length);
  const bytes = <u32>(trimEnd(from, start + length) - from);
  const hash = hashBytes(from, bytes);
  let token = findKept(column.tokens, hash);
  if (token === null) {
    column.tokens = append(column.tokens, from, bytes, hash, 0);
    token = findKept(column.tokens, hash)!;
  }
  token.count += weight;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function absorbText(column: Column, kind: i32, start: usize, length: u32, nonAscii: bool, weight: f64): void {
  const characters = nonAscii ? characterLength(start, length) : length;
  column.lengthSum += <f64>characters * weight;
  if (characters < column.minLength) column.minLength = characters;
  if (characters > column.maxLength) column.maxLength = characters;
  const prefix = prefixOf(start, length);
  if (!column.hasText) keepBounds(column, start, length);
  else if (prefix <= column.minPrefix || prefix >= column.maxPrefix || (nonAscii && hasLateUnits(prefix))) compareBounds(column, start, length);
  if (kind === Kind.Text) wordsOf(column, start, length, weight);
}

/** What tells a sentence from a word, and a word from a code. */
export function wordsOf(column: Column, start: usize, length: u32, weight: f64): void {
  const end = start + min(length, KEPT_LENGTH);
  const breaks = countBlanks(start, end);
  if (breaks > 0) {
    column.wordBreaks += <f64>breaks * weight;
    column.phraseCount += weight;
  } else if (length <= 64 && hasDigit(start, end)) column.codeCount += weight;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function absorbNumber(column: Column, tally: KindTally, kind: i32, weight: f64): void {
  const number = Reading.number;
  if (isNaN(tally.shift)) tally.shift = number;
  const distance = number - tally.shift;
  tally.sum += distance * weight;
  tally.squares += distance * distance * weight;
  if (number < tally.min) tally.min = number;
  if (number > tally.max) tally.max = number;
  if (Reading.pattern === 0) return;
  if (kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder || kind === Kind.CompactDate) {
    if (Reading.monthFirst < tally.monthFirstMin) tally.monthFirstMin = Reading.monthFirst;
    if (Reading.monthFirst > tally.monthFirstMax) tally.monthFirstMax = Reading.monthFirst;
  }
  if (Reading.zoned) column.zonedCount += weight;
  countPatternOf(column, Reading.pattern, weight);
}

export function countPatternOf(column: Column, pattern: u32, weight: f64): void {
  let found: PatternCount | null = column.patterns;
  while (found !== null) {
    if (found.pattern === pattern) {
      found.count += weight;
      return;
    }
    found = found.next;
  }
  if (column.patternCount === MANY_PATTERNS) return;
  const added = changetype<PatternCount>(allocate(offsetof<PatternCount>()));
  added.pattern = pattern;
  added.count = weight;
  added.next = column.patterns;
  column.patterns = added;
  column.patternCount += 1;
}

function keepBounds(column: Column, start: usize, length: u32): void {
  column.hasText = true;
  keepMin(column, start, length);
  keepMax(column, start, length);
}

export function compareBounds(column: Column, start: usize, length: u32): void {
  const bytes = min(length, KEPT_LENGTH * 3);
  if (compareTexts(start, bytes, column.minText, column.minBytes) < 0) keepMin(column, start, length);
  if (compareTexts(start, bytes, column.maxText, column.maxBytes) > 0) keepMax(column, start, length);
}

function keepMin(column: Column, start: usize, length: u32): void {
  const bytes = keptBytes(start, length, true);
  if (bytes > column.minRoom) {
    column.minRoom = max(bytes, column.minRoom * 2);
    column.minText = reserve(column.minRoom);
  }
  memory.copy(column.minText, start, bytes);
  column.minBytes = bytes;
  column.minPrefix = prefixOf(start, length);
}

function keepMax(column: Column, start: usize, length: u32): void {
  const bytes = keptBytes(start, length, true);
  if (bytes > column.maxRoom) {
    column.maxRoom = max(bytes, column.maxRoom * 2);
    column.maxText = reserve(column.maxRoom);
  }
  memory.copy(column.maxText, start, bytes);
  column.maxBytes = bytes;
  column.maxPrefix = prefixOf(start, length);
}

function noteKindRow(column: Column, kind: i32, row: f64): void {
  const tally = kindTally(column, kind);
  noteRow(tally.rows, row);
  if (tally.rows.kept === ROW_LIMIT) column.openRows &= ~(<u64>1 << kind);
}

function noteExample(column: Column, kind: i32, start: usize, length: u32, nonAscii: bool, hash: u64, row: f64): void {
  const tally = kindTally(column, kind);
  if (findKept(tally.examples, hash) !== null) return;
  tally.examples = append(tally.examples, start, keptBytes(start, length, nonAscii), hash, row);
  tally.exampleCount += 1;
  if (tally.exampleCount === ROW_LIMIT) column.openExamples &= ~(<u64>1 << kind);
}

function noteSample(column: Column, start: usize, bytes: u32, hash: u64): void {
  column.filledCount += 1;
  if (column.sampleCount === SAMPLE_LIMIT || findKept(column.samples, hash) !== null) return;
  column.samples = append(column.samples, start, bytes, hash, column.filledCount);
  column.sampleCount += 1;
}

/** Notes the rows of a cell that starts or ends with a blank but is not all blank. Answers whether it has one. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function noteBlanks(column: Column, start: usize, length: u32, row: f64, weight: f64): bool {
  const end = start + length;
  if (blankAt(start, end) === 0 && blankBefore(start, end) === 0) return false;
  return noteOuterBlanks(column, start, end, row, weight);
}

function noteOuterBlanks(column: Column, start: usize, end: usize, row: f64, weight: f64): bool {
  if (skipBlanks(start, end) === end) return false;
  if (blankAt(start, end) > 0) noteBlank(leadingRows(column), row, weight);
  if (blankBefore(start, end) > 0) noteBlank(trailingRows(column), row, weight);
  return true;
}

function noteBlankCounts(column: Column, start: usize, length: u32, weight: f64): void {
  const end = start + length;
  if (blankAt(start, end) > 0) leadingRows(column).count += weight;
  if (blankBefore(start, end) > 0) trailingRows(column).count += weight;
}

function noteBlank(rows: Rows, row: f64, weight: f64): void {
  rows.count += weight;
  noteRow(rows, row);
}

function leadingRows(column: Column): Rows {
  if (column.leading === null) column.leading = createRows();
  return column.leading!;
}

function trailingRows(column: Column): Rows {
  if (column.trailing === null) column.trailing = createRows();
  return column.trailing!;
}
