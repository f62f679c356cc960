import {
  inputOf,
  describeTable,
  mayHoldFormulas,
  delimitedText,
  delimitedLine,
  jsonText,
  canonicalStep,
  checkKnown,
  checkResults,
  checkParams,
  InvalidStep,
  ownedText,
  compileMapping,
  createAdmission,
  textBefore,
  isFormula,
  KeySet,
  keyDigest,
  transformBatch,
  referenceKey,
  lookupKey,
  rejected,
  isExactNumber,
} from "./chunk-BX6I3SQO.js";
import { analyzeInput, fileFindings, headerFindings, sendChunks, receiveChunks } from "./chunk-E5QQ6UQ2.js";
import { FORMAT_OPTIONS, checkFormatOptions, openTable, invalidOption, wholeNumber, receivedError } from "./chunk-RLV6C42U.js";
import { startRangeThreads, workerEntry, isOutOfMemory, memoryExceeded } from "./chunk-37T2JPWK.js";
import { RowFindings, DataRows, columnName, SIMD_KERNEL } from "./chunk-V4OFCFNT.js";
import { Worker, MessageChannel } from "node:worker_threads";
import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { checkedChunks, deferErrors } from "@rowmill/core/bytes";
import { availableParallelism, tmpdir } from "node:os";
import { setImmediate } from "node:timers/promises";
import { pipeline, Readable } from "node:stream";
import { createGzip, createDeflateRaw, crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import { openSync, readSync, closeSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { basename } from "node:path";
import { open } from "node:fs/promises";

var MAX_IDLE = 8;
var MAX_HELD_BYTES = 48 * 1024 * 1024;
function createWorkerPool(options = {}) {
  checkOptions(options, ["maxThreads", "idleMs"], "createWorkerPool");
  const { maxThreads = Infinity, idleMs = 5e3 } = options;
  if (maxThreads !== Infinity && !(Number.isSafeInteger(maxThreads) && maxThreads > 0)) throw invalid("maxThreads", 1);
  if (!Number.isSafeInteger(idleMs) || idleMs < 0) throw invalid("idleMs", 0);
  const live = /* @__PURE__ */ new Set();
  const idle = [];
  const waiting = /* @__PURE__ */ new Set();
  let isClosed = false;
  const emptied = Promise.withResolvers();
  return {
    get size() {
      return live.size;
    },
    tryTake,
    async take(kind, signal) {
      signal?.throwIfAborted();
      const thread = waiting.size === 0 ? tryTake(kind) : void 0;
      if (thread) return thread;
      const place = { kind, ...Promise.withResolvers() };
      const onAbort = () => {
        waiting.delete(place);
        place.reject(signal?.reason);
      };
      waiting.add(place);
      signal?.addEventListener("abort", onAbort, { once: true });
      try {
        return await place.promise;
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
    },
    async close() {
      isClosed = true;
      for (const place of waiting) place.reject(poolClosed());
      waiting.clear();
      for (const { worker } of idle) void worker.terminate();
      if (live.size === 0) emptied.resolve();
      await emptied.promise;
    },
  };
  function tryTake(kind) {
    if (isClosed) throw poolClosed();
    const key = JSON.stringify([kind.entry.url.href, kind.entry.execArgv, kind.resourceLimits]);
    const kept = idle.findLast((thread) => thread.key === key);
    if (kept) {
      kept.forget();
      kept.worker.ref();
      return taskThread(kept.worker, key, true);
    }
    if (live.size >= maxThreads && !end(idle[0])) return void 0;
    return taskThread(startWorker(kind), key, false);
  }
  function startWorker({ name, entry, resourceLimits }) {
    const worker = new Worker(entry.url, { name, resourceLimits, execArgv: [...entry.execArgv] });
    live.add(worker);
    worker.on("error", () => {}).once("exit", () => remove(worker));
    return worker;
  }
  function end(thread) {
    if (!thread) return false;
    thread.forget();
    live.delete(thread.worker);
    void thread.worker.terminate();
    return true;
  }
  function remove(worker) {
    live.delete(worker);
    if (isClosed && live.size === 0) emptied.resolve();
    serveWaiting();
  }
  function serveWaiting() {
    for (const place of waiting) {
      if (isClosed) return;
      const thread = tryTake(place.kind);
      if (!thread) return;
      waiting.delete(place);
      place.resolve(thread);
    }
  }
  function keep(worker, key) {
    if (isClosed || idleMs === 0 || idle.length >= MAX_IDLE) return void worker.terminate();
    const forget = () => {
      clearTimeout(timer);
      worker.off("exit", forget);
      const at = idle.findIndex((thread) => thread.worker === worker);
      if (at >= 0) idle.splice(at, 1);
    };
    const timer = setTimeout(() => {
      forget();
      void worker.terminate();
    }, idleMs).unref();
    worker.once("exit", forget);
    worker.unref();
    idle.push({ worker, key, forget });
    serveWaiting();
  }
  function taskThread(worker, key, isWarm) {
    let port;
    let died2;
    let notify;
    const onError = (cause) => {
      if (died2) return;
      died2 = { cause };
      notify?.(cause);
    };
    const onExit = (code) => onError(new Error(`The thread ended with code ${code}`));
    worker.on("error", onError).on("messageerror", onError).on("exit", onExit);
    const stopListening = () => {
      worker.off("error", onError).off("messageerror", onError).off("exit", onExit);
      port?.close();
    };
    return {
      isWarm,
      start(task, onEnd, ports = []) {
        notify = onEnd;
        if (died2) queueMicrotask(() => onEnd(died2?.cause));
        const { port1, port2 } = new MessageChannel();
        port = port1;
        worker.postMessage({ task, port: port2 }, [port2, ...ports]);
        return port1;
      },
      release(heldBytes = 0) {
        stopListening();
        if (died2 || heldBytes > MAX_HELD_BYTES) void worker.terminate();
        else keep(worker, key);
      },
      async end() {
        stopListening();
        await worker.terminate();
      },
    };
  }
}
var sharedPool;
function defaultWorkerPool() {
  sharedPool ??= createWorkerPool();
  return sharedPool;
}
function poolClosed() {
  return new RowmillError("OPTION_INVALID", "The worker pool is closed: pass another `pool`, or none");
}
function invalid(option, least) {
  return new RowmillError("OPTION_INVALID", `${option} must be a whole number of at least ${least}`);
}
var MIN_MEMORY_MB = 256;
var ANALYZE_OPTIONS = {
  ...FORMAT_OPTIONS,
  sampleRows: true,
  topValues: true,
  signal: true,
  onProgress: true,
  sizeBytes: true,
  thread: true,
  threads: true,
  maxMemoryMb: true,
  pool: true,
};
function completeSettings(settings) {
  checkOptions(settings, ANALYZE_OPTIONS, "analyzeFile");
  if (settings.sizeBytes !== void 0) wholeNumber("sizeBytes", settings.sizeBytes, 0);
  const threads = wholeNumber("threads", settings.threads ?? Math.min(4, availableParallelism()), 1, 16);
  return {
    ...checkFormatOptions(settings),
    sampleRows: wholeNumber("sampleRows", settings.sampleRows ?? 10, 0, 1e3),
    topValues: wholeNumber("topValues", settings.topValues ?? 10, 0, 1e3),
    // Other threads need one that waits for them.
    threads: (settings.thread ?? true) ? threads : 1,
    maxMemoryMb: wholeNumber("maxMemoryMb", settings.maxMemoryMb ?? 1024, MIN_MEMORY_MB),
  };
}
async function analyzeInThread(source, settings, host, entry = workerEntry("analyze/analyze-worker")) {
  host.signal?.throwIfAborted();
  const resourceLimits = { maxOldGenerationSizeMb: settings.maxMemoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  const thread = await host.pool.take({ name: "rowmill-analyze", entry, resourceLimits }, host.signal);
  const stopped = new AbortController();
  let ranges;
  try {
    ranges = source.kind === "path" ? await startRangeThreads(source.path, settings, host.pool) : void 0;
    host.signal?.throwIfAborted();
    const given = ranges?.given;
    const { heldByRanges, profile, heldBytes } = await new Promise((resolve, reject) => {
      const onAbort = () => reject(host.signal?.reason);
      host.signal?.addEventListener("abort", onAbort, { once: true });
      stopped.signal.addEventListener("abort", () => host.signal?.removeEventListener("abort", onAbort), { once: true });
      const port = thread.start(taskOf(source, settings, given), (cause) => reject(died(cause, settings)), given?.ports);
      port.on("message", (message) => {
        if (message.type === "done") resolve(message);
        else if (message.type === "failed") reject(receivedError(message.error, workerFailed));
        else if (message.type === "progress" && !stopped.signal.aborted) tell(host, message.progress, reject);
      });
      port.on("messageerror", (error) => reject(workerFailed(error)));
      if (source.kind !== "path") sendChunks(port, chunksOf(source), stopped.signal).catch(reject);
    });
    stopped.abort();
    thread.release(heldBytes);
    await ranges?.release(heldByRanges);
    return profile;
  } catch (error) {
    stopped.abort();
    await Promise.all([thread.end(), ranges?.end()]);
    throw error;
  }
}
var YOUNG_GENERATION_MB = 32;
function taskOf(source, settings, ranges) {
  if (source.kind === "path") return { source, settings, ranges };
  const sizeBytes = source.kind === "bytes" ? source.bytes.length : source.sizeBytes;
  return { source: { kind: "chunks", sizeBytes }, settings, ranges };
}
async function* chunksOf(source) {
  if (source.kind === "bytes") yield source.bytes;
  else yield* source.chunks;
}
function tell(host, progress, reject) {
  try {
    host.onProgress(progress);
  } catch (error) {
    reject(error);
  }
}
function died(cause, { maxMemoryMb }) {
  return isOutOfMemory(cause) ? memoryExceeded(maxMemoryMb, cause) : workerFailed(cause);
}
function workerFailed(cause) {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `The thread that analyzed the file died: ${what}. The file was not analyzed; everything else goes on`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}

// packages/tables/src/analyze/analyze-file.ts
async function analyzeFile(source, options = {}) {
  const settings = completeSettings(options);
  options.signal?.throwIfAborted();
  const host = { onProgress: options.onProgress ?? (() => {}), signal: options.signal, pool: options.pool ?? defaultWorkerPool() };
  if (options.thread === false) return analyzeInput(await inputOf(source, options.signal, options.sizeBytes), settings, host);
  if (typeof source === "string") return analyzeInThread({ kind: "path", path: source }, settings, host);
  if (source instanceof Uint8Array) return analyzeInThread({ kind: "bytes", bytes: source }, settings, host);
  const chunks = checkedChunks(source, options.signal);
  return analyzeInThread({ kind: "stream", chunks, sizeBytes: options.sizeBytes }, settings, host);
}
function readRows(source, options = {}) {
  deferErrors(source);
  return rowsOf(source, options);
}
async function* rowsOf(source, options) {
  checkOptions(options, READ_OPTIONS, "readRows");
  const { signal } = options;
  const settings = checkFormatOptions(options);
  signal?.throwIfAborted();
  const table = await openTable(await inputOf(source, signal), {
    ...settings,
    allColumns: options.allColumns ?? true,
    onSurveyed: () => signal?.throwIfAborted(),
  });
  const format = describeTable(table);
  const rowFindings = new RowFindings();
  const data = new DataRows(table, (note, row) => rowFindings.note(note, row));
  let held;
  let turnEndsAt = performance.now() + TURN_MS;
  let rowCount = 0;
  try {
    for await (const batch of table.batches()) {
      signal?.throwIfAborted();
      for (const problem of batch.problems) rowFindings.noteProblem(problem);
      const { rows, rowNumbers, byteOffsets } = data.take(batch);
      if (rows.length === 0 && batch.problems.length === 0) continue;
      rowCount += rows.length;
      if (held) yield complete(held);
      held = { format, rows, rowNumbers, byteOffsets, problems: batch.problems };
      if (performance.now() < turnEndsAt) continue;
      await setImmediate();
      turnEndsAt = performance.now() + TURN_MS;
    }
    signal?.throwIfAborted();
    data.end();
    const last = complete(held ?? { format, rows: [], rowNumbers: [], problems: [] });
    const ofFile = [...fileFindings(format, data.width, rowCount), ...headerFindings(data.header, data.headerRow)];
    yield { ...last, findings: [...last.findings, ...ofFile] };
  } finally {
    await table.close();
  }
  function complete(batch) {
    return { ...batch, columns: columns(), findings: [...table.findings, ...rowFindings.list()] };
  }
  function columns() {
    const names = data.header ?? [];
    return Array.from({ length: data.width }, (_, index) => columnName(names[index], index));
  }
}
var READ_OPTIONS = { ...FORMAT_OPTIONS, signal: true, allColumns: true };
var TURN_MS = 8;

// packages/tables/src/table/output.ts
var WHOLE_OUTPUT = { isFirst: true, rowsBefore: 0, isLast: () => true };
function valueUnwritable({ row, column }, reason) {
  const where = row === 0 ? `The name of column ${JSON.stringify(column)}` : `Row ${row}, column ${JSON.stringify(column)}`;
  return new RowmillError("VALUE_UNWRITABLE", `${where}: ${reason}`, { details: { row, column }, retriable: false });
}
function createOutputEncoder(label) {
  const encoding = nameOf(label);
  if (encoding === "utf-8") {
    return unicode([239, 187, 191], (text) => Buffer.from(text));
  }
  if (encoding === "utf-16le") return unicode([255, 254], (text) => Buffer.from(text, "utf16le"));
  if (encoding === "utf-16be") return unicode([254, 255], (text) => Buffer.from(text, "utf16le").swap16());
  return singleByte(encoding);
}
function nameOf(label) {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw unknownEncoding(label, cause);
  }
}
function unicode(byteOrderMark, encode) {
  return {
    byteOrderMark: Uint8Array.from(byteOrderMark),
    encode: (text) => encode(text.toWellFormed()),
    firstUnencodable: (text) => (text.isWellFormed() ? void 0 : [...text].find((character) => !character.isWellFormed())),
  };
}
function singleByte(encoding) {
  const bytes = byteOfCharacter(encoding);
  return {
    byteOrderMark: new Uint8Array(),
    encode(text) {
      const encoded = new Uint8Array(text.length);
      let size = 0;
      for (const character of text) {
        encoded[size] = bytes.get(character) ?? REPLACEMENT;
        size += 1;
      }
      return encoded.subarray(0, size);
    },
    firstUnencodable(text) {
      for (const character of text) if (!bytes.has(character)) return character;
      return void 0;
    },
  };
}
var REPLACEMENT = 63;
function byteOfCharacter(encoding) {
  const decoder = new TextDecoder(encoding);
  const bytes = /* @__PURE__ */ new Map();
  for (let byte = 0; byte < 256; byte += 1) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== "\uFFFD") bytes.set(character, byte);
  }
  if (bytes.size < LEAST_CHARACTERS) throw unknownEncoding(encoding);
  return bytes;
}
var LEAST_CHARACTERS = 200;
function unknownEncoding(label, cause) {
  const message = `Files cannot be written in the encoding ${JSON.stringify(label)}: use utf-8, utf-16le, utf-16be, or a single-byte encoding such as windows-1252`;
  return new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
}

// packages/tables/src/text/encode/encode-rows.ts
function encodeRows(rows, columns, text, options, { isFirst, rowsBefore, isLast }) {
  const { encoding = "utf-8", unencodable = "error", byteOrderMark = false } = options;
  if (unencodable !== "error" && unencodable !== "replace") {
    throw new RowmillError("OPTION_INVALID", `unencodable must be "error" or "replace", not ${JSON.stringify(unencodable)}`);
  }
  const encoder = createOutputEncoder(encoding);
  return chunks();
  async function* chunks() {
    if (isFirst) {
      if (byteOrderMark && encoder.byteOrderMark.length > 0) yield encoder.byteOrderMark;
      if (text.before !== "") yield encoder.encode(checked(text.before, () => columns.map(({ name }) => name), 0));
    }
    let pending = "";
    let rowCount = rowsBefore;
    for await (const batch of rows) {
      for (const cells of batch) {
        rowCount += 1;
        const row = rowCount;
        pending += checked(text.row(cells, row), () => cells, row);
        if (pending.length < CHUNK_LENGTH) continue;
        yield encoder.encode(pending);
        pending = "";
      }
    }
    if (isLast()) pending += text.after(rowCount);
    if (pending !== "") yield encoder.encode(pending);
  }
  function checked(written, cells, row) {
    if (unencodable === "replace") return written;
    const character = encoder.firstUnencodable(written);
    if (character === void 0) return written;
    const at = cells().findIndex((cell) => cell?.includes(character));
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    throw valueUnwritable(
      { row, column: columns[at]?.name ?? "" },
      `${encoding} has no character for ${JSON.stringify(character)} (U+${code}): write UTF-8, or set unencodable to "replace"`,
    );
  }
}
var CHUNK_LENGTH = 64 * 1024;

// packages/tables/src/formats/delimited/write/write-delimited.ts
var DELIMITED_OPTIONS = {
  delimiter: true,
  quoting: true,
  lineEnd: true,
  header: true,
  formulaGuard: true,
  encoding: true,
  unencodable: true,
  byteOrderMark: true,
};
function writeDelimited(rows, columns, options = {}, part2 = WHOLE_OUTPUT) {
  checkOptions(options, DELIMITED_OPTIONS, "writeDelimited");
  const { delimiter = ",", quoting = "minimal", lineEnd = "\n", header = true, formulaGuard = true } = options;
  if (typeof delimiter !== "string" || delimiter.length !== 1 || /["\n\r]/.test(delimiter)) {
    throw invalid2(`The delimiter must be one character that is no quote and no line end, not ${JSON.stringify(delimiter)}`);
  }
  if (quoting !== "minimal" && quoting !== "all") throw invalid2(`quoting must be "minimal" or "all", not ${JSON.stringify(quoting)}`);
  if (lineEnd !== "\n" && lineEnd !== "\r\n") throw invalid2(`lineEnd must be "\\n" or "\\r\\n", not ${JSON.stringify(lineEnd)}`);
  const style = { delimiter, quoteAll: quoting === "all" };
  const guarded = columns.map(({ type }) => formulaGuard && mayHoldFormulas(type));
  const names = columns.map(({ name }) => delimitedText(name, formulaGuard, style));
  return encodeRows(
    rows,
    columns,
    {
      before: header ? delimitedLine(names, style) + lineEnd : "",
      row: (cells) => {
        const texts = columns.map((_, index) => delimitedText(cells[index] ?? null, guarded[index] ?? false, style));
        return delimitedLine(texts, style) + lineEnd;
      },
      after: () => "",
    },
    options,
    part2,
  );
}
function invalid2(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
function writeJson(rows, columns, options = {}, part2 = WHOLE_OUTPUT) {
  checkOptions(options, ["pretty"], "writeJson");
  const record = options.pretty === true ? prettyRecords(columns) : compactRecords(columns);
  return encodeRows(
    rows,
    columns,
    {
      before: "[\n",
      row: (cells, row) => (row === 1 ? "" : ",\n") + record(cells),
      after: (rowCount) => (rowCount === 0 ? "]\n" : "\n]\n"),
    },
    {},
    part2,
  );
}
function writeJsonLines(rows, columns, part2 = WHOLE_OUTPUT) {
  const record = compactRecords(columns);
  return encodeRows(
    rows,
    columns,
    {
      before: "",
      row: (cells) => `${record(cells)}
`,
      after: () => "",
    },
    {},
    part2,
  );
}
function compactRecords(columns) {
  const keys = columns.map(({ name }) => `${JSON.stringify(name.toWellFormed())}:`);
  return (cells) => `{${keys.map((key, index) => key + jsonText(cells[index] ?? null, columns[index]?.type)).join(",")}}`;
}
function prettyRecords(columns) {
  const keys = columns.map(({ name }) => `    ${JSON.stringify(name.toWellFormed())}: `);
  return (cells) => {
    const members = keys.map((key, index) => key + jsonText(cells[index] ?? null, columns[index]?.type));
    return members.length === 0
      ? "  {}"
      : `  {
${members.join(",\n")}
  }`;
  };
}
function writeFixedWidth(rows, columns, options, part2 = WHOLE_OUTPUT) {
  checkOptions(options, ["fields", "lineEnd", "header", "encoding", "unencodable", "byteOrderMark"], "writeFixedWidth");
  const { fields: fields2, lineEnd = "\n", header = false } = options;
  if (!Array.isArray(fields2) || fields2.length !== columns.length) {
    throw invalid3(`fields must have a width for each of the ${columns.length} columns`);
  }
  const pads = columns.map((column, index) => checkedField(fields2[index], column));
  const line = (cells, row) =>
    columns.map(({ name }, index) => pads[index]?.(cells[index] ?? "", { row, column: name }) ?? "").join("") + lineEnd;
  const names = columns.map(({ name }) => name);
  return encodeRows(rows, columns, { before: header ? line(names, 0) : "", row: line, after: () => "" }, options, part2);
}
function checkedField({ width, align, padding = " " }, { name, type }) {
  const field = `The field of ${JSON.stringify(name)}`;
  if (!Number.isSafeInteger(width) || width < 1) throw invalid3(`${field} needs a width of at least 1, not ${String(width)}`);
  if (align !== void 0 && align !== "left" && align !== "right") throw invalid3(`${field} must be aligned "left" or "right"`);
  if ([...padding].length !== 1 || /[\n\r]/.test(padding)) throw invalid3(`${field} needs one character as padding`);
  const toRight = align === "right" || (align === void 0 && (type === "integer" || type === "number"));
  return (text, place) => {
    const length = [...text].length;
    if (length > width) throw valueUnwritable(place, `${length} characters do not fit into a field of ${width}`);
    if (/[\n\r]/.test(text)) throw valueUnwritable(place, "fixed-width text cannot hold a line break");
    const fill = padding.repeat(width - length);
    if (!toRight) return text + fill;
    return padding === "0" && text.startsWith("-") ? `-${fill}${text.slice(1)}` : fill + text;
  };
}
function invalid3(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
function writeText(rows, columns, options = {}, part2 = WHOLE_OUTPUT) {
  checkOptions(options, ["separator", "lineEnd", "encoding", "unencodable", "byteOrderMark"], "writeText");
  const { separator = " ", lineEnd = "\n" } = options;
  if (typeof separator !== "string" || /[\n\r]/.test(separator)) {
    throw new RowmillError("OPTION_INVALID", "The separator must be a text without a line end", { retriable: false });
  }
  const line = (cells, row) => columns.map((_, index) => value(cells, index, row)).join(separator) + lineEnd;
  return encodeRows(rows, columns, { before: "", row: line, after: () => "" }, options, part2);
  function value(cells, index, row) {
    const text = cells[index] ?? "";
    if (!/[\n\r]/.test(text)) return text;
    throw valueUnwritable({ row, column: columns[index]?.name ?? "" }, "a line of plain text cannot hold a line break");
  }
}

// packages/tables/src/formats/parquet/write/parquet-column.ts
function parquetColumn({ name, type }, sample) {
  const reader = READERS[type ?? "string"] ?? READERS.string;
  const { element, read, needs } = reader(sample);
  return {
    name,
    element,
    value(cell, place) {
      if (cell === null || (cell === "" && read !== asText)) return null;
      const value = read(cell);
      if (value === void 0) throw valueUnwritable(place, `${JSON.stringify(cell)} is not ${needs}`);
      return value;
    },
  };
}
var asText = (text) => text.toWellFormed();
var READERS = {
  string: () => ({ element: { type: "BYTE_ARRAY", converted_type: "UTF8" }, read: asText, needs: "a text" }),
  integer: () => ({ element: { type: "INT64" }, read: toInteger, needs: "a whole number of 64 bits" }),
  number: () => ({
    element: { type: "DOUBLE" },
    read: (text) => (isExactNumber(text) ? Number(text) : void 0),
    needs: "a number that a double holds exactly: write the column as text",
  }),
  boolean: () => ({
    element: { type: "BOOLEAN" },
    read: (text) => (text === "true" ? true : text === "false" ? false : void 0),
    needs: "true or false",
  }),
  date: () => ({ element: { type: "INT32", converted_type: "DATE" }, read: toDays, needs: "a date such as 2026-11-30" }),
  time: () => ({
    element: {
      type: "INT64",
      converted_type: "TIME_MICROS",
      logical_type: { type: "TIME", isAdjustedToUTC: false, unit: "MICROS" },
    },
    read: toMicrosOfDay,
    needs: "a time such as 09:30:00",
  }),
  datetime: (sample) => {
    const isUtc = sample !== void 0 && HAS_ZONE.test(sample);
    return {
      element: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: isUtc, unit: "MICROS" } },
      read: (text) => (HAS_ZONE.test(text) === isUtc ? toMicros(text) : void 0),
      needs: `a moment ${isUtc ? "with a zone, such as 2026-11-30T09:30:00Z" : "without a zone, such as 2026-11-30T09:30:00"}`,
    };
  },
};
var HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;
function toInteger(text) {
  if (text.length > 20 || !/^-?\d+$/.test(text)) return void 0;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : void 0;
}
function toDays(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.slice(0, 11));
  if (!parts) return void 0;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(ms).toISOString().slice(0, 10) === text ? ms / 864e5 : void 0;
}
function toMicrosOfDay(text) {
  const parts = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text.slice(0, 16));
  if (!parts) return void 0;
  const [, hours = "", minutes = "", seconds = "0", fraction = ""] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return void 0;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return BigInt(whole) * 1000000n + BigInt(fraction.padEnd(6, "0"));
}
function toMicros(text) {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text.slice(0, 40));
  if (!parts) return void 0;
  const [, date = "", time = "", zone = "Z"] = parts;
  const days = toDays(date);
  const micros = toMicrosOfDay(time);
  if (days === void 0 || micros === void 0) return void 0;
  const offset = zone === "Z" ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * (zone.startsWith("-") ? -1 : 1);
  return BigInt(days) * 86400000000n + micros - BigInt(offset) * 60000000n;
}

// packages/tables/src/formats/parquet/write/write-parquet.ts
async function* writeParquet(rows, columns, options = {}) {
  checkOptions(options, ["rowGroupRows"], "writeParquet");
  const groupRows = options.rowGroupRows ?? Math.max(1e3, Math.min(5e4, Math.floor(MOST_CELLS / Math.max(1, columns.length))));
  if (!Number.isSafeInteger(groupRows) || groupRows < 1) throw invalid4("rowGroupRows must be a whole number of at least 1");
  refuseEqualNames(columns);
  const { ByteWriter, ParquetWriter } = await loadWriter();
  const bytes = new ByteWriter();
  let group = [];
  let stored;
  let writer;
  let rowsBefore = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      group.push(row);
      if (group.length === groupRows) yield writeGroup();
    }
  }
  if (group.length > 0) yield writeGroup();
  begin();
  await writer?.finish();
  yield takeBytes();
  function begin() {
    if (stored) return stored;
    stored = columns.map((column, index) => parquetColumn(column, group.find((row) => row[index])?.[index] ?? void 0));
    const elements = stored.map(({ name, element }) => ({ ...element, name, repetition_type: "OPTIONAL" }));
    writer = new ParquetWriter({
      writer: bytes,
      schema: [{ name: "root", num_children: columns.length }, ...elements],
      createdBy: "rowmill",
    });
    return stored;
  }
  function writeGroup() {
    const columnData = begin().map((column, index) => ({
      name: column.name,
      data: group.map((row, at) => column.value(row[index] ?? null, { row: rowsBefore + at + 1, column: column.name })),
    }));
    void writer?.write({ columnData, rowGroupSize: groupRows });
    rowsBefore += group.length;
    group = [];
    return takeBytes();
  }
  function takeBytes() {
    const taken = Uint8Array.from(bytes.getBytes());
    bytes.index = 0;
    return taken;
  }
}
var MOST_CELLS = 1e6;
async function loadWriter() {
  try {
    return await import("hyparquet-writer");
  } catch (cause) {
    throw invalid4('The format "parquet" needs the package hyparquet-writer: install it', cause);
  }
}
function refuseEqualNames(columns) {
  const equal = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) < index);
  if (equal) throw invalid4(`Two columns are called ${JSON.stringify(equal.name)}, which Parquet does not allow`);
}
function invalid4(message, cause) {
  return new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
}

// packages/tables/src/formats/xlsx/write/date-serial.ts
function dateSerial(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return void 0;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || day < 1 || day > daysOf(month, year)) return void 0;
  const serial = Date.UTC(year, month - 1, day) / DAY_MS + 25569;
  return serial > 60 ? serial : serial - 1;
}
function daysOf(month, year) {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}
var DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function dateTimeSerial(text) {
  const day = dateSerial(text.slice(0, 10));
  if (text.length === 10) return day;
  const separator = text[10];
  const time = separator === "T" || separator === " " ? timeSerial(text.slice(11)) : void 0;
  return day === void 0 || time === void 0 ? void 0 : day + time;
}
function timeSerial(text) {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?$/.exec(text);
  if (!match) return void 0;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return void 0;
  return (((hours * 60 + minutes) * 60 + seconds) * 1e3 + Math.round(Number(match[4] ?? 0) * 1e3)) / DAY_MS;
}
var DAY_MS = 864e5;

// packages/tables/src/formats/xlsx/write/xml-escaped.ts
function xmlEscaped(text) {
  return NEEDS_ESCAPE.test(text) ? text.replaceAll(ESCAPED, (found) => NAMED[found] ?? codeEscaped(found)) : text;
}
var NEEDS_ESCAPE = new RegExp('[&<>"\\ufffe\\uffff\\ud800-\\udfff]|(?![\\t\\n])\\p{Cc}|_(?=x[\\dA-Fa-f]{4}_)', "u");
var ESCAPED = new RegExp(NEEDS_ESCAPE, "gu");
var NAMED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function codeEscaped(sign) {
  return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
}

// packages/tables/src/formats/xlsx/write/workbook-xml.ts
var DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
var OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
var PACKAGE = "http://schemas.openxmlformats.org/package/2006";
var SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
var PACKAGE_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
var Style = { Date: 1, DateTime: 2, Time: 3, Header: 4, Guarded: 5, Marked: 6 };
var STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${[164, 165, 166].map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join("")}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" quotePrefix="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
function workbookXml(names) {
  const sheets = names.map((name, index) => `<sheet name="${xmlEscaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
}
function workbookRelations(sheetCount) {
  const sheets = numbers(sheetCount).map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheetCount + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join("")}${styles}</Relationships>`;
}
function contentTypes(sheetCount) {
  const override = (part2, type) => `<Override PartName="/xl/${part2}.xml" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  const sheets = numbers(sheetCount).map((n) => override(`worksheets/sheet${n}`, "worksheet"));
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("workbook", "sheet.main")}${sheets.join("")}${override("styles", "styles")}</Types>`;
}
function worksheetStart(frozenRows, widths) {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>';
  const views = frozenRows === 1 ? `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` : "";
  const columns = widths.flatMap((width, index) =>
    width === void 0 ? [] : [`<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`],
  );
  const cols = columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
  return `${DECLARATION}<worksheet xmlns="${MAIN}">${views}${cols}<sheetData>`;
}
var WORKSHEET_END = "</sheetData></worksheet>";
function numbers(count) {
  return Array.from({ length: count }, (_, index) => index + 1);
}

// packages/tables/src/formats/xlsx/write/sheet-xml.ts
var SheetXml = class {
  #columns;
  #style;
  #letters = [];
  #row = 0;
  #xml = "";
  constructor(columns, style) {
    this.#columns = columns;
    this.#style = style;
  }
  async *chunks(rows) {
    const frozenRows = this.#columns !== void 0 && this.#style.freezeHeader ? 1 : 0;
    this.#xml = worksheetStart(frozenRows, this.#columns?.map(({ width }) => width) ?? []);
    if (this.#columns) this.#addHeader(this.#columns);
    while (this.#row < MAX_ROWS) {
      const taken = await rows.take(MAX_ROWS - this.#row);
      if (!taken) break;
      for (const row of taken) {
        this.#addRow(row);
        if (this.#xml.length < CHUNK_LENGTH2) continue;
        yield Buffer.from(this.#xml);
        this.#xml = "";
      }
    }
    yield Buffer.from(this.#xml + WORKSHEET_END);
  }
  #addHeader(columns) {
    this.#row += 1;
    const cells = columns.map(({ name }, column) => (name === "" ? "" : this.#textCell(name, column, Style.Header)));
    this.#xml += `<row r="${this.#row}">${cells.join("")}</row>`;
  }
  #addRow(row) {
    this.#row += 1;
    let xml = `<row r="${this.#row}">`;
    for (let column = 0; column < row.length; column += 1) {
      const value = row[column];
      if (value === "" || value === null || value === void 0) continue;
      if (typeof value === "object") xml += this.#textCell(value.marked, column, Style.Marked);
      else if (typeof value === "string") xml += this.#typedCell(value, column);
      else if (typeof value === "boolean") xml += `<c r="${this.#place(column)}" t="b"><v>${value ? 1 : 0}</v></c>`;
      else if (Number.isFinite(value)) xml += `<c r="${this.#place(column)}"><v>${value}</v></c>`;
      else xml += this.#textCell(String(value), column);
    }
    this.#xml += `${xml}</row>`;
  }
  #typedCell(text, column) {
    switch (this.#columns?.[column]?.type) {
      case "number":
        return isExactNumber2(text) ? `<c r="${this.#place(column)}"><v>${text}</v></c>` : this.#textCell(text, column);
      case "boolean":
        return text === "true" || text === "false"
          ? `<c r="${this.#place(column)}" t="b"><v>${text === "true" ? 1 : 0}</v></c>`
          : this.#textCell(text, column);
      case "date":
        return this.#serialCell(text, dateSerial(text), column, Style.Date);
      case "datetime":
        return this.#serialCell(text, dateTimeSerial(text), column, Style.DateTime);
      case "time":
        return this.#serialCell(text, timeSerial(text), column, Style.Time);
      case "text":
      case void 0:
        return this.#textCell(text, column);
    }
  }
  #serialCell(text, serial, column, style) {
    if (serial === void 0) return this.#textCell(text, column);
    return `<c r="${this.#place(column)}" s="${style}"><v>${serial}</v></c>`;
  }
  /**
   * An inline text: it needs no list of texts in memory, and programs take it for what it is, also if it begins with `=`. A guarded one
   * stays a text when a user edits the cell, and when the sheet is saved and opened again.
   */
  #textCell(text, column, style) {
    if (text.length > MAX_TEXT_LENGTH) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `The text at ${this.#place(column)} has ${text.length} characters, and a cell holds ${MAX_TEXT_LENGTH}: write CSV instead`,
        { details: { row: this.#row, column, maxLength: MAX_TEXT_LENGTH }, retriable: false },
      );
    }
    const space = NEEDS_SPACE.test(text) ? ' xml:space="preserve"' : "";
    const shown = style ?? (this.#style.formulaGuard && isFormula(text) ? Style.Guarded : void 0);
    const styled = shown === void 0 ? "" : ` s="${shown}"`;
    return `<c r="${this.#place(column)}"${styled} t="inlineStr"><is><t${space}>${xmlEscaped(text)}</t></is></c>`;
  }
  #place(column) {
    return this.#letter(column) + this.#row;
  }
  #letter(column) {
    const known = this.#letters[column];
    if (known !== void 0) return known;
    if (column >= MAX_COLUMNS) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `Row ${this.#row} has more than ${MAX_COLUMNS} cells, which no sheet holds: write CSV instead`,
        {
          details: { row: this.#row, maxColumns: MAX_COLUMNS },
          retriable: false,
        },
      );
    }
    let letters = "";
    for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
      letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    this.#letters[column] = letters;
    return letters;
  }
};
var MAX_ROWS = 1048576;
var MAX_COLUMNS = 16384;
var MAX_TEXT_LENGTH = 32767;
var CHUNK_LENGTH2 = 64 * 1024;
var NEEDS_SPACE = /^\s|\s$|[\n\t]| {2}/;
function isExactNumber2(text) {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text)) return false;
  const digits = text
    .replace(/[eE].*/, "")
    .replaceAll(/[-.]/g, "")
    .replace(/^0+/, "");
  return digits.length <= 15 && Math.abs(Number(text)) < 1e300;
}
async function* writeZip(parts, level) {
  const written = [];
  let position = 0;
  for await (const { name, chunks } of parts) {
    const part2 = { name: Buffer.from(name), position, crc: 0, packedBytes: 0, bytes: 0 };
    const header = localHeader(part2.name);
    yield header;
    for await (const packed of deflate(measured(chunks, part2), level)) {
      part2.packedBytes += packed.length;
      yield packed;
    }
    const descriptor = dataDescriptor(part2);
    yield descriptor;
    position += header.length + part2.packedBytes + descriptor.length;
    written.push(part2);
  }
  const directory = Buffer.concat(written.map(directoryRecord));
  yield directory;
  yield directoryEnd(written.length, directory.length, position);
}
async function* measured(chunks, part2) {
  for await (const chunk of chunks) {
    part2.crc = crc32(chunk, part2.crc);
    part2.bytes += chunk.length;
    yield chunk;
  }
}
function deflate(chunks, level) {
  const deflater = createDeflateRaw({ level, chunkSize: 64 * 1024 });
  pipeline(Readable.from(chunks, { highWaterMark: 8 }), deflater, () => {});
  return deflater;
}
var FLAGS = 2056;
var DEFLATED = 8;
var DATE = 33;
var MAX_32 = 4294967295;
var MAX_16 = 65535;
function localHeader(name) {
  return Buffer.concat([
    fields([4, 67324752], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);
}
function dataDescriptor({ crc, packedBytes, bytes }) {
  const width = Math.max(packedBytes, bytes) >= MAX_32 ? 8 : 4;
  return fields([4, 134695760], [4, crc], [width, packedBytes], [width, bytes]);
}
function directoryRecord({ name, position, crc, packedBytes, bytes }) {
  const isWide = Math.max(packedBytes, bytes, position) >= MAX_32;
  const extra = isWide ? fields([2, 1], [2, 24], [8, bytes], [8, packedBytes], [8, position]) : Buffer.alloc(0);
  const narrow = (value) => (isWide ? MAX_32 : value);
  return Buffer.concat([
    fields([4, 33639248], [2, isWide ? 45 : 20], [2, isWide ? 45 : 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, crc]),
    fields(
      [4, narrow(packedBytes)],
      [4, narrow(bytes)],
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, narrow(position)],
    ),
    name,
    extra,
  ]);
}
function directoryEnd(entries, sizeBytes, position) {
  const isWide = entries >= MAX_16 || sizeBytes >= MAX_32 || position >= MAX_32;
  const end = fields(
    [4, 101010256],
    [4, 0],
    [2, Math.min(entries, MAX_16)],
    [2, Math.min(entries, MAX_16)],
    [4, Math.min(sizeBytes, MAX_32)],
    [4, Math.min(position, MAX_32)],
    [2, 0],
  );
  if (!isWide) return end;
  const wide = fields([4, 101075792], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, entries], [8, entries], [8, sizeBytes], [8, position]);
  return Buffer.concat([wide, fields([4, 117853008], [4, 0], [8, position + sizeBytes], [4, 1]), end]);
}
function fields(...values) {
  const bytes = Buffer.alloc(values.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of values) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}

// packages/tables/src/formats/xlsx/write/xlsx-writer.ts
function writeXlsx(batches, options = {}) {
  checkOptions(options, XLSX_OPTIONS, "writeXlsx");
  const sheetName = checkedSheetName(options.sheetName ?? "Sheet1");
  const level = options.compressionLevel ?? 1;
  if (!Number.isInteger(level) || level < 1 || level > 9)
    throw invalid5(`compressionLevel must be a whole number from 1 to 9, not ${level}`);
  for (const { name, width } of options.columns ?? []) {
    if (width !== void 0 && !(width > 0 && width <= 255)) throw invalid5(`The width of column ${JSON.stringify(name)} must be 1 to 255`);
  }
  const style = { freezeHeader: options.freezeHeader ?? true, formulaGuard: options.formulaGuard ?? true };
  return writeZip(workbookParts(batches, sheetName, options.columns, style), level);
}
var XLSX_OPTIONS = {
  sheetName: true,
  columns: true,
  compressionLevel: true,
  freezeHeader: true,
  formulaGuard: true,
};
async function* workbookParts(batches, sheetName, columns, style) {
  yield part("_rels/.rels", PACKAGE_RELATIONS);
  yield part("xl/styles.xml", STYLES);
  const rows = new PulledRows(batches);
  let count = 0;
  try {
    do {
      count += 1;
      const sheet = new SheetXml(columns, style);
      yield { name: `xl/worksheets/sheet${count}.xml`, chunks: sheet.chunks(rows) };
    } while (await rows.hasMore());
  } finally {
    await rows.close();
  }
  const names = Array.from({ length: count }, (_, index) => (index === 0 ? sheetName : numberedName(sheetName, index + 1)));
  yield part("xl/workbook.xml", workbookXml(names));
  yield part("xl/_rels/workbook.xml.rels", workbookRelations(count));
  yield part("[Content_Types].xml", contentTypes(count));
}
var PulledRows = class {
  #iterator;
  #batch = [];
  constructor(batches) {
    this.#iterator = Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
  }
  /** Up to so many rows of the batch at hand, or of the next one; `undefined` at the end. */
  async take(most) {
    if (!(await this.hasMore())) return void 0;
    const taken = this.#batch.slice(0, most);
    this.#batch = this.#batch.slice(most);
    return taken;
  }
  async hasMore() {
    while (this.#batch.length === 0) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#batch = next.value;
    }
    return true;
  }
  async close() {
    await this.#iterator.return?.();
  }
};
function part(name, xml) {
  return {
    name,
    chunks: (async function* () {
      yield Buffer.from(xml);
    })(),
  };
}
function checkedSheetName(name) {
  if (name.trim() === "" || name.length > 31 || /[[\]:*?/\\\p{Cc}]|^'|'$/u.test(name) || /^history$/i.test(name)) {
    throw invalid5(`sheetName ${JSON.stringify(name)} cannot be the name of a sheet: use 1 to 31 characters without [ ] : * ? / \\`);
  }
  return name;
}
function numberedName(name, number) {
  const suffix = ` (${number})`;
  return `${name.slice(0, 31 - suffix.length)}${suffix}`;
}
function invalid5(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
var FORMATS = {
  csv: { extension: "csv", contentType: "text/csv", hasParts: true, write: writeDelimited },
  tsv: { extension: "tsv", contentType: "text/tab-separated-values", hasParts: true, write: writeTsv },
  json: { extension: "json", contentType: "application/json", hasParts: true, write: writeJson },
  jsonl: {
    extension: "jsonl",
    contentType: "application/jsonl",
    hasParts: true,
    write(rows, columns, options, part2) {
      checkOptions(options, [], 'the format "jsonl"');
      return writeJsonLines(rows, columns, part2);
    },
  },
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    hasParts: false,
    write: (rows, columns, options) => writeXlsx(rows, { ...options, columns: columns.map(sheetColumn) }),
  },
  "fixed-width": {
    extension: "txt",
    contentType: "text/plain",
    hasParts: true,
    write: (rows, columns, options, part2) => writeFixedWidth(rows, columns, options, part2),
  },
  text: { extension: "txt", contentType: "text/plain", hasParts: true, write: writeText },
  parquet: { extension: "parquet", contentType: "application/vnd.apache.parquet", hasParts: false, write: writeParquet },
};
var OUTPUT_FORMATS = Object.keys(FORMATS);
function writeTable(rows, columns, options) {
  return writePart(rows, columns, options, WHOLE_OUTPUT);
}
function hasParts({ format, compression }) {
  return compression === void 0 && FORMATS[checkedFormat(format)].hasParts;
}
function writePart(rows, columns, options, part2) {
  const { format, compression, ...rest } = options;
  const written = FORMATS[checkedFormat(format)];
  if (compression !== void 0 && compression !== "gzip") {
    throw invalid6(`compression must be "gzip", not ${JSON.stringify(compression)}`);
  }
  const bytes = written.write(rows, columns, rest, part2);
  return compression === "gzip" ? gzipped(bytes) : bytes;
}
function describeOutput({ format, compression }) {
  const { extension, contentType } = FORMATS[checkedFormat(format)];
  return compression === "gzip" ? { extension: `${extension}.gz`, contentType: "application/gzip" } : { extension, contentType };
}
function checkedFormat(format) {
  if (Object.hasOwn(FORMATS, format)) return format;
  throw invalid6(`format must be one of ${OUTPUT_FORMATS.join(", ")}, not ${JSON.stringify(format)}`);
}
function writeTsv(rows, columns, options, part2) {
  const { delimiter: _, ...names } = DELIMITED_OPTIONS;
  checkOptions(options, names, 'the format "tsv"');
  return writeDelimited(rows, columns, { ...options, delimiter: "	" }, part2);
}
function sheetColumn({ name, type }) {
  if (type === void 0 || type === "string") return { name };
  return { name, type: type === "integer" ? "number" : type };
}
async function* gzipped(bytes) {
  yield* pipeline(Readable.from(bytes, { objectMode: false }), createGzip(), () => {});
}
function invalid6(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}

// packages/tables/src/transform/steps/walk-steps.ts
function* walkSteps(steps, column) {
  for (const one of steps) {
    const step = canonicalStep(one);
    if (step === void 0) continue;
    yield { step, column };
    if (step.op === "when") yield* walkSteps([...step.then, ...(step.else ?? [])], column);
    if (step.op === "template")
      for (const { from, steps: inner = [] } of Object.values(step.values ?? {})) yield* walkSteps(inner, from ?? column);
  }
}

// packages/tables/src/transform-file/rows/thread/host-functions.ts
function hostFunctions({ fields: fields2 }, { steps = [], references = {} }) {
  const calls = /* @__PURE__ */ new Map();
  const checked = new Map(steps.map(({ name }) => [name, /* @__PURE__ */ new Map()]));
  for (const { step: wanted } of fields2.flatMap((field) => [...walkSteps(field.steps ?? [])])) {
    if (wanted.op !== "custom") continue;
    const step = steps.find(({ name }) => name === wanted.name);
    const key = paramsKey(wanted.params);
    if (step) checked.get(step.name)?.set(key, prepare(step, wanted.params, key));
  }
  return {
    sent: { steps: [...checked].map(([name, problems]) => ({ name, checked: problems })), references: Object.keys(references) },
    async call(call) {
      if (call.kind === "reference") return checkKnown(call.name, call.keys.length, await references[call.name]?.(call.keys));
      return checkResults(call.name, call.values, await calls.get(call.name + call.params)?.(call.values));
    },
  };
  function prepare(step, params, key) {
    try {
      const parsed = checkParams(step, params);
      calls.set(step.name + key, (values) => step.run(values, parsed));
      return null;
    } catch (error) {
      if (error instanceof InvalidStep) return error.message;
      throw error;
    }
  }
}
function askedFunctions({ steps, references }, ask) {
  return {
    steps: steps.map(({ name, checked }) => ({
      name,
      params: {
        safeParse(params) {
          const key = paramsKey(params);
          const problem = checked.get(key) ?? null;
          return problem === null ? { success: true, data: key } : { success: false, error: new Error(problem) };
        },
      },
      run: async (values, params) => await ask({ kind: "step", name, params, values }),
    })),
    references: Object.fromEntries(references.map((name) => [name, async (keys) => await ask({ kind: "reference", name, keys })])),
  };
}
function paramsKey(params) {
  return JSON.stringify(params ?? null);
}
function createSourceSender(stopped, fail) {
  const ports = [];
  return {
    ports,
    send(source) {
      if (typeof source === "string") return { kind: "path", path: source };
      if (source instanceof Uint8Array) return { kind: "bytes", bytes: source };
      deferErrors(source);
      const { port1, port2 } = new MessageChannel();
      ports.push(port2);
      port1.once("message", () => {
        sendChunks(port1, checkedChunks(source, stopped), stopped).catch((error) => {
          if (!stopped.aborted) fail(error);
        });
      });
      stopped.addEventListener("abort", () => port1.close(), { once: true });
      return { kind: "stream", port: port2 };
    },
  };
}
function receivedSource(sent) {
  if (sent.kind === "path") return sent.path;
  return sent.kind === "bytes" ? sent.bytes : chunksFrom(sent.port);
}
async function* chunksFrom(port) {
  port.postMessage({ type: "open" });
  try {
    yield* receiveChunks(port);
  } finally {
    port.close();
  }
}

// packages/tables/src/transform-file/reject-columns.ts
function rejectColumns(columns) {
  const free = (name) => (columns.includes(name) ? free(`${name}_`) : name);
  return {
    row: free("source_row"),
    byteOffset: free("byte_offset"),
    column: free("problem_column"),
    value: free("problem_value"),
    rule: free("problem_rule"),
    message: free("problem_message"),
  };
}
function extraColumn(index) {
  return `extra_${index + 1}`;
}
function fingerprintOf({ plan, source, start, sizeBytes }, mapping) {
  return digestOf(["kernel", plan, { ...source, mustBeUtf8: false }, start, sizeBytes, mapping]);
}
function rowsFingerprintOf(mapping, output, source) {
  return digestOf(["rows", mapping, output, source]);
}
function digestOf(parts) {
  const { unicode: unicode2, icu, tz } = process.versions;
  return createHash("sha256")
    .update(JSON.stringify([FORM, SIMD_KERNEL.length, unicode2, icu, tz, ...parts]))
    .update(SIMD_KERNEL)
    .digest("hex");
}
var FORM = 1;
function checkMark(mark, fingerprint) {
  if (mark !== void 0 && mark.fingerprint !== fingerprint) throw markMismatch("another source, mapping, target or version");
}
function markMismatch(of) {
  return new RowmillError("MARK_MISMATCH", `continueFrom is a mark of a transform with ${of}: start again without it`);
}
function stopError(why, { inputEnd, rows, rejected: rejected2 }, { path, options: { maxRejects } }, { maxRecordLength }) {
  if (why === "too_many_rejects") return tooManyRejects(rejected2, rows, maxRejects ?? 0);
  const row = rows + 1;
  const line = countLines(path, inputEnd) + 1;
  return new RowmillError(
    "FILE_RECORD_TOO_LARGE",
    `The file cannot be read on: row ${row} (line ${line}, byte ${inputEnd}) is longer than ${maxRecordLength} bytes. Raise maxRecordLength if it is really that long`,
    { details: { row, line, byteOffset: inputEnd, maxRecordLength }, retriable: false },
  );
}
function tooManyRejects(rejected2, rows, maxRejects) {
  return new RowmillError(
    "TOO_MANY_REJECTS",
    `${rejected2} of the first ${rows} rows were rejected, more than the ${maxRejects} that maxRejects allows. Look at the rejects, or raise maxRejects`,
    { details: { rejected: rejected2, rows, maxRejects }, retriable: false },
  );
}
function countLines(path, end) {
  const fd = openSync(path, "r");
  const buffer = Buffer.alloc(1024 * 1024);
  let lines = 0;
  let before = 0;
  try {
    for (let at = 0; at < end;) {
      const read = readSync(fd, buffer, 0, Math.min(buffer.length, end - at), at);
      if (read === 0) break;
      for (const byte of buffer.subarray(0, read)) {
        if (byte === CR || (byte === LF && before !== CR)) lines += 1;
        before = byte;
      }
      at += read;
    }
    return lines;
  } finally {
    closeSync(fd);
  }
}
var LF = 10;
var CR = 13;
var HOST_OPTIONS = {
  allowExpressions: true,
  steps: true,
  files: true,
  references: true,
  secrets: true,
  profile: true,
  fileId: true,
  jobTime: true,
  temporaryFolder: true,
};
var ROW_OPTIONS = { ...FORMAT_OPTIONS, ...HOST_OPTIONS, onProblem: true, returned: true, signal: true };
function checkRowOptions(options, own, caller) {
  checkOptions(options, { ...ROW_OPTIONS, ...own }, caller);
  const { onProblem = "reject" } = options;
  if (onProblem !== "reject" && onProblem !== "keep") {
    throw invalidOption(`onProblem must be "reject" or "keep", not ${JSON.stringify(onProblem)}`);
  }
}
function rowOptionsOf(options) {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name in ROW_OPTIONS));
}
function readOptionsOf(options) {
  const names = [...Object.keys(FORMAT_OPTIONS), "signal"];
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)));
}
var LimitWatch = class {
  #limits;
  #nulls;
  #duplicates;
  #problems = [];
  /** @param fields - the names of the fields, by their places */
  constructor(limits = {}, fields2, temporaryFolder) {
    this.#limits = limits;
    const place = (field) => fields2.indexOf(field);
    this.#nulls = (limits.nullValues ?? []).map((limit) => ({ field: limit.field, place: place(limit.field), limit, count: 0 }));
    this.#duplicates = (limits.duplicateValues ?? []).map((limit) => ({
      field: limit.field,
      place: place(limit.field),
      limit,
      seen: new KeySet(temporaryFolder),
      count: 0,
    }));
  }
  /** The limits that do not hold, known until now. */
  get problems() {
    return this.#problems;
  }
  /** Counts rows of the result. Limits by count that are passed are in `problems` afterwards. */
  take(rows, counts) {
    for (const { values } of rows) {
      for (const watch of this.#nulls) if ((values[watch.place] ?? "") === "") watch.count += 1;
      for (const watch of this.#duplicates) {
        const value = values[watch.place] ?? "";
        if (value !== "" && !watch.seen.add(keyDigest([value]))) watch.count += 1;
      }
    }
    this.#judge(counts, false);
  }
  /** Judges the whole. */
  end(counts) {
    this.#judge(counts, true);
  }
  close() {
    for (const { seen } of this.#duplicates) seen.close();
  }
  #judge(counts, isEnd) {
    const { rowCount, rejects } = this.#limits;
    const { written, rejected: rejected2 } = counts;
    this.#problems.length = 0;
    if (rowCount?.maximum !== void 0 && written > rowCount.maximum)
      this.#add("rowCount", void 0, `There are more than ${rowCount.maximum} rows`);
    if (isEnd && rowCount?.minimum !== void 0 && written < rowCount.minimum) {
      this.#add("rowCount", void 0, `There are ${written} rows, at least ${rowCount.minimum} are expected`);
    }
    if (rejects) this.#judgeOne("rejects", void 0, rejects, rejected2, written + rejected2, isEnd, "rows are rejected");
    for (const { field, limit, count } of this.#nulls)
      this.#judgeOne("nullValues", field, limit, count, written, isEnd, `values of ${field} are missing`);
    for (const { field, limit, count } of this.#duplicates) {
      this.#judgeOne("duplicateValues", field, limit, count, written, isEnd, `values of ${field} have come before`);
    }
  }
  #judgeOne(name, field, { count: most, share }, count, of, isEnd, what) {
    if (most !== void 0 && count > most) this.#add(name, field, `${count} ${what}, at most ${most} are allowed`);
    else if (isEnd && share !== void 0 && count > share * of) {
      this.#add(name, field, `${count} of ${of} ${what}, at most ${share * 100} % are allowed`);
    }
  }
  #add(limit, field, message) {
    this.#problems.push({ limit, ...(field === void 0 ? {} : { field }), message });
  }
};
function limitExceeded(problems) {
  return new RowmillError("DATA_LIMIT_EXCEEDED", `The data passes a limit: ${problems.map(({ message }) => message).join("; ")}`, {
    details: { problems },
    retriable: false,
  });
}

// packages/tables/src/validate/reject.ts
function inFileOrder(some, others) {
  if (some.length === 0) return others;
  return others.length === 0 ? some : [...some, ...others].toSorted((a, b) => a.rowNumber - b.rowNumber);
}
function ownedReject(reject) {
  return { ...reject, cells: reject.cells.map((cell) => (cell === null ? null : ownedText(cell))) };
}

// packages/tables/src/transform/engine/row-counts.ts
var RowCounter = class {
  read = 0;
  added = 0;
  written = 0;
  rejected = 0;
  #leftOut = /* @__PURE__ */ new Map();
  leaveOut(op) {
    this.#leftOut.set(op, (this.#leftOut.get(op) ?? 0) + 1);
  }
  /** Continues from counts. */
  restore({ read, added, written, rejected: rejected2, leftOut }) {
    Object.assign(this, { read, added, written, rejected: rejected2 });
    this.#leftOut.clear();
    for (const [op, count] of Object.entries(leftOut)) this.#leftOut.set(op, count);
  }
  /**
   * The counts up to here. Between batches rows may be on their way.
   * @throws Error if rows were lost, which is a fault of Rowmill
   */
  finish() {
    const counts = this.now();
    const leftOut = Object.values(counts.leftOut).reduce((sum, count) => sum + count, 0);
    if (counts.read + counts.added !== counts.written + counts.rejected + leftOut) {
      throw new Error(`Rows do not add up: ${JSON.stringify(counts)}`);
    }
    return counts;
  }
  now() {
    const { read, added, written, rejected: rejected2 } = this;
    return { read, added, written, rejected: rejected2, leftOut: Object.fromEntries(this.#leftOut) };
  }
};

// packages/tables/src/transform/engine/row-flow.ts
function startRows(plan) {
  const counter = new RowCounter();
  let early = [];
  const report = {
    leftOut: (_row, op) => counter.leaveOut(op),
    rejected(row, { op, value, message }) {
      early.push(rejected(row, [{ value, rule: op, message }]));
    },
    added(count) {
      counter.added += count;
    },
  };
  const stages = plan.rowSteps.map((step) => step.start(report));
  return {
    counter,
    async push(rows) {
      counter.read += rows.length;
      return finish(await through(rows, 0));
    },
    async *end() {
      for (const [index, stage] of stages.entries()) {
        for await (const rows of stage.end()) yield finish(await through(rows, index + 1));
      }
    },
    async close() {
      for (const stage of stages) await stage.close?.();
      for (const rule of plan.rules) rule.close?.();
    },
  };
  async function through(rows, from) {
    let passed = rows;
    for (const stage of stages.slice(from)) passed = await stage.push(passed);
    return transformBatch(plan, passed);
  }
  function finish(made) {
    const rejects = inFileOrder(early, made.rejects);
    early = [];
    counter.written += made.rows.length;
    counter.rejected += rejects.length;
    return { ...made, rejects };
  }
}
async function* returnedRows(reading, { columns, rowNumbers: rejected2 }) {
  const seen = /* @__PURE__ */ new Set();
  for await (const batch of reading) {
    const place = placesIn(batch.columns, columns);
    const isGuarded = batch.format.format === "delimited";
    const rows = batch.rows.map((row) =>
      withoutPadding(
        place.cells.map((at) => original(row[at] ?? null, isGuarded)),
        columns.length,
      ),
    );
    const rowNumbers = batch.rows.map((row, index) => numberOf(row[place.row] ?? null, batch.rowNumbers[index] ?? 0));
    for (const number of rowNumbers) {
      if (!rejected2.has(number)) throw notReturned(`only rows that were rejected: row ${number} was not`);
      if (seen.has(number)) throw notReturned(`each row once: row ${number} comes again`);
      seen.add(number);
    }
    yield { ...batch, columns, rows, rowNumbers, problems: [] };
  }
}
function placesIn(found, columns) {
  const name = rejectColumns(columns).row;
  const row = found.indexOf(name);
  if (row < 0) throw notReturned(`the column ${JSON.stringify(name)}, which says which row of the file is corrected`);
  const taken = /* @__PURE__ */ new Set();
  const cells = columns.map((column) => {
    const at = found.findIndex((other, index) => other === column && !taken.has(index));
    if (at < 0) throw notReturned(`the column ${JSON.stringify(column)}`);
    taken.add(at);
    return at;
  });
  for (let index = 0; found.includes(extraColumn(index)); index += 1) {
    const at = found.indexOf(extraColumn(index));
    if (!taken.has(at)) cells.push(at);
  }
  return { row, cells };
}
function original(cell, isGuarded) {
  return isGuarded && cell?.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}
function withoutPadding(cells, width) {
  let end = cells.length;
  while (end > width && (cells[end - 1] ?? "") === "") end -= 1;
  return cells.slice(0, end);
}
function numberOf(cell, at) {
  const number = Number(cell);
  if (cell !== null && cell.trim() !== "" && Number.isSafeInteger(number) && number > 0) return number;
  throw notReturned(`a row number in row ${at}, where ${JSON.stringify(cell)} stands`);
}
function notReturned(missing) {
  const message = `This is no file of rejects of that transform: it does not have ${missing}. Correct cells of the file of rejects, and keep its first column`;
  return new RowmillError("FILE_FORMAT_UNSUPPORTED", message, { retriable: false });
}
var LIMITS = { maxAstNodes: 200, maxDepth: 24, maxListElements: 50, maxMapEntries: 50, maxCallArguments: 8 };
var MAX_RESULT_LENGTH = 1e6;
var REFUSED = /* @__PURE__ */ new Set(["matches", "all", "exists", "exists_one", "map", "filter", "bind", "fold", "dyn", "has"]);
async function loadCel() {
  let cel;
  try {
    cel = await import("@marcbachmann/cel-js");
  } catch (cause) {
    throw new RowmillError(
      "OPTION_INVALID",
      "Expressions need the package @marcbachmann/cel-js: install it, or leave out allowExpressions",
      {
        cause,
        retriable: false,
      },
    );
  }
  const environment = new cel.Environment({ limits: LIMITS })
    .registerVariable("value", "dyn")
    .registerVariable("row", "map")
    .registerFunction("trim(string): string", (text) => text.trim())
    .registerFunction("lower(string): string", (text) => text.toLowerCase())
    .registerFunction("upper(string): string", (text) => text.toUpperCase())
    .registerFunction("num(string): double", (text) => numberOf2(text));
  return { compile: (source) => compile(environment, source) };
}
function numberOf2(text) {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(number)) throw new TypeError(`num(): ${JSON.stringify(text)} is not a number`);
  return number;
}
function compile(environment, source) {
  let parsed;
  try {
    parsed = environment.parse(source);
  } catch (error) {
    throw new SyntaxError(`The expression cannot be read: ${firstLine(error)}`, { cause: error });
  }
  const columns = [];
  inspect(parsed.ast, columns);
  const checked = parsed.check();
  if (!checked.valid) throw new SyntaxError(`The expression is not valid: ${firstLine(checked.error)}`);
  return {
    columns,
    evaluate(value, column) {
      const row = {};
      for (const name of columns) row[name] = column(name);
      let result;
      try {
        result = parsed({ value: value ?? null, row });
      } catch (error) {
        throw new Error(`The expression failed: ${firstLine(error)}`, { cause: error });
      }
      if (typeof result === "string" && result.length > MAX_RESULT_LENGTH)
        throw new RangeError("The expression has a result of more than a million characters");
      return result;
    },
  };
}
function inspect(node, columns) {
  if (node.op === "call" && REFUSED.has(node.args[0])) throw new SyntaxError(`${node.args[0]} is not allowed in expressions`);
  if (node.op === "rcall" && REFUSED.has(node.args[0])) throw new SyntaxError(`${node.args[0]} is not allowed in expressions`);
  if (node.op === "id" && node.args === "row") throw new SyntaxError('A column is written row["name"] or row.name');
  const name = columnName2(node);
  if (name !== void 0) {
    if (!columns.includes(name)) columns.push(name);
    return;
  }
  for (const child of children(node.args)) inspect(child, columns);
}
function columnName2(node) {
  if (node.op === "." && node.args[0].op === "id" && node.args[0].args === "row") return node.args[1];
  if (node.op !== "[]" || node.args[0].op !== "id" || node.args[0].args !== "row") return void 0;
  const key = node.args[1];
  if (key.op === "value" && typeof key.args === "string") return key.args;
  throw new SyntaxError('A column is written row["name"], with its name as text');
}
function children(args) {
  if (Array.isArray(args)) return args.flatMap(children);
  return typeof args === "object" && args !== null && "op" in args ? [args] : [];
}
function firstLine(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}

// packages/tables/src/transform-file/rows/load-resources.ts
var MAX_ENTRIES = 1e6;
async function loadResources(mapping, source, columns, format, options) {
  const steps = mapping.fields.flatMap((field) => [...walkSteps(field.steps ?? [])].map(({ step }) => step));
  const hasExpressions = steps.some(({ op }) => op === "cel") || (mapping.rules ?? []).some(({ rule }) => rule === "row");
  return {
    cel: options.allowExpressions === true && hasExpressions ? await loadCel() : void 0,
    lookups: await loadLookups(steps, options),
    references: await loadReferences(mapping, options),
    dateOrders: steps.some(needsDateOrder) ? await dateOrders(source, columns, options) : void 0,
    secrets: options.secrets,
    hostSteps: options.steps,
    system: {
      fileName: options.fileName ?? (typeof source === "string" ? basename(source) : null),
      sheet: format.sheet,
      jobTime: options.jobTime ?? /* @__PURE__ */ new Date(),
      fileId: options.fileId ?? (usesId(mapping) ? await hashOf(source, options.signal) : void 0),
    },
    temporaryFolder: options.temporaryFolder ?? tmpdir(),
  };
}
async function loadLookups(steps, options) {
  const lookups = /* @__PURE__ */ new Map();
  for (const step of steps) {
    if (step.op !== "lookup" || step.file === void 0) continue;
    const name = lookupKey(step.file, step.key, step.value);
    const table = options.files?.[step.file];
    if (table === void 0 || lookups.has(name)) continue;
    lookups.set(name, table instanceof Map ? table : await lookupTable(step.file, table, [step.key, step.value], options.signal));
  }
  return lookups;
}
async function lookupTable(name, source, columns, signal) {
  const table = /* @__PURE__ */ new Map();
  for await (const { rows, columns: names } of readRows(source, { signal })) {
    const [keyPlace, valuePlace] = columns.map((column, index) => placeOf(name, names, column, index));
    for (const row of rows) {
      const key = ownedText(row[keyPlace ?? 0] ?? "");
      const value = row[valuePlace ?? 1] ?? null;
      const known = table.get(key);
      if (known !== void 0 && known !== value) {
        throw invalidTable(`The table ${JSON.stringify(name)} has two values for the key ${JSON.stringify(key)}: remove one`);
      }
      table.set(key, value === null ? null : ownedText(value));
      if (table.size > MAX_ENTRIES)
        throw invalidTable(`The table ${JSON.stringify(name)} has more than ${MAX_ENTRIES} entries, which a lookup does not hold`);
    }
  }
  return table;
}
async function loadReferences(mapping, options) {
  const references = /* @__PURE__ */ new Map();
  for (const rule of mapping.rules ?? []) {
    if (rule.rule !== "foreignKeys") continue;
    const { resource, fields: fields2 = rule.fields } = rule.reference;
    const name = referenceKey(resource, fields2);
    const known = options.references?.[resource];
    const table = options.files?.[resource];
    if (known) references.set(name, known);
    else if (table !== void 0 && !references.has(name)) references.set(name, await keysOf(resource, table, fields2, options.signal));
  }
  return references;
}
async function keysOf(name, table, fields2, signal) {
  const keys = /* @__PURE__ */ new Set();
  if (table instanceof Map) for (const key of table.keys()) keys.add(JSON.stringify([key]));
  else {
    for await (const { rows, columns } of readRows(table, { signal })) {
      const places = fields2.map((field, index) => placeOf(name, columns, field, index));
      for (const row of rows) keys.add(JSON.stringify(places.map((place) => row[place] ?? "")));
      if (keys.size > MAX_ENTRIES)
        throw invalidTable(`The table ${JSON.stringify(name)} has more than ${MAX_ENTRIES} keys: pass a function in the option references`);
    }
  }
  return (wanted) => wanted.map((key) => keys.has(JSON.stringify(key)));
}
function placeOf(table, columns, column, otherwise) {
  const place = column === void 0 ? otherwise : columns.indexOf(column);
  if (place >= 0 && place < columns.length) return place;
  const what = column === void 0 ? `column ${otherwise + 1}` : `the column ${JSON.stringify(column)}`;
  throw invalidTable(`The table ${JSON.stringify(table)} has not ${what}`);
}
function invalidTable(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
function needsDateOrder(step) {
  return step.op === "date" && step.from === void 0 && (step.order ?? "column") === "column";
}
async function dateOrders(source, columns, options) {
  const isRereadable = typeof source === "string" || source instanceof Uint8Array;
  const profile = options.profile ?? (isRereadable ? await analyzeFile(source, { ...readOptionsOf(options), thread: false }) : void 0);
  return columns.map((_, index) => {
    const order = profile?.columns.find((column) => column.index === index)?.dateOrder;
    if (order === "day_first") return "dayFirst";
    return order === "month_first" ? "monthFirst" : void 0;
  });
}
function usesId(mapping) {
  return JSON.stringify(mapping.fields).includes("$id");
}
async function hashOf(source, signal) {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) return void 0;
  const hash = createHash("sha256");
  for await (const chunk of (await inputOf(source, signal)).open()) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest("hex");
}

// packages/tables/src/transform-file/rows/open-transform.ts
async function openTransform(source, request, options) {
  const { moreRules = () => [], maxRows = Number.POSITIVE_INFINITY, after } = request;
  const made = typeof request.mapping === "function" ? request.mapping : void 0;
  const early = made ? void 0 : request.isChecked === true ? request.mapping : await parse(request.mapping);
  const read = readRows(source, readOptionsOf(options));
  const reading = options.returned ? returnedRows(read, options.returned) : read;
  try {
    const first = await reading.next();
    if (first.done === true) throw new Error("readRows ended without a batch");
    const { format, columns } = first.value;
    const mapping = early ?? (await parse(made?.(columns)));
    const resources = await loadResources(mapping, source, columns, format, options);
    const compiled = compileMapping(mapping, columns, resources);
    const rules = [...compiled.rules, ...moreRules(compiled)];
    const plan = { ...compiled, rules, keepsProblems: options.onProblem === "keep" };
    const targets = plan.fields.map(({ target }) => target);
    const remembers = remembersRows(mapping, plan);
    const limits = new LimitWatch(mapping.limits, targets, resources.temporaryFolder);
    return {
      format,
      sourceColumns: columns,
      plan,
      columns: plan.output.map((place) => targets[place] ?? ""),
      limits,
      batches: () => run(plan, first.value, reading, { limits, maxRows, after, remembers, signal: options.signal }),
    };
  } catch (error) {
    await reading.return();
    throw error;
  }
}
async function* run(plan, first, reading, { limits, maxRows, after, remembers, signal }) {
  const flow = startRows(plan);
  const { counter } = flow;
  const admit = createAdmission(first.format.format !== "delimited");
  let batch = first;
  let { findings } = first;
  const readOn = async () => {
    const next = await reading.next();
    batch = next.done === true ? void 0 : next.value;
  };
  try {
    for (; batch && after && counter.read < after.read; await readOn()) {
      const { rows, rejects } = admit(batch, batch.columns.length);
      counter.read += rejects.length;
      counter.rejected += rejects.length;
      let warnings = [];
      if (remembers) {
        const made = await flow.push(rows);
        limits.take(made.rows, counter);
        ({ warnings } = made);
      } else counter.read += rows.length;
      yield { rows: [], rejects: [], warnings, counts: counter.now(), findings: batch.findings, isRepeated: true, canContinue: false };
    }
    if (after) continueAfter(after, counter, remembers);
    for (; batch && counter.read < maxRows; await readOn()) {
      const { rows, rejects } = admit(firstRows(batch, maxRows - counter.read), batch.columns.length);
      counter.read += rejects.length;
      counter.rejected += rejects.length;
      const made = await flow.push(rows);
      limits.take(made.rows, counter);
      ({ findings } = batch);
      const counts = counter.now();
      yield { ...made, rejects: inFileOrder(rejects, made.rejects), counts, findings, isRepeated: false, canContinue: true };
    }
    for await (const made of flow.end()) {
      signal?.throwIfAborted();
      limits.take(made.rows, counter);
      yield { ...made, counts: counter.now(), findings, isRepeated: false, canContinue: false };
    }
    limits.end(counter.finish());
  } finally {
    limits.close();
    await flow.close();
    await reading.return();
  }
}
function continueAfter(after, counter, remembers) {
  if (counter.read !== after.read) throw markMismatch("a source of other rows");
  if (!remembers) counter.restore(after);
  else if (!isDeepStrictEqual(counter.now(), after)) throw markMismatch("other results for the same rows");
}
function remembersRows({ rules = [], limits = {} }, { rowSteps, rules: compiled, keepsProblems }) {
  if (rowSteps.some(({ op }) => !INDEPENDENT_STEPS.has(op))) return true;
  if (compiled.some(({ remember }) => remember !== void 0)) return true;
  if (keepsProblems) return true;
  return rules.some(({ severity }) => severity === "warning") || limits.nullValues !== void 0 || limits.duplicateValues !== void 0;
}
var INDEPENDENT_STEPS = /* @__PURE__ */ new Set(["filter", "splitRows", "unpivot"]);
function firstRows(batch, count) {
  if (batch.rows.length <= count) return batch;
  return { ...batch, rows: batch.rows.slice(0, count), rowNumbers: batch.rowNumbers.slice(0, count) };
}
async function parse(mapping) {
  const { parseMapping } = await import("./mapping-schema-LZGFALZ3.js");
  return parseMapping(mapping);
}
async function openOutputFiles({ target, options }, { plan, start }, fingerprint) {
  const { continueFrom, rejectsPath } = options;
  checkMark(continueFrom, fingerprint);
  const mark = continueFrom;
  const before = Buffer.from(textBefore(plan.columns, plan.output));
  const output = await openAt(target.path, mark?.outputOffset);
  let rejects;
  try {
    if (mark === void 0) await output.write(before, 0, before.length, 0);
    rejects = rejectsPath === void 0 ? void 0 : await openAt(rejectsPath, mark?.rejectsOffset);
  } catch (error) {
    await output.close();
    throw error;
  }
  const handles = rejects === void 0 ? [output] : [output, rejects];
  return {
    start:
      mark === void 0
        ? {
            inputEnd: start.offset,
            outputEnd: before.length,
            rejectsEnd: 0,
            rows: start.rows,
            written: 0,
            rejected: 0,
            blank: 0,
            lastWidth: start.lastWidth,
          }
        : {
            rows: mark.rowNumber,
            written: mark.written,
            rejected: mark.rejected,
            blank: mark.blank,
            inputEnd: mark.inputOffset,
            outputEnd: mark.outputOffset,
            rejectsEnd: mark.rejectsOffset,
            lastWidth: mark.lastWidth,
          },
    async flush() {
      await Promise.all(handles.map((handle) => handle.datasync()));
    },
    async finish({ outputEnd, rejectsEnd }, after) {
      const bytes = Buffer.from(after);
      await output.write(bytes, 0, bytes.length, outputEnd);
      await output.truncate(outputEnd + bytes.length);
      await rejects?.truncate(rejectsEnd);
      return outputEnd + bytes.length;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(handles.map((handle) => handle.close()));
    },
  };
}
async function openAt(path, offset) {
  if (offset === void 0) return open(path, "w");
  const handle = await open(path, "r+");
  try {
    if ((await handle.stat()).size < offset) throw markMismatch("an output that is shorter now");
    await handle.truncate(offset);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

export {
  OUTPUT_FORMATS,
  analyzeFile,
  askedFunctions,
  checkMark,
  checkRowOptions,
  createSourceSender,
  createWorkerPool,
  defaultWorkerPool,
  describeOutput,
  extraColumn,
  fingerprintOf,
  hasParts,
  hostFunctions,
  limitExceeded,
  markMismatch,
  openAt,
  openOutputFiles,
  openTransform,
  ownedReject,
  readRows,
  receivedSource,
  rejectColumns,
  rowOptionsOf,
  rowsFingerprintOf,
  stopError,
  tooManyRejects,
  walkSteps,
  writeDelimited,
  writeFixedWidth,
  writeJson,
  writeJsonLines,
  writeParquet,
  writePart,
  writeTable,
  writeText,
  writeXlsx,
};
//# sourceMappingURL=chunk-TCQLFE4Y.js.map
//# sourceMappingURL=chunk-TCQLFE4Y.js.map
