import { fromJsonText, toJsonText } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const write = (value: unknown, maxBytes = 1_000_000) => toJsonText(value, "The input", "JOB_INPUT_INVALID", maxBytes);
const refused = (details: object) => expect.objectContaining({ code: "JOB_INPUT_INVALID", retriable: false, ...details }) as unknown;

describe("JSON text", () => {
  it("comes back as what JSON makes of a value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fromJsonText(write(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("is a fresh copy at every reading", () => {
    const text = write({ list: [1] });
    expect(fromJsonText(text)).not.toBe(fromJsonText(text));
  });
});

describe("toJsonText", () => {
  it("writes undefined as null", () => {
    expect(write(undefined)).toBe("null");
  });

  it("writes a Date as its text", () => {
    expect(write({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  let tooDeep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) tooDeep = [tooDeep];

  it.each([
    ["a cycle", cycle],
    ["a BigInt", { count: 1n }],
    ["a nesting that is too deep", tooDeep],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
  ])("refuses %s", (_, value) => {
    expect(() => write(value)).toThrow(refused({ message: expect.stringMatching(/^The input cannot be written as JSON: /) }));
  });

  it("keeps the cause", () => {
    expect(() => write(cycle)).toThrow(refused({ cause: expect.any(TypeError) }));
  });

  it("counts bytes of UTF-8, not characters", () => {
    const text = "ä".repeat(10);
    expect(write(text, 22)).toBe(`"${text}"`);
    expect(() => write(text, 21)).toThrow(refused({ details: { sizeBytes: 22, maxBytes: 21 } }));
  });

  it("takes exactly the values whose UTF-8 has maxBytes at most", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (value, maxBytes) => {
        const sizeBytes = Buffer.byteLength(JSON.stringify(value));
        if (sizeBytes <= maxBytes) expect(write(value, maxBytes)).toBe(JSON.stringify(value));
        else expect(() => write(value, maxBytes)).toThrow(refused({}));
      }),
    );
  });
});

// A character of each length that JSON writes: 1 to 4 bytes, two escapes, and half of a pair.
const anyText = fc.string({ unit: fc.constantFrom("a", "ä", "€", "😀", '"', "\u0000", "\ud800") });
