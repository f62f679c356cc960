import { formatOfName } from "./chunk-V4OFCFNT.js";
import { stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RowmillError } from "@rowmill/core/errors";
import { getHeapStatistics } from "node:v8";

// packages/tables/src/profile/ranges/range-cuts.ts
function rangeCuts(sizeBytes, threads, isWarm = true) {
  const ranges = Math.min(threads, Math.floor(sizeBytes / LEAST_RANGE_BYTES));
  const share = (sizeBytes + (isWarm ? WARM_LEAD_BYTES : COLD_LEAD_BYTES)) / ranges;
  return Array.from({ length: Math.max(0, ranges - 1) }, (_, index) => Math.floor(sizeBytes - share * (ranges - index - 1)));
}
var LEAST_RANGE_BYTES = 32 * 1024 * 1024;
var WARM_LEAD_BYTES = 4 * 1024 * 1024;
var COLD_LEAD_BYTES = 12 * 1024 * 1024;
function workerEntry(name, moduleUrl = (packageUrl ??= findPackage())) {
  if (moduleUrl.endsWith(".ts")) {
    return { url: new URL(`../${name}.ts`, moduleUrl), execArgv: ["--conditions=@rowmill/source"] };
  }
  return { url: new URL(`./${name}.js`, moduleUrl), execArgv: [] };
}
var packageUrl;
function findPackage() {
  const own = import.meta.url ?? pathToFileURL(typeof __filename === "string" ? __filename : join(process.cwd(), "-")).href;
  if (own.endsWith(".ts") || existsSync(new URL("./analyze/analyze-worker.js", own))) return own;
  try {
    return pathToFileURL(createRequire(own).resolve("@rowmill/tables")).href;
  } catch (cause) {
    const message = `@rowmill/tables is part of a bundle, and the files of its worker threads are neither beside that nor in node_modules. Keep the package external when you bundle, and install it beside the bundle: external: ["@rowmill/tables"]`;
    throw new RowmillError("WORKER_FAILED", message, { cause, retriable: false });
  }
}

// packages/tables/src/analyze/range-threads.ts
var STOP = 0;
var TOLD = 1;
async function startRangeThreads(path, settings, pool) {
  const format = settings.format ?? formatOfName(settings.fileName ?? path);
  if (settings.threads < 2 || (format !== void 0 && format !== "delimited")) return void 0;
  const sizeBytes = await stat(path).then(
    (stats) => (stats.isFile() ? stats.size : 0),
    () => 0,
  );
  const { length: count } = rangeCuts(sizeBytes, settings.threads);
  if (count === 0) return void 0;
  const threads = takeRangeThreads(count, settings, pool);
  if (threads.length === 0) return void 0;
  const isWarm = threads.every((thread) => thread.isWarm);
  return beginRanges(threads, { path, settings, cuts: rangeCuts(sizeBytes, threads.length + 1, isWarm) });
}
function takeRangeThreads(count, { maxMemoryMb }, pool) {
  const entry = workerEntry("analyze/range-worker");
  const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
  const threads = [];
  while (threads.length < count) {
    const thread = pool.tryTake({ name: "rowmill-range", entry, resourceLimits });
    if (!thread) break;
    threads.push(thread);
  }
  return threads;
}
function beginRanges(threads, { path, settings, cuts }) {
  const shared = {
    progress: new Float64Array(new SharedArrayBuffer(threads.length * 16)),
    buffers: new Float64Array(new SharedArrayBuffer(threads.length * 8)),
    signs: new Int32Array(new SharedArrayBuffer((TOLD + threads.length) * 4)),
  };
  const ports = threads.map((thread, slot) => {
    const guess = { path, settings, from: cuts[slot] ?? 0, to: cuts[slot + 1] };
    return thread.start({ shared, slot, guess }, () => {});
  });
  const endAll = async (some) => {
    Atomics.store(shared.signs, STOP, 1);
    await Promise.all(some.map((thread) => thread.end()));
  };
  return {
    given: { cuts, ports, shared },
    async release(heldBytes) {
      for (const [slot, thread] of threads.entries()) if (heldBytes[slot] !== void 0) thread.release(heldBytes[slot]);
      await endAll(threads.filter((_, slot) => heldBytes[slot] === void 0));
    },
    end: () => endAll(threads),
  };
}
function checkBuffers(maxMemoryMb) {
  if (getHeapStatistics().external_memory > maxMemoryMb * 1024 * 1024) throw memoryExceeded(maxMemoryMb);
}
function checkSharedBuffers(maxMemoryMb, buffers, slot) {
  buffers[slot] = getHeapStatistics().external_memory;
  if (buffers.reduce((sum, bytes) => sum + bytes, 0) > maxMemoryMb * 1024 * 1024) throw memoryExceeded(maxMemoryMb);
}
function memoryExceeded(maxMemoryMb, cause) {
  const message = `The analysis of the file needs more than ${maxMemoryMb} MB of memory. Raise maxMemoryMb if the machine has more; everything else goes on`;
  return new RowmillError("FILE_MEMORY_EXCEEDED", message, {
    details: { maxMemoryMb },
    retriable: false,
    ...(cause !== void 0 && { cause }),
  });
}
function isOutOfMemory(cause) {
  return cause instanceof Error && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
}

export { STOP, TOLD, checkBuffers, checkSharedBuffers, isOutOfMemory, memoryExceeded, startRangeThreads, workerEntry };
//# sourceMappingURL=chunk-37T2JPWK.js.map
//# sourceMappingURL=chunk-37T2JPWK.js.map
