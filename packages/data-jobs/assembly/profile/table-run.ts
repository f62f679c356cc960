import { NON_ASCII, OFFSET_BITS } from "../block";
import { hashCell } from "../values/bytes";
import { addHashed } from "./cells";
import { Column } from "./column";
import { Cell, CELL_BYTES, cellAt, cells, hashes } from "./gather";
import { addToSample, placeHash } from "./number-sample";
import { entryOf, findSlot, Flag, State, touch } from "./value-table";

/**
 * Adds cells of a column whose values are gathered in its table, in their order. Most are there already, and are counted here;
 * `addHashed` does the others. Answers how many were added: all, or those until the column turned out to have no repetitions.
 */
export function addTableRun(column: Column, count: u32, firstRow: f64, place: u64): u32 {
  hashAndTouch(column, count);
  let openRows = column.openRows;
  let sampleLimit = column.sampleLimit;
  for (let index: u32 = 0; index < count; index++) {
    const hash = load<u64>(hashes + (<usize>index << 3));
    const slot = findSlot(column, hash);
    const flags: u32 = slot.flags;
    const isUsual = slot.tag !== 0 && (flags & (Flag.Blanks | Flag.Long)) === 0 && ((openRows >> <u64>slot.kind) & 1) === 0;
    if (!isUsual || slot.count === u32.MAX_VALUE) {
      const cell = cellAt(index);
      addHashed(column, cell.text, cell.length & OFFSET_BITS, (cell.length & NON_ASCII) !== 0, hash, firstRow + <f64>cell.number, place + cell.offset);
      if (column.state === State.Sampled) return index + 1;
      openRows = column.openRows;
      sampleLimit = column.sampleLimit;
      continue;
    }
    slot.count += 1;
    if ((flags & Flag.Number) === 0) continue;
    const chance = placeHash(place + cellAt(index).offset);
    if (chance > sampleLimit) continue;
    addToSample(column, chance, slot.kind, entryOf(column, slot).number);
    sampleLimit = column.sampleLimit;
  }
  return count;
}

/** Hashes the cells, and sends for their slots: many of them are on their way from memory at once, where a search waits for each. */
function hashAndTouch(column: Column, count: u32): void {
  const slots = column.slots;
  const mask = column.slotMask;
  let to = hashes;
  let touched: u64 = 0;
  for (let at = cells, stop = cells + <usize>count * CELL_BYTES; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const hash = hashCell(cell.text, cell.length & OFFSET_BITS);
    touched ^= touch(slots, mask, hash);
    store<u64>(to, hash);
    to += 8;
  }
  // So that what was read counts as used.
  store<u64>(to, touched);
}
