import { memoryStore } from "@rowmill/adapter-memory";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";
import { transformRoutes } from "../../src/index.ts";

const FILE = "id;amount\n1;1,50\n2;on request\n3;3,00\n";
const MAPPING = {
  fields: [
    { target: "id", from: "id" },
    { target: "amount", from: "amount", steps: [{ op: "number", decimalChar: "," }] },
  ],
};

async function start() {
  const [files, store] = [memoryStorage(), memoryStore()];
  const { id } = await files.put([Buffer.from(FILE)], { name: "orders.csv", userId: "ada" });
  const routes = transformRoutes({ files, store });
  const call = async (path: string, body: object, userId: string | null = "ada") => {
    const route = routes.find((one) => one.path === path)!;
    // The router parses the body by the route's schema.
    const { json } = route.body as { json: { parse(value: unknown): unknown } };
    const request = { userId, body: json.parse({ input_file_id: id, ...body }), signal: new AbortController().signal };
    const response = await route.handle(request as never);
    return route.answers[response.status]!.json!.parse(response.json) as Record<string, unknown>;
  };
  return { call };
}

describe("POST /transform/preview", () => {
  it("shows input and output side by side, and all failures of the sample", async () => {
    const { call } = await start();
    expect(await call("/transform/preview", { mapping: MAPPING, rows: 2 })).toEqual({
      source_columns: ["id", "amount"],
      columns: ["id", "amount"],
      rows: [
        { row: 2, input: ["1", "1,50"], output: ["1", "1.50"], problems: [] },
        {
          row: 3,
          input: ["2", "on request"],
          output: null,
          problems: [{ column: "amount", field: "amount", value: "on request", rule: "number", message: expect.any(String) }],
        },
      ],
      failures: [{ field: "amount", rule: "number", count: 1, examples: [{ row: 3, value: "on request", message: expect.any(String) }] }],
      counts: { processed: 3, added: 0, written: 2, rejected: 1, filtered: 0, merged: 0 },
    });
  });

  it("refuses another user's file, a mapping that does not fit, and a template that is not there", async () => {
    const { call } = await start();
    await expect(call("/transform/preview", { mapping: MAPPING }, "eve")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    const other = { fields: [{ target: "a", from: "nothing" }] };
    await expect(call("/transform/preview", { mapping: other })).rejects.toMatchObject({ code: "MAPPING_INVALID" });
    await expect(call("/transform/preview", { template_id: "t" })).rejects.toMatchObject({ code: "TEMPLATE_NOT_FOUND" });
    await expect(call("/transform/preview", {})).rejects.toThrow("Either mapping or template_id");
  });
});

describe("POST /transform/validate", () => {
  it("checks all rows by rules about the file", async () => {
    const { call } = await start();
    const rules = [{ rule: "type", field: "amount", type: "number", decimalChar: "," }];
    expect(await call("/transform/validate", { rules, limits: { rejects: { share: 0.5 } } })).toEqual({
      is_valid: false,
      is_complete: true,
      rows_checked: 3,
      rows_rejected: 1,
      failures: [{ field: "amount", rule: "type", count: 1 }],
      rejects: [
        { row: 3, problems: [{ column: "amount", field: "amount", value: "on request", rule: "type", message: expect.any(String) }] },
      ],
      limits: [],
    });
  });

  it("runs rows through a mapping, and says whether those were all", async () => {
    const { call } = await start();
    expect(await call("/transform/validate", { mapping: MAPPING })).toMatchObject({ is_valid: false, is_complete: true, rows_rejected: 1 });
    const first = await call("/transform/validate", { mapping: MAPPING, max_rows: 1 });
    expect(first).toMatchObject({ is_valid: true, is_complete: false, rows_checked: 1 });
  });

  it("refuses rules that do not exist, with their place", async () => {
    const { call } = await start();
    await expect(call("/transform/validate", { rules: [{ rule: "shout", field: "id" }] })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
    });
  });
});
