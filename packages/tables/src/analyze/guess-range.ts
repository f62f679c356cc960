import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { borrowKernel, returnKernel } from "../kernel/kernel.ts";
import { ENDS_ROW } from "../kernel/entry-bits.ts";
import { createStructuralIndex } from "../formats/delimited/structural-index.ts";
import { MAX_COLUMNS } from "../table/limits.ts";
import type { Dialect } from "../table/dialect.ts";
import { incompleteTail } from "../text/utf8.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import type { RangeTask } from "../profile/ranges/profile-range.ts";

/** What is known of a range before it is known what the file is. */
export interface GuessedRange extends Pick<RangeTask, "path" | "from" | "to"> {
  readonly settings: CompleteSettings;
}

/**
 * Guesses the task of a range by the start of the file, so that its thread can begin while another one finds out what the file really is.
 * Only of the most common form, which takes a millisecond: UTF-8, a usual delimiter, double quotes or none, rows of one width.
 */
export function guessRange({ path, from, to, settings }: GuessedRange): RangeTask | undefined {
  const { encoding, quote = '"', escape, layout, engine, maxRecordLength, maxColumns } = settings;
  if (quote !== '"' || escape !== undefined || layout !== undefined || engine === "csv-parse") return undefined;
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) return undefined;
  const start = readStart(path);
  if (!isUtf8(start) || isOdd(start)) return undefined;
  for (const delimiter of delimitersOf(start, settings.delimiter)) {
    const dialect = { delimiter, quote, escape: quote, skipInitialSpace: false, mergeDelimiters: false, comment: null };
    const width = evenWidth(start, dialect);
    if (width < 2) continue;
    return { path, dialect, maxRecordLength, maxColumns, width, from, to, isRecordStart: false, mustBeUtf8: encoding === undefined };
  }
  return undefined;
}

/** Whether two tasks come to the same. */
export function isSameRange(a: RangeTask, b: RangeTask): boolean {
  return JSON.stringify(formOf(a)) === JSON.stringify(formOf(b));
}

function formOf({ path, dialect, maxRecordLength, maxColumns, width, from, to, isRecordStart, mustBeUtf8 }: RangeTask): readonly unknown[] {
  const { delimiter, quote, escape, skipInitialSpace, mergeDelimiters = false, comment = null } = dialect;
  const signs = [delimiter, quote, escape, skipInitialSpace, mergeDelimiters, comment];
  return [path, ...signs, maxRecordLength, maxColumns, width, from, to, isRecordStart, mustBeUtf8];
}

const START_BYTES = 64 * 1024;

function readStart(path: string): Buffer {
  const bytes = Buffer.alloc(START_BYTES);
  const fd = openSync(path, "r");
  try {
    const read = bytes.subarray(0, readSync(fd, bytes, 0, START_BYTES, 0));
    const whole = read.subarray(0, read.length - incompleteTail(read).length);
    return whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? whole.subarray(3) : whole;
  } finally {
    closeSync(fd);
  }
}

/** What is binary, JSON, XML or a `sep=` line by its first signs. */
function isOdd(start: Buffer): boolean {
  return start.includes(0) || /^\s*[[{<]|^"?sep=/i.test(start.toString("latin1", 0, 200));
}

function delimitersOf(start: Buffer, fixed: string | null | undefined): string[] {
  if (fixed !== undefined) return fixed === null || Buffer.byteLength(fixed) > 1 ? [] : [fixed];
  const end = start.indexOf("\n");
  const line = start.toString("latin1", 0, end < 0 ? start.length : end);
  const countOf = (sign: string) => line.split(sign).length - 1;
  return [",", ";", "\t", "|"].filter((sign) => countOf(sign) > 0).toSorted((a, b) => countOf(b) - countOf(a));
}

/** How many cells all complete rows of a text have, or 0 if they are few, differ, or have odd quotes. */
function evenWidth(start: Buffer, dialect: Dialect): number {
  const kernel = borrowKernel();
  const index = createStructuralIndex(dialect, { maxRecordBytes: START_BYTES * 2, maxCells: MAX_COLUMNS }, kernel);
  try {
    index.append(start);
    if (!index.next(false) || index.rowCount < LEAST_ROWS || index.repairs().length > 0) return 0;
    const entries = index.entries();
    const width = entries.findIndex((entry) => (entry & ENDS_ROW) !== 0) + 1;
    for (let at = 0; at < entries.length; at += 1) {
      if ((((entries[at] ?? 0) & ENDS_ROW) !== 0) !== ((at + 1) % width === 0)) return 0;
    }
    return width;
  } finally {
    index.release();
    returnKernel(kernel);
  }
}

const LEAST_ROWS = 3;
