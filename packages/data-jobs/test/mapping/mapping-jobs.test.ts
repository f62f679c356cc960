import { createTaskManager, silentLogger } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { memoryStorage } from "@rowmill/file-storage";
import { parseColumnMapping } from "@rowmill/mapping";
import { expect, it, describe, onTestFinished } from "vitest";
import { mappingJob, mappingHandler, mappingResultSchema } from "../../src/index.ts";

const CUSTOMERS = `Kundennr;Vorname;Nachname;E-Mail;Geschlecht;Land
1;Ada;Lovelace;ada@example.org;w;Deutschland
2;Bob;Builder;bob@example.org;m;Frankreich
3;Eve;Adams;eve@example.org;w;Deutschland
4;Kim;Lee;kim@example.org;m;Frankreich
`;
const TARGET = {
  fields: [
    { name: "customer_id" },
    { name: "full_name" },
    { name: "email", constraints: { required: true } },
    { name: "sex", constraints: { enum: ["female", "male"] } },
    { name: "country", constraints: { enum: ["DE", "FR", "IT"] } },
    { name: "loyalty_points" },
  ],
};

function start() {
  const files = memoryStorage();
  const manager = createTaskManager({ store: memoryStore(), logger: silentLogger, progressIntervalMs: 0 }).register(
    mappingHandler({ files }),
  );
  onTestFinished(async () => {
    await manager.close();
  });
  const store = (text: string, name: string, userId?: string) => files.put([Buffer.from(text)], { name, ...(userId && { userId }) });
  return { manager, store };
}

describe("a mapping job", () => {
  it("proposes columns, steps and values for a target, as a document that can be read again", async () => {
    const { manager, store } = start();
    const file = await store(CUSTOMERS, "kunden.csv");
    const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: TARGET });
    const result = mappingResultSchema.parse((await manager.waitForJob(job.id)).result);

    expect(parseColumnMapping(result.document)).toEqual(result.document);
    expect(Object.fromEntries(result.mappings.map(({ reference_column, input_column }) => [reference_column, input_column]))).toEqual({
      customer_id: "Kundennr",
      full_name: "Vorname, Nachname",
      email: "E-Mail",
      sex: "Geschlecht",
      country: "Land",
    });
    expect(result.unmapped_reference_columns).toEqual(["loyalty_points"]);
    expect(result.unmapped_input_columns).toEqual([]);
    expect(result.overall_confidence).toBeGreaterThan(70);
    expect(result.document.fields.find(({ target }) => target === "country")).toMatchObject({
      from: "land",
      steps: expect.arrayContaining([{ op: "lookup", table: { Deutschland: "DE", Frankreich: "FR" }, else: "error" }]),
    });
    expect(result.values.find(({ target }) => target === "sex")).toMatchObject({ open_rows: 0 });
    expect(result.document.source.dialect).toMatchObject({ delimiter: ";", header: true });
    expect(result.candidates[0]).toMatchObject({
      target: "customer_id",
      columns: expect.arrayContaining([expect.objectContaining({ column: "Kundennr" })]),
    });
  });

  it("takes a reference file in place of a target, and reports its stages in order", async () => {
    const { manager, store } = start();
    const [input, reference] = await Promise.all([store(CUSTOMERS, "in.csv"), store("email,last_name\nx@example.com,Doe\n", "ref.csv")]);
    const { job } = await manager.createJob(mappingJob, { input_file_id: input.id, reference_file_id: reference.id });
    const seen: [string | null, number][] = [];
    for await (const { stage, progress } of manager.watchJob(job.id)) seen.push([stage, progress]);
    expect(seen.map(([, progress]) => progress)).toEqual(seen.map(([, progress]) => progress).toSorted((a, b) => a - b));
    const { result, referenceFileId } = (await manager.getJob(job.id)) ?? expect.fail("no job");
    expect(referenceFileId).toBe(reference.id);
    expect(result).toMatchObject({
      mappings: [
        { input_column: "E-Mail", reference_column: "email" },
        { input_column: "Nachname", reference_column: "last_name", transformation: "direct" },
      ],
    });
  });

  it("warns of a file without a header", async () => {
    const { manager, store } = start();
    const file = await store("1;ada@example.org\n2;bob@example.org\n3;eve@example.org\n", "x.csv");
    const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: ["email"], read: { has_header: false } });
    expect((await manager.waitForJob(job.id)).result).toMatchObject({ warnings: [{ code: "no_header" }] });
  });

  it("accepts proposals that are sure enough, remembers and rejects pairs", async () => {
    const { manager, store } = start();
    const file = await store(CUSTOMERS, "kunden.csv");
    const options = {
      accept_from: 0.9,
      remembered: [{ source: "Land", target: "region" }],
      rejected: [{ source: "E-Mail", target: "email" }],
    };
    const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: ["region", "email"], options });
    expect((await manager.waitForJob(job.id)).result).toMatchObject({
      document: {
        fields: [
          { target: "region", from: "land", by: "memory", status: "accepted" },
          { target: "email", status: "unmapped" },
        ],
        rejected: [{ target: "email", from: "e_mail" }],
      },
    });
  });

  it.each<[string, object, string]>([
    ["no target", {}, "JOB_INPUT_INVALID"],
    ["two targets", { target: ["a"], reference_file_id: "x" }, "JOB_INPUT_INVALID"],
    ["a target with two fields of one name", { target: ["a", "a"] }, "TARGET_INVALID"],
    ["a target that is no schema", { target: { color: "red" } }, "TARGET_INVALID"],
    ["an unknown option", { target: ["a"], options: { acceptFrom: 1 } }, "JOB_INPUT_INVALID"],
  ])("is refused with %s, before anything is stored", async (_, input, code) => {
    const { manager, store } = start();
    const file = await store(CUSTOMERS, "kunden.csv");
    await expect(manager.createJob("mapping", { input_file_id: file.id, ...input })).rejects.toMatchObject({ code });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("is refused for another user's files", async () => {
    const { manager, store } = start();
    const [own, others] = await Promise.all([store(CUSTOMERS, "a.csv", "ada"), store(CUSTOMERS, "b.csv", "bob")]);
    for (const input of [
      { input_file_id: others.id, target: ["a"] },
      { input_file_id: own.id, reference_file_id: others.id },
    ]) {
      await expect(manager.createJob(mappingJob, input, { userId: "ada" })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    }
  });
});
