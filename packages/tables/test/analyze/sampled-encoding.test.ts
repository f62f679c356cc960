import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/analyze/analyze-file.ts";
import { profileRange } from "../../src/profile/ranges/profile-range.ts";
import { UnexpectedBytes } from "../../src/profile/unexpected-bytes.ts";
import { fileInput } from "../../src/bytes/byte-input.ts";
import { openTable } from "../../src/open/open-table.ts";
import { completeSettings } from "../../src/analyze/analyze-options.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-sampled-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const BEFORE = "1,Bonn\n".repeat(400_000);
const AFTER = "2,Rome\n".repeat(400_000);

/** A file whose odd line no sample has: at a third of 5.6 MB. */
async function fileWith(name: string, line: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([Buffer.from("id,city\n"), Buffer.from(BEFORE), line, Buffer.from(AFTER), Buffer.from(AFTER)]));
  return path;
}

describe("a file that is UTF-8 by its samples", () => {
  it("is read once, if it is", async () => {
    const path = await fileWith("utf8.csv", Buffer.from("3,Köln\n"));
    const stages: string[] = [];
    const profile = await analyzeFile(path, { onProgress: ({ stage, bytes, percent }) => stages.push(`${stage} ${bytes} ${percent}`) });
    expect(profile).toMatchObject({ encoding: { name: "utf-8", byteOrderMark: false, confidence: 1 }, rowCount: 1_200_001 });
    // Nothing was told of a look through the whole file.
    expect(stages.filter((stage) => stage.startsWith("detecting"))).toHaveLength(1);
  });

  it.each([
    ["windows-1252", Buffer.from("3,K\u00f6ln \u00fcber D\u00fcsseldorf\n", "latin1"), "Köln über Düsseldorf"],
    ["ISO-2022-JP, in seven bits", Buffer.from("3,\u001b$BEl5~\u001b(B\n", "latin1"), "東京"],
  ])("is read again, and right, if a byte in between says %s", async (name, line, text) => {
    const path = await fileWith(`${name}.csv`, line);
    const percents: number[] = [];
    const profile = await analyzeFile(path, { topValues: 3, onProgress: ({ percent }) => percents.push(percent) });
    expect(profile.columns[1]?.topValues.map(({ value }) => value)).toContain(text);
    expect(profile.findings.map(({ code }) => code)).not.toContain("invalid_bytes");
    // It does not go back.
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  it.each([
    ["UTF-8", Buffer.from('{"id":3,"city":"Köln"}\n'), "utf-8", "Köln"],
    [
      "windows-1252",
      Buffer.from('{"id":3,"city":"K\u00f6ln \u00fcber D\u00fcsseldorf"}\n', "latin1"),
      "iso-8859-1",
      "Köln über Düsseldorf",
    ],
  ])("is what it is, if its lines are JSON and one is %s", async (name, line, encoding, text) => {
    const path = join(folder, `${name}.jsonl`);
    const others = Buffer.from('{"id":1,"city":"Bonn"}\n'.repeat(150_000));
    await writeFile(path, Buffer.concat([others, line, others, others]));
    const stages: string[] = [];
    const profile = await analyzeFile(path, { topValues: 3, onProgress: ({ stage }) => stages.push(stage) });
    expect(profile).toMatchObject({ encoding: { name: encoding }, rowCount: 450_001, findings: [] });
    expect(profile.columns[1]?.topValues.map(({ value }) => value)).toContain(text);
    if (encoding === "utf-8") expect(stages.filter((stage) => stage === "detecting")).toHaveLength(1);
  });

  it("is UTF-8 with a finding, if a byte in between is wrong and others are not", async () => {
    const path = await fileWith("mostly.csv", Buffer.concat([Buffer.from("3,Köln\n".repeat(9)), Buffer.from([0x34, 0x2c, 0xff, 0x0a])]));
    const profile = await analyzeFile(path);
    expect(profile.encoding?.name).toBe("utf-8");
    expect(profile.findings).toContainEqual(expect.objectContaining({ code: "invalid_bytes", count: 1, rows: [400_011] }));
  });

  it("tells a range that meets a wrong byte", async () => {
    const path = await fileWith("range.csv", Buffer.from("3,K\u00f6ln\n", "latin1"));
    const table = await openTable(await fileInput(path), { ...completeSettings({}), trustSamples: true });
    expect(table).toMatchObject({ encodingIsSampled: true, encoding: { name: "utf-8" } });
    const { dialect, maxRecordLength, maxColumns } = table.delimited ?? expect.fail("It is delimited");
    const task = { path, dialect, maxRecordLength, maxColumns, width: 2, isRecordStart: false, mustBeUtf8: true };
    expect(() => profileRange({ ...task, from: 1_000_000, to: undefined }, () => {})).toThrow(UnexpectedBytes);
    expect(profileRange({ ...task, from: 4_000_000, to: undefined }, () => {}).recordCount).toBeGreaterThan(0);
  });
});
