import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { readRows, writeXlsx } from "@rowmill/tables";
import ExcelJS from "exceljs";
import { describe, expect, it, onTestFinished } from "vitest";
import { transformJob, transformHandler, transformResultSchema } from "../../src/index.ts";

// Row 3 breaks two steps, row 4 has a formula and no number, row 5 too many cells, row 6 too few.
const FILE = "id;Betrag;Note\n1;1,50;ok\nx;auf Anfrage;two lines\u2028of one\n3;viel;=1+1\n4;4,00;x;zu viel\n5;5,00\n6;6,00;ok\n";
const MAPPING = {
  fields: [
    { target: "id", from: "id", steps: ["int"] },
    { target: "amount", from: "Betrag", steps: [{ op: "number", decimalChar: "," }] },
    { target: "note", from: "Note" },
    { target: "row", system: "$row" },
  ],
  rules: [{ rule: "required", field: "id" }],
};

function start() {
  const [store, files] = [memoryStore(), memoryStorage()];
  const manager = createTaskManager({ store, files, logger: silentLogger }).register(transformHandler({ files, store }));
  onTestFinished(async () => {
    await manager.close();
  });
  const contentOf = async (id: string | null) => Buffer.concat(await Array.fromAsync(files.open(id ?? "")));
  return {
    contentOf,
    store: async (content: string | Uint8Array, name = "orders.csv", userId?: string) =>
      (await files.put([Buffer.from(content)], { name, ...(userId !== undefined && { userId }) })).id,
    tableOf: async (id: string | null) => {
      const [batch] = await Array.fromAsync(readRows(await contentOf(id), { format: "delimited", delimiter: "," }));
      return batch!;
    },
    create: async (input: object, userId?: string) => manager.createJob(transformJob, input as never, { userId }),
    async run(input: object, userId?: string) {
      const { job } = await manager.createJob(transformJob, input as never, { userId });
      const finished = await manager.waitForJob(job.id);
      return { job: finished, result: finished.result === null ? undefined : transformResultSchema.parse(finished.result) };
    },
  };
}

const inputOf = (input_file_id: string, change: object = {}) => ({ input_file_id, mapping: MAPPING, output_format: "csv", ...change });

describe("the file of rejects", () => {
  it("has the cells as they stood, all of them, and each problem with column, value, rule and message", async () => {
    const { store, run, tableOf } = start();
    const { result } = await run(inputOf(await store(FILE)));
    const { columns, rows } = await tableOf(result!.rejects_file_id);
    expect(columns.slice(-4)).toEqual(["id", "Betrag", "Note", "extra_1"]);
    expect(rows.map((row) => [row[0], row[4], ...row.slice(6)])).toEqual([
      ["3", "number\nnumber", "x", "auf Anfrage", "two lines\u2028of one", ""],
      ["4", "number", "3", "viel", "'=1+1", ""],
      ["5", "extra-cell", "4", "4,00", "x", "zu viel"],
      ["6", "missing-cell", "5", "5,00", "", ""],
    ]);
    expect(rows[0]![2]).toBe("id\nBetrag");
    expect(rows[0]![3]).toBe("x\nauf Anfrage");
  });

  it("names its own columns otherwise where the file has such names", async () => {
    const { store, run, tableOf } = start();
    const mapping = { fields: [{ target: "n", from: "source_row", steps: ["int"] }] };
    const { result } = await run(inputOf(await store("source_row,x\none,y\n"), { mapping }));
    expect((await tableOf(result!.rejects_file_id)).columns).toEqual([
      "source_row_",
      "byte_offset",
      "problem_column",
      "problem_value",
      "problem_rule",
      "problem_message",
      "source_row",
      "x",
    ]);
  });

  it("colours the wrong cells in a workbook", async () => {
    const { store, run, contentOf } = start();
    const { result } = await run(inputOf(await store(FILE), { rejects_format: "xlsx" }));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await contentOf(result!.rejects_file_id)) as never);
    const [sheet] = workbook.worksheets;
    const colours = (row: number) =>
      [7, 8, 9].map((column) => (sheet!.getRow(row).getCell(column).fill as { fgColor?: { argb: string } } | undefined)?.fgColor?.argb);
    expect(colours(2)).toEqual(["FFFFC7CE", "FFFFC7CE", undefined]);
    expect(colours(3)).toEqual([undefined, "FFFFC7CE", undefined]);
    expect(sheet!.getRow(3).getCell(9).value).toBe("=1+1");
  });

  it("is written as SARIF, too, if the input asks for it", async () => {
    const { store, run, contentOf } = start();
    const { result } = await run(inputOf(await store(FILE), { sarif: true }));
    const sarif = JSON.parse((await contentOf(result!.sarif_file_id)).toString());
    expect(sarif).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "Rowmill" } } }] });
    expect(sarif.runs[0].results).toHaveLength(5);
    expect(sarif.runs[0].results[0]).toMatchObject({
      ruleId: "number",
      level: "error",
      locations: [{ physicalLocation: { artifactLocation: { uri: "orders.csv" }, region: { startLine: 3 } } }],
    });
  });
});

describe("rejects that come back", () => {
  it("run through the same mapping, with the numbers of their rows, and the counts say what is merged", async () => {
    const { store, run, contentOf } = start();
    const first = await run(inputOf(await store(FILE)));
    expect(first.result).toMatchObject({ rows_processed: 6, rows_written: 2, rows_rejected: 4 });
    const corrected = (await contentOf(first.result!.rejects_file_id))
      .toString()
      .replace(",auf Anfrage,two lines", ',"2,00",two lines')
      .replace(",3,viel,", ',3,"3,00",');
    const fixed = await run({ fix_of: first.job.id, input_file_id: await store(corrected, "orders.rejects.csv") });
    expect(fixed.job.error).toBeNull();
    // Row 3 has still no number as its id, row 5 still too many cells.
    expect((await contentOf(fixed.result!.result_file_id)).toString()).toBe("id,amount,note,row\n3,3.00,'=1+1,4\n5,5.00,,6\n");
    expect(fixed.result).toMatchObject({
      rows_processed: 4,
      rows_written: 2,
      rows_rejected: 2,
      merged: { job_id: first.job.id, rows_processed: 6, rows_written: 4, rows_rejected: 2 },
    });
    const again = await run({ fix_of: fixed.job.id, input_file_id: await store('source_row,id,Betrag,Note\n3,2,"2,00",x\n') });
    expect(again.result).toMatchObject({ merged: { job_id: first.job.id, rows_processed: 6, rows_written: 5, rows_rejected: 1 } });
  });

  it("may be a workbook", async () => {
    const { store, run, contentOf } = start();
    const first = await run(inputOf(await store(FILE), { rejects_format: "xlsx" }));
    const bytes = await contentOf(first.result!.rejects_file_id);
    const [batch] = await Array.fromAsync(readRows(bytes));
    const { rows, columns } = batch!;
    const corrected = rows.filter(([row]) => row === "4").map((row) => row.map((cell) => (cell === "viel" ? "3,00" : cell)));
    const workbook = await Array.fromAsync(writeXlsx([corrected], { columns: columns.map((name) => ({ name })) }));
    const fixed = await run({ fix_of: first.job.id, input_file_id: await store(Buffer.concat(workbook), "fixed.xlsx") });
    expect((await contentOf(fixed.result!.result_file_id)).toString()).toBe("id,amount,note,row\n3,3.00,'=1+1,4\n");
  });

  it.each<[string, string, string]>([
    ["a row that was not rejected", 'source_row,id,Betrag,Note\n2,1,"1,00",x\n', "row 2 was not"],
    ["a row that comes twice", 'source_row,id,Betrag,Note\n3,1,"1,00",x\n3,1,"1,00",x\n', "row 3 comes again"],
    ["a file without the numbers of rows", 'id,Betrag,Note\n1,"1,00",x\n', "source_row"],
    ["a file without a column", "source_row,id,Note\n3,1,x\n", "Betrag"],
  ])("are refused with %s", async (_, content, why) => {
    const { store, run } = start();
    const first = await run(inputOf(await store(FILE)));
    const { job } = await run({ fix_of: first.job.id, input_file_id: await store(content) });
    expect(job.error).toMatchObject({ code: "FILE_FORMAT_UNSUPPORTED", message: expect.stringContaining(why) });
  });

  it("are refused for another user's job, and for one without rejects", async () => {
    const { store, run, create } = start();
    const first = await run(inputOf(await store(FILE, "orders.csv", "ada")), "ada");
    const eves = await store("x", "x.csv", "eve");
    await expect(create({ fix_of: first.job.id, input_file_id: eves }, "eve")).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    const clean = await run(inputOf(await store("id;Betrag;Note\n1;1,50;ok\n")));
    await expect(create({ fix_of: clean.job.id, input_file_id: await store("x") })).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
  });
});

describe("on_reject: keep", () => {
  it("keeps rows with their values as they came and a warning for each problem, and rejects what can only be guessed", async () => {
    const { store, run, contentOf } = start();
    const { result } = await run(inputOf(await store(FILE), { on_reject: "keep" }));
    expect((await contentOf(result!.result_file_id)).toString()).toBe(
      "id,amount,note,row\n1,1.50,ok,2\nx,auf Anfrage,two lines\u2028of one,3\n3,viel,'=1+1,4\n6,6.00,ok,7\n",
    );
    expect(result).toMatchObject({ rows_written: 4, rows_rejected: 2, warning_count: 3 });
    expect(result!.warnings).toMatchObject([
      { code: "number", row: 3, column: "id" },
      { code: "number", row: 3, column: "Betrag" },
      { code: "number", row: 4, column: "Betrag" },
    ]);
  });
});
