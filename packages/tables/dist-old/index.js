import { createSharedTurns, stopTurns } from "./chunk-AERKAU4K.js";
import {
  defaultWorkerPool,
  writeTable,
  checkRowOptions,
  openTransform,
  limitExceeded,
  ownedReject,
  hostFunctions,
  createSourceSender,
  walkSteps,
  fingerprintOf,
  openOutputFiles,
  stopError,
  rowOptionsOf,
} from "./chunk-TCQLFE4Y.js";
export {
  OUTPUT_FORMATS,
  analyzeFile,
  createWorkerPool,
  describeOutput,
  extraColumn,
  readRows,
  rejectColumns,
  writeDelimited,
  writeFixedWidth,
  writeJson,
  writeJsonLines,
  writeParquet,
  writeTable,
  writeText,
  writeXlsx,
} from "./chunk-TCQLFE4Y.js";
import { fieldsMatchProblem, textAfter, parseDecimal, stripZeros } from "./chunk-BX6I3SQO.js";
export { defineStep, detectFormat } from "./chunk-BX6I3SQO.js";
import "./chunk-E5QQ6UQ2.js";
import { invalidOption, wholeNumber, checkFormatOptions, receivedError, withoutTrailingZeros } from "./chunk-RLV6C42U.js";
export { TABLE_FORMATS } from "./chunk-RLV6C42U.js";
import { workerEntry } from "./chunk-37T2JPWK.js";
import "./chunk-V4OFCFNT.js";
import "./chunk-T7WKJVQE.js";
import { __using, __callDispose } from "./chunk-UAWBPTDW.js";
import { deferErrors } from "@rowmill/core/bytes";
import { availableParallelism, tmpdir } from "node:os";
import { RowmillError } from "@rowmill/core/errors";

// packages/tables/src/transform-file/fast/plan/needs-host.ts
function needsHost({ rows = [], fields, rules = [], limits, source }) {
  if (rows.length > 0) return "steps on rows";
  if (limits !== void 0) return "limits";
  if (source?.fieldsMatch !== void 0) return "fieldsMatch";
  for (const { rule } of rules) if (rule === "foreignKeys" || rule === "row") return `the rule ${rule}`;
  for (const { steps = [] } of fields) {
    for (const { step } of walkSteps(steps)) {
      if (step.op === "custom" || step.op === "cel") return `the step ${step.op}`;
      if (step.op === "lookup" && step.file !== void 0) return "a lookup in a file";
      if (step.op === "date" && step.from === void 0 && (step.order ?? "column") === "column") return "dates whose order the column proves";
    }
  }
  return void 0;
}

// packages/tables/src/transform-file/marks.ts
function createMarks(start, { onMark, onProgress, markIntervalMs }, { fingerprint, flush }) {
  const waiting = /* @__PURE__ */ new Map();
  const failed = Promise.withResolvers();
  failed.promise.catch(() => {});
  let total = { state: start, blank: start.blank, decided: 0, repeated: 0, stoppedBy: void 0 };
  let next = 0;
  let progressAt = 0;
  let markAt = performance.now() + markIntervalMs;
  let marking;
  return {
    add(settled) {
      waiting.set(settled.chunk, settled);
      for (let chunk = waiting.get(next); chunk !== void 0; chunk = waiting.get(next)) {
        waiting.delete(next);
        next += 1;
        total = {
          state: chunk.state,
          blank: total.blank + chunk.blank,
          decided: total.decided + chunk.decided,
          repeated: total.repeated + chunk.repeated,
          stoppedBy: total.stoppedBy ?? chunk.stoppedBy,
        };
      }
      report();
    },
    failed: failed.promise,
    async end() {
      await marking;
      return total;
    },
  };
  function report() {
    const now = performance.now();
    if (onMark && now >= markAt && marking === void 0) {
      markAt = now + markIntervalMs;
      marking = reportMark(total)
        .catch(failed.reject)
        .finally(() => (marking = void 0));
    }
    if (!onProgress || now < progressAt) return;
    progressAt = now + PROGRESS_INTERVAL_MS;
    try {
      onProgress({ bytes: total.state.inputEnd, counts: countsOf(total.state) });
    } catch (error) {
      failed.reject(error);
    }
  }
  async function reportMark(reached) {
    await flush();
    const { inputEnd, outputEnd, rejectsEnd, rows, written, rejected, lastWidth } = reached.state;
    const places = { inputOffset: inputEnd, outputOffset: outputEnd, rejectsOffset: rejectsEnd };
    await onMark?.({ engine: "kernel", ...places, rowNumber: rows, written, rejected, blank: reached.blank, lastWidth, fingerprint });
  }
}
function countsOf({ written, rejected }) {
  return { read: written + rejected, added: 0, written, rejected, leftOut: {} };
}
var PROGRESS_INTERVAL_MS = 50;

// packages/tables/src/transform-file/transform-thread.ts
var TRANSFORM_THREAD = {
  name: "rowmill-transform",
  get entry() {
    return workerEntry("transform-file/transform-worker");
  },
  resourceLimits: {
    // For the tables of lookups: a million entries take some hundred megabytes.
    maxOldGenerationSizeMb: 2048,
    // Almost every object is a cell, dead after its batch. With 8 MB rows take twice the time, with 32 MB some 20 MB more.
    maxYoungGenerationSizeMb: 16,
  },
};

// packages/tables/src/transform-file/transform-threads.ts
async function startTransformThreads(most, request, pool, signal) {
  const taken = [await pool.take(TRANSFORM_THREAD, signal)];
  while (taken.length < most) {
    const more = pool.tryTake(TRANSFORM_THREAD);
    if (!more) break;
    taken.push(more);
  }
  const planned = Promise.withResolvers();
  const ended = Promise.withResolvers();
  let onSettled = () => {};
  const held = /* @__PURE__ */ new Map();
  const fail = (error) => {
    planned.reject(error);
    ended.reject(error);
  };
  planned.promise.catch(() => {});
  ended.promise.catch(() => {});
  const onAbort = () => fail(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const threads = taken.map((thread, index) => {
    const task = index === 0 ? { kind: "open", request } : { kind: "wait" };
    const port = thread.start(task, (cause) => fail(threadFailed(cause)));
    port.on("message", (message) => {
      if (message.type === "planned") planned.resolve(message);
      else if (message.type === "not_for_kernel") planned.resolve(message);
      else if (message.type === "settled") onSettled(message.settled);
      else if (message.type === "unexpected_bytes") {
        planned.resolve("unexpected_bytes");
        ended.resolve("unexpected_bytes");
      } else if (message.type === "failed") fail(receivedError(message.error, threadFailed));
      else {
        held.set(thread, message.heldBytes);
        if (held.size === taken.length) ended.resolve("done");
      }
    });
    port.on("messageerror", (error) => fail(threadFailed(error)));
    return { thread, port };
  });
  return {
    count: taken.length,
    plan(wanted) {
      threads[0]?.port.postMessage({ type: "plan", request: wanted });
      return planned.promise;
    },
    run(message, settled) {
      onSettled = settled;
      for (const { port } of threads) port.postMessage(message);
      return ended.promise;
    },
    async release(isDone) {
      signal?.removeEventListener("abort", onAbort);
      if (isDone) for (const { thread } of threads) thread.release(held.get(thread));
      else await Promise.all(threads.map(({ thread }) => thread.end()));
    },
  };
}
function threadFailed(cause) {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `A thread that transformed the file died: ${what}. What the last mark says is written; continue from it, or start again`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}

// packages/tables/src/transform-file/run-fast.ts
async function runFast(run) {
  const result = await runOnce(run, true);
  if (result !== "unexpected_bytes") return result;
  const again = await runOnce(run, false);
  if (again === "unexpected_bytes") throw new RowmillError("INTERNAL_ERROR", "The encoding of the file was not found out");
  return again;
}
async function runOnce(run, trustSamples) {
  const { path, target, settings, pool, options } = run;
  const { signal } = options;
  signal?.throwIfAborted();
  const { path: outputPath, ...output } = target;
  const threads = await startTransformThreads(settings.threads, { path, settings: settings.format, trustSamples }, pool, signal);
  let stop = () => {};
  let isDone = false;
  try {
    var _stack = [];
    try {
      const mapping = await run.mapping;
      const reason = needsHost(mapping);
      if (reason !== void 0) return { reason };
      const request = {
        mapping,
        target: output,
        resources: { secrets: options.secrets, temporaryFolder: options.temporaryFolder ?? tmpdir(), system: UNREAD_FACTS },
      };
      const planned = await threads.plan(request);
      if (planned === "unexpected_bytes") return planned;
      if ("reason" in planned) {
        isDone = true;
        return { reason: planned.reason };
      }
      const { file, module } = planned;
      const { plan, source, sizeBytes } = file;
      const fingerprint = fingerprintOf(file, mapping);
      const files = __using(_stack, await openOutputFiles(run, file, fingerprint), true);
      const shared = createSharedTurns(files.start);
      stop = () => stopTurns(shared);
      const marks = createMarks(files.start, { ...options, markIntervalMs: settings.markIntervalMs }, { fingerprint, flush: files.flush });
      const task = {
        plan,
        source,
        from: files.start.inputEnd,
        sizeBytes,
        chunkBytes: settings.chunkBytes,
        maxRejects: settings.maxRejects,
        shared,
      };
      const ended = await Promise.race([
        threads.run(
          { type: "run", task, path, request, columns: file.start.columns, module, outputPath, rejectsPath: options.rejectsPath },
          marks.add,
        ),
        marks.failed,
      ]);
      if (ended === "unexpected_bytes") return ended;
      const { state, decided, repeated, stoppedBy } = await marks.end();
      if (stoppedBy !== void 0) throw stopError(stoppedBy, state, run, source);
      const outputBytes = await files.finish(state, textAfter(plan.output, state.written > 0));
      isDone = true;
      return {
        counts: countsOf(state),
        outputBytes,
        rejectsBytes: state.rejectsEnd,
        warningCount: 0,
        warnings: [],
        format: file.format,
        findings: file.format.findings,
        engine: "kernel",
        engineReason: void 0,
        decidedRows: decided,
        repeatedChunks: repeated,
        threads: threads.count,
      };
    } catch (_) {
      var _error = _,
        _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && (await _promise);
    }
  } finally {
    if (!isDone) stop();
    await threads.release(isDone);
  }
}
var UNREAD_FACTS = { fileName: null, sheet: null, jobTime: /* @__PURE__ */ new Date(0), fileId: "" };
async function runRowsInThread(request) {
  const { source, mapping, options, pool } = request;
  const { signal } = options;
  const thread = await pool.take(TRANSFORM_THREAD, signal);
  const stopped = new AbortController();
  try {
    signal?.throwIfAborted();
    const { result, heldBytes } = await new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stopped.signal });
      const functions = hostFunctions(mapping, options);
      const sender = createSourceSender(stopped.signal, reject);
      const answerTo = async (message) => {
        if (message.type === "call") return functions.call(message.call);
        await options.onMark?.(message.mark);
        return void 0;
      };
      const task = taskOf(request, sender.send(source), sender.send, functions.sent);
      const port = thread.start({ kind: "rows", task }, (cause) => reject(threadFailed2(cause)), sender.ports);
      port.on("message", (message) => {
        if (message.type === "done") resolve(message);
        else if (message.type === "failed") reject(receivedError(message.error, threadFailed2));
        else if (message.type === "progress") attempt(() => options.onProgress?.(message.progress), reject);
        else {
          answerTo(message)
            .then((results) => port.postMessage({ id: message.id, results }))
            .catch(reject);
        }
      });
      port.on("messageerror", (error) => reject(threadFailed2(error)));
    });
    stopped.abort();
    thread.release(heldBytes);
    return result;
  } catch (error) {
    stopped.abort();
    await thread.end();
    throw error;
  }
}
function taskOf({ mapping, target, maxRejects, markIntervalMs, options, engineReason }, source, send, functions) {
  const { signal: _signal, steps: _steps, references: _references, files = {}, ...values } = rowOptionsOf(options);
  const sentFiles = Object.entries(files).map(([name, file]) => [name, file instanceof Map ? file : send(file)]);
  return {
    source,
    mapping,
    target,
    rejectsPath: options.rejectsPath,
    maxRejects,
    markIntervalMs,
    continueFrom: options.continueFrom,
    wantsMarks: options.onMark !== void 0,
    engineReason,
    options: values,
    files: Object.fromEntries(sentFiles),
    functions,
  };
}
function attempt(run, fail) {
  try {
    run();
  } catch (error) {
    fail(error);
  }
}
function threadFailed2(cause) {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `The thread that transformed the file died: ${what}. The output is not complete; start again`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}
var TRANSFORM_OPTIONS = {
  threads: true,
  rejectsPath: true,
  maxRejects: true,
  onProgress: true,
  onMark: true,
  markIntervalMs: true,
  continueFrom: true,
  pool: true,
  chunkBytes: true,
};
function transformSettings(options) {
  checkRowOptions(options, TRANSFORM_OPTIONS, "transformFile");
  return {
    format: checkFormatOptions(options),
    threads: wholeNumber("threads", options.threads ?? Math.min(4, availableParallelism()), 1, 16),
    maxRejects: options.maxRejects === void 0 ? Number.POSITIVE_INFINITY : wholeNumber("maxRejects", options.maxRejects, 0),
    markIntervalMs: wholeNumber("markIntervalMs", options.markIntervalMs ?? 1e3, 0),
    chunkBytes: wholeNumber("chunkBytes", options.chunkBytes ?? DEFAULT_CHUNK_BYTES, 1, MAX_CHUNK_BYTES),
  };
}
var DEFAULT_CHUNK_BYTES = 1024 * 1024;
var MAX_CHUNK_BYTES = 256 * 1024 * 1024;

// packages/tables/src/transform-file/transform-file.ts
async function transformFile(source, mapping, target, options = {}) {
  deferErrors(source);
  const settings = transformSettings(options);
  const parsed = parse(mapping, target);
  parsed.catch(() => {});
  const reason = whyNotFast(source, mapping, options);
  const pool = options.pool ?? defaultWorkerPool();
  const result = reason === void 0 ? await runFast({ path: source, settings, mapping: parsed, target, pool, options }) : { reason };
  if (!("reason" in result)) return result;
  return runRowsInThread({ ...settings, source, mapping: await parsed, target, options, engineReason: result.reason, pool });
}
async function parse(mapping, target) {
  const { parseMapping } = await import("./mapping-schema-LZGFALZ3.js");
  const parsed = parseMapping(mapping);
  checkTarget(target, parsed);
  return parsed;
}
function whyNotFast(source, mapping, { format, engine, omit = [], onProblem, returned }) {
  if (typeof source !== "string") return "a source that is no path";
  if (format !== void 0 && format !== "delimited") return `the format ${format}`;
  if (engine !== void 0) return `the engine ${engine}`;
  if (returned !== void 0) return "rejects that came back";
  if (onProblem === "keep") return "rows that are kept with their problems";
  if (omit.length > 0) return "rows that are left out";
  try {
    return needsHost(mapping);
  } catch {
    return void 0;
  }
}
function checkTarget({ path, ...output }, { fields }) {
  if (typeof path !== "string" || path === "") throw invalidOption("The target of transformFile needs the path of a file");
  const shown = fields.filter(({ hidden }) => hidden !== true);
  writeTable(
    [],
    shown.map(({ target }) => ({ name: target })),
    output,
  );
}

// packages/tables/src/transform-file/rows/typed-row.ts
function typedRows(schema) {
  const made = /* @__PURE__ */ new WeakMap();
  return {
    rule({ output, fields }) {
      const targets = output.map((place) => ({ name: fields[place]?.target ?? "", column: fields[place]?.column, place }));
      const readers = targets.map(({ name }) => readerOf(schema.shape[name]));
      return {
        severity: "error",
        check(values) {
          const raw = {};
          for (const [index, { name, place }] of targets.entries()) {
            const value = readers[index]?.(values[place] ?? null);
            if (value !== void 0) raw[name] = value;
          }
          const parsed = schema.safeParse(raw);
          if (parsed.success) {
            made.set(values, parsed.data);
            return void 0;
          }
          return parsed.error.issues.map(({ path, message }) => {
            const target = targets.find(({ name }) => name === path[0]);
            return { field: target?.name, column: target?.column, value: values[target?.place ?? -1] ?? null, rule: "schema", message };
          });
        },
      };
    },
    rowOf: ({ values }) => made.get(values),
  };
}
function readerOf(type) {
  let inner = type;
  let isOptional = false;
  let isNullable = false;
  for (;;) {
    const definition = inner?._zod.def;
    if (definition === void 0) return (value) => value;
    isOptional ||= definition.type === "optional" || definition.type === "default" || definition.type === "prefault";
    isNullable ||= definition.type === "nullable";
    const next = definition.innerType ?? (definition.type === "pipe" ? definition.in : void 0);
    if (next === void 0) {
      const read = READERS[definition.type] ?? ((text) => text);
      const emptyIsNull = definition.type in READERS;
      return (value) => {
        if (value === null || (emptyIsNull && value === "")) return isOptional && !isNullable ? void 0 : null;
        return read(value);
      };
    }
    inner = next;
  }
}
var READERS = {
  number: (text) => exactNumber(text) ?? text,
  bigint: (text) => (/^-?\d{1,1000}$/.test(text) ? BigInt(text) : text),
  boolean: (text) => text === "true" || (text === "false" ? false : text),
  date: (text) => (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) ? new Date(text) : text),
};
function exactNumber(text) {
  const decimal = parseDecimal(text);
  if (decimal === void 0) return void 0;
  const { coefficient } = stripZeros(decimal);
  const number = Number(text);
  const digits = withoutTrailingZeros((coefficient < 0n ? -coefficient : coefficient).toString()).length;
  return Number.isFinite(number) && digits <= 15 ? number : void 0;
}

// packages/tables/src/transform-file/rows/transform-rows.ts
async function* transformRows(source, mapping, options = {}) {
  checkRowOptions(options, { schema: true }, "transformRows");
  const { schema } = options;
  const typed = schema && typedRows(schema);
  const moreRules = (compiled) => (typed ? [typed.rule(compiled)] : []);
  const { plan, limits, batches } = await openTransform(source, { mapping, moreRules }, options);
  const rowOf = typed?.rowOf ?? plainRow;
  for await (const { rows, rejects, warnings, counts } of batches()) {
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
    yield { rows: rows.map((row) => rowOf(row, plan)), rowNumbers: rows.map(({ rowNumber }) => rowNumber), rejects, warnings, counts };
  }
  if (limits.problems.length > 0) throw limitExceeded(limits.problems);
}
function plainRow({ values }, { output, fields }) {
  const row = {};
  for (const place of output) row[fields[place]?.target ?? ""] = values[place] ?? null;
  return row;
}

// packages/tables/src/transform-file/rows/preview-transform.ts
async function previewTransform(source, mapping, options = {}) {
  checkRowOptions(options, { rows: true, sampleRows: true }, "previewTransform");
  const shown = wholeNumber("rows", options.rows ?? 20, 0, 1e4);
  const sample = wholeNumber("sampleRows", options.sampleRows ?? 1e3, 1, 1e6);
  const { format, sourceColumns, columns, plan, batches } = await openTransform(
    source,
    { mapping, maxRows: Math.max(shown, sample) },
    options,
  );
  const rows = [];
  const failures = new FailureTally();
  let counts;
  for await (const batch of batches()) {
    counts = batch.counts;
    const warned = Map.groupBy(batch.warnings, ({ rowNumber }) => rowNumber);
    for (const { rowNumber, values, origin } of batch.rows) {
      const problems = (warned.get(rowNumber) ?? []).map(({ problem }) => problem);
      rows.push({ rowNumber, input: origin, output: plan.output.map((place) => values[place] ?? null), problems });
      failures.add(rowNumber, problems);
    }
    for (const { rowNumber, cells, problems } of batch.rejects) {
      rows.push({ rowNumber, input: cells, output: null, problems });
      failures.add(rowNumber, problems);
    }
  }
  const first = rows.toSorted((a, b) => a.rowNumber - b.rowNumber).slice(0, shown);
  return {
    format,
    sourceColumns,
    columns,
    rows: first,
    failures: failures.list(),
    counts: counts ?? { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} },
  };
}
var EXAMPLES = 5;
var FailureTally = class {
  #kinds = /* @__PURE__ */ new Map();
  add(rowNumber, problems) {
    for (const { field, rule, value, message } of problems) {
      const key = JSON.stringify([field ?? null, rule]);
      const kind = this.#kinds.get(key) ?? { field, rule, count: 0, examples: [] };
      this.#kinds.set(key, kind);
      kind.count += 1;
      const isNew = !kind.examples.some((example) => example.value === value && example.message === message);
      if (isNew && kind.examples.length < EXAMPLES) kind.examples.push({ rowNumber, value, message });
    }
  }
  list() {
    return [...this.#kinds.values()].toSorted((a, b) => b.count - a.count);
  }
};

// packages/tables/src/transform-file/rows/validate-file.ts
async function validateFile(source, rules, options = {}) {
  checkRowOptions(options, { maxListed: true, onRejects: true }, "validateFile");
  const maxListed = wholeNumber("maxListed", options.maxListed ?? 1e3, 0, 1e6);
  const { format, sourceColumns, limits, batches } = await openTransform(source, { mapping: (found) => mappingOf(rules, found) }, options);
  const columnsProblem = fieldsMatchProblem(rules.fieldsMatch ?? "subset", rules.columns ?? [], sourceColumns);
  const rejects = [];
  const warnings = [];
  const counted = /* @__PURE__ */ new Map();
  let [rows, rejectedRows, warningCount] = [0, 0, 0];
  let isStopped = false;
  for await (const batch of batches()) {
    rows = batch.counts.read;
    rejectedRows = batch.counts.rejected;
    warningCount += batch.warnings.length;
    rejects.push(...batch.rejects.slice(0, maxListed - rejects.length).map(ownedReject));
    warnings.push(...batch.warnings.slice(0, maxListed - warnings.length));
    for (const { problems } of batch.rejects) for (const problem of problems) count(problem);
    for (const { problem } of batch.warnings) count(problem);
    if (batch.rejects.length > 0) await options.onRejects?.(batch.rejects);
    isStopped = limits.problems.length > 0;
    if (isStopped) break;
  }
  return {
    isValid: rejectedRows === 0 && columnsProblem === void 0 && limits.problems.length === 0,
    format,
    rows,
    rejectedRows,
    rejects,
    warningCount,
    warnings,
    problems: [...counted.values()].toSorted((a, b) => b.count - a.count),
    limits: limits.problems,
    columnsProblem,
    isStopped,
  };
  function count({ field, rule }) {
    const key = JSON.stringify([field ?? null, rule]);
    const known = counted.get(key);
    if (known) known.count += 1;
    else counted.set(key, { field, rule, count: 1 });
  }
}
function mappingOf({ rules = [], limits }, columns) {
  const ids = columns.map((_, index) => `column ${index + 1}`);
  const targets = columns.map((name, index) => (columns.indexOf(name) === index ? name : `${name} (column ${index + 1})`));
  return {
    source: { columns: columns.map((name, index) => ({ id: ids[index] ?? "", name, index })) },
    fields: targets.map((target, index) => ({ target: target === "" ? `column ${index + 1}` : target, from: ids[index] })),
    rules: [...rules],
    ...(limits === void 0 ? {} : { limits }),
  };
}

// packages/tables/src/transform/profile-rules.ts
var MIN_REPETITIONS = 5;
function rulesOfProfile({ columns }, options = {}) {
  const named = columns.filter(({ name }) => columns.filter((other) => other.name === name).length === 1);
  return named.flatMap((column) => rulesOfColumn(column, options));
}
function rulesOfColumn(column, { maxEnum = 20, bounds = false }) {
  const { name: field, nonNullCount, nullCount, nullTokens, distinct, topValues, topValuesExact, min, max } = column;
  const rules = [];
  if (nullCount === 0 && nonNullCount > 0) rules.push({ rule: "required", field });
  if (nullTokens.length === 0) rules.push(...typeOf(column));
  const isList = distinct.exact && distinct.count > 0 && distinct.count <= maxEnum && topValues.length >= distinct.count && topValuesExact;
  if (isList && column.type === "string" && nullTokens.length === 0 && nonNullCount >= distinct.count * MIN_REPETITIONS) {
    rules.push({ rule: "enum", field, enum: topValues.map(({ value }) => value) });
  }
  if (distinct.exact && distinct.count === nonNullCount && nonNullCount > 1 && column.semantic === "identifier")
    rules.push({ rule: "unique", field });
  if (bounds && min !== null && max !== null && isComparable(column)) {
    rules.push({ rule: "minimum", field, minimum: min }, { rule: "maximum", field, maximum: max });
  }
  return rules;
}
function typeOf({ name: field, type, semantic, datePattern, decimalSign }) {
  if (semantic === "currency" || semantic === "percent") return [];
  switch (type) {
    case "integer":
      return [{ rule: "type", field, type: "integer" }];
    case "decimal":
      return [{ rule: "type", field, type: "number", ...(decimalSign === "," ? { decimalChar: ",", groupChar: "." } : {}) }];
    case "date":
    case "datetime":
    case "time":
      return datePattern === null ? [] : [{ rule: "type", field, type, format: datePattern }];
    case "boolean":
    case "string": {
      const format = semantic === "email" || semantic === "uuid" ? semantic : semantic === "url" ? "uri" : void 0;
      return format === void 0 ? [] : [{ rule: "type", field, type: "string", format }];
    }
  }
}
function isComparable({ type, decimalSign, datePattern }) {
  if (type === "integer" || type === "decimal") return decimalSign !== ",";
  return type === "date" && datePattern === "yyyy-MM-dd";
}

// packages/tables/src/validate/table-schema-rules.ts
function rulesOfTableSchema({ fields, primaryKey, uniqueKeys = [], foreignKeys = [] }) {
  return [
    ...fields.flatMap(rulesOfField),
    ...(primaryKey === void 0 || primaryKey.length === 0 ? [] : [{ rule: "primaryKey", fields: [primaryKey].flat() }]),
    ...uniqueKeys.map((names) => ({ rule: "uniqueKeys", fields: [...names] })),
    ...foreignKeys.flatMap(({ fields: names, reference: { resource, fields: referenced } }) => {
      if (resource === void 0 || resource === "") return [];
      return [{ rule: "foreignKeys", fields: [names].flat(), reference: { resource, fields: [referenced].flat() } }];
    }),
  ];
}
function rulesOfField({ name: field, type, format, constraints = {}, categories, ...characters }) {
  const { required, unique, minLength, maxLength, pattern } = constraints;
  const allowed = constraints.enum ?? categories?.map((category) => (typeof category === "object" ? category.value : category));
  const rules = [];
  if (required) rules.push({ rule: "required", field });
  if (type !== void 0 && type !== "any" && (type !== "string" || format !== void 0))
    rules.push({ rule: "type", field, type, ...given({ format }), ...charactersOf(characters) });
  if (constraints.minimum !== void 0) rules.push({ rule: "minimum", field, minimum: String(constraints.minimum) });
  if (constraints.maximum !== void 0) rules.push({ rule: "maximum", field, maximum: String(constraints.maximum) });
  if (constraints.exclusiveMinimum !== void 0)
    rules.push({ rule: "exclusiveMinimum", field, exclusiveMinimum: String(constraints.exclusiveMinimum) });
  if (constraints.exclusiveMaximum !== void 0)
    rules.push({ rule: "exclusiveMaximum", field, exclusiveMaximum: String(constraints.exclusiveMaximum) });
  if (minLength !== void 0) rules.push({ rule: "minLength", field, minLength });
  if (maxLength !== void 0) rules.push({ rule: "maxLength", field, maxLength });
  if (pattern !== void 0) rules.push({ rule: "pattern", field, pattern });
  if (allowed !== void 0) rules.push({ rule: "enum", field, enum: allowed.map(String) });
  if (unique) rules.push({ rule: "unique", field });
  return rules;
}
function charactersOf({ trueValues, falseValues, decimalChar, groupChar }) {
  return given({
    trueValues: trueValues && [...trueValues],
    falseValues: falseValues && [...falseValues],
    decimalChar,
    groupChar,
  });
}
function given(keys) {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== void 0));
}

export { previewTransform, rulesOfProfile, rulesOfTableSchema, transformFile, transformRows, validateFile };
//# sourceMappingURL=index.js.map
//# sourceMappingURL=index.js.map
