import { createKernel } from "../kernel/kernel.ts";
import { type ProfileKernel, startProfileKernel } from "./profile-kernel.ts";
import { Kind } from "./kind.ts";
import type { Reading } from "./reading.ts";

/**
 * Says what a cell looks like: fills `reading` with its kind and its value as a number. Blanks around the value are ignored.
 *
 * This is the reader of the profile, assembly/values/read-value.ts, for a cell that is a text: there is one meaning of a value.
 * No cell, however hostile, takes more than linear time.
 *
 * @param value - not empty
 */
export function readValue(value: string, reading: Reading): void {
  reading.kind = Kind.Text;
  reading.zoned = false;
  reading.pattern = 0;
  if (value.length > LONGEST_READ) return;
  const { exports, write } = (reader ??= createReader());
  const kind = exports.readCell(write.address, write.text(value)) as Kind;
  reading.kind = kind === Kind.Blank ? Kind.Text : kind;
  reading.number = exports.cellNumber();
  reading.monthFirst = exports.cellMonthFirst();
  reading.zoned = exports.cellZoned() !== 0;
  reading.pattern = exports.cellPattern();
}

/** The kind alone of a value that is not empty: what its number is takes more calls of the kernel than the reading itself. */
export function readKind(value: string): Kind {
  if (value.length > LONGEST_READ) return Kind.Text;
  const { exports, write } = (reader ??= createReader());
  const kind = exports.readCell(write.address, write.text(value)) as Kind;
  return kind === Kind.Blank ? Kind.Text : kind;
}

/** A longer value is text, but for one of many blanks. */
const LONGEST_READ = 4_096;

/** One for all: a reader keeps nothing from one value to the next. */
let reader: ReturnType<typeof createReader> | undefined;

function createReader() {
  const { exports, memory }: ProfileKernel = startProfileKernel(createKernel());
  const address = exports.reserve(LONGEST_READ * 3 + 8) >>> 0;
  let bytes = Buffer.from(memory.buffer, address, LONGEST_READ * 3);
  const text = (value: string) => {
    // The memory may have grown.
    if (bytes.buffer !== memory.buffer) bytes = Buffer.from(memory.buffer, address, LONGEST_READ * 3);
    return bytes.write(value);
  };
  return { exports, write: { address, text } };
}
