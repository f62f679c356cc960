import { memoryStore } from "@rowmill/adapter-memory";
import { type CreateJobOptions, defineJobType, type FileStorage, type InputReferences, type RowmillError } from "@rowmill/core";
import { toJsonText, uuidv7 } from "@rowmill/core/adapter";
import { memoryStorage } from "@rowmill/file-storage";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const input = z.object({
  inputFileId: z.string().optional(),
  referenceFileId: z.string().optional(),
  templateId: z.string().optional(),
  otherFileIds: z.array(z.string()).optional(),
  jobIds: z.array(z.string()).optional(),
});
const options = { type: "use", input, files: (named: z.output<typeof input>) => named as InputReferences };
const use = defineJobType(options);

describe("what an input names", () => {
  const refused = [
    ["another user's input file", "FILE_NOT_FOUND", async ({ fileOf }) => ({ inputFileId: await fileOf("ada") })],
    ["another user's reference file", "FILE_NOT_FOUND", async ({ fileOf }) => ({ referenceFileId: await fileOf("ada") })],
    [
      "another user's file beside an own one",
      "FILE_NOT_FOUND",
      async ({ fileOf }) => ({ inputFileId: await fileOf("bob"), otherFileIds: [await fileOf("ada")] }),
    ],
    ["another user's template", "TEMPLATE_NOT_FOUND", async ({ templateOf }) => ({ templateId: await templateOf("ada") })],
    ["another user's job", "JOB_NOT_FOUND", async ({ jobOf }) => ({ jobIds: [await jobOf("ada")] })],
    ["a job of no user", "JOB_NOT_FOUND", async ({ jobOf }) => ({ jobIds: [await jobOf(null)] })],
    ["a file that does not exist", "FILE_NOT_FOUND", async () => ({ inputFileId: "nowhere" })],
    ["a template that does not exist", "TEMPLATE_NOT_FOUND", async () => ({ templateId: "nowhere" })],
    ["a job that does not exist", "JOB_NOT_FOUND", async () => ({ jobIds: ["nowhere"] })],
  ] satisfies [string, string, (fixture: Fixture) => Promise<InputReferences>][];

  for (const [what, code, named] of refused) {
    it(`must not be ${what}, however the job is created`, async () => {
      const fixture = usersFixture();
      const references = await named(fixture);
      const { manager } = fixture;
      manager.register(use.handle(() => "read"));
      const as = { userId: "bob" };
      await expect(manager.createJob(use, references, as)).rejects.toMatchObject({ code, retriable: false });
      await expect(manager.createJobs([{ type: use, input: references, options: as }])).rejects.toMatchObject({ code });
      await expect(manager.executeJob(use, references, as)).rejects.toMatchObject({ code });
      await expect(manager.schedule(use, references, { ...as, id: "s", cron: "@daily" })).rejects.toMatchObject({ code });
      expect(await manager.countJobs({ type: "use" })).toBe(0);
    });
  }

  it("may be the user's own files, templates and jobs, and what belongs to no user", async () => {
    const { manager, fileOf, templateOf, jobOf } = usersFixture();
    manager.register(use);
    const own = { inputFileId: await fileOf("bob"), templateId: await templateOf("bob"), jobIds: [await jobOf("bob")] };
    const shared = { inputFileId: await fileOf(null), templateId: await templateOf(null) };
    for (const references of [own, shared]) {
      await expect(manager.createJob(use, references, { userId: "bob" })).resolves.toMatchObject({ created: true });
    }
  });

  it("must not be a user's if the job has no user", async () => {
    const { manager, fileOf } = usersFixture();
    manager.register(use);
    const inputFileId = await fileOf("ada");
    await expect(manager.createJob(use, { inputFileId })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(manager.createJob(use, { inputFileId: await fileOf(null) })).resolves.toMatchObject({ created: true });
  });

  it("is refused if the manager knows no storage to check it in", async () => {
    const { manager } = taskManagerFixture();
    const created = manager.register(use).createJob(use, { inputFileId: "f" }, { userId: "bob" });
    await expect(created).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining("createTaskManager({ store, files })"),
    });
  });

  it("is left to the host's own check where the type says so", async () => {
    const { manager, fileOf } = usersFixture();
    const trusting = defineJobType({ ...options, type: "trusting", ownership: "unchecked" });
    const inputFileId = await fileOf("ada");
    const { job } = await manager.register(trusting).createJob(trusting, { inputFileId }, { userId: "bob" });
    expect(job).toMatchObject({ inputFileId });
    expect(() => defineJobType({ ...options, ownership: "none" as never })).toThrow(/"ownership"/);
  });

  it("is looked up in the type's own storage where its handler names one", async () => {
    const { manager, fileOf } = usersFixture();
    const elsewhere = memoryStorage();
    const file = await elsewhere.put([Buffer.from("1")], { userId: "bob" });
    manager.register(use.handle(() => null, { files: elsewhere }));
    const as = { userId: "bob" };
    await expect(manager.createJob(use, { inputFileId: file.id }, as)).resolves.toMatchObject({ created: true });
    await expect(manager.createJob(use, { inputFileId: await fileOf("bob") }, as)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it("is judged before the type's own check, which may read the file", async () => {
    const { manager, fileOf } = usersFixture();
    const checked: unknown[] = [];
    const checking = defineJobType({ ...options, check: (named) => void checked.push(named) });
    manager.register(checking);
    await expect(manager.createJob(checking, { inputFileId: await fileOf("ada") }, { userId: "bob" })).rejects.toThrow(
      "There is no file with the id",
    );
    expect(checked).toEqual([]);
  });

  it("is looked up in one call for all jobs of a batch, and in none if they name nothing", async () => {
    const { manager, fileOf, lookups } = usersFixture();
    manager.register(use);
    const ids = await Promise.all(Array.from({ length: 20 }, () => fileOf("bob")));
    const as: CreateJobOptions = { userId: "bob" };
    await manager.createJobs(ids.map((inputFileId) => ({ type: use, input: { inputFileId }, options: as })));
    expect(lookups).toEqual([ids]);
    await Promise.all(ids.map((inputFileId) => manager.createJob(use, { inputFileId }, as)));
    expect(lookups.length).toBeLessThanOrEqual(3);
    lookups.length = 0;
    await manager.createJob(use, {}, as);
    expect(lookups).toEqual([]);
  });

  it("is still there when a failed job is retried, or the retry is refused", async () => {
    const { manager, files, fileOf, settled } = usersFixture();
    const failing = defineJobType({ ...options, retry: { maxAttempts: 1 } });
    manager.register(failing.handle(() => Promise.reject(new Error("no"))));
    const inputFileId = await fileOf("bob");
    const { job } = await manager.createJob(failing, { inputFileId }, { userId: "bob" });
    await settled();
    await expect(manager.retryJob(job.id)).resolves.toMatchObject({ status: "pending" });
    await settled();
    await manager.deleteFile(inputFileId);
    await expect(manager.retryJob(job.id)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(await manager.getJob(job.id)).toMatchObject({ status: "failed" });
    expect(await files.stat(inputFileId)).toBeUndefined();
  });

  it("does not matter to a repeated request, whose job is returned although its file was deleted", async () => {
    const { manager, files, fileOf } = usersFixture();
    manager.register(use);
    const inputFileId = await fileOf("bob");
    const as = { userId: "bob", idempotencyKey: "k" };
    const { job } = await manager.createJob(use, { inputFileId }, as);
    await files.delete(inputFileId);
    await expect(manager.createJob(use, { inputFileId }, as)).resolves.toMatchObject({ created: false, job: { id: job.id } });
  });
});

describe("deleteFile", () => {
  it("deletes a file of the user's, and treats another user's as missing", async () => {
    const { manager, files, fileOf } = usersFixture();
    const [own, other] = [await fileOf("ada"), await fileOf("bob")];
    await manager.deleteFile(own, { userId: "ada" });
    expect(await files.stat(own)).toBeUndefined();
    for (const id of [own, other, "nowhere"]) {
      await expect(manager.deleteFile(id, { userId: "ada" })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    }
  });

  it("refuses a file that an unfinished job names, until the job has finished", async () => {
    const { manager, fileOf } = usersFixture();
    manager.register(use);
    const inputFileId = await fileOf("ada");
    const { job } = await manager.createJob(use, { inputFileId }, { userId: "ada" });
    await expect(manager.deleteFile(inputFileId)).rejects.toMatchObject({ code: "FILE_IN_USE", details: { jobId: job.id } });
    await manager.cancelJob(job.id);
    await manager.deleteFile(inputFileId);
  });

  it("never succeeds together with the creation of a job on the file, in 500 rounds", async () => {
    const { manager, fileOf } = usersFixture();
    manager.register(use);
    const outcomes = { created: 0, deleted: 0 };
    for (let round = 0; round < 500; round += 1) {
      const inputFileId = await fileOf("ada");
      const create = () => manager.createJob(use, { inputFileId }, { userId: "ada" });
      const remove = () => manager.deleteFile(inputFileId, { userId: "ada" });
      // One begins in the course of the other, from one round to the next a little later.
      const [first, second] = round % 2 === 0 ? [create, remove] : [remove, create];
      const early = first();
      for (let turn = 0; turn < (round >> 1) % 20; turn += 1) await Promise.resolve();
      const ends = await Promise.allSettled([early, second()]);
      const [created, deleted] = round % 2 === 0 ? ends : ends.toReversed();
      expect([created!.status, deleted!.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      outcomes[created!.status === "fulfilled" ? "created" : "deleted"] += 1;
    }
    expect(Math.min(outcomes.created, outcomes.deleted)).toBeGreaterThan(0);
  });

  it("ends although jobs are created on the file all the time", async () => {
    const { manager, fileOf } = usersFixture();
    const inputFileId = await fileOf("ada");
    manager.register(use.handle(() => null));
    const execute = () => manager.executeJob(use, { inputFileId }, { userId: "ada" });
    const running = Array.from({ length: 10 }, async () => {
      for (;;) await execute();
    });
    const deleting = (async () => {
      for (;;) {
        const refusal = await manager.deleteFile(inputFileId).catch((error: unknown) => error);
        if (refusal === undefined) return;
        expect(refusal).toMatchObject({ code: "FILE_IN_USE" });
        await manager.countJobs();
      }
    })();
    const ended = await Promise.allSettled([deleting, ...running]);
    expect(ended.map((end) => (end.status === "rejected" ? (end.reason as RowmillError).code : end.status))).toEqual([
      "fulfilled",
      ...running.map(() => "FILE_NOT_FOUND"),
    ]);
  });
});

type Fixture = ReturnType<typeof usersFixture>;

/** A manager over files, templates and jobs of several users. `lookups` are the ids of each batched look-up of files. */
function usersFixture() {
  const lookups: (readonly string[])[] = [];
  const storage = memoryStorage();
  const files: FileStorage = {
    ...storage,
    statMany: async (ids) => {
      lookups.push(ids);
      return await Promise.all(ids.map((id) => storage.stat(id)));
    },
  };
  const store = memoryStore();
  const fixture = taskManagerFixture({ store, files });
  const note = defineJobType({ type: "note", input: z.null() });
  fixture.manager.register(note);
  return {
    ...fixture,
    files,
    lookups,
    fileOf: async (userId: string | null) => (await files.put([Buffer.from("1")], { userId })).id,
    async templateOf(userId: string | null) {
      const document = toJsonText({}, "document", "OPTION_INVALID", 100);
      return (await store.templates.create({ id: uuidv7(0, randomUUID()), userId, name: "t", document })).id;
    },
    jobOf: async (userId: string | null) => (await fixture.manager.createJob(note, null, { userId })).job.id,
  };
}
