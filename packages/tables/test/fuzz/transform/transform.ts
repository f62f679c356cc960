import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RowmillError } from "@rowmill/core/errors";
import type { OutputOptions } from "../../../src/formats/registry.ts";
import { readRows } from "../../../src/read-rows.ts";
import type { Mapping } from "../../../src/transform/mapping.ts";
import { parseMapping } from "../../../src/transform/mapping-schema.ts";
import { runRows } from "../../../src/transform-file/rows/run-rows.ts";
import { transformFile } from "../../../src/transform-file/transform-file.ts";
import type { TransformMark, TransformOptions } from "../../../src/transform-file/transform-options.ts";
import type { FuzzMode } from "../harness/mode.ts";
import type { Random } from "../harness/random.ts";
import { seededRandom } from "../harness/random.ts";
import { delimitedFile } from "../reading/files/delimited-file.ts";
import { mutate } from "../reading/mutate.ts";
import { randomMapping } from "./random-mapping.ts";

/**
 * Transforms delimited files by random mappings: in the kernel with one and two threads, in chunks of any size, continued from a mark, and by
 * rows of texts. All come to the same bytes, or to the same error.
 */
export const transform: FuzzMode = {
  // Each transforms a file four times, in threads.
  testCases: 30,
  makeCase(random) {
    const { content } = delimitedFile(random);
    const whole = Buffer.from(content);
    const bytes = random.chance(0.3) ? mutate(whole, random) : whole;
    const seed = random.below(2 ** 31);
    const target = randomTarget(random);
    // With two threads each chunk begins by a guess, which takes a millisecond.
    const chunkBytes = Math.max(random.pick([1, 7, 100, 4_096, 1_000_000]), Math.ceil(bytes.length / MAX_CHUNKS));
    const about = { seed, target, chunkBytes };
    return { kind: "delimited", bytes, about, run: () => compare(bytes, seededRandom(seed), target, chunkBytes) };
  },
};

const MAX_CHUNKS = 2_000;

/** How many transforms were done by each engine, for tests. */
export const engines = { kernel: 0, rows: 0 };

function randomTarget(random: Random): OutputOptions {
  if (random.chance(0.4)) return { format: random.pick(["json", "jsonl"] as const) };
  return {
    format: "csv",
    delimiter: random.pick([",", ";", "\t", "|"]),
    quoting: random.pick(["minimal", "all"] as const),
    lineEnd: random.pick(["\n", "\r\n"] as const),
    header: random.chance(0.8),
    formulaGuard: random.chance(0.7),
    byteOrderMark: random.chance(0.1),
  };
}

async function compare(bytes: Uint8Array, random: Random, target: OutputOptions, chunkBytes: number): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "rowmill-fuzz-transform-"));
  try {
    const source = join(folder, "source.csv");
    await writeFile(source, bytes);
    const columns = await columnsOf(source);
    if (columns === undefined) return [];
    const mapping = parseMapping(randomMapping(columns, random));
    const byRows = await outcome(folder, "rows", (path, rejectsPath) =>
      runRows(
        source,
        mapping,
        { path, ...target },
        { options: {}, maxRejects: Number.POSITIVE_INFINITY, markIntervalMs: 0, rejectsPath, engineReason: "the oracle" },
      ),
    );
    const wrong: string[] = [];
    const marks: TransformMark[] = [];
    for (const threads of [1, 2]) {
      const found = await outcome(folder, "kernel", (path, rejectsPath) =>
        transformed(
          source,
          mapping,
          { path, ...target },
          { threads, chunkBytes, rejectsPath, markIntervalMs: 0, onMark: (mark) => marks.push(mark) },
        ),
      );
      if (found !== byRows) wrong.push(`${threads} threads: ${difference(found, byRows)}`);
    }
    if (marks.length > 0 && wrong.length === 0) {
      const continueFrom = random.pick(marks);
      // The files are those of the last run, cut by the next.
      const found = await outcome(folder, "kernel", (path, rejectsPath) =>
        transformed(
          source,
          mapping,
          { path, ...target },
          { threads: 2, chunkBytes: Math.max(1 + random.below(500), chunkBytes), rejectsPath, continueFrom },
        ),
      );
      if (found !== byRows) wrong.push(`continued: ${difference(found, byRows)}`);
    }
    return wrong.map((sentence) => `${sentence} with ${JSON.stringify(mapping)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function transformed(source: string, mapping: Mapping, target: { path: string } & OutputOptions, options: TransformOptions) {
  const result = await transformFile(source, mapping, target, options);
  engines[result.engine] += 1;
  return result;
}

async function columnsOf(source: string): Promise<readonly string[] | undefined> {
  try {
    for await (const { columns } of readRows(source)) return columns.length === 0 ? undefined : columns;
  } catch (error) {
    if (!RowmillError.is(error)) throw error;
  }
  return undefined;
}

/** What a transform comes to, as text: output, rejects and counts, or the code of its error. */
async function outcome(
  folder: string,
  name: string,
  run: (path: string, rejectsPath: string) => Promise<{ readonly counts: unknown }>,
): Promise<string> {
  const path = join(folder, name);
  const rejectsPath = join(folder, `${name}.rejects`);
  try {
    const { counts } = await run(path, rejectsPath);
    const rejects = await readFile(rejectsPath, "utf8");
    return `${JSON.stringify(counts)}\n${await readFile(path, "utf8")}\n-- rejects\n${rejects}`;
  } catch (error) {
    if (RowmillError.is(error)) return `error ${error.code}`;
    throw error;
  }
}

/** Where two texts differ. */
function difference(found: string, expected: string): string {
  const at = [...found].findIndex((character, index) => character !== expected[index]);
  const from = Math.max(0, (at < 0 ? expected.length : at) - 40);
  return `${JSON.stringify(found.slice(from, from + 120))} instead of ${JSON.stringify(expected.slice(from, from + 120))}`;
}
