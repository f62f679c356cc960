import { createTaskManager, type FileStorage, type Job, silentLogger } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it, onTestFinished } from "vitest";
import { mappingHandler, mappingJob, mappingResultSchema, transformHandler, transformJob, transformResultSchema } from "../../src/index.ts";

const ORDERS = "Nr;Betrag\n1;1,50\n2;auf Anfrage\n3;2,00\n";
const MAPPING = {
  fields: [
    { target: "id", from: "Nr" },
    { target: "amount", from: "Betrag", steps: [{ op: "number", decimalChar: "," }] },
  ],
};

function start(files: FileStorage = memoryStorage()) {
  const store = memoryStore();
  const manager = createTaskManager({ store, files, logger: silentLogger, pollMs: 20 })
    .register(transformHandler({ files, store }))
    .register(mappingHandler({ files, store }));
  onTestFinished(async () => {
    await manager.close();
  });
  const put = (text: string) => files.put([Buffer.from(text)], { name: "orders.csv" });
  /** The job when it waits for its review. */
  const shown = async (job: Pick<Job, "id">) => {
    for await (const now of manager.watchJob(job.id)) if (now.waitingFor) return now;
    throw new Error("The job finished without a review");
  };
  return { manager, files, store, put, shown };
}

const isThere = async (files: FileStorage, ids: readonly (string | null)[]) =>
  await Promise.all(ids.map(async (id) => id !== null && (await files.stat(id)) !== undefined));

describe("a mapping job with a review", () => {
  it("shows its proposal, and completes with it once it is approved", async () => {
    const { manager, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(mappingJob, { input_file_id: input, target: ["Nr", "Betrag"], review: true });
    const waiting = await shown(job);
    expect(waiting).toMatchObject({ status: "processing", isActive: false, waitingFor: { signal: "review" } });
    expect(mappingResultSchema.parse(waiting.result).document.fields).toMatchObject([{ status: "suggested" }, { status: "suggested" }]);

    await manager.signalJob(job.id, "review", { approve: true });
    const { status, result } = await manager.waitForJob(job);
    expect(status).toBe("completed");
    expect(result).toMatchObject({ review: { changed: false }, document: { fields: [{ status: "accepted" }, { status: "accepted" }] } });
  });

  it("completes with the document as the reviewer has changed it, and remembers that", async () => {
    const { manager, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const target = ["number", "amount"];
    const { job } = await manager.createJob(mappingJob, { input_file_id: input, target, review: true });
    const { document } = mappingResultSchema.parse((await shown(job)).result);
    const fields = document.fields.map((field) =>
      field.target === "number" ? { target: "number", from: "betrag", status: "edited" } : { target: "amount", status: "unmapped" },
    );
    await manager.signalJob(job.id, "review", { approve: true, changes: { ...document, fields } });
    expect((await manager.waitForJob(job)).result).toMatchObject({
      review: { changed: true },
      document: { fields: [{ from: "betrag", status: "edited" }, { status: "unmapped" }] },
      unmapped_input_columns: ["Nr"],
      unmapped_reference_columns: ["amount"],
    });

    const { job: next } = await manager.createJob(mappingJob, { input_file_id: input, target });
    expect((await manager.waitForJob(next)).result).toMatchObject({
      document: { fields: [{ target: "number", from: "betrag", by: "memory" }, {}] },
    });
  });

  it("ends as cancelled with the reviewer's reason", async () => {
    const { manager, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(mappingJob, { input_file_id: input, target: ["Nr"], review: true });
    await shown(job);
    await manager.signalJob(job.id, "review", { approve: false, reason: "wrong file" });
    expect(await manager.waitForJob(job)).toMatchObject({
      status: "cancelled",
      error: { code: "JOB_CANCELLED", message: "The reviewer did not approve it: wrong file" },
    });
  });

  it.each([
    [{}, "approve"],
    [{ approve: "yes" }, "approve"],
    [{ approve: true, changes: { format: "column-mapping", version: 9 } }, "changes"],
    [{ approve: false, changes: {} }, "changes"],
    [{ approve: true, more: 1 }, "more"],
  ])("refuses the decision %j before anything is stored", async (decision, named) => {
    const { manager, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(mappingJob, { input_file_id: input, target: ["Nr"], review: true });
    await shown(job);
    await expect(manager.signalJob(job.id, "review", decision)).rejects.toMatchObject({
      code: "SIGNAL_INVALID",
      message: expect.stringContaining(named),
    });
    await manager.signalJob(job.id, "review", { approve: true });
    expect(await manager.waitForJob(job)).toMatchObject({ status: "completed" });
  });
});

describe("a transform job with a review", () => {
  it("shows rows, counts and rejects, and has files only once it is approved", async () => {
    const { manager, files, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(transformJob, { input_file_id: input, mapping: MAPPING, output_format: "jsonl", review: true });
    const waiting = await shown(job);
    expect(waiting).toMatchObject({ status: "processing", isActive: false, resultFileId: null });
    expect(waiting.result).toMatchObject({
      rows_processed: 3,
      rows_written: 2,
      rows_rejected: 1,
      rejects: [{ row: 3, problems: [{ column: "Betrag", value: "auf Anfrage" }] }],
      preview: { rows: [{ row: 2, input: ["1", "1,50"], output: ["1", "1.50"] }, { row: 3, output: null }, { row: 4 }] },
    });
    expect(waiting.result).not.toHaveProperty("result_file_id");
    expect((await files.list({ limit: 10 })).files).toHaveLength(1);

    await manager.signalJob(job.id, "review", { approve: true });
    const { status, result } = await manager.waitForJob(job);
    expect(status).toBe("completed");
    const { result_file_id: id, rejects_file_id: rejects, report_file_id: report } = transformResultSchema.parse(result);
    expect(await isThere(files, [id, rejects, report])).toEqual([true, true, true]);
  });

  it("leaves no file if it is not approved", async () => {
    const { manager, files, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(transformJob, { input_file_id: input, mapping: MAPPING, output_format: "csv", review: true });
    await shown(job);
    await manager.signalJob(job.id, "review", { approve: false });
    expect(await manager.waitForJob(job)).toMatchObject({ status: "cancelled", error: { message: "The reviewer did not approve it" } });
    expect((await files.list({ limit: 10 })).files).toHaveLength(1);
  });

  it("counts an approval although what was written was deleted meanwhile", async () => {
    const { manager, files, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(transformJob, { input_file_id: input, mapping: MAPPING, output_format: "csv", review: true });
    const { checkpoint } = await shown(job);
    const { output_id: output, report_id: report } = checkpoint as { output_id: string; report_id: string };
    for (const id of [output, report]) expect(await files.outputs!.abort(id)).toBe(true);
    await manager.signalJob(job.id, "review", { approve: true });
    const { status, result } = await manager.waitForJob(job);
    expect(status).toBe("completed");
    expect(result).toMatchObject({ rows_written: 2, warnings: [{ code: "started_over" }] });
  });

  it("asks again if it is retried after a refusal", async () => {
    const { manager, put, shown } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(transformJob, { input_file_id: input, mapping: MAPPING, output_format: "csv", review: true });
    await shown(job);
    await manager.signalJob(job.id, "review", { approve: false });
    await manager.waitForJob(job);
    await manager.retryJob(job.id);
    await shown(job);
    await manager.signalJob(job.id, "review", { approve: true });
    expect(await manager.waitForJob(job)).toMatchObject({ status: "completed" });
  });

  it("takes no decision where no review was asked for", async () => {
    const { manager, put } = start();
    const { id: input } = await put(ORDERS);
    const { job } = await manager.createJob(
      transformJob,
      { input_file_id: input, mapping: MAPPING, output_format: "csv" },
      { delayMs: 600_000 },
    );
    await expect(manager.signalJob(job.id, "review", { approve: true })).rejects.toMatchObject({ code: "SIGNAL_UNEXPECTED" });
  });
});
