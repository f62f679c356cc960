import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);

/** Runs a script in a process of its own, and answers what it prints until it ends by itself. */
async function printedBy(script: string): Promise<string> {
  const imports = `
    import { createTaskManager, defineJobType } from "@rowmill/core";
    import { memoryStore } from "@rowmill/adapter-memory";
    import { setTimeout as sleep } from "node:timers/promises";
    import { z } from "zod";
    const work = defineJobType({ type: "work", input: z.number(), result: z.string() });
    const manager = createTaskManager({ store: memoryStore(), pollMs: 600_000 }).register(
      work.handle(async (ms) => { await sleep(ms, undefined, { ref: false }); return "done"; }),
    );
  `;
  const args = ["--conditions=@rowmill/source", "--input-type=module", "--eval", imports + script];
  const { stdout } = await run(process.execPath, args, { cwd: join(import.meta.dirname, "../.."), timeout: 150_000 });
  return stdout.trim();
}

describe("a process", () => {
  it("is not kept alive by an idle manager", async () => {
    expect(await printedBy(`console.log("ends");`)).toBe("ends");
  });

  it("is not kept alive by a job that waits for its time", async () => {
    expect(await printedBy(`await manager.createJob("work", 1, { delayMs: 600_000 }); console.log("ends");`)).toBe("ends");
  });

  it("is kept alive by whoever waits for a job", async () => {
    const script = `
      const { job } = await manager.createJob("work", 300);
      console.log((await manager.waitForJob(job.id)).result);`;
    expect(await printedBy(script)).toBe("done");
  });

  it("is kept alive by whoever watches a job", async () => {
    const script = `
      const { job } = await manager.createJob("work", 300);
      for await (const { status } of manager.watchJob(job.id)) console.log(status);`;
    expect((await printedBy(script)).split("\n").at(-1)).toBe("completed");
  });

  it("is kept alive by whoever executes a job", async () => {
    expect(await printedBy(`console.log(await manager.executeJob("work", 300));`)).toBe("done");
  });

  it("ends once the manager was closed", async () => {
    const script = `
      const { job } = await manager.createJob("work", 300);
      await manager.waitForJob(job.id);
      await manager.close();
      console.log("closed");`;
    expect(await printedBy(script)).toBe("closed");
  });

  it("survives an asynchronous refinement that rejects", async () => {
    const script = `
      const checked = defineJobType({ type: "checked", input: z.string().refine(async () => { throw new Error("database is down"); }) });
      await manager.register(checked).createJob("checked", "x").catch(({ code }) => console.log(code));
      await sleep(10);
      console.log("alive");`;
    expect(await printedBy(script)).toBe("JOB_INPUT_INVALID\nalive");
  });

  it("survives a list of jobs of which one is no job", async () => {
    const script = `
      const odd = { get type() { throw new Error("no type"); } };
      for (const job of [null, odd]) {
        await manager.createJobs([{ type: "unknown", input: 1 }, job]).catch((error) => console.log(error.code ?? error.message));
      }
      await sleep(10);
      console.log("alive");`;
    expect(await printedBy(script)).toBe("OPTION_INVALID\nno type\nalive");
  });
});
