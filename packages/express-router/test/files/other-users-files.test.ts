import { defineJobType } from "@rowmill/core";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { filesFixture } from "./files-fixture.ts";

/** The documented way to a job type of one's own: no check, and a result that is a file. */
const copy = defineJobType({
  type: "copy",
  input: z.object({ file_id: z.string() }),
  result: z.object({ file_id: z.string() }),
  files: ({ file_id }) => ({ inputFileId: file_id }),
  resultFile: ({ file_id }) => file_id,
  endpoint: { path: "copy" },
});

async function fixture() {
  const api = await filesFixture({ expose: ["copy"] });
  const { files, manager } = api;
  manager.register(
    copy.handle(async ({ file_id }, { job }) => {
      const { id } = await files.put(Readable.from(files.open(file_id)), { userId: job.userId });
      return { file_id: id };
    }),
  );
  return api;
}

describe("a job type of the host's own", () => {
  it("gives no user's file to another, by its endpoint or by POST /jobs", async () => {
    const { ask, upload, manager } = await fixture();
    const { id: file_id } = await upload("secret", { as: "ada" });
    for (const [path, json] of [
      ["/jobs/copy", { file_id }],
      ["/jobs", { type: "copy", input: { file_id } }],
    ] as const) {
      const refused = await ask(path, { json, as: "bob" });
      const missing = await ask(path, { json: JSON.parse(JSON.stringify(json).replace(file_id, "nowhere")) as unknown, as: "bob" });
      expect([refused.status, await refused.text()]).toEqual([404, await missing.text()]);
    }
    expect(await manager.countJobs()).toBe(0);
  });

  it("serves users who name files of their own", async () => {
    const { ask, upload, manager } = await fixture();
    const { id: file_id } = await upload("a,b\n1,2\n", { as: "bob" });
    const created = (await (await ask("/jobs/copy", { json: { file_id }, as: "bob" })).json()) as { job_id: string };
    await manager.waitForJob(created.job_id);
    expect(await (await ask(`/jobs/${created.job_id}/result`, { as: "bob" })).text()).toBe("a,b\n1,2\n");
  });

  it("gives out no other user's file as the result of a job", async () => {
    const { ask, upload, manager } = await fixture();
    const leaky = defineJobType({ ...copyOptions, type: "leaky" });
    manager.register(leaky.handle((input) => input));
    const { id: file_id } = await upload("secret", { as: "ada" });
    const { job } = await manager.createJob("leaky", { file_id }, { userId: "bob" });
    await manager.waitForJob(job.id);
    expect((await ask(`/jobs/${job.id}/result`, { as: "bob" })).status).toBe(410);
  });
});

/** Forgets to name the file. */
const copyOptions = {
  input: z.object({ file_id: z.string() }),
  result: z.object({ file_id: z.string() }),
  resultFile: ({ file_id }: { readonly file_id: string }) => file_id,
};

describe("DELETE /files/{id} while a job is created on the file", () => {
  it("either deletes the file or lets the job in, in 200 rounds", async () => {
    const { ask, files, manager } = await fixture();
    // No job ends, so none releases its file.
    manager.pause();
    const outcomes = new Set<string>();
    for (let round = 0; round < 200; round += 1) {
      const { id: file_id } = await files.put([Buffer.from("1")], { userId: "ada" });
      const create = () => ask("/jobs/copy", { json: { file_id } });
      const remove = () => ask(`/files/${file_id}`, { method: "DELETE" });
      const [created, deleted] = await Promise.all(round % 2 === 0 ? [create(), remove()] : [remove(), create()].toReversed());
      outcomes.add(`${created!.status} ${deleted!.status}`);
    }
    for (const outcome of outcomes) expect(["202 409", "404 204"]).toContain(outcome);
  });
});
