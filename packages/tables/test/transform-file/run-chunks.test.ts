import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createKernel } from "../../src/kernel/kernel.ts";
import type { Dialect } from "../../src/table/dialect.ts";
import { FAST_MEMORY, type FastMemory } from "../../src/transform-file/fast/fast-memory.ts";
import type { FastPlan, FastStep } from "../../src/transform-file/fast/plan/fast-plan.ts";
import { fileSink } from "../../src/transform-file/fast/chunks/file-sink.ts";
import { textAfter, textBefore } from "../../src/transform-file/fast/row-text.ts";
import type { RowScripts } from "../../src/transform-file/fast/row-scripts.ts";
import { type NumberedReject, runChunks, type SettledChunk } from "../../src/transform-file/fast/chunks/run-chunks.ts";
import { createSharedTurns, type LineState } from "../../src/transform-file/fast/chunks/turns.ts";
import { plainRow, plainTransform } from "./plain-transform.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-chunks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dialect: Dialect = { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false };

/** Turns words round, rejects what has an exclamation mark, and makes null of "n/a". The second script joins the words of a row. */
function scriptsOf(plan: () => FastPlan): RowScripts {
  const turned = (value: string | null) =>
    value === null || value === "n/a" ? null : value.includes("!") ? undefined : [...value].toReversed().join("");
  const scripts: RowScripts = {
    scripts: [([value = null]) => turned(value), (cells) => turned(cells.join("+"))],
    decide(cells, problems) {
      const { width } = plan();
      const fitted = cells.length < width ? [...cells, ...Array.from({ length: width - cells.length }, () => "")] : cells;
      const row = cells.length > width || problems.length > 0 ? undefined : plainRow(fitted, plan(), scripts);
      return row === undefined
        ? { kind: "rejected", problems: [{ rule: problems[0]?.code ?? "refused", message: "Refused" }] }
        : { kind: "written", cells: row };
    },
  };
  return scripts;
}

interface Run {
  text: string;
  rejected: NumberedReject[];
  settled: SettledChunk[];
}

function run(
  bytes: Uint8Array,
  plan: FastPlan,
  options: {
    chunkBytes: number;
    scripts?: RowScripts;
    simd?: boolean;
    start?: LineState | undefined;
    into?: string;
    dialect?: Dialect;
    badGuess?: boolean;
    memory?: FastMemory;
  },
): Run {
  const input = join(folder, "input.csv");
  const output = join(folder, "output");
  writeFileSync(input, bytes);
  const before = Buffer.from(textBefore(plan.columns, plan.output));
  if (options.start === undefined) writeFileSync(output, before);
  const fd = openSync(input, "r");
  const out = openSync(output, "r+");
  const settled: SettledChunk[] = [];
  const start = options.start ?? { inputEnd: 0, outputEnd: before.length, rejectsEnd: 0, rows: 0, written: 0, rejected: 0, lastWidth: 0 };
  try {
    runChunks(
      {
        plan,
        source: { dialect: options.dialect ?? dialect, maxRecordLength: 16 * 1024 * 1024, maxColumns: 16_384, mustBeUtf8: false },
        from: start.inputEnd,
        sizeBytes: bytes.length,
        chunkBytes: options.chunkBytes,
        maxRejects: Number.POSITIVE_INFINITY,
        shared: createSharedTurns(start),
      },
      {
        kernel: createKernel(options.simd ?? true),
        fd,
        scripts: options.scripts ?? scriptsOf(() => plan),
        sink: fileSink(out, undefined),
        rejectText: undefined,
        onSettled: (one) => settled.push(one),
        memory: options.memory ?? FAST_MEMORY,
        ...(options.badGuess === true ? { guess: (_fd: number, from: number) => Math.min(bytes.length, from + 1) } : {}),
      },
    );
    const end = settled.at(-1)?.state.outputEnd ?? before.length;
    const text = readFileSync(output).subarray(0, end).toString() + textAfter(plan.output, (settled.at(-1)?.state.written ?? 0) > 0);
    return { text, rejected: settled.flatMap(({ rejected }) => rejected), settled };
  } finally {
    closeSync(fd);
    closeSync(out);
  }
}

const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      "a",
      "n/a",
      "=1+2",
      "-5.20",
      "+49 151",
      "-x",
      "no!",
      " x ",
      "\u00a0y\u2003",
      "12",
      "007",
      "1.50",
      "-0",
      "true",
      "false",
      "ß",
      "Σας ΣΑΣ",
      "İi",
      "Łódź",
      "ệ",
      "ʼn",
      "田中",
      "🙂",
      "𐐀",
      "aaaa",
      "a-a-aa--a",
      "2024-02-29",
      "2023-02-29",
      "1900-02-29",
      "2024-11-31",
      "2024-12-31",
      "123456789012345",
      "1234567890123456",
      "0.1",
      "-5.2",
      "7",
    ),
  },
  fc.string({
    unit: fc.constantFrom("a", "B", ",", '"', "\n", "\r", ";", "'", "\\", "\t", " ", "é", "Ж", "\u0001", "\u2028", "x", "y"),
    maxLength: 40,
  }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

function written(value: string, style: number): string {
  const needs = /[",\n\r]/.test(value);
  if (style === 2) return value; // Perhaps malformed.
  return needs || style === 1 ? `"${value.replaceAll('"', '""')}"` : value;
}

const file = fc
  .record({
    width: fc.integer({ min: 2, max: 5 }),
    rows: fc.array(fc.array(fc.tuple(cell, fc.constantFrom(0, 0, 0, 1, 1, 2)), { minLength: 1, maxLength: 6 }), { maxLength: 30 }),
    odd: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    lastEnd: fc.boolean(),
  })
  .map(({ width, rows, odd, lineEnd, lastEnd }) => {
    const lines = rows.map((row, index) => {
      const cells = odd[index] === true ? row : Array.from({ length: width }, (_, column) => row[column] ?? (["", 0] as const));
      return cells.map(([value, style]) => written(value, style)).join(",");
    });
    return { width, bytes: Buffer.from(lines.join(lineEnd) + (lastEnd ? lineEnd : "")) };
  });

const text = fc.oneof(fc.constantFrom("", "a", "aa", "-", "n/a", "\u00e9", "x", " "), fc.string({ unit: "grapheme", maxLength: 5 }));

const check = fc.oneof(
  fc.constantFrom({ rule: "required" as const }, { rule: "day" as const }),
  fc.record({ rule: fc.constant("length" as const), least: fc.nat(3), most: fc.integer({ min: 3, max: 20 }) }),
  fc.record({ rule: fc.constant("number" as const), integer: fc.boolean() }),
  fc.record({
    rule: fc.constant("range" as const),
    low: fc.constantFrom(-5.2, 0, 7),
    high: fc.constantFrom(7, 12, Number.POSITIVE_INFINITY),
    aboveLow: fc.boolean(),
    belowHigh: fc.boolean(),
  }),
);

function stepOf(width: number): fc.Arbitrary<FastStep> {
  const field = fc.record({ field: fc.integer({ min: 0, max: width - 1 }) });
  return fc.oneof(
    fc.record({ kind: fc.constant("trim" as const), start: fc.boolean(), end: fc.boolean() }),
    fc.record({ kind: fc.constant("case" as const), to: fc.constantFrom("upper" as const, "lower" as const) }),
    fc.record({
      kind: fc.constant("replace" as const),
      find: text.filter((one) => one !== ""),
      by: text,
      first: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("default" as const), text }),
    fc.record({ kind: fc.constant("nullIf" as const), texts: fc.array(text, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant("template" as const),
      pieces: fc.array(fc.oneof(fc.record({ text }), field, fc.constant("value" as const)), { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant("check" as const), check }),
    fc.constant({ kind: "script" as const, script: 0 }),
    fc.record({
      kind: fc.constant("rowScript" as const),
      script: fc.constant(1),
      fields: fc.uniqueArray(
        field.map(({ field: one }) => one),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  );
}

const output = fc.oneof(
  fc.record({
    format: fc.constant("delimited" as const),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    lineEnd: fc.constantFrom("\n" as const, "\r\n" as const),
    quoteAll: fc.boolean(),
    header: fc.boolean(),
    guardsNames: fc.boolean(),
    byteOrderMark: fc.boolean(),
  }),
  fc.record({ format: fc.constantFrom("jsonl" as const, "json" as const) }),
);

function planOf(width: number): fc.Arbitrary<FastPlan> {
  const column = fc.record({
    name: fc.constantFrom("id", "e-mail", 'say "x"', "ä,b", "=n"),
    value: fc.oneof(
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("constant" as const), text: fc.constantFrom(null, "", "x", 'a"b', "=1") }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant("field" as const),
          field: fc.integer({ min: 0, max: width - 1 }),
          steps: fc.array(stepOf(width), { maxLength: 3 }),
        }),
      },
    ),
    type: fc.constantFrom("string" as const, "number" as const, "integer" as const, "boolean" as const, "date" as const),
    guarded: fc.boolean(),
  });
  return fc.record({
    width: fc.constant(width),
    scripts: fc.constant([]),
    columns: fc.array(column, { minLength: 1, maxLength: 5 }),
    output,
  });
}

const memory = fc.record({
  scratchBytes: fc.integer({ min: 1, max: 300 }),
  sliceRows: fc.integer({ min: 1, max: 9 }),
  regions: fc.integer({ min: 1, max: 4 }),
  regionBytes: fc.integer({ min: 1, max: 600 }),
  dictionaryValues: fc.integer({ min: 0, max: 9 }),
});

const filesAndPlans = file.chain(({ width, bytes }) => planOf(width).map((plan) => ({ bytes, plan })));

describe("runChunks", () => {
  it("comes to what a plain transform does, whatever the chunks and the kernel", async () => {
    await fc.assert(
      fc.asyncProperty(
        filesAndPlans,
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        fc.boolean(),
        async ({ bytes, plan }, chunkBytes, simd, badGuess) => {
          const expected = await plainTransform(bytes, { dialect, plan, scripts: scriptsOf(() => plan) });
          const found = run(bytes, plan, { chunkBytes, simd, badGuess });
          expect(found.text).toBe(expected.text);
          expect(found.rejected.map(({ rowNumber, cells, problems }) => ({ rowNumber, cells, rule: problems[0]?.rule }))).toEqual(
            expected.rejected,
          );
          expect(found.settled.at(-1)?.state.rows ?? 0).toBe(expected.rows);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("needs no more room than there is, whatever a row comes to", async () => {
    await fc.assert(
      fc.asyncProperty(filesAndPlans, memory, fc.integer({ min: 1, max: 400 }), async ({ bytes, plan }, limits, chunkBytes) => {
        const expected = await plainTransform(bytes, { dialect, plan, scripts: scriptsOf(() => plan) });
        expect(run(bytes, plan, { chunkBytes, memory: limits }).text).toBe(expected.text);
      }),
      { numRuns: 100 },
    );
  });

  it("continues from any mark with the same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        filesAndPlans,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        async ({ bytes, plan }, chunkBytes, otherBytes, pick) => {
          const whole = run(bytes, plan, { chunkBytes });
          const start = whole.settled[pick % whole.settled.length]?.state;
          const continued = run(bytes, plan, { chunkBytes: otherBytes, start });
          expect(continued.text).toBe(whole.text);
          expect(continued.settled.at(-1)?.state).toEqual(whole.settled.at(-1)?.state);
        },
      ),
      { numRuns: 100 },
    );
  });
});
