import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, type FileStorage, type Job, silentLogger } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { localDiskStorage, memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it, onTestFinished } from "vitest";
import { transformJob, transformHandler, transformResultSchema } from "../../src/index.ts";

const ROWS = Array.from({ length: 5_000 }, (_, row) => `${row % 4_000};${row % 97 === 0 ? "no number" : `${row},50`};note ${row}`);
const FILE = `id;amount;note\n${ROWS.join("\n")}\n`;
const FIELDS = [
  { target: "id", from: "id" },
  { target: "amount", from: "amount", steps: [{ op: "number", decimalChar: "," }] },
  { target: "note", from: "note", steps: ["uppercase"] },
  { target: "key", system: "$id" },
];

/** A store that calls a function at the n-th checkpoint with a mark. */
function watched(store: JobStore, at: number, act: () => void): JobStore {
  let marks = 0;
  return {
    ...store,
    async update(updates) {
      const states = await store.update(updates);
      for (const { checkpoint } of updates) if (checkpoint?.includes('"mark":{') && (marks += 1) === at) act();
      return states;
    },
  };
}

/** Runs a job whose process closes at the n-th mark, in another process to its end. */
async function runInTwo(files: FileStorage, input: object, at: number) {
  const store = memoryStore();
  const closing = Promise.withResolvers<void>();
  const first = createTaskManager({ store: watched(store, at, closing.resolve), files, logger: silentLogger });
  first.register(transformHandler({ files, store, checkpointEveryMs: 0 }));
  const { job } = await first.createJob(transformJob, input as never);
  await Promise.race([closing.promise, first.waitForJob(job.id)]);
  await first.close();
  const [interrupted] = await store.get([{ id: job.id }]);
  const second = createTaskManager({ store, files, logger: silentLogger }).register(
    transformHandler({ files, store, checkpointEveryMs: 0 }),
  );
  onTestFinished(async () => {
    await second.close();
  });
  const finished = await second.waitForJob(job.id);
  return { interrupted: interrupted!, result: transformResultSchema.parse(finished.result) };
}

async function diskStorage(): Promise<{ files: FileStorage; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-resume-test-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return { files: localDiskStorage({ directory }), directory };
}

async function inputOf(files: FileStorage, change: object) {
  const file = await files.put([Buffer.from(FILE)], { name: "orders.csv" });
  return { input_file_id: file.id, mapping: { fields: FIELDS }, output_format: "csv", ...change };
}

/** The checksum of an attempt that was not interrupted. */
async function wholeRun(files: FileStorage, input: object) {
  const store = memoryStore();
  const manager = createTaskManager({ store, files, logger: silentLogger }).register(transformHandler({ files, store }));
  const { job } = await manager.createJob(transformJob, input as never);
  const { result } = await manager.waitForJob(job.id);
  await manager.close();
  return transformResultSchema.parse(result);
}

describe("a transform job that is interrupted", () => {
  it.each<[string, object]>([
    ["CSV", {}],
    ["JSON", { output_format: "json" }],
    ["dedupe", { mapping: { fields: FIELDS, rows: [{ op: "dedupe", keys: ["id"] }] }, output_format: "jsonl" }],
    ["unique", { mapping: { fields: FIELDS, rules: [{ rule: "unique", field: "id" }] }, output_format: "tsv" }],
  ])("continues where it was, with the same output, rejects and counts: %s", async (_, change) => {
    const { files, directory } = await diskStorage();
    const input = await inputOf(files, change);
    const whole = await wholeRun(files, input);
    const { interrupted, result } = await runInTwo(files, input, 2);
    expect(interrupted).toMatchObject({ status: "pending", checkpoint: { mark: { engine: "rows" }, storing: null } });
    expect(result.result_file_id).toBe((interrupted.checkpoint as { output_id: string }).output_id);
    expect(await contentOf(files, result.rejects_file_id)).toBe(await contentOf(files, whole.rejects_file_id));
    const ids = { result_file_id: "", rejects_file_id: "", report_file_id: "" };
    expect({ ...result, ...ids }).toEqual({ ...whole, ...ids });
    expect(result.warnings).toEqual([]);
    expect(await readdir(join(directory, "outputs"))).toEqual([]);
  });

  it("says that it begins again where the format is written in one go", async () => {
    const { files } = await diskStorage();
    const input = await inputOf(files, { output_format: "xlsx" });
    const whole = await wholeRun(files, input);
    const store = memoryStore();
    const first = createTaskManager({ store, files, logger: silentLogger }).register(transformHandler({ files, store }));
    const { job } = await first.createJob(transformJob, input as never);
    while ((await store.get([{ id: job.id }]))[0]?.checkpoint === null) await new Promise((resolve) => setImmediate(resolve));
    await first.close();
    const second = createTaskManager({ store, files, logger: silentLogger }).register(transformHandler({ files, store }));
    onTestFinished(async () => {
      await second.close();
    });
    const result = transformResultSchema.parse((await second.waitForJob(job.id)).result);
    expect(result.checksum).toBe(whole.checksum);
    expect(result.warnings).toMatchObject([{ code: "started_over", message: expect.stringContaining("xlsx") }]);
  });

  it.each<[string, (files: FileStorage, job: Job) => Promise<unknown>, string]>([
    ["its output was deleted", async ({ outputs }, job) => outputs!.abort((job.checkpoint as { output_id: string }).output_id), "deleted"],
    [
      "its mark is of another version",
      async (_, job) => Object.assign((job.checkpoint as { mark: object }).mark, { fingerprint: "other" }),
      "version",
    ],
    ["its checkpoint is of another mapping", async (_, job) => Object.assign(job.checkpoint!, { of: "other" }), "another mapping or input"],
  ])("begins again and says so if %s", async (_, damage, why) => {
    const { files, directory } = await diskStorage();
    const input = await inputOf(files, {});
    const whole = await wholeRun(files, input);
    const store = memoryStore();
    const closing = Promise.withResolvers<void>();
    const first = createTaskManager({ store: watched(store, 2, closing.resolve), files, logger: silentLogger });
    first.register(transformHandler({ files, store, checkpointEveryMs: 0 }));
    const { job } = await first.createJob(transformJob, input as never);
    await closing.promise;
    await first.close();
    const changed: JobStore = {
      ...store,
      async claim(request) {
        const jobs = await store.claim(request);
        for (const one of jobs) await damage(files, one);
        return jobs;
      },
    };
    const second = createTaskManager({ store: changed, files, logger: silentLogger }).register(transformHandler({ files, store }));
    onTestFinished(async () => {
      await second.close();
    });
    const result = transformResultSchema.parse((await second.waitForJob(job.id)).result);
    expect(result.checksum).toBe(whole.checksum);
    expect(result.warnings).toMatchObject([{ code: "started_over", message: expect.stringContaining(why) }]);
    expect(await readdir(join(directory, "outputs"))).toEqual([]);
  });

  it("leaves nothing when it is cancelled", async () => {
    const { files, directory } = await diskStorage();
    const input = await inputOf(files, {});
    const store = memoryStore();
    const marked = Promise.withResolvers<void>();
    const manager = createTaskManager({ store: watched(store, 1, marked.resolve), files, logger: silentLogger });
    manager.register(transformHandler({ files, store, checkpointEveryMs: 0 }));
    const { job } = await manager.createJob(transformJob, input as never);
    await marked.promise;
    await manager.cancelJob(job.id);
    await manager.close();
    expect(await readdir(join(directory, "outputs"))).toEqual([]);
    expect((await files.list({ limit: 10 })).files.map(({ id }) => id)).toEqual([input.input_file_id]);
  });

  it("continues in memory, too", async () => {
    const files = memoryStorage();
    const input = await inputOf(files, {});
    const { result } = await runInTwo(files, input, 2);
    expect(result.warnings).toEqual([]);
    expect(result.checksum).toBe((await wholeRun(files, input)).checksum);
  });
});

async function contentOf(files: FileStorage, id: string | null): Promise<string> {
  return Buffer.concat(await Array.fromAsync(files.open(id ?? ""))).toString();
}
