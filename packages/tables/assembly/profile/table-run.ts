import { NON_ASCII, OFFSET_BITS } from "../block";
import { addHashed } from "./cells";
import { Column } from "./column";
import { cellAt, hashCells, hashes, picked } from "./gather";
import { addToSample, placeHash } from "./number-sample";
import { Counter, counterOf, entryOf, fetchSlots, findValue, Flag, State } from "./value-table";

/**
 * Adds cells of a column whose values are gathered in its table, in their order. Most are there already, and are counted here;
 * `addHashed` does the others. Answers how many were added: all, or those until the column turned out to have no repetitions.
 */
export function addTableRun(column: Column, count: u32, firstRow: f64, place: u64): u32 {
  hashCells(count);
  fetchSlots(column, hashes, count);
  let slots = column.slots;
  let mask = column.slotMask;
  let isCareful = hasUnusual(column);
  let hasNumbers = column.tableFlags & Flag.Number;
  pickSamples(column, hasNumbers, 0, count, place);
  let sample = picked;
  for (let index: u32 = 0; index < count; index++) {
    const hash = load<u64>(hashes + (<usize>index << 3));
    const value = findValue(slots, mask, hash);
    const counter = counterOf(column, value);
    const isSampled = load<u32>(sample) === index;
    if (isSampled) sample += 4;
    if (value !== 0 && counter.count !== u32.MAX_VALUE && !(isCareful && isUnusual(column, counter))) {
      counter.count += 1;
      if (isSampled && (counter.flags & Flag.Number) !== 0) {
        addToSample(column, placeHash(place + cellAt(index).offset), counter.kind, entryOf(column, value).number);
      }
      continue;
    }
    const cell = cellAt(index);
    addHashed(column, cell.text, cell.length & OFFSET_BITS, (cell.length & NON_ASCII) !== 0, hash, firstRow + <f64>cell.number, place + cell.offset);
    if (column.state === State.Sampled) return index + 1;
    slots = column.slots;
    mask = column.slotMask;
    isCareful = hasUnusual(column);
    if (hasNumbers !== (column.tableFlags & Flag.Number)) {
      hasNumbers = Flag.Number;
      pickSamples(column, hasNumbers, index + 1, count, place);
      sample = picked;
    }
  }
  return count;
}

/** Picks the cells whose number belongs into the sample, if they have one: chance says which, so they are picked without a branch. */
function pickSamples(column: Column, hasNumbers: u32, from: u32, count: u32, place: u64): void {
  const limit = column.sampleLimit;
  let to = picked;
  if (hasNumbers !== 0) {
    for (let index = from; index < count; index++) {
      store<u32>(to, index);
      to += select<usize>(4, 0, placeHash(place + cellAt(index).offset) <= limit);
    }
  }
  store<u32>(to, u32.MAX_VALUE);
}

/** Whether the table has values that take more than counting. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function hasUnusual(column: Column): bool {
  return (column.tableFlags & (Flag.Blanks | Flag.Long)) !== 0 || (column.openRows & column.tableKinds) !== 0;
}

function isUnusual(column: Column, counter: Counter): bool {
  return (counter.flags & (Flag.Blanks | Flag.Long)) !== 0 || ((column.openRows >> <u64>counter.kind) & 1) !== 0;
}
