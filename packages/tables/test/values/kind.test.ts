import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Kind, KIND_COUNT } from "../../src/values/kind.ts";

describe("Kind", () => {
  it("has the same numbers in the kernel", () => {
    const source = readFileSync(new URL("../../assembly/values/reading.ts", import.meta.url), "utf8");
    const inKernel = Object.fromEntries(
      [...source.matchAll(/export const (\w+) = (\d+);/g)].map(([, name, value]) => [name, Number(value)]),
    );
    const { KIND_COUNT: count, ...kinds } = inKernel;
    expect(kinds).toEqual(Kind);
    expect(count).toBe(KIND_COUNT);
  });
});
