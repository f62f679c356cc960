import {
  askedFunctions,
  receivedSource,
  openTransform,
  rowsFingerprintOf,
  hasParts,
  checkMark,
  writePart,
  limitExceeded,
  tooManyRejects,
  markMismatch,
  openAt,
} from "./chunk-TCQLFE4Y.js";
import { outputColumns, rejectText, diskFailure } from "./chunk-TB36F36Y.js";
import "./chunk-BX6I3SQO.js";
import "./chunk-E5QQ6UQ2.js";
import { sentError } from "./chunk-RLV6C42U.js";
import "./chunk-37T2JPWK.js";
import { heldBytes } from "./chunk-7PMDZCWF.js";
import "./chunk-V4OFCFNT.js";
import "./chunk-T7WKJVQE.js";
import { __using, __callDispose } from "./chunk-UAWBPTDW.js";

// packages/tables/src/transform-file/rows/rows-files.ts
async function openRowsFiles(path, rejectsPath, mark) {
  const output = await openAt(path, mark?.outputOffset);
  let rejects;
  try {
    rejects = rejectsPath === void 0 ? void 0 : await openAt(rejectsPath, mark?.rejectsOffset);
  } catch (error) {
    await output.close();
    throw error;
  }
  const handles = rejects === void 0 ? [output] : [output, rejects];
  return {
    output: writtenFile(output, mark?.outputOffset),
    rejects: rejects && writtenFile(rejects, mark?.rejectsOffset),
    async flush() {
      await Promise.all(handles.map((handle) => handle.datasync()));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(handles.map((handle) => handle.close()));
    },
  };
}
function writtenFile(handle, from = 0) {
  let bytes = from;
  return {
    get bytes() {
      return bytes;
    },
    async write(chunk) {
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, bytes).catch((error) => {
          throw diskFailure(error);
        });
        done += bytesWritten;
        bytes += bytesWritten;
      }
    },
  };
}

// packages/tables/src/transform-file/rows/run-rows.ts
async function runRows(
  source,
  mapping,
  { path, ...output },
  { options, maxRejects, rejectsPath, markIntervalMs, continueFrom, onMark, onProgress, engineReason },
) {
  const mark = rowsMark(continueFrom, output);
  const opened = await openTransform(source, { mapping, isChecked: true, after: mark?.counts }, options);
  const { plan, limits } = opened;
  const columns = outputColumns(plan, mapping.rules);
  const fingerprint = rowsFingerprintOf(mapping, output, { format: opened.format, columns: opened.sourceColumns });
  const marks = onMark !== void 0 && typeof source === "string" && hasParts(output);
  const warnings = [];
  let findings = [];
  let warningCount = 0;
  let counts = { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} };
  const batches = opened.batches();
  try {
    var _stack = [];
    try {
      let next = await batches.next();
      checkMark(mark, fingerprint);
      for (; next.done !== true && next.value.isRepeated; next = await batches.next()) note(next.value);
      if (mark) ({ counts } = mark);
      const files = __using(_stack, await openRowsFiles(path, rejectsPath, mark), true);
      let [isFirst, canContinue] = [mark === void 0, false];
      let markAt = performance.now() + markIntervalMs;
      const isLast = () => next.done === true;
      do {
        const part = { isFirst, rowsBefore: counts.written, isLast };
        for await (const chunk of writePart(partOfRows(), columns, output, part)) await files.output.write(chunk);
        isFirst = false;
        if (isLast()) continue;
        await files.flush();
        const places = { outputOffset: files.output.bytes, rejectsOffset: files.rejects?.bytes ?? 0 };
        await onMark?.({ engine: "rows", counts, ...places, fingerprint });
        markAt = performance.now() + markIntervalMs;
      } while (!isLast());
      return {
        counts,
        outputBytes: files.output.bytes,
        rejectsBytes: files.rejects?.bytes ?? 0,
        warningCount,
        warnings,
        format: opened.format,
        findings,
        engine: "rows",
        engineReason,
        decidedRows: 0,
        repeatedChunks: 0,
        threads: 1,
      };
      async function* partOfRows() {
        for (canContinue = false; next.done !== true && !canContinue;) {
          const batch = next.value;
          note(batch);
          if (batch.rejects.length > 0) await files.rejects?.write(Buffer.from(batch.rejects.map(rejectText).join("")));
          yield batch.rows.map(({ values }) => plan.output.map((place) => values[place] ?? null));
          canContinue = marks && batch.canContinue && performance.now() >= markAt;
          next = await batches.next();
        }
        if (next.done === true && limits.problems.length > 0) throw limitExceeded(limits.problems);
      }
    } catch (_) {
      var _error = _,
        _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && (await _promise);
    }
  } finally {
    await batches.return();
  }
  function note(batch) {
    ({ counts, findings } = batch);
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
    if (counts.rejected > maxRejects) throw tooManyRejects(counts.rejected, counts.read, maxRejects);
    warningCount += batch.warnings.length;
    warnings.push(...batch.warnings.slice(0, SHOWN_WARNINGS - warnings.length));
    onProgress?.({ bytes: void 0, counts });
  }
}
function rowsMark(continueFrom, output) {
  if (continueFrom === void 0) return void 0;
  if (continueFrom.engine === "rows" && hasParts(output)) return continueFrom;
  throw markMismatch("another way of transforming");
}
var SHOWN_WARNINGS = 1e3;

// packages/tables/src/transform-file/rows/thread/serve-rows.ts
async function serveRows(task, port) {
  const send = (message) => port.postMessage(message);
  const waiting = /* @__PURE__ */ new Map();
  port.on("message", ({ id, results }) => {
    waiting.get(id)?.(results);
    waiting.delete(id);
  });
  let asked = 0;
  const ask = (message) => {
    const id = asked;
    asked += 1;
    send({ ...message, id });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  const functions = askedFunctions(task.functions, (call) => ask({ type: "call", call }));
  const files = Object.entries(task.files).map(([name, file]) => [name, file instanceof Map ? file : receivedSource(file)]);
  try {
    const result = await runRows(receivedSource(task.source), task.mapping, task.target, {
      ...task,
      options: { ...task.options, ...functions, files: Object.fromEntries(files) },
      onMark: task.wantsMarks ? (mark) => ask({ type: "mark", mark }) : void 0,
      onProgress: throttled((progress) => send({ type: "progress", progress })),
    });
    send({ type: "done", result, heldBytes: heldBytes() });
  } catch (error) {
    send({ type: "failed", error: sentError(error) });
  }
}
function throttled(report) {
  let nextAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now < nextAt) return;
    nextAt = now + PROGRESS_INTERVAL_MS;
    report(progress);
  };
}
var PROGRESS_INTERVAL_MS = 50;

export { serveRows };
//# sourceMappingURL=serve-rows-LHIA6OUW.js.map
//# sourceMappingURL=serve-rows-LHIA6OUW.js.map
