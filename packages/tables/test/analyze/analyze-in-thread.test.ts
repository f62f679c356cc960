import { describe, expect, it, onTestFinished } from "vitest";
import { completeSettings } from "../../src/analyze/analyze-options.ts";
import { createWorkerPool } from "../../src/threads/worker-pool.ts";
import { analyzeInThread } from "../../src/analyze/analyze-in-thread.ts";

const SETTINGS = completeSettings({});
const HOST = { onProgress: () => {}, pool: createWorkerPool() };

/** A worker that runs this code instead of an analysis, and waits indefinitely unless that ends it. */
function workerOf(code: string) {
  return { url: new URL(`data:text/javascript,${encodeURIComponent(`${code}; setInterval(() => {}, 1_000);`)}`), execArgv: [] };
}

function analyze(entry: ReturnType<typeof workerOf>) {
  return analyzeInThread({ kind: "bytes", bytes: Buffer.from("a,b\n1,2\n") }, SETTINGS, HOST, entry);
}

describe("analyzeInThread", () => {
  it.each([
    ["throws in a timer", `setTimeout(() => { throw new Error("late") }, 5)`],
    ["throws something that is no error", `setTimeout(() => { throw null }, 5)`],
    ["throws something that cannot be sent", `setTimeout(() => { throw { run() {} } }, 5)`],
    ["throws an error that has a code", `setTimeout(() => { throw Object.assign(new Error("late"), { code: "FILE_NOT_TEXT" }) }, 5)`],
    ["leaves a promise rejected", `Promise.reject(new Error("forgotten"))`],
    ["does not start", `throw new Error("early")`],
    ["exits", `process.exit(0)`],
  ])("rejects with WORKER_FAILED, and nothing else happens, if the thread %s", async (_, code) => {
    const uncaught: unknown[] = [];
    const listener = (error: unknown) => uncaught.push(error);
    process.on("uncaughtExceptionMonitor", listener);
    onTestFinished(() => void process.off("uncaughtExceptionMonitor", listener));
    await expect(analyze(workerOf(code))).rejects.toMatchObject({ code: "WORKER_FAILED", retriable: true });
    expect(uncaught).toEqual([]);
  });

  it("says in the error what the thread died of", async () => {
    const analysis = analyze(workerOf(`setTimeout(() => { throw new Error("the disk is on fire") }, 5)`));
    await expect(analysis).rejects.toMatchObject({
      message: expect.stringContaining("the disk is on fire"),
      cause: expect.objectContaining({ message: "the disk is on fire" }),
    });
  });

  it("rejects with FILE_MEMORY_EXCEEDED if the thread runs out of memory, and goes on with the next file", async () => {
    const wide = Buffer.from(`${Array.from({ length: 200_000 }, (_, index) => `c${index}`).join(",")}\n`.repeat(3));
    const analysis = analyzeInThread({ kind: "bytes", bytes: wide }, { ...SETTINGS, maxMemoryMb: 16 }, HOST);
    await expect(analysis).rejects.toMatchObject({ code: "FILE_MEMORY_EXCEEDED", retriable: false, details: { maxMemoryMb: 16 } });
    const next = await analyzeInThread({ kind: "bytes", bytes: Buffer.from("a,b\n1,2\n") }, SETTINGS, HOST);
    expect(next.rowCount).toBe(1);
  });

  it("rejects with FILE_MEMORY_EXCEEDED if the kernel's memory grows beyond the limit", async () => {
    const wide = Buffer.from(`${Array.from({ length: 16_000 }, (_, index) => index).join(",")}\n`.repeat(40));
    const analysis = analyzeInThread({ kind: "bytes", bytes: wide }, { ...SETTINGS, maxMemoryMb: 60 }, HOST);
    await expect(analysis).rejects.toMatchObject({ code: "FILE_MEMORY_EXCEEDED" });
  });
});
