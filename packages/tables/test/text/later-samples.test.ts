import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileInput, memoryInput, streamInput } from "../../src/bytes/byte-input.ts";
import { laterSamples } from "../../src/text/later-samples.ts";

const LINES = Array.from({ length: 200_000 }, (_, index) => `${index},Köln,x`);
const BYTES = Buffer.from(LINES.join("\n") + "\n");
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-later-"));
  path = join(folder, "rows.csv");
  await writeFile(path, BYTES);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("laterSamples", () => {
  it("takes whole lines from the quarters and the end, the same of a file and of bytes", async () => {
    const samples = await laterSamples(await fileInput(path), 1_000_000, "utf-8");
    expect(samples).toEqual(await laterSamples(memoryInput(BYTES), 1_000_000, "utf-8"));
    expect(samples).toHaveLength(3);
    for (const line of samples.flatMap((sample) => sample.trimEnd().split("\n"))) expect(line).toMatch(/^\d+,Köln,x$/);
    expect(samples.at(-1)?.endsWith("199999,Köln,x\n")).toBe(true);
  });

  it("takes nothing that the start has, and nothing of a stream", async () => {
    expect(await laterSamples(memoryInput(BYTES), BYTES.length, "utf-8")).toEqual([]);
    expect(await laterSamples(streamInput([BYTES] as never, BYTES.length), 1_000, "utf-8")).toEqual([]);
  });

  it("cuts UTF-16 between its units", async () => {
    const utf16 = Buffer.from(`\ufeff${LINES.join("\n")}\n`, "utf16le");
    for (const sample of await laterSamples(memoryInput(utf16), 1_000_000, "utf-16le")) expect(sample).toMatch(/^\d+,Köln,x\n/);
  });
});
