import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { takeThread } from "../../src/threads/task-thread.ts";

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

async function answerOf(thread: ReturnType<typeof takeThread>, task: unknown): Promise<unknown> {
  const [answer] = await once(
    thread.start(task, () => {}),
    "message",
  );
  return answer;
}

describe("takeThread", () => {
  it("gives a released thread the next task of its kind", async () => {
    const first = takeThread(kind("reused"));
    expect(await answerOf(first, "a")).toEqual({ count: 1, task: "a" });
    first.release();
    const second = takeThread(kind("reused"));
    expect(await answerOf(second, "b")).toEqual({ count: 2, task: "b" });
    const beside = takeThread(kind("reused"));
    expect(await answerOf(beside, "c")).toEqual({ count: 1, task: "c" });
    await Promise.all([second.end(), beside.end()]);
    const fresh = takeThread(kind("reused"));
    expect(await answerOf(fresh, "d")).toEqual({ count: 1, task: "d" });
    await fresh.end();
  });

  it("keeps threads of other kinds and other limits apart", async () => {
    const first = takeThread(kind("apart"));
    await answerOf(first, 1);
    first.release();
    const limited = takeThread({ ...kind("apart"), resourceLimits: { maxOldGenerationSizeMb: 64 } });
    const other = takeThread(kind("apart, too"));
    expect(await answerOf(limited, 1)).toMatchObject({ count: 1 });
    expect(await answerOf(other, 1)).toMatchObject({ count: 1 });
    await Promise.all([limited.end(), other.end()]);
  });

  it("tells what a thread died of, also if that was before its task came", async () => {
    const broken = { ...kind("broken"), entry: { url: new URL("data:text/javascript,throw new Error('early')"), execArgv: [] } };
    const deathOf = (thread: ReturnType<typeof takeThread>) => new Promise<unknown>((resolve) => void thread.start(0, resolve));
    const [older, newer] = [takeThread(broken), takeThread(broken)];
    expect(await deathOf(newer)).toMatchObject({ message: "early" });
    expect(await deathOf(older)).toMatchObject({ message: "early" });
    // A dead one is not kept for the next task, who would wait for ever.
    newer.release();
    const next = takeThread(broken);
    expect(await deathOf(next)).toMatchObject({ message: "early" });
    await next.end();
    await older.end();
  });
});
