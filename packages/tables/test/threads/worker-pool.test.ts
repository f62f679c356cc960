import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TaskThread } from "../../src/threads/task-thread.ts";
import { createWorkerPool, type WorkerPoolOptions } from "../../src/threads/worker-pool.ts";

/** A thread that answers each task with how many it had, and what it was. */
function kind(name: string) {
  const code = `
    import { parentPort } from "node:worker_threads";
    let count = 0;
    parentPort.on("message", ({ task, port }) => { count += 1; port.postMessage({ count, task }); });
    // ${name}`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  return { name, entry: { url, execArgv: [] }, resourceLimits: {} };
}

/** The answer of a thread to a task, after which the thread is back in its pool. */
async function lastAnswerOf(thread: TaskThread, task: unknown): Promise<unknown> {
  const answer = await answerOf(thread, task);
  thread.release();
  return answer;
}

async function answerOf(thread: TaskThread, task: unknown): Promise<unknown> {
  const [answer] = await once(
    thread.start(task, () => {}),
    "message",
  );
  return answer;
}

/** A pool that is closed with the test. */
function start(options?: WorkerPoolOptions) {
  const pool = createWorkerPool(options);
  onTestFinished(() => pool.close());
  return pool;
}

describe("a pool of worker threads", () => {
  it("gives a released thread the next task of its kind", async () => {
    const { take } = start();
    const first = await take(kind("reused"));
    expect(await answerOf(first, "a")).toEqual({ count: 1, task: "a" });
    first.release();
    const second = await take(kind("reused"));
    expect(await answerOf(second, "b")).toEqual({ count: 2, task: "b" });
    const beside = await take(kind("reused"));
    expect(await answerOf(beside, "c")).toEqual({ count: 1, task: "c" });
    await Promise.all([second.end(), beside.end()]);
    const fresh = await take(kind("reused"));
    expect(await answerOf(fresh, "d")).toEqual({ count: 1, task: "d" });
    await fresh.end();
  });

  it("keeps threads of other kinds and other limits apart", async () => {
    const { take } = start();
    const first = await take(kind("apart"));
    await answerOf(first, 1);
    first.release();
    const limited = await take({ ...kind("apart"), resourceLimits: { maxOldGenerationSizeMb: 64 } });
    const other = await take(kind("apart, too"));
    expect(await answerOf(limited, 1)).toMatchObject({ count: 1 });
    expect(await answerOf(other, 1)).toMatchObject({ count: 1 });
    await Promise.all([limited.end(), other.end()]);
  });

  it("tells what a thread died of, also if that was before its task came", async () => {
    const { take } = start();
    const broken = { ...kind("broken"), entry: { url: new URL("data:text/javascript,throw new Error('early')"), execArgv: [] } };
    const deathOf = (thread: TaskThread) => new Promise<unknown>((resolve) => void thread.start(0, resolve));
    const [older, newer] = await Promise.all([take(broken), take(broken)]);
    expect(await deathOf(newer)).toMatchObject({ message: "early" });
    expect(await deathOf(older)).toMatchObject({ message: "early" });
    // A dead one is not kept for the next task, which would wait indefinitely.
    newer.release();
    const next = await take(broken);
    expect(await deathOf(next)).toMatchObject({ message: "early" });
    await next.end();
    await older.end();
  });

  it("makes a file wait while as many threads as it may have are at work", async () => {
    const pool = start({ maxThreads: 1 });
    const first = await pool.take(kind("bounded"));
    await answerOf(first, "a");
    expect(pool.tryTake(kind("bounded"))).toBeUndefined();
    const second = pool.take(kind("bounded"));
    first.release();
    expect(await lastAnswerOf(await second, "b")).toEqual({ count: 2, task: "b" });
    expect(pool.size).toBe(1);
  });

  it("ends an idle thread of another kind to make room", async () => {
    const pool = start({ maxThreads: 1 });
    const first = await pool.take(kind("one"));
    await answerOf(first, "a");
    first.release();
    expect(await lastAnswerOf(await pool.take(kind("another")), "b")).toEqual({ count: 1, task: "b" });
  });

  it("gives the place of a caller that stopped waiting to the next", async () => {
    const pool = start({ maxThreads: 1 });
    const first = await pool.take(kind("left"));
    const leaves = new AbortController();
    const left = pool.take(kind("left"), leaves.signal);
    const next = pool.take(kind("left"));
    leaves.abort(new Error("enough"));
    first.release();
    await expect(left).rejects.toThrow("enough");
    expect(await lastAnswerOf(await next, "b")).toMatchObject({ task: "b" });
  });

  it("gives the place of a thread that died to the next", async () => {
    const pool = start({ maxThreads: 1 });
    const first = await pool.take(kind("dead"));
    const next = pool.take(kind("dead"));
    await first.end();
    expect(await lastAnswerOf(await next, "b")).toEqual({ count: 1, task: "b" });
  });

  it("ends idle threads when it is closed, others after their task, and takes no more", async () => {
    const pool = createWorkerPool({ maxThreads: 2 });
    const [busy, done] = await Promise.all([pool.take(kind("closed")), pool.take(kind("closed"))]);
    const late = pool.take(kind("closed"));
    await answerOf(done, 1);
    const closed = pool.close();
    await expect(late).rejects.toMatchObject({ code: "OPTION_INVALID" });
    done.release();
    expect(await answerOf(busy, 2)).toMatchObject({ task: 2 });
    busy.release();
    await closed;
    expect(pool.size).toBe(0);
    await expect(pool.take(kind("closed"))).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("refuses limits that are no numbers of threads or milliseconds", () => {
    for (const options of [{ maxThreads: 0 }, { maxThreads: 1.5 }, { idleMs: -1 }, { idleMs: Number.NaN }]) {
      expect(() => createWorkerPool(options)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    }
  });
});
