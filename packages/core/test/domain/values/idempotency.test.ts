import type { Json } from "@rowmill/core";
import { hashJson } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("hashJson", () => {
  it("is 64 hexadecimal digits of SHA-256", () => {
    expect(hashJson(null)).toBe("74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b");
  });

  it("does not see the order of keys, at any depth", () => {
    fc.assert(fc.property(anyJson, (value) => hashJson(backwards(value)) === hashJson(value)));
  });

  it("tells values apart that JSON tells apart", () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        expect(hashJson(a) === hashJson(b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });

  it.each<[Json, Json]>([
    [
      [1, 2],
      [2, 1],
    ],
    [["a,b"], ["a", "b"]],
    [{ a: 1 }, { a: "1" }],
    [{ a: { b: 1 } }, { "a.b": 1 }],
    [{}, []],
    [null, "null"],
    [{ ab: 1 }, { a: { b: 1 } }],
  ])("tells %j from %j", (a, b) => {
    expect(hashJson(a)).not.toBe(hashJson(b));
  });

  it("takes a key called __proto__ for an ordinary one", () => {
    const parse = (text: string) => JSON.parse(text) as Json;
    expect(hashJson(parse('{"__proto__": 1}'))).not.toBe(hashJson({}));
  });

  it("takes whatever depth JSON.stringify takes", () => {
    let value: Json = 1;
    let deepest: Json = value;
    for (let depth = 0; depth < 20_000 && isWritable(value); depth += 100) {
      deepest = value;
      for (let more = 0; more < 100; more += 1) value = { member: value };
    }
    expect(hashJson(deepest)).toMatch(/^[0-9a-f]{64}$/);
  });
});

const anyJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

function backwards(value: Json): Json {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, backwards(member)]),
  );
}

/** Sorts keys by sorting entries as text: slower than the code under test, and another way. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .toSorted()
    .join()}}`;
}

function isWritable(value: Json): boolean {
  try {
    return JSON.stringify(value) !== "";
  } catch {
    return false;
  }
}
