import { uuidv7 } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyChance = fc.uuid({ version: 4 });

describe("uuidv7", () => {
  it("writes the example of RFC 9562", () => {
    expect(uuidv7(0x017f22e279b0, "00000000-0000-4cc3-98c4-dc0c0c07398f")).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });

  it("is a UUID of version 7, whatever time and chance", () => {
    fc.assert(fc.property(anyTime, anyChance, (nowMs, random) => z.uuidv7().safeParse(uuidv7(nowMs, random)).success));
  });

  it("takes the whole milliseconds of a time with a fraction", () => {
    fc.assert(fc.property(anyTime, anyChance, (nowMs, random) => uuidv7(nowMs + 0.5, random) === uuidv7(nowMs, random)));
  });

  it("sorts by time", () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyChance, anyChance, (a, b, chanceA, chanceB) => {
        fc.pre(a < b);
        expect(uuidv7(a, chanceA) < uuidv7(b, chanceB)).toBe(true);
      }),
    );
  });

  it("keeps all chance behind the version", () => {
    fc.assert(
      fc.property(anyChance, anyChance, (a, b) => {
        expect(uuidv7(0, a) === uuidv7(0, b)).toBe(a.slice(15) === b.slice(15));
      }),
    );
  });
});
