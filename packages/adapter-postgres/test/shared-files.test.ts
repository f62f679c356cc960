import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType, RowmillError } from "@rowmill/core";
import { localDiskStorage } from "@rowmill/file-storage";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const ROUNDS = 40;

const sum = defineJobType({
  type: "sum",
  input: z.object({ fileId: z.string() }),
  files: ({ fileId }) => ({ inputFileId: fileId }),
});

describe("two processes that share files and a database", () => {
  it("let a file be deleted or a job be created on it, never both", async () => {
    const directory = await mkdtemp(join(tmpdir(), "rowmill-shared-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const [creator, deleter] = [open(directory), open(directory)];
    const outcomes = await Promise.all(
      Array.from({ length: ROUNDS }, async (_, round) => {
        const { id } = await creator.files.put([Buffer.from("id\n1\n")]);
        const options = round % 4 === 0 ? { idempotencyKey: `round ${round}` } : {};
        const creating = outcomeOf(creator.manager.createJob(sum, { fileId: id }, options));
        const deleting = outcomeOf(deleter.manager.deleteFile(id));
        return `${await creating}, ${await deleting}`;
      }),
    );
    for (const outcome of outcomes) expect(["done, FILE_IN_USE", "FILE_NOT_FOUND, done"]).toContain(outcome);
  });

  it("let a file be deleted or a failed job on it be retried, never both", async () => {
    const directory = await mkdtemp(join(tmpdir(), "rowmill-shared-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const [creator, deleter] = [open(directory), open(directory)];
    const outcomes = await Promise.all(
      Array.from({ length: ROUNDS }, async () => {
        const { id } = await creator.files.put([Buffer.from("id\n1\n")]);
        const { job } = await creator.manager.createJob(sum, { fileId: id });
        await creator.manager.cancelJob(job.id);
        const [retrying, deleting] = [outcomeOf(creator.manager.retryJob(job.id)), outcomeOf(deleter.manager.deleteFile(id))];
        return `${await retrying}, ${await deleting}`;
      }),
    );
    for (const outcome of outcomes) expect(["done, FILE_IN_USE", "FILE_NOT_FOUND, done"]).toContain(outcome);
  });
});

/** What another process would open. */
function open(directory: string) {
  const store = postgresStore({ connectionString: database.url });
  const files = localDiskStorage({ directory, catalog: store.files });
  const manager = createTaskManager({ store, files, runs: false }).register(sum);
  onTestFinished(async () => {
    await manager.close();
    await store.close();
  });
  return { manager, files };
}

async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => "done",
    (error: unknown) => (RowmillError.is(error) ? error.code : String(error)),
  );
}
