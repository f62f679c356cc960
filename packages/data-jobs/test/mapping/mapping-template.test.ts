import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, silentLogger } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import { memoryStorage } from "@rowmill/file-storage";
import { type ColumnMapping, parseColumnMapping, sourceColumnsOf } from "@rowmill/mapping";
import { describe, expect, it, onTestFinished } from "vitest";
import { mappingHandler, mappingJob, mappingResultSchema } from "../../src/index.ts";
import { rememberPairs } from "../../src/source/remembered-pairs.ts";

const document: ColumnMapping = {
  format: "column-mapping",
  version: 1,
  source: { columns: sourceColumnsOf(["Kundennr", "Vorname", "Mail"]) },
  target: { fields: [{ name: "customer_id", constraints: { required: true } }, { name: "first_name" }, { name: "email" }] },
  fields: [
    { target: "customer_id", from: "kundennr", steps: ["trim"], status: "accepted", by: "user" },
    { target: "first_name", from: "vorname", status: "accepted", by: "user" },
    { target: "email", from: "mail", steps: ["lowercase"], status: "edited", by: "user" },
  ],
};

function start() {
  const files = memoryStorage();
  const store = memoryStore();
  const manager = createTaskManager({ store, files, logger: silentLogger }).register(mappingHandler({ files, store }));
  onTestFinished(async () => {
    await manager.close();
  });
  const upload = async (text: string, userId = "ada") => (await files.put([Buffer.from(text)], { name: "x.csv", userId })).id;
  const save = async (id: string, userId: string | null = "ada") => {
    await store.templates.create({ id, userId, name: "t", document: JSON.stringify(document) as JsonText });
    return id;
  };
  const run = async (input: Parameters<typeof manager.createJob<typeof mappingJob>>[1], userId = "ada") => {
    const { job } = await manager.createJob(mappingJob, input, { userId });
    return mappingResultSchema.parse((await manager.waitForJob(job.id)).result);
  };
  return { manager, store, upload, save, run };
}

describe("a mapping job with template_id", () => {
  it("keeps the template's fields, proposes for targets that lost their source, and answers the difference", async () => {
    const { upload, save, run } = start();
    const template_id = await save("t-1");
    const input_file_id = await upload("Given name;Kundennr;E-Mail-Adresse;Ort\nAda;1;ada@example.org;Bonn\nBob;2;bob@example.org;Köln\n");
    const result = await run({ input_file_id, template_id });
    expect(parseColumnMapping(result.document)).toEqual(result.document);
    const [id, firstName, email] = result.document.fields;
    expect(id).toEqual(document.fields[0]);
    expect(result.document.source.columns.find((column) => column.id === [firstName!.from].flat()[0])?.name).toBe("Given name");
    expect(result.document.source.columns.find((column) => column.id === [email!.from].flat()[0])?.name).toBe("E-Mail-Adresse");
    expect(result.template).toMatchObject({ template_id: "t-1", revision: 1 });
    expect(result.template?.difference.renamed).toContainEqual(
      expect.objectContaining({ from: "Vorname", to: "Given name", by: "matcher" }),
    );
    expect(result.template?.difference.moved).toContainEqual({ id: "kundennr", name: "Kundennr", from: 0, to: 1 });
    expect(result.unmapped_input_columns).toEqual(["Ort"]);
  });

  it("warns where a required target lost its source, and leaves it open", async () => {
    const { upload, save, run } = start();
    const template_id = await save("t-1");
    const result = await run({ input_file_id: await upload("Vorname;Mail;Farbe\nAda;ada@example.org;blau\n"), template_id });
    expect(result.warnings).toEqual([{ code: "template_mismatch", message: expect.stringContaining('"customer_id" is required') }]);
    expect(result.unmapped_reference_columns).toEqual(["customer_id"]);
    expect(result.document.fields.slice(1)).toEqual(document.fields.slice(1));
  });

  it("takes the user's own templates and shared ones, and treats another user's as missing", async () => {
    const { manager, upload, save, run } = start();
    await save("t-ada");
    await save("t-shared", null);
    const input_file_id = await upload("Kundennr;Vorname;Mail\n1;Bob;b@example.org\n", "bob");
    const refused = manager.createJob(mappingJob, { input_file_id, template_id: "t-ada" }, { userId: "bob" });
    await expect(refused).rejects.toMatchObject({ code: "TEMPLATE_NOT_FOUND" });
    expect((await run({ input_file_id, template_id: "t-shared" }, "bob")).document.fields).toEqual(document.fields);
  });
});

describe("what a user decided in a saved document", () => {
  const csv = "Kundennr;Kürzel;Ort\n1;abc;Bonn\n2;xyz;Köln\n";
  const target = ["customer_id", "city", "nickname"];
  const decided = (fields: ColumnMapping["fields"], rejected: ColumnMapping["rejected"] = []): ColumnMapping => ({
    ...document,
    source: { columns: sourceColumnsOf(["Kundennr", "Kürzel", "Ort"]) },
    target: { fields: target.map((name) => ({ name })) },
    fields,
    rejected,
  });

  it("is proposed by memory the next time, and what was rejected is not", async () => {
    const { store, upload, run } = start();
    const input_file_id = await upload(csv);
    const before = await run({ input_file_id, target });
    expect(before.document.fields.find((field) => field.target === "city")).toMatchObject({ from: "ort" });
    const saved = decided([{ target: "nickname", from: "kurzel", status: "accepted" }], [{ target: "city", from: "ort" }]);
    await rememberPairs(store.corrections, "ada", saved);
    const after = await run({ input_file_id, target });
    expect(after.document.fields.find((field) => field.target === "nickname")).toMatchObject({ from: "kurzel", by: "memory" });
    expect(after.document.fields.find((field) => field.target === "city")).toEqual({ target: "city", status: "unmapped" });
  });

  it("counts for this user and this target alone, and less than what the job names", async () => {
    const { store, upload, run } = start();
    await rememberPairs(store.corrections, "ada", decided([{ target: "nickname", from: "kurzel", status: "edited" }]));
    const [ada, bob] = [await upload(csv), await upload(csv, "bob")];
    const byOf = async (...given: Parameters<typeof run>) =>
      (await run(...given)).document.fields.find((field) => field.target === "nickname")?.by;
    expect(await byOf({ input_file_id: ada, target })).toBe("memory");
    expect(await byOf({ input_file_id: bob, target }, "bob")).not.toBe("memory");
    expect(await byOf({ input_file_id: ada, target: [...target, "more"] })).not.toBe("memory");
    const rejected = [{ source: "Kürzel", target: "nickname" }];
    expect(await byOf({ input_file_id: ada, target, options: { rejected } })).toBeUndefined();
  });

  it("is replaced by a later decision about the same pair or column", async () => {
    const { store, upload, run } = start();
    const input_file_id = await upload(csv);
    const fieldsOf = async () => (await run({ input_file_id, target })).document.fields;
    await rememberPairs(store.corrections, "ada", decided([{ target: "nickname", from: "ort", status: "accepted" }]));
    expect(await fieldsOf()).toContainEqual(expect.objectContaining({ target: "nickname", from: "ort", by: "memory" }));
    await rememberPairs(store.corrections, "ada", decided([{ target: "city", from: "ort", status: "accepted" }]));
    expect(await fieldsOf()).toContainEqual(expect.objectContaining({ target: "city", from: "ort", by: "memory" }));
    await rememberPairs(store.corrections, "ada", decided([{ target: "city", from: "ort", status: "rejected" }]));
    expect(await fieldsOf()).toContainEqual({ target: "city", status: "unmapped" });
  });

  it("survives saves of the same user at the same moment", async () => {
    const { store, upload, run } = start();
    const names = ["Kundennr", "Kürzel", "Ort"];
    await Promise.all(
      target.map((name, index) =>
        rememberPairs(store.corrections, "ada", decided([{ target: name, from: names[index]!, status: "accepted" }])),
      ),
    );
    const { document: proposed } = await run({ input_file_id: await upload(csv), target });
    expect(proposed.fields.map(({ by }) => by)).toEqual(["memory", "memory", "memory"]);
  });
});
