import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineEndOf } from "../../src/text/line-end.ts";

describe("lineEndOf", () => {
  it.each([
    ["", "lf"],
    ["a", "lf"],
    ["a\nb\n", "lf"],
    ["a\r\nb\r\n", "crlf"],
    ["a\rb\r", "cr"],
    ["a\r\nb\n", "mixed"],
    ["a\n\rb", "mixed"],
    ['"a\r\nb"\nc\n', "lf"],
    ['"a\r\nb"\r\nc\r\n', "crlf"],
    ['"a\r\nb"', "lf"],
  ])("says of %j that its lines end in %s", (text, expected) => {
    expect(lineEndOf(text, '"')).toBe(expected);
  });

  it("leaves out what is quoted, wherever that is", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", '"', "\n", "\r", "\r\n", "\r\n"), maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.constantFrom('"', null), (text, quote) => {
        expect(lineEndOf(text, quote)).toBe(oneByOne(text, quote));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The definition: break by break, each that has an even number of quotes before it. */
function oneByOne(text: string, quote: string | null): string {
  const breaks = [...text.matchAll(/\r\n|\r|\n/g)].filter(
    ({ index }) => quote === null || text.slice(0, index).split(quote).length % 2 === 1,
  );
  const ends = new Set(breaks.map(([sign]) => ({ "\r\n": "crlf", "\r": "cr", "\n": "lf" })[sign] ?? ""));
  return ends.size > 1 ? "mixed" : ([...ends][0] ?? "lf");
}
