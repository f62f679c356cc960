import { mkdtempSync, rmSync } from "node:fs";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RowmillError } from "@rowmill/core/errors";
import { analyzeInput } from "../../../src/analyze/analyze-input.ts";
import { completeSettings } from "../../../src/analyze/analyze-options.ts";
import { fileInput, memoryInput, streamInput } from "../../../src/bytes/byte-input.ts";
import { analyzeFile, detectFormat, type FormatOptions, readRows } from "../../../src/index.ts";
import { rangesHere } from "../../analyze/ranges-here.ts";
import type { MadeFile } from "./made-file.ts";

/** In which ways a file is read. */
export interface ReadingPlan {
  readonly samples: readonly number[];
  /** Where ranges of the file begin. */
  readonly cuts: readonly number[];
  /** Whether a worker thread analyzes it, too. */
  readonly inThread: boolean;
  /** How long the chunks of a stream are. */
  readonly chunkBytes: number;
}

/**
 * Reads a file in every way, and returns what is wrong: errors without a documented code or with the path of a temporary file, and answers
 * that differ. All ways of reading one source have the same number of rows, or fail by the same code.
 */
export async function checkFile({ bytes }: MadeFile, options: FormatOptions, plan: ReadingPlan): Promise<readonly string[]> {
  const complaints: string[] = [];
  const path = join((folder ??= makeFolder()), "file");
  await writeFile(path, bytes);
  const settings = (sampleRows = 5) => completeSettings({ ...options, sampleRows });
  const host = { onProgress() {} };
  const outcome = async (way: string, read: () => Promise<number>): Promise<string> => {
    try {
      return `${await read()} rows`;
    } catch (error) {
      if (!RowmillError.is(error) || !documentedCodes().has(error.code) || error.code === "WORKER_FAILED") {
        complaints.push(`${way} throws an error without a documented code: ${error instanceof Error ? error.stack : String(error)}`);
        return "another error";
      }
      const about = error.message + JSON.stringify(error.details);
      // The path of the file itself is the caller's.
      if (about.replaceAll(path, "").includes(tmpdir())) complaints.push(`${way} names a temporary file: ${error.message}`);
      return error.code;
    }
  };
  const expectAlike = async (source: string, ways: Readonly<Record<string, () => Promise<number>>>) => {
    const outcomes = new Map<string, string[]>();
    for (const [way, read] of Object.entries(ways)) {
      const found = await outcome(`${way} of ${source}`, read);
      outcomes.set(found, [...(outcomes.get(found) ?? []), way]);
    }
    if (outcomes.size > 1) complaints.push(`${source}: ${[...outcomes].map(([found, by]) => `${found} by ${by.join(", ")}`).join("; ")}`);
  };
  await outcome("detectFormat", async () => (await detectFormat(bytes, options)).columnCount);
  await expectAlike("the file", {
    readRows: () => rowsOf(readRows(path, options)),
    ...Object.fromEntries(
      plan.samples.map((sampleRows) => [
        `analyzeFile with ${sampleRows} sample rows`,
        async () => (await analyzeInput(await fileInput(path), settings(sampleRows), host)).rowCount,
      ]),
    ),
    [`analyzeFile in ranges at ${plan.cuts.join(", ")}`]: async () =>
      (await analyzeInput(await fileInput(path), settings(), host, rangesHere(plan.cuts))).rowCount,
    ...(plan.inThread && { "analyzeFile in a thread": async () => (await analyzeFile(path, options)).rowCount }),
  });
  await expectAlike("the bytes", {
    readRows: () => rowsOf(readRows(bytes, options)),
    analyzeFile: async () => (await analyzeInput(memoryInput(bytes), settings(), host)).rowCount,
  });
  await expectAlike(`the stream in chunks of ${plan.chunkBytes} bytes`, {
    readRows: () => rowsOf(readRows(chunksOf(bytes, plan.chunkBytes), options)),
    analyzeFile: async () => (await analyzeInput(streamInput(chunksOf(bytes, plan.chunkBytes), undefined), settings(), host)).rowCount,
  });
  return complaints;
}

async function rowsOf(batches: ReturnType<typeof readRows>): Promise<number> {
  let count = 0;
  for await (const { rows } of batches) count += rows.length;
  return count;
}

async function* chunksOf(bytes: Buffer, chunkBytes: number): AsyncGenerator<Uint8Array> {
  // Long files in chunks of a byte would only take time.
  const size = Math.max(chunkBytes, Math.ceil(bytes.length / 5_000));
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

let folder: string | undefined;

function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "rowmill-fuzz-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

let codes: ReadonlySet<string> | undefined;

function documentedCodes(): ReadonlySet<string> {
  return (codes ??= new Set(
    [...readFileSync(join(import.meta.dirname, "../../../../../docs/errors.md"), "utf8").matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      ([, code]) => code ?? "",
    ),
  ));
}
