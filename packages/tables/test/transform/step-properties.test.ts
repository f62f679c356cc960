import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tmpdir } from "node:os";
import { compileMapping } from "../../src/transform/plan/compile-mapping.ts";
import { type CellResult, StepFailure } from "../../src/transform/steps/cell-step.ts";
import type { Step } from "../../src/transform/steps/step-schema.ts";
import type { Cell } from "../../src/table/table-reader.ts";

/** The steps of one field as a function. */
function compiled(steps: readonly Step[]): (value: Cell) => CellResult {
  const plan = compileMapping({ fields: [{ target: "r", from: "value", steps: [...steps] }] }, ["value"], { temporaryFolder: tmpdir() });
  return (value) => plan.fields[0]?.run({ cells: [value], rowNumber: 1, fields: [] }) ?? null;
}

const run = (step: Step | readonly Step[], value: Cell) => compiled([step].flat())(value);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(" ", "\t", "\u{a0}", "a", "ß", "😀", "'", "-", "1", ",", ".") }),
);

/** Every step with some parameters. */
const EVERY_STEP: Step[] = [
  "trim",
  { op: "trim", side: "end", chars: "a1" },
  { op: "collapse" },
  "uppercase",
  "lowercase",
  { op: "case", to: "title", exceptions: ["aß"] },
  { op: "case", to: "sentence" },
  { op: "normalize", form: "NFKC", spaces: true, quotes: true, dashes: true, accents: true },
  { op: "replace", find: "a", with: "$1$$" },
  { op: "replace", pattern: "(\\w)(\\d)?", with: "$2-$1" },
  { op: "replace", keep: ["digits", "letters"] },
  { op: "replace", remove: ["punctuation", "spaces"], with: "_", first: true },
  { op: "extract", pattern: "[a-z]+", all: true, by: "," },
  { op: "extract", after: "a", before: "1", occurrence: -1 },
  { op: "extract", after: "a", last: true },
  { op: "extract", path: "/0/a", onError: "keep" },
  { op: "slice", start: -3, end: 5 },
  { op: "pad", length: 7, with: "😀a", side: "end" },
  { op: "split", by: "1", part: -2 },
  { op: "split", pattern: "[,.]", from: -2, to: -1 },
  { op: "measure", unit: "words" },
  { op: "mask", keepStart: 1, keepEnd: 2 },
  { op: "mask", format: "#-#" },
  { op: "decode", as: "html" },
  { op: "decode", as: "url" },
  { op: "decode", as: "base64" },
  { op: "encode", as: "html" },
  { op: "encode", as: "url" },
  { op: "encode", as: "base64" },
  { op: "hash" },
  { op: "template", text: "<{value}>" },
  { op: "coalesce" },
  { op: "join", by: "," },
  { op: "when", contains: "a", then: ["uppercase"], else: [{ op: "slice", end: 2 }] },
  { op: "when", lessThan: 5, then: [], onError: "null" },
  "int",
  "float",
  { op: "number", decimalChar: ",", groupChar: ".", currency: true, percent: true, scale: 2, useGrouping: true },
  { op: "number", notation: "compact" },
  { op: "number", radix: { from: 36, to: 2 } },
  { op: "math", operator: "multiply", by: "1.1" },
  "date",
  { op: "date", from: ["d.M.yyyy", "%m/%d/%y", "excel", "unix"], to: "EEEE, d MMMM yyyy", locale: "fr" },
  "boolean",
  { op: "lookup", table: { a: "b" }, else: "keep" },
  { op: "default", value: "x" },
  { op: "nullIf", values: ["a", ""] },
];

describe("every step", () => {
  it.each(EVERY_STEP)("%j makes a text, null or a failure of any text, always the same", (step) => {
    const [once, again] = [compiled([step]), compiled([step])];
    fc.assert(
      fc.property(text, (value) => {
        const result = once(value);
        expect(result === null || typeof result === "string" || result instanceof StepFailure).toBe(true);
        // The second time it comes from the table of results, the third is another compilation.
        expect(once(value)).toEqual(result);
        expect(again(value)).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });
});

describe("steps on text", () => {
  const idempotent: Step[] = [
    "trim",
    { op: "collapse" },
    "uppercase",
    "lowercase",
    { op: "case", to: "title" },
    { op: "normalize" },
    { op: "replace", keep: "letters" },
  ];
  it.each(idempotent)("%j changes nothing when it runs again", (step) => {
    fc.assert(
      fc.property(text, (value) => {
        const once = run(step, value) as string;
        expect(run(step, once)).toBe(once);
      }),
    );
  });

  it("slice and pad agree with lists of code points", () => {
    const place = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(text, place, place, fc.integer({ min: 0, max: 12 }), (value, start, end, length) => {
        const characters = [...value];
        expect(run({ op: "slice", start, end }, value)).toBe(characters.slice(start, end).join(""));
        expect([...(run({ op: "pad", length }, value) as string)]).toHaveLength(Math.max(length, characters.length));
        expect(run({ op: "measure", unit: "characters" }, value)).toBe(String(characters.length));
      }),
    );
  });

  it("split takes the parts that join puts together again", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", " ") });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat(5), (parts, index) => {
        const whole = parts.join("/");
        expect(run({ op: "split", by: "/", part: index }, whole)).toBe(parts[index] ?? null);
        expect(run({ op: "split", by: "/", part: -1 - index }, whole)).toBe(parts.at(-1 - index) ?? null);
        expect(run({ op: "split", by: "/", from: index }, whole)).toBe(index < parts.length ? parts.slice(index).join("/") : null);
      }),
    );
  });

  it.each(["html", "url", "base64"] as const)("decode reads what encode wrote as %s", (as) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        expect(
          run(
            [
              { op: "encode", as },
              { op: "decode", as },
            ],
            value,
          ),
        ).toBe(value);
      }),
    );
  });

  it("replace agrees with JavaScript's patterns where both mean the same", () => {
    const pattern = fc.constantFrom("a+", "[^a-c]", "(a)(b)?", "b|ab", "^a", "c$", "a*");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c", "d") }), pattern, (value, source) => {
        expect(run({ op: "replace", pattern: source, with: "<$$>" }, value)).toBe(value.replace(new RegExp(source, "gu"), "<$$>"));
      }),
    );
  });
});

describe("numbers", () => {
  const digits = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(12));
  const written = ([coefficient, scale]: readonly [bigint, number]) => {
    const plain = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
    const sign = coefficient < 0n ? "-" : "";
    return scale === 0 ? sign + plain : `${sign}${plain.slice(0, -scale)}.${plain.slice(-scale)}`;
  };

  it("keep every digit", () => {
    fc.assert(
      fc.property(digits, (number) => {
        expect(run("float", written(number))).toBe(written(number));
      }),
    );
  });

  it("round as integers do", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (coefficient) => {
        const value = written([coefficient, 3]);
        const [quotient, rest] = [coefficient / 10n, coefficient % 10n];
        const away = coefficient < 0n ? -1n : 1n;
        const magnitude = rest < 0n ? -rest : rest;
        const half = magnitude >= 5n ? quotient + away : quotient;
        expect(run({ op: "number", scale: 2 }, value)).toBe(written([half, 2]));
        expect(run({ op: "number", scale: 2, roundingMode: "trunc" }, value)).toBe(written([quotient, 2]));
        const floor = rest < 0n ? quotient - 1n : quotient;
        expect(run({ op: "number", scale: 2, roundingMode: "floor" }, value)).toBe(written([floor, 2]));
      }),
    );
  });

  it("agree with Intl where a double is exact", () => {
    const options = fc.record(
      {
        minimumFractionDigits: fc.nat(3),
        maximumFractionDigits: fc.integer({ min: 3, max: 6 }),
        minimumIntegerDigits: fc.integer({ min: 1, max: 5 }),
        useGrouping: fc.boolean(),
      },
      { requiredKeys: ["maximumFractionDigits", "useGrouping"] },
    );
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), options, (eighths, parameters) => {
        const value = eighths / 8;
        expect(run({ op: "number", ...parameters }, String(value))).toBe(new Intl.NumberFormat("en-US", parameters).format(value));
      }),
    );
  });

  it("come back from another base, and from other characters", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 2, max: 36 }), (number, radix) => {
        expect(
          run(
            [
              { op: "number", radix: { to: radix } },
              { op: "number", radix: { from: radix } },
            ],
            String(number),
          ),
        ).toBe(String(number));
      }),
    );
    fc.assert(
      fc.property(digits, (number) => {
        const there: Step = { op: "number", useGrouping: true, outputDecimalChar: ",", outputGroupChar: "." };
        expect(run([there, { op: "number", decimalChar: ",", groupChar: "." }], written(number))).toBe(written(number));
      }),
    );
  });

  it("math undoes itself", () => {
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const by = written(b);
        const plain = run({ op: "math", operator: "abs" }, written(a));
        expect(
          run(
            [
              { op: "math", operator: "add", by },
              { op: "math", operator: "subtract", by },
              { op: "math", operator: "abs" },
            ],
            written(a),
          ),
        ).toBe(plain);
        if (b[0] === 0n) return;
        const quotient: Step[] = [
          { op: "math", operator: "integerDivide", by },
          { op: "math", operator: "multiply", by },
        ];
        const [product, rest] = [run(quotient, written(a)) as string, run({ op: "math", operator: "modulo", by }, written(a)) as string];
        expect(run({ op: "math", operator: "add", by: rest }, product)).toBe(run({ op: "math", operator: "add", by: 0 }, written(a)));
      }),
    );
  });
});

describe("dates", () => {
  const moment = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
  const patterns = [
    "yyyy-MM-dd'T'HH:mm:ss.SSS",
    "d.M.yyyy H:m:s.SSS",
    "EEEE, d MMMM yyyy h:mm:ss.SSS a",
    "yyyy D HH:mm:ss.SSS",
    "YYYY-'W'ww-e HH:mm:ss.SSS",
    "%d %b %Y %H:%M:%S.%f",
    "MMddyyyyHHmmssSSS",
  ];

  it.each(patterns)("reads what it wrote as %s", (pattern) => {
    const write: Step = { op: "date", from: "yyyy-MM-dd'T'HH:mm:ss.SSSX", to: pattern };
    const back: Step = { op: "date", from: pattern, to: "yyyy-MM-dd'T'HH:mm:ss.SSS" };
    const both = compiled([write, back]);
    fc.assert(
      fc.property(moment, (date) => {
        expect(both(date.toISOString())).toBe(date.toISOString().slice(0, -1));
      }),
    );
  });

  it("counts days of Excel and seconds of Unix back and forth", () => {
    const recent = fc.date({ min: new Date("1900-03-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(recent, (date) => {
        const iso = date.toISOString();
        for (const serial of ["excel", "unixMs", "unix"]) {
          const steps: Step[] = [
            { op: "date", from: "yyyy-MM-dd'T'HH:mm:ss.SSSX", to: serial },
            { op: "date", from: serial, to: "yyyy-MM-dd" },
          ];
          expect(run(steps, iso)).toBe(iso.slice(0, 10));
        }
        expect(run({ op: "date", from: "iso", to: "unixMs" }, iso)).toBe(String(date.getTime()));
      }),
    );
  });

  it("agrees with Intl about time zones", () => {
    const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "Pacific/Apia");
    const recent = fc.date({ min: new Date("1972-01-01T00:00:00Z"), max: new Date("2037-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(recent, zone, (date, name) => {
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" }).format(date);
        const step: Step = { op: "date", from: "iso", to: "yyyy-MM-dd HH:mm:ss", timeZone: { from: "UTC", to: name } };
        expect(run(step, date.toISOString())).toBe(shown);
        // Back to UTC and there again: a time that comes twice may be the other one, which the clocks show alike.
        const zones = (from: string, to: string): Step => ({
          op: "date",
          from: "yyyy-MM-dd HH:mm:ss",
          to: "yyyy-MM-dd HH:mm:ss",
          timeZone: { from, to },
        });
        expect(run([zones(name, "UTC"), zones("UTC", name)], shown)).toBe(shown);
      }),
    );
  });

  it("adds days as the calendar does, and truncates to what is not later", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1000-01-01"), max: new Date("9000-01-01"), noInvalidDate: true }),
        fc.integer({ min: -40_000, max: 40_000 }),
        (date, days) => {
          const day = date.toISOString().slice(0, 10);
          const sum = new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
          expect(run({ op: "date", add: { days } }, day)).toBe(sum);
          for (const unit of ["week", "month", "quarter", "year"] as const) {
            const start = run({ op: "date", truncate: { unit } }, day) as string;
            expect(start <= day).toBe(true);
            expect(run({ op: "date", truncate: { unit } }, start)).toBe(start);
          }
        },
      ),
    );
  });
});
