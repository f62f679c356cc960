import { NON_ASCII, OFFSET_BITS } from "../block";
import { isNumeric, Kind, KIND_COUNT } from "../values/reading";
import { compareBounds, countSampled, sampleMask, wordsOf } from "./cells";
import { Column, kindTally, KindTally } from "./column";
import { Cell, CELL_BYTES, cellAt, cells, hashCells, hashes, numbers, picked, pickedNumbers } from "./gather";
import { addHashes } from "./hyper-log-log";
import { addToSample, placeHash } from "./number-sample";
import { keepKind, leftCount } from "./read-run";
import { hasLateUnits, prefixOf, characterLength } from "./texts";
import { fetchPickedSlots } from "./value-table";

// The cells of a column without repetitions, of which most are of one kind. What `addCell` does to one after the other is done
// here to all of them, a small loop for each thing: nothing in it hangs on what a cell is like, so the processor does much at once.

/** The kind that most cells of a column have, if a run knows it and its first rows and examples are complete; else -1. */
export function kindOfRun(column: Column): i32 {
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

/** Adds the gathered cells that are of a kind, and puts the others to `left`. Answers how many these are. */
export function addRun(column: Column, kind: i32, all: u32, firstRow: f64, place: u64): u32 {
  const tally = kindTally(column, kind);
  const count = keepKind(column, kind, all);
  hashCells(count);
  addHashes(column, hashes, count);
  addChances(column, kind, count, sampleMask(tally.count), firstRow, place);
  addLengths(column, count);
  if (kind === Kind.Text) {
    for (let index: u32 = 0; index < count; index++) wordsOf(column, cellAt(index).text, cellAt(index).length & OFFSET_BITS, 1);
  }
  if (isNumeric(kind)) addNumbers(tally, count);
  tally.count += <f64>count;
  return leftCount;
}

/** Counts some of the cells in the table, and puts some numbers into the sample: chance says which, so they are picked before, without a branch. */
function addChances(column: Column, kind: i32, count: u32, mask: u32, firstRow: f64, place: u64): void {
  const hasNumber = isNumeric(kind);
  const limit = column.sampleLimit;
  let countTo = picked;
  let sampleTo = pickedNumbers;
  for (let index: u32 = 0; index < count; index++) {
    const chance = placeHash(place + cellAt(index).offset);
    store<u32>(countTo, index);
    store<u32>(sampleTo, index);
    countTo += select<usize>(4, 0, (chance & mask) === 0);
    sampleTo += select<usize>(4, 0, chance <= limit);
  }
  fetchPickedSlots(column, hashes, picked, countTo);
  for (let at = picked; at < countTo; at += 4) {
    const index = load<u32>(at);
    const cell = cellAt(index);
    const isWide = (cell.length & NON_ASCII) !== 0;
    const hash = load<u64>(hashes + (<usize>index << 3));
    countSampled(column, cell.text, cell.length & OFFSET_BITS, isWide, hash, firstRow + <f64>cell.number, kind, mask + 1);
  }
  if (!hasNumber) return;
  for (let at = pickedNumbers; at < sampleTo; at += 4) {
    const index = load<u32>(at);
    const chance = placeHash(place + cellAt(index).offset);
    if (chance <= column.sampleLimit) addToSample(column, chance, kind, load<f64>(numbers + (<usize>index << 3)));
  }
}

function addLengths(column: Column, count: u32): void {
  let lengths: u32 = 0;
  let shortest = column.minLength;
  let longest = column.maxLength;
  // Two bytes tell that most texts are neither the first nor the last one.
  let lowest = <u32>(column.minPrefix >> 48);
  let highest = <u32>(column.maxPrefix >> 48);
  for (let at = cells, stop = cells + <usize>count * CELL_BYTES; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const length = cell.length & OFFSET_BITS;
    const isWide = (cell.length & NON_ASCII) !== 0;
    const characters = isWide ? characterLength(cell.text, length) : length;
    lengths += characters;
    shortest = min(shortest, characters);
    longest = max(longest, characters);
    const pair = <u32>load<u16>(cell.text) & (length === 1 ? 0xff : 0xffff);
    const order = ((pair & 0xff) << 8) | (pair >> 8);
    if (!isWide && order - lowest - 1 < highest - lowest - 1 && highest > lowest) continue;
    const prefix = prefixOf(cell.text, length);
    if (prefix > column.minPrefix && prefix < column.maxPrefix && !(isWide && hasLateUnits(prefix))) continue;
    compareBounds(column, cell.text, length);
    lowest = <u32>(column.minPrefix >> 48);
    highest = <u32>(column.maxPrefix >> 48);
  }
  column.lengthSum += <f64>lengths;
  column.minLength = shortest;
  column.maxLength = longest;
}

function addNumbers(tally: KindTally, count: u32): void {
  const shift = tally.shift;
  let sum: f64 = 0;
  let squares: f64 = 0;
  let least = tally.min;
  let greatest = tally.max;
  for (let at = numbers, stop = numbers + (<usize>count << 3); at < stop; at += 8) {
    const number = load<f64>(at);
    const distance = number - shift;
    sum += distance;
    squares += distance * distance;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  tally.sum += sum;
  tally.squares += squares;
  tally.min = least;
  tally.max = greatest;
}
