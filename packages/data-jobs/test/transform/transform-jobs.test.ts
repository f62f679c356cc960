import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTaskManager, type FileStorage, silentLogger } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { localDiskStorage, memoryStorage } from "@rowmill/file-storage";
import { readRows } from "@rowmill/tables";
import { describe, expect, it, onTestFinished } from "vitest";
import { mappingJob, mappingHandler, transformJob, transformHandler, transformResultSchema } from "../../src/index.ts";
import { checkBalance } from "../../src/transform/ledger/balance.ts";

const ORDERS = "Nr;Tag;Betrag\n1;31.12.2026;1,50\n2;01.01.2027;auf Anfrage\n3;02.01.2027;2,00\n3;02.01.2027;2,00\n";
const MAPPING = {
  rows: [{ op: "dedupe", keys: ["Nr"] }],
  fields: [
    { target: "id", from: "Nr" },
    { target: "day", from: "Tag", steps: [{ op: "date", from: "dd.MM.yyyy" }] },
    { target: "amount", from: "Betrag", steps: [{ op: "number", decimalChar: "," }] },
  ],
  rules: [{ rule: "type", field: "amount", type: "number" }],
};

function start(files: FileStorage = memoryStorage()) {
  const jobs = memoryStore();
  const manager = createTaskManager({ store: jobs, files, logger: silentLogger })
    .register(transformHandler({ files, store: jobs }))
    .register(mappingHandler({ files }));
  onTestFinished(async () => {
    await manager.close();
  });
  return {
    manager,
    files,
    store: (text: string, userId?: string) => files.put([Buffer.from(text)], { name: "orders.csv", ...(userId && { userId }) }),
  };
}

async function contentOf(files: FileStorage, id: string): Promise<string> {
  return Buffer.concat(await Array.fromAsync(files.open(id))).toString();
}

describe("a transform job", () => {
  it.each<[string, () => Promise<FileStorage>]>([
    ["in memory", async () => memoryStorage()],
    ["on a disk", diskStorage],
  ])("writes a file, its rejects and a report, with files %s", async (_, storage) => {
    const { manager, files, store } = start(await storage());
    const file = await store(ORDERS, "ada");
    const { job } = await manager.createJob(
      transformJob,
      { input_file_id: file.id, mapping: MAPPING, output_format: "jsonl" },
      { userId: "ada" },
    );
    const finished = await manager.waitForJob(job.id);
    const result = transformResultSchema.parse(finished.result);
    expect(result).toMatchObject({
      output_filename: "orders.jsonl",
      rows_processed: 4,
      rows_written: 2,
      rows_rejected: 1,
      rows_merged: 1,
      rows_filtered: 0,
      rows_added: 0,
      rejects: [{ row: 3, problems: [{ column: "Betrag", rule: "number" }] }],
    });
    expect(await contentOf(files, result.result_file_id)).toBe(
      '{"id":"1","day":"2026-12-31","amount":1.50}\n{"id":"3","day":"2027-01-02","amount":2.00}\n',
    );
    const [head, reject] = (await contentOf(files, result.rejects_file_id ?? "")).trim().split("\n");
    expect(head).toBe("source_row,byte_offset,problem_column,problem_value,problem_rule,problem_message,Nr,Tag,Betrag");
    expect(reject).toMatch(/^3,\d*,Betrag,auf Anfrage,number,.*auf Anfrage.*,2,01\.01\.2027,auf Anfrage$/);
    expect(JSON.parse(await contentOf(files, result.report_file_id))).toMatchObject({
      input: { sha256: file.sha256 },
      output: { sha256: result.checksum },
      left_out_by_step: { dedupe: 1 },
      rejected_by_rule: [{ rule: "number", column: "Betrag", count: 1 }],
      rows: { processed: 4, written: 2, rejected: 1, merged: 1, filtered: 0, added: 0 },
      read: { format: "delimited", dialect: { delimiter: ";" }, columns: ["Nr", "Tag", "Betrag"] },
    });
    expect((await files.stat(result.result_file_id))?.userId).toBe("ada");
    expect(finished.resultFileId).toBe(result.result_file_id);
  });

  it("runs the accepted fields of a document that a mapping job has proposed", async () => {
    const { manager, files, store } = start();
    const file = await store("Bestellnr;Bestelldatum;Betrag\n1;31.12.2026;1,50\n2;01.01.2027;20,00\n3;15.01.2027;3,25\n");
    const target = { fields: [{ name: "order_number" }, { name: "order_date", type: "date" }, { name: "amount", type: "number" }] };
    const proposed = await manager.createJob(mappingJob, { input_file_id: file.id, target, options: { accept_from: 0.8 } });
    const { document } = (await manager.waitForJob(proposed.job.id)).result as { document: Record<string, unknown> };
    const { job } = await manager.createJob(transformJob, { input_file_id: file.id, mapping: document, output_format: "csv" });
    const { result } = await manager.waitForJob(job.id);
    const { result_file_id } = transformResultSchema.parse(result);
    expect((await contentOf(files, result_file_id)).split("\n").slice(0, 2)).toEqual([
      "order_number,order_date,amount",
      "1,2026-12-31,1.50",
    ]);
  });

  it("writes workbooks", async () => {
    const { manager, files, store } = start();
    const file = await store(ORDERS);
    const input = {
      input_file_id: file.id,
      mapping: MAPPING,
      output_format: "xlsx",
      output_filename: "out.xlsx",
      output_options: { sheetName: "Orders" },
    } as const;
    const { job } = await manager.createJob(transformJob, input);
    const { result_file_id } = transformResultSchema.parse((await manager.waitForJob(job.id)).result);
    const [batch] = await Array.fromAsync(readRows(Buffer.concat(await Array.fromAsync(files.open(result_file_id)))));
    expect(batch).toMatchObject({ format: { sheet: "Orders" }, columns: ["id", "day", "amount"], rows: [["1", "2026-12-31", "1.5"], {}] });
  });

  it.each<[string, object, string]>([
    ["an unknown step", { mapping: { fields: [{ target: "a", from: "Nr", steps: ["shout"] }] } }, "MAPPING_INVALID"],
    ["no accepted field", { mapping: { fields: [] } }, "MAPPING_INVALID"],
    ["an unknown format", { output_format: "pdf" }, "JOB_INPUT_INVALID"],
    ["no format", { output_format: undefined }, "JOB_INPUT_INVALID"],
    ["a mapping and a template", { template_id: "t" }, "JOB_INPUT_INVALID"],
    ["an option that the format does not have", { output_options: { colour: "red" } }, "OPTION_INVALID"],
    ["a value that an option cannot have", { output_options: { delimiter: "::" } }, "OPTION_INVALID"],
    ["a limit that does not exist", { limits: { colour: 1 } }, "MAPPING_INVALID"],
  ])("is refused with %s, before anything is stored", async (_, change, code) => {
    const { manager, store } = start();
    const file = await store(ORDERS);
    const input = { input_file_id: file.id, mapping: MAPPING, output_format: "csv", ...change };
    await expect(manager.createJob("transform", input as never)).rejects.toMatchObject({ code });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["a column that is not there", { mapping: { fields: [{ target: "a", from: "nothing" }] } }, "MAPPING_INVALID"],
    ["a rejected row, where none is allowed", { on_reject: "fail" }, "TOO_MANY_REJECTS"],
    ["a limit that is passed", { limits: { rejects: { count: 0 } } }, "DATA_LIMIT_EXCEEDED"],
  ])("fails for %s, and leaves no file", async (_, change, code) => {
    const { manager, files, store } = start();
    const file = await store(ORDERS);
    const { job } = await manager.createJob("transform", {
      input_file_id: file.id,
      mapping: MAPPING,
      output_format: "csv",
      ...change,
    } as never);
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "failed", error: { code } });
    expect((await files.list({ limit: 10 })).files.map(({ id }) => id)).toEqual([file.id]);
  });
});

describe("the balance of a transform", () => {
  it("is refused if a row is not accounted for", () => {
    const counts = { read: 3, added: 1, written: 2, rejected: 1, leftOut: { skip: 1 } };
    expect(() => checkBalance(counts, 1)).not.toThrow();
    expect(() => checkBalance({ ...counts, written: 1 }, 1)).toThrow(expect.objectContaining({ code: "LEDGER_UNBALANCED" }));
    expect(() => checkBalance(counts, 0)).toThrow(expect.objectContaining({ code: "LEDGER_UNBALANCED" }));
  });
});

async function diskStorage(): Promise<FileStorage> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-transform-test-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return localDiskStorage({ directory });
}
