import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTaskManager, type FileStorage, silentLogger } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { analyzeFile } from "@rowmill/tables";
import ExcelJS from "exceljs";
import { analyzeJob } from "../../src/analyze/analyze-job.ts";
import { analyzeHandler } from "../../src/analyze/analyze-handler.ts";
import { fileProfileSchema, profileToJson } from "../../src/analyze/profile-json.ts";
import { localDiskStorage, memoryStorage } from "@rowmill/file-storage";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-jobs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(files: FileStorage) {
  const manager = createTaskManager({ store: memoryStore(), logger: silentLogger }).register(analyzeHandler({ files }));
  onTestFinished(async () => {
    await manager.close();
  });
  return manager;
}

const CSV = [Buffer.from("id,city\n1,Bonn\n2,Rome\n")];

describe("an analyze job", () => {
  it.each([
    ["a disk", () => localDiskStorage({ directory: folder })],
    ["memory", () => memoryStorage()],
  ])("answers the profile of a file on %s, in snake_case", async (_, storage) => {
    const files = storage();
    const manager = start(files);
    const file = await files.put(CSV, { userId: "ada" });
    const { job } = await manager.createJob(analyzeJob, { file_id: file.id, top_values: 1 }, { userId: "ada" });
    expect(job.inputFileId).toBe(file.id);
    const done = await manager.waitForJob(job.id);
    expect(done).toMatchObject({ status: "completed", progress: 100, counters: { rows: 2 } });
    expect(done.result).toMatchObject({
      has_header: true,
      row_count: 2,
      columns: [
        { name: "id", type: "integer", top_values: [{ value: "1", count: 1 }] },
        { name: "city", non_null_count: 2 },
      ],
      omitted: { columns: 0, sample_rows: 0, findings: 0 },
    });
  });

  it.each([
    ["is gone", "missing", "FILE_NOT_FOUND"],
    ["is a folder", "folder", "FILE_UNREADABLE"],
    ["has no name that a disk can have", "nul\0", "FILE_NOT_FOUND"],
  ])("fails without the path of the server where the file %s", async (_, name, code) => {
    await mkdir(join(folder, "folder"), { recursive: true });
    const files = { ...memoryStorage(), localPath: async () => join(folder, name) };
    const manager = start(files);
    const file = await files.put(CSV, { userId: "ada" });
    const { job } = await manager.createJob(analyzeJob, { file_id: file.id }, { userId: "ada", maxAttempts: 1 });
    const { error } = await manager.waitForJob(job.id);
    expect(error).toMatchObject({ code, message: expect.stringContaining(file.id) });
    expect(JSON.stringify({ ...error, stack: "" })).not.toContain(folder);
  });

  it.each([
    ["titles, blank lines, comments and notes", `Report\n\nid,city,n\n${"1,Bonn,2\n\n2,Rome,3\n".repeat(40)}\nSource: none\n`, 80],
    ["many rows", `id,city\n${Array.from({ length: 300_000 }, (_, row) => `${row},Bonn\n`).join("")}`, 300_000],
    ["JSON records", JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, city: "Bonn" }))), 20_000],
  ])("ends with a row counter that is the profile's count: %s", async (_, text, rows) => {
    const files = localDiskStorage({ directory: folder });
    const manager = start(files);
    const file = await files.put([Buffer.from(text)], { userId: "ada" });
    for (let run = 0; run < 3; run += 1) {
      const { job } = await manager.createJob(analyzeJob, { file_id: file.id }, { userId: "ada" });
      const done = await manager.waitForJob(job.id);
      expect(done).toMatchObject({ result: { row_count: rows }, counters: { rows } });
    }
  });

  it("reads the table that is asked for, of several in a text", async () => {
    const files = memoryStorage();
    const manager = start(files);
    const file = await files.put([Buffer.from("Region,Sales\nNorth,10\nSouth,20\n\nProduct,Units,Price\nA,1,2.5\nB,2,3.5\nC,3,4.5\n")]);
    for (const [table, names] of [
      [0, ["Region", "Sales"]],
      ["rows 5-8", ["Product", "Units", "Price"]],
    ] as const) {
      const { job } = await manager.createJob(analyzeJob, { file_id: file.id, table });
      expect((await manager.waitForJob(job.id)).result).toMatchObject({ columns: names.map((name) => ({ name })) });
    }
  });

  it("takes the layout of fixed-width text, and whether cells under merged ones are to be filled", async () => {
    const files = memoryStorage();
    const manager = start(files);
    const file = await files.put([Buffer.from("0001Ada\n0002Bob\n")], { name: "people.txt" });
    const layout = [
      { name: "id", start: 1, width: 4 },
      { name: "name", start: 5, width: 10 },
    ];
    const { job } = await manager.createJob(analyzeJob, { file_id: file.id, layout, has_header: false });
    expect((await manager.waitForJob(job.id)).result).toMatchObject({ row_count: 2, columns: [{ name: "id" }, { name: "name" }] });
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("S");
    sheet.addRows([
      ["region", "city"],
      ["West", "Bonn"],
      [null, "Trier"],
    ]);
    sheet.mergeCells("A2:A3");
    const workbook = await files.put([new Uint8Array(await book.xlsx.writeBuffer())]);
    const filled = await manager.createJob(analyzeJob, { file_id: workbook.id, fill_merged_cells: true });
    expect((await manager.waitForJob(filled.job.id)).result).toMatchObject({ columns: [{ null_count: 0 }, { null_count: 0 }] });
  });

  it("is refused for a file that is not there, or that somebody else owns, in the same words", async () => {
    const files = memoryStorage();
    const manager = start(files);
    const file = await files.put(CSV, { userId: "ada" });
    await expect(manager.createJob(analyzeJob, { file_id: "nowhere" }, { userId: "bob" })).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    await expect(manager.createJob(analyzeJob, { file_id: file.id }, { userId: "bob" })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(manager.createJob(analyzeJob, { file_id: file.id })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it("can be registered without its handler before, in the same manager", async () => {
    const files = memoryStorage();
    const store = memoryStore();
    const manager = createTaskManager({ store, logger: silentLogger }).register(analyzeJob).register(analyzeHandler({ files }));
    onTestFinished(async () => {
      await manager.close();
    });
    const file = await files.put(CSV, { userId: "ada" });
    await expect(manager.createJob(analyzeJob, { file_id: file.id }, { userId: "bob" })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    const { job } = await manager.createJob(analyzeJob, { file_id: file.id }, { userId: "ada" });
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed" });
  });

  it("may read a file that nobody owns", async () => {
    const files = memoryStorage();
    const manager = start(files);
    const file = await files.put(CSV);
    await expect(manager.createJob(analyzeJob, { file_id: file.id }, { userId: "bob" })).resolves.toMatchObject({ created: true });
  });

  it("fails at once, without another attempt, if its file is no text", async () => {
    const files = memoryStorage();
    const manager = start(files);
    const file = await files.put([Buffer.from("%PDF-1.7")]);
    const { job } = await manager.createJob(analyzeJob, { file_id: file.id });
    await expect(manager.waitForJob(job.id)).resolves.toMatchObject({ status: "failed", attempt: 1, error: { code: "FILE_NOT_TEXT" } });
  });

  it.each([{}, { file_id: "" }, { file_id: "x", delimiter: ";;;;;" }, { file_id: "x", unknown: 1 }])(
    "refuses the input %j",
    async (input) => {
      const manager = start(memoryStorage());
      await expect(manager.createJob("analyze", input as { file_id: string })).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    },
  );
});

describe("profileToJson", () => {
  it("writes what fileProfileSchema accepts", async () => {
    const profile = await analyzeFile(Buffer.from("a,a,d\n1,x,01/02/2024\n,y,\n"), { thread: false });
    expect(fileProfileSchema.parse(profileToJson(profile))).toEqual(JSON.parse(JSON.stringify(profileToJson(profile))));
  });

  it("stays under a megabyte for the widest table, and says how much it left out", async () => {
    const row = (cell: string) => `${Array.from({ length: 16_384 }, (_, index) => `${cell}${index}`).join(",")}\n`;
    const profile = await analyzeFile(Buffer.from(row("name of column ") + row("x".repeat(50)).repeat(3)), { thread: false });
    const json = profileToJson(profile);
    expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThan(1_000_000);
    expect(json.column_count).toBe(16_384);
    expect(json.columns.length + json.omitted.columns).toBe(16_384);
  });
});
