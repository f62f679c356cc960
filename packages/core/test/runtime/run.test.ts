import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

describe("manager.run", () => {
  const fixture = () => {
    const held = heldJobType();
    const made = taskManagerFixture();
    made.manager.register(held.handled);
    return { ...made, held };
  };

  it("lets running jobs end, claims no others, closes the manager, and says why", async () => {
    const { manager, held, settled, read } = fixture();
    const told = new AbortController();
    const running = manager.run({ signal: told.signal });
    const { job } = await manager.createJob(held.jobType, 1);
    await settled();
    told.abort();
    const { job: later } = await manager.createJob(held.jobType, 2);
    held.run().end("done");
    expect(await running).toEqual({ reason: "aborted", timedOut: false, running: [] });
    expect(await read(job)).toMatchObject({ status: "completed" });
    expect(await read(later)).toMatchObject({ status: "pending", attempt: 0 });
    await expect(manager.run()).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
  });

  it("aborts what has not ended within drainMs, and names what has not stopped within timeoutMs", async () => {
    const { manager, held, settled, clock } = fixture();
    const told = new AbortController();
    const running = manager.run({ signal: told.signal, drainMs: 1_000, timeoutMs: 2_000 });
    const { job } = await manager.createJob(held.jobType, 1);
    await settled();
    told.abort();
    await clock.advanceBy(999);
    expect(held.run().signal.aborted).toBe(false);
    await clock.advanceBy(1);
    expect(held.run().signal.aborted).toBe(true);
    await clock.advanceBy(2_000);
    expect(await running).toMatchObject({ reason: "aborted", timedOut: true, running: [{ id: job.id }] });
  });

  it("resolves when something else closes the manager", async () => {
    const { manager } = fixture();
    const running = manager.run();
    await manager.close();
    expect(await running).toMatchObject({ reason: "closed", timedOut: false });
  });

  it("is one, however often it is called, and leaves no listener behind", async () => {
    const before = process.listenerCount("SIGTERM");
    const { manager } = fixture();
    const first = manager.run();
    const second = manager.run();
    expect(process.listenerCount("SIGTERM")).toBe(before + 1);
    await manager.close();
    expect(await second).toBe(await first);
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });

  it.each([{ signals: "SIGTERM" }, { signals: ["TERM"] }, { drainMs: -1 }, { timeout: 1 }])("refuses %j", async (options) => {
    const { manager } = fixture();
    await expect(manager.run(options as never)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await manager.close();
  });
});

describe("a process that runs a manager", () => {
  it("lives until a second signal, which stops its jobs, and ends with code 0", async () => {
    const { child, lines } = await start(true);
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
    expect(lines.slice(2)).toEqual(["aborted", expect.stringMatching(/^SIG(TERM|INT) false$/)]);
  });

  it("is ended by a third signal if a handler does not stop", async () => {
    const { child, line } = await start(false);
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    child.kill("SIGINT");
    await line("aborted");
    child.kill("SIGTERM");
    expect(await exited).toEqual([null, "SIGTERM"]);
  });
});

/** Starts a process that runs a job whose handler stops as soon as its signal aborts, or never. */
async function start(stops: boolean): Promise<{ child: ChildProcess; lines: string[]; line(text: string): Promise<void> }> {
  const script = `
    import { createTaskManager, defineJobType } from "@rowmill/core";
    import { memoryStore } from "@rowmill/adapter-memory";
    import { z } from "zod";
    const work = defineJobType({ type: "work", input: z.null() });
    const manager = createTaskManager({ store: memoryStore() }).register(work.handle((_input, { signal }) => new Promise((resolve) => {
      signal.addEventListener("abort", () => { console.log("aborted"); if (${stops}) resolve(); });
      console.log("running");
    })));
    await manager.createJob("work", null);
    const ended = manager.run({ drainMs: 600_000, timeoutMs: 600_000 });
    console.log("listening");
    const { reason, timedOut } = await ended;
    console.log(reason, timedOut);`;
  const args = ["--conditions=@rowmill/source", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  const waiting = new Map<string, () => void>();
  reader.on("line", (text) => {
    lines.push(text);
    waiting.get(text)?.();
  });
  const line = (text: string) =>
    new Promise<void>((resolve) => {
      waiting.set(text, resolve);
      if (lines.includes(text)) resolve();
    });
  await Promise.all([line("running"), line("listening")]);
  return { child, lines, line };
}
