import { receiveMessages } from "../chunk-7YLFCJMM.js";
import { STOP, checkSharedBuffers, TOLD } from "../chunk-37T2JPWK.js";
import { serveTasks, heldBytes } from "../chunk-7PMDZCWF.js";
import {
  profileRange,
  incompleteTail,
  borrowKernel,
  createStructuralIndex,
  MAX_COLUMNS,
  ENDS_ROW,
  returnKernel,
} from "../chunk-V4OFCFNT.js";
import "../chunk-UAWBPTDW.js";
import { receiveMessageOnPort } from "node:worker_threads";
import { isUtf8 } from "node:buffer";
import { openSync, readSync, closeSync } from "node:fs";

function guessRange({ path, from, to, settings }) {
  const { encoding, quote = '"', escape, layout, engine, maxRecordLength, maxColumns } = settings;
  if (quote !== '"' || escape !== void 0 || layout !== void 0 || engine === "csv-parse") return void 0;
  if (encoding !== void 0 && !/^utf-?8$/i.test(encoding)) return void 0;
  const start = readStart(path);
  if (!isUtf8(start) || isOdd(start)) return void 0;
  for (const delimiter of delimitersOf(start, settings.delimiter)) {
    const dialect = { delimiter, quote, escape: quote, skipInitialSpace: false, mergeDelimiters: false, comment: null };
    const width = evenWidth(start, dialect);
    if (width < 2) continue;
    return { path, dialect, maxRecordLength, maxColumns, width, from, to, isRecordStart: false, mustBeUtf8: encoding === void 0 };
  }
  return void 0;
}
function isSameRange(a, b) {
  return JSON.stringify(formOf(a)) === JSON.stringify(formOf(b));
}
function formOf({ path, dialect, maxRecordLength, maxColumns, width, from, to, isRecordStart, mustBeUtf8 }) {
  const { delimiter, quote, escape, skipInitialSpace, mergeDelimiters = false, comment = null } = dialect;
  const signs = [delimiter, quote, escape, skipInitialSpace, mergeDelimiters, comment];
  return [path, ...signs, maxRecordLength, maxColumns, width, from, to, isRecordStart, mustBeUtf8];
}
var START_BYTES = 64 * 1024;
function readStart(path) {
  const bytes = Buffer.alloc(START_BYTES);
  const fd = openSync(path, "r");
  try {
    const read2 = bytes.subarray(0, readSync(fd, bytes, 0, START_BYTES, 0));
    const whole = read2.subarray(0, read2.length - incompleteTail(read2).length);
    return whole[0] === 239 && whole[1] === 187 && whole[2] === 191 ? whole.subarray(3) : whole;
  } finally {
    closeSync(fd);
  }
}
function isOdd(start) {
  return start.includes(0) || /^\s*[[{<]|^"?sep=/i.test(start.toString("latin1", 0, 200));
}
function delimitersOf(start, fixed) {
  if (fixed !== void 0) return fixed === null || Buffer.byteLength(fixed) > 1 ? [] : [fixed];
  const end = start.indexOf("\n");
  const line = start.toString("latin1", 0, end < 0 ? start.length : end);
  const countOf = (sign) => line.split(sign).length - 1;
  return [",", ";", "	", "|"].filter((sign) => countOf(sign) > 0).toSorted((a, b) => countOf(b) - countOf(a));
}
function evenWidth(start, dialect) {
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
var LEAST_ROWS = 3;

// packages/tables/src/analyze/range-worker.ts
serveTasks(async (given, port) => {
  const start = given;
  const tasks = receiveMessages(port);
  const early = beginEarly(start, port);
  for (let task = early.task ?? (await tasks.next()); task !== void 0; task = await tasks.next()) {
    const isKnown = early.guess !== void 0 && early.isDone && isSameRange(early.guess, task);
    const result = isKnown ? early.result : read(start, task, () => {});
    early.isDone = false;
    port.postMessage({ result, heldBytes: heldBytes() }, buffersOf(result));
  }
});
function beginEarly(start, port) {
  const early = { guess: guess(start), task: void 0, isDone: false, result: void 0 };
  if (early.guess === void 0) return early;
  const guessed = early.guess;
  let isWrong = false;
  early.result = read(start, guessed, () => {
    if (early.task !== void 0 || Atomics.load(start.shared.signs, TOLD + start.slot) === 0) return;
    early.task = receiveMessageOnPort(port)?.message;
    isWrong = early.task !== void 0 && !isSameRange(early.task, guessed);
    if (isWrong) throw new Error("The file is another one than was guessed");
  });
  early.isDone = !isWrong;
  return early;
}
function guess(start) {
  try {
    return guessRange(start.guess);
  } catch {
    return void 0;
  }
}
function read({ shared, slot, guess: { settings } }, task, onBlock) {
  try {
    return profileRange(task, (bytes, records) => {
      shared.progress[slot * 2] = bytes;
      shared.progress[slot * 2 + 1] = records;
      if (Atomics.load(shared.signs, STOP) === 1) throw new Error("Nobody waits for this range any more");
      checkSharedBuffers(settings.maxMemoryMb, shared.buffers, slot);
      onBlock();
    });
  } catch {
    return void 0;
  }
}
function buffersOf(result) {
  return (result?.columns ?? []).flatMap(({ values, registers, numbers }) =>
    [values.records, values.texts, registers, numbers.numbers, numbers.hashes, numbers.kinds].flatMap((list) =>
      list === void 0 ? [] : [list.buffer],
    ),
  );
}
//# sourceMappingURL=range-worker.js.map
//# sourceMappingURL=range-worker.js.map
