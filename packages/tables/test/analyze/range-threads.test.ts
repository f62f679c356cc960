import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeSettings } from "../../src/analyze/analyze-options.ts";
import { guessRange, isSameRange } from "../../src/analyze/guess-range.ts";
import { profileRange, type RangeTask } from "../../src/profile/ranges/profile-range.ts";
import { createWorkerPool } from "../../src/threads/worker-pool.ts";
import { beginRanges, startRangeThreads, takeRangeThreads } from "../../src/analyze/range-threads.ts";
import { rangeReaders } from "../../src/analyze/read-ranges.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-range-threads-"));
  path = await fileOf("table.csv", table(","));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, text: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** A quarter of a megabyte of rows with three cells, one of them quoted. */
function table(delimiter: string): string {
  const rows = Array.from({ length: 8_000 }, (_, id) => [id, `"Köln ${id % 977}\nam Rhein"`, id / 8].join(delimiter));
  return ["id;city;rate".replaceAll(";", delimiter), ...rows, ""].join("\n");
}

const POOL = createWorkerPool();
const SETTINGS = completeSettings({ threads: 2 });
const CUT = 150_000;
const guessOf = (file: string, settings = SETTINGS) => guessRange({ path: file, settings, from: CUT, to: undefined });

/** What a thread that begins by its guess answers to tasks, one after the other; and how far it says it is. */
async function ask(...tasks: RangeTask[]) {
  const threads = beginRanges(takeRangeThreads(1, SETTINGS, POOL), { path, settings: SETTINGS, cuts: [CUT] });
  using ranges = rangeReaders(threads.given);
  const found = [];
  for (const task of tasks) found.push(await ranges.run(task, 0));
  await threads.release(ranges.heldBytes());
  return { found, read: ranges.read() };
}

/** What they come to in this thread. */
const results = (...tasks: RangeTask[]) => tasks.map((task) => profileRange(task, () => {}));

describe("the thread of a range", () => {
  const right = () => guessOf(path) ?? expect.fail("There is no guess");

  it("answers what its range comes to where its guess was right", async () => {
    const { found, read } = await ask(right());
    expect(found).toEqual(results(right()));
    expect(read.records).toBe(found[0]?.recordCount);
  });

  it.each([
    ["another width", (task: RangeTask) => ({ ...task, width: 4 })],
    ["another delimiter", (task: RangeTask) => ({ ...task, dialect: { ...task.dialect, delimiter: ";" }, width: 1 })],
    ["other quotes", (task: RangeTask) => ({ ...task, dialect: { ...task.dialect, quote: null, escape: null } })],
    ["a known start", (task: RangeTask) => ({ ...task, isRecordStart: true })],
  ])("starts again where the file has %s", async (_, change) => {
    const task = change(right());
    expect((await ask(task)).found).toEqual(results(task));
  });

  it("does another task after the first, and one without a guess", async () => {
    const tasks = [right(), { ...right(), width: 5 }, right()];
    expect((await ask(...tasks)).found).toEqual(results(...tasks));
  });

  it("answers nothing for a range that cannot be read", async () => {
    expect((await ask({ ...right(), maxRecordLength: 4 })).found).toEqual([undefined]);
    expect((await ask({ ...right(), path: join(folder, "missing.csv") })).found).toEqual([undefined]);
  });

  it("answers nothing for a range that needs more memory than all threads may have together", async () => {
    const settings = { ...SETTINGS, maxMemoryMb: 1 };
    const threads = beginRanges(takeRangeThreads(1, SETTINGS, POOL), { path, settings, cuts: [CUT] });
    using ranges = rangeReaders(threads.given);
    expect(await ranges.run(right(), 0)).toBeUndefined();
    expect(threads.given.shared.buffers[0]).toBeGreaterThan(0);
    await threads.release(ranges.heldBytes());
  });

  it("reads nothing any more once it was stopped", async () => {
    const threads = beginRanges(takeRangeThreads(1, SETTINGS, POOL), { path, settings: SETTINGS, cuts: [CUT] });
    using ranges = rangeReaders(threads.given);
    ranges.stop();
    expect(await ranges.run({ ...right(), width: 4 }, 0)).toBeUndefined();
    await threads.end();
  });

  it("answers nothing once it has died", async () => {
    const threads = beginRanges(takeRangeThreads(1, SETTINGS, POOL), { path, settings: SETTINGS, cuts: [CUT] });
    using ranges = rangeReaders(threads.given);
    await threads.end();
    expect(await ranges.run(right(), 0)).toBeUndefined();
    expect(ranges.heldBytes()).toEqual([undefined]);
  });

  it("is kept for the next file if it has answered", async () => {
    await ask(right());
    const [next] = takeRangeThreads(1, SETTINGS, POOL);
    expect(next?.isWarm).toBe(true);
    await next?.end();
  });
});

describe("guessRange", () => {
  it.each([",", ";", "\t", "|"])("guesses a table whose rows %j parts evenly", async (delimiter) => {
    const guess = guessOf(await fileOf("guess.csv", table(delimiter)));
    expect(guess).toMatchObject({ width: 3, dialect: { delimiter, quote: '"', escape: '"' }, from: CUT, mustBeUtf8: true });
  });

  it.each([
    ["rows of several widths", "a,b\n1,2\n3\n4,5,6\n"],
    ["one column", "a\n1\n2\n3\n4\n"],
    ["hardly any rows", "a,b\n1,2\n"],
    ["malformed quotes", 'a,b\n1,"x"y\n2,z\n3,z\n4,z\n'],
    ["JSON", '{"a":1,"b":2}\n{"a":1,"b":2}\n{"a":1,"b":2}\n{"a":1,"b":2}\n'],
    ["a line that names the delimiter", "sep=;\na,b\n1,2\n3,4\n5,6\n"],
    ["UTF-16", Buffer.from("a,b\n1,2\n3,4\n5,6\n", "utf16le")],
    ["Latin 1", Buffer.from("a,b\n1,\u00e4\n3,4\n5,6\n", "latin1")],
  ])("guesses nothing of %s", async (_, text) => {
    expect(guessOf(await fileOf("odd.csv", text))).toBeUndefined();
  });

  it("does not doubt what the caller says", () => {
    const guessWith = (options: Parameters<typeof completeSettings>[0]) => guessOf(path, completeSettings(options));
    expect(guessWith({ encoding: "utf-8" })).toMatchObject({ mustBeUtf8: false });
    expect(guessWith({ encoding: "windows-1252" })).toBeUndefined();
    expect(guessWith({ delimiter: ";" })).toBeUndefined();
    expect(guessWith({ quote: "'" })).toBeUndefined();
  });

  it("knows when a task is what was guessed", () => {
    const guess = guessOf(path) ?? expect.fail("There is no guess");
    expect(isSameRange(guess, structuredClone(guess))).toBe(true);
    expect(isSameRange(guess, { ...guess, to: 1_000_000 })).toBe(false);
  });
});

describe("startRangeThreads", () => {
  it("starts none for a small file, a missing one, a folder, or one that is something else by its name", async () => {
    expect(await startRangeThreads(path, SETTINGS, POOL)).toBeUndefined();
    expect(await startRangeThreads(join(folder, "missing.csv"), SETTINGS, POOL)).toBeUndefined();
    expect(await startRangeThreads(folder, SETTINGS, POOL)).toBeUndefined();
    expect(await startRangeThreads("big.xlsx", SETTINGS, POOL)).toBeUndefined();
  });
});
