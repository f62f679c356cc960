import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createWorkerPool, defineStep, type Mapping, transformFile, type TransformOptions } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-rows-thread-"));
const pool = createWorkerPool({ maxThreads: 1 });
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = Array.from({ length: 3_000 }, (_, row) => `${row},${["Ada", "Bob", "Cy"][row % 3]},${row % 2 === 0 ? "DE" : "XX"}`);
const SOURCE = join(folder, "people.csv");
writeFileSync(SOURCE, `id,name,country\n${ROWS.join("\n")}\n`);

const CUSTOM = { op: "custom", name: "greet", params: { by: "Hi" } } as const;

async function transformed(mapping: Mapping, options: TransformOptions = {}, source: Parameters<typeof transformFile>[0] = SOURCE) {
  const path = join(folder, "out.csv");
  const result = await transformFile(source, mapping, { path, format: "csv" }, { pool, ...options });
  return { result, lines: readFileSync(path, "utf8").split("\n").slice(1, -1) };
}

describe("rows of texts in a worker thread", () => {
  it("asks a step of the host once for each different value, with its parameters parsed", async () => {
    const asked: string[] = [];
    const greet = defineStep({
      name: "greet",
      params: z.object({ by: z.string().transform((text) => ({ text })) }),
      async run(values, { by }) {
        asked.push(...values);
        await Promise.resolve();
        return values.map((value) => (value === "Cy" ? { error: `${value} is not greeted` } : `${by.text} ${value}`));
      },
    });
    const mapping: Mapping = { fields: [{ target: "greeting", from: "name", steps: [CUSTOM, "uppercase"] }] };
    const { result, lines } = await transformed(mapping, { steps: [greet] });
    expect(asked).toEqual(["Ada", "Bob", "Cy"]);
    expect(result).toMatchObject({ engine: "rows", threads: 1, counts: { written: 2_000, rejected: 1_000 } });
    expect(new Set(lines)).toEqual(new Set(["HI ADA", "HI BOB"]));
  });

  it("refuses parameters that the step's own schema refuses", async () => {
    const greet = defineStep({ name: "greet", params: z.object({ by: z.number() }), run: (values) => values });
    const mapping: Mapping = { fields: [{ target: "greeting", from: "name", steps: [CUSTOM] }] };
    await expect(transformed(mapping, { steps: [greet] })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      details: { problems: [{ message: expect.stringContaining("number") as string }] },
    });
    const plain = defineStep({ name: "greet", run: (values) => values });
    await expect(transformed(mapping, { steps: [plain] })).rejects.toThrow("takes no parameters");
  });

  it("asks a reference of the host, and reads lookups and streams", async () => {
    const codes = chunksOf("code,label\n", "DE,Germany\nXX,Nowhere\n");
    const mapping: Mapping = {
      fields: [
        { target: "id", from: "id" },
        { target: "country", from: "country" },
        { target: "label", from: "country", steps: [{ op: "lookup", file: "codes", key: "code", value: "label" }] },
        { target: "short", from: "name", steps: [{ op: "lookup", file: "names" }] },
      ],
      rules: [{ rule: "foreignKeys", fields: ["country"], reference: { resource: "countries" } }],
    };
    const names = new Map([
      ["Ada", "A"],
      ["Bob", "B"],
      ["Cy", "C"],
    ]);
    const options = {
      files: { codes, names },
      references: { countries: async (keys: readonly (readonly string[])[]) => keys.map(([key]) => key === "DE") },
    };
    const { result, lines } = await transformed(mapping, options, createReadStream(SOURCE));
    expect(result).toMatchObject({ engineReason: "a source that is no path", counts: { written: 1_500, rejected: 1_500 } });
    expect(lines.slice(0, 2)).toEqual(["0,DE,Germany,A", "2,DE,Germany,C"]);
  });

  it("does what rules of references and expressions ask of a file that the kernel could read", async () => {
    const fields: Mapping["fields"] = [
      { target: "id", from: "id" },
      { target: "country", from: "country" },
    ];
    const foreign: Mapping = { fields, rules: [{ rule: "foreignKeys", fields: ["country"], reference: { resource: "codes" } }] };
    const { result } = await transformed(foreign, { files: { codes: new Map([["DE", "Germany"]]) } });
    expect(result).toMatchObject({ engineReason: "the rule foreignKeys", counts: { written: 1_500, rejected: 1_500 } });
    const row: Mapping = { fields, rules: [{ rule: "row", expression: 'row["country"] == "DE"' }] };
    const checked = await transformed(row, { allowExpressions: true });
    expect(checked.result).toMatchObject({ engineReason: "the rule row", counts: { written: 1_500, rejected: 1_500 } });
  });

  it("rejects with what a step, a reference, a stream or the system throws", async () => {
    const broken = new Error("the database is away");
    const custom: Mapping = { fields: [{ target: "a", from: "name", steps: [{ op: "custom", name: "ask" }] }] };
    const fails = defineStep({ name: "ask", run: () => Promise.reject(broken) });
    await expect(transformed(custom, { steps: [fails] })).rejects.toBe(broken);
    const short = defineStep({ name: "ask", run: () => [] });
    await expect(transformed(custom, { steps: [short] })).rejects.toThrow("must return one result for each of 3 values");
    const foreign: Mapping = {
      fields: [{ target: "a", from: "name" }],
      rules: [{ rule: "foreignKeys", fields: ["a"], reference: { resource: "r" } }],
    };
    await expect(transformed(foreign, { references: { r: () => [] } })).rejects.toThrow("must return true or false for each of 3 keys");
    async function* breaking() {
      yield Buffer.from("id,name\n1,Ada\n");
      throw broken;
    }
    await expect(transformed({ fields: [{ target: "a", from: "name" }] }, {}, breaking())).rejects.toBe(broken);
    const target = { path: join(folder, "none", "out.csv"), format: "csv" } as const;
    const sorted: Mapping = { rows: [{ op: "skip", first: 1 }], fields: [{ target: "a", from: "name" }] };
    await expect(transformFile(SOURCE, sorted, target, { pool })).rejects.toMatchObject({ code: "ENOENT", path: target.path });
  });

  it("leaves nothing behind when it is aborted, and the pool's only thread is free again", async () => {
    const temporaryFolder = mkdtempSync(join(folder, "temporary-"));
    const mapping: Mapping = {
      rows: [{ op: "dedupe", keys: ["id"], keep: "last" }],
      fields: [{ target: "a", from: "id", steps: [{ op: "custom", name: "wait" }] }],
    };
    const controller = new AbortController();
    const wait = defineStep({
      name: "wait",
      run(values) {
        controller.abort(new Error("enough"));
        return new Promise<typeof values>(() => {});
      },
    });
    const many = ROWS.join("\n").repeat(3);
    const source = join(folder, "many.csv");
    writeFileSync(source, `id,name,country\n${many}\n`);
    const options = { temporaryFolder, steps: [wait], signal: controller.signal };
    await expect(transformed(mapping, options, source)).rejects.toThrow("enough");
    expect(readdirSync(temporaryFolder)).toEqual([]);
    const { result } = await transformed({ rows: [{ op: "skip", first: 1 }], fields: [{ target: "a", from: "id" }] });
    expect(result.counts.written).toBe(2_999);
  });
});

async function* chunksOf(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
