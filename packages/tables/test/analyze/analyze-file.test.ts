import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/analyze/analyze-file.ts";
import type { AnalyzeProgress } from "../../src/analyze/analyze-options.ts";

let folder: string;
let path: string;
const CONTENT = "id,city\n1,Köln\n2,Bonn\n3,Köln\n";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-analyze-"));
  path = join(folder, "cities.csv");
  await writeFile(path, CONTENT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Never ends; says how much of it was taken. */
function endless(): { readonly chunks: AsyncGenerator<Uint8Array>; readonly taken: () => number; readonly left: Promise<void> } {
  let taken = 0;
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const chunk = Buffer.from("1,Bonn\n".repeat(40_000));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from("id,city\n");
      while (true) {
        taken += 1;
        yield chunk;
      }
    } finally {
      leave();
    }
  }
  return { chunks: chunks(), taken: () => taken, left };
}

describe("analyzeFile", () => {
  it.each([true, false])("answers the same for a path, bytes, and streams of Node and of the web (thread: %s)", async (thread) => {
    const sources = [path, Buffer.from(CONTENT), createReadStream(path), new Blob([CONTENT]).stream(), [Buffer.from(CONTENT)]];
    const profiles = await Promise.all(sources.map((source) => analyzeFile(source, { thread })));
    for (const profile of profiles) {
      expect({ ...profile, durationMs: 0 }).toEqual({ ...profiles[0], durationMs: 0 });
    }
    expect(profiles[0]).toMatchObject({
      encoding: { name: "utf-8" },
      dialect: { delimiter: ",", lineEnd: "lf" },
      hasHeader: true,
      rowCount: 3,
      columnCount: 2,
      sizeBytes: Buffer.byteLength(CONTENT),
      columns: [
        { name: "id", type: "integer", min: 1, max: 3, mean: 2 },
        {
          name: "city",
          type: "string",
          topValues: [
            { value: "Köln", count: 2 },
            { value: "Bonn", count: 1 },
          ],
        },
      ],
      sampleRows: [
        { row: 2, cells: ["1", "Köln"] },
        { row: 3, cells: ["2", "Bonn"] },
        { row: 4, cells: ["3", "Köln"] },
      ],
      findings: [],
    });
  });

  it("leaves the caller's bytes as they are", async () => {
    const bytes = Buffer.from(CONTENT);
    await analyzeFile(bytes);
    expect(bytes.toString()).toBe(CONTENT);
  });

  it("tells its progress: 10 with the format, 30 to 99 by bytes, 100 at the end", async () => {
    const big = join(folder, "progress.csv");
    await writeFile(big, "id,city\n" + "1,Bonn\n".repeat(400_000));
    const heard: AnalyzeProgress[] = [];
    const profile = await analyzeFile(big, { onProgress: (progress) => heard.push(progress) });
    const percents = heard.map((progress) => progress.percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(heard).toContainEqual(expect.objectContaining({ percent: 10, stage: "detecting" }));
    expect(heard).toContainEqual({ percent: 30, stage: "reading", bytes: 0, rows: 0 });
    expect(heard.at(-1)).toEqual({ percent: 100, stage: "done", bytes: profile.sizeBytes, rows: 400_000 });
    expect(percents.every((percent) => Number.isInteger(percent))).toBe(true);
  });

  it.each([
    ["delimited", "Sales\n\nid,city\n1,Bonn\n\n2,Rome\n,\n3,Oslo\n"],
    ["jsonl", '{"id":1}\n\n{"id":2}\nbroken\n{"id":3}\n'],
  ])("ends with the rows of data as its count of rows (%s)", async (_, text) => {
    const heard: AnalyzeProgress[] = [];
    const profile = await analyzeFile(Buffer.from(text), { onProgress: (progress) => heard.push(progress), thread: false });
    expect(profile.rowCount).toBe(3);
    expect(heard.at(-1)).toMatchObject({ stage: "done", rows: 3 });
  });

  it("shows as many rows and values as it is asked to", async () => {
    const profile = await analyzeFile(path, { sampleRows: 1, topValues: 1 });
    expect(profile.sampleRows).toHaveLength(1);
    expect(profile.columns[1]?.topValues).toEqual([{ value: "Köln", count: 2 }]);
  });

  it.each([true, false])("rejects with the code of what is wrong (thread: %s)", async (thread) => {
    await mkdir(join(folder, "sub"), { recursive: true });
    await expect(analyzeFile(join(folder, "missing.csv"), { thread })).rejects.toMatchObject({ code: "FILE_NOT_FOUND", retriable: false });
    await expect(analyzeFile(join(folder, "sub"), { thread })).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    await expect(analyzeFile(join(path, "below"), { thread })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(analyzeFile("nul\0", { thread })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(analyzeFile(Buffer.from("%PDF-1.7"), { thread })).rejects.toMatchObject({ code: "FILE_NOT_TEXT" });
    await expect(analyzeFile(Buffer.from(`a,b\n1,"${"x".repeat(100)}`), { thread, maxRecordLength: 50 })).rejects.toMatchObject({
      code: "FILE_RECORD_TOO_LARGE",
      details: { row: 2, line: 2 },
    });
    await expect(analyzeFile(path, { thread, encoding: "klingon" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it.each([
    { delimiter: ";;;;;" },
    { delimiter: "\n" },
    { quote: "" },
    { delimiter: "'", quote: "'" },
    { sampleRows: -1 },
    { topValues: 0.5 },
    { maxRecordLength: 0 },
    { sizeBytes: -1 },
    { sizeBytes: 0.5 },
    { sizeBytes: Number.NaN },
    // Below some megabytes V8 ends the whole process when the thread starts.
    ...[-1, 0, 0.5, 1, 255, 256.5, Number.NaN, Number.POSITIVE_INFINITY].map((maxMemoryMb) => ({ maxMemoryMb })),
  ])("refuses the options %j", async (options) => {
    await expect(analyzeFile(path, options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("works with the least memory that it accepts", async () => {
    expect((await analyzeFile(path, { maxMemoryMb: 256 })).rowCount).toBe(3);
  });

  it.each([true, false])("refuses a stream of texts (thread: %s)", async (thread) => {
    const source = createReadStream(path, "utf8") as unknown as AsyncIterable<Uint8Array>;
    await expect(analyzeFile(source, { thread })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it.each([true, false])("rejects with the error of a stream that breaks (thread: %s)", async (thread) => {
    const broken = new Error("the upload broke off");
    const source = (async function* () {
      yield Buffer.from("id,city\n1,Bo");
      throw broken;
    })();
    await expect(analyzeFile(source, { thread })).rejects.toBe(broken);
  });

  describe("when its signal aborts", () => {
    it("starts nothing if that was before", async () => {
      const reason = new Error("too late");
      await expect(analyzeFile(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it.each([true, false])("rejects with the reason, in the middle of a stream, and lets go of it (thread: %s)", async (thread) => {
      const controller = new AbortController();
      const reason = new Error("never mind");
      const source = endless();
      const onProgress = ({ rows }: AnalyzeProgress) => rows > 0 && controller.abort(reason);
      await expect(analyzeFile(source.chunks, { signal: controller.signal, onProgress, thread })).rejects.toBe(reason);
      await source.left;
    });

    it("rejects with the reason while a big file is read by the thread", async () => {
      const big = join(folder, "big.csv");
      await writeFile(big, "id,city\n" + "1,Bonn\n".repeat(4_000_000));
      const controller = new AbortController();
      const reason = new Error("never mind");
      const onProgress = ({ stage }: AnalyzeProgress) => stage === "reading" && controller.abort(reason);
      await expect(analyzeFile(big, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    });

    it("rejects with the reason while the stream hangs", async () => {
      const controller = new AbortController();
      const source = (async function* () {
        yield Buffer.from("id,city\n");
        queueMicrotask(() => controller.abort());
        await new Promise(() => {});
      })();
      await expect(analyzeFile(source, { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    });
  });

  it("takes no more of a stream than the thread can keep up with", async () => {
    const controller = new AbortController();
    const source = endless();
    let behind = 0;
    const analysis = analyzeFile(source.chunks, {
      signal: controller.signal,
      onProgress: ({ bytes, rows }) => {
        behind = Math.max(behind, source.taken() * 280_000 - bytes);
        if (rows > 200_000) controller.abort();
      },
    });
    await expect(analysis).rejects.toMatchObject({ name: "AbortError" });
    // The head of a megabyte that detection keeps, the chunks under way, and what comes while a message travels.
    expect(behind).toBeLessThan(10_000_000);
  });

  it("rejects with what onProgress throws", async () => {
    const thrown = new Error("my listener is broken");
    const onProgress = () => {
      throw thrown;
    };
    await expect(analyzeFile(path, { onProgress })).rejects.toBe(thrown);
  });
});
