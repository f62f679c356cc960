import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it, onTestFinished } from "vitest";
import { analyzeHandler } from "../../src/analyze/analyze-handler.ts";
import { batchHandler } from "../../src/batch/batch-handler.ts";
import { batchJob } from "../../src/batch/batch-job.ts";
import type { BatchResult } from "../../src/batch/batch-result-schema.ts";
import { transformHandler } from "../../src/transform/transform-handler.ts";

function start() {
  const files = memoryStorage();
  const manager = createTaskManager({ store: memoryStore(), files, logger: silentLogger })
    .register(analyzeHandler({ files }))
    .register(transformHandler({ files }))
    .register(batchHandler());
  onTestFinished(async () => {
    await manager.close();
  });
  const put = async (text: string, userId: string | null = "ada") => (await files.put([Buffer.from(text)], { userId })).id;
  return { files, manager, put };
}

describe("a batch job", () => {
  it("has a job for each file, and their results in the order of the files", async () => {
    const { manager, put } = start();
    const fileIds = [];
    for (const rows of [1, 2, 3]) fileIds.push(await put(`id\n${"7\n".repeat(rows)}`));
    const { job } = await manager.createJob(
      batchJob,
      { file_ids: fileIds, operation: "analyze", options: { top_values: 1 } },
      { userId: "ada" },
    );
    const done = await manager.waitForJob(job.id);
    expect(done).toMatchObject({ status: "completed", result: { total: 3, processed: 3, failed: 0, errors: [] } });
    expect((done.result as BatchResult).results.map(({ file_id }) => file_id)).toEqual(fileIds);
    const { jobs } = await manager.listJobs({ parentId: job.id, userId: "ada" });
    expect(jobs.map(({ inputFileId }) => inputFileId ?? "").toSorted()).toEqual(fileIds.toSorted());
  });

  it("writes an output for each file it transforms", async () => {
    const { files, manager, put } = start();
    const fileIds = [await put("a\n1\n"), await put("a\n2\n")];
    const mapping = { fields: [{ target: "b", from: "a" }] };
    const options = { mapping, output_format: "csv" };
    const { job } = await manager.createJob(
      batchJob,
      { file_ids: fileIds, operation: "transform", options, concurrency: 1 },
      { userId: "ada" },
    );
    const { result } = await manager.waitForJob(job.id);
    const texts = await Promise.all(
      (result as BatchResult).results.map(async ({ result_file_id }) =>
        Buffer.concat(await Array.fromAsync(files.open(result_file_id!))).toString(),
      ),
    );
    expect(texts.map((text) => text.replaceAll("\r\n", "\n"))).toEqual(["b\n1\n", "b\n2\n"]);
  });

  it("completes although a file is bad, and says what is wrong with it", async () => {
    const { manager, put } = start();
    const good = await put("id\n1\n");
    const bad = await put("PK\u0003\u0004 no workbook");
    const { job } = await manager.createJob(
      batchJob,
      { file_ids: [bad, good], operation: "analyze", options: { format: "xlsx" } },
      { userId: "ada" },
    );
    const done = await manager.waitForJob(job.id);
    expect(done).toMatchObject({ status: "completed", result: { total: 2, failed: 2 } });
    expect((done.result as BatchResult).errors[0]).toMatchObject({ file_id: bad, code: expect.stringMatching(/^FILE_/) as unknown });
  });

  it("goes on without a file that was deleted before its turn", async () => {
    const { files, manager, put } = start();
    const kept = await put("id\n1\n");
    const gone = await put("id\n2\n");
    manager.pause();
    const { job } = await manager.createJob(batchJob, { file_ids: [gone, kept], operation: "analyze" }, { userId: "ada" });
    await files.delete(gone);
    manager.resume();
    const done = await manager.waitForJob(job.id);
    expect(done.result).toMatchObject({
      total: 2,
      processed: 1,
      failed: 1,
      results: [{ file_id: kept, status: "completed" }],
      errors: [{ file_id: gone, job_id: null, code: "FILE_NOT_FOUND" }],
    });
  });

  it.each([
    ["no file", { file_ids: [], operation: "analyze" }],
    ["100,001 files", { file_ids: Array.from({ length: 100_001 }, (_, index) => `f${index}`), operation: "analyze" }],
    ["a file twice", { file_ids: ["a", "a"], operation: "analyze" }],
    ["another operation", { file_ids: ["a"], operation: "shred" }],
  ])("of %s is refused", async (_, input) => {
    const { manager } = start();
    await expect(manager.createJob(batchJob, input as never)).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    expect(await manager.countJobs()).toBe(0);
  });

  it("is refused with options that its jobs do not take, and with another user's file", async () => {
    const { manager, put } = start();
    const mine = await put("id\n1\n");
    const theirs = await put("id\n1\n", "bob");
    const create = (file_ids: string[], options: Record<string, unknown>) =>
      manager.createJob(batchJob, { file_ids, operation: "analyze", options }, { userId: "ada" });
    await expect(create([mine], { top_vlaues: 1 })).rejects.toMatchObject({
      code: "JOB_INPUT_INVALID",
      message: expect.stringContaining("top_vlaues") as unknown,
    });
    await expect(create([mine, theirs], {})).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(await manager.countJobs()).toBe(0);
  });
});
