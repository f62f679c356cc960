import { uuidv7 } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyChance = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe("uuidv7", () => {
  it("writes the example of RFC 9562", () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });

  it("is a UUID of version 7, whatever time and chance", () => {
    fc.assert(fc.property(anyTime, anyChance, (nowMs, random) => z.uuidv7().safeParse(uuidv7(nowMs, random)).success));
  });

  it("sorts by time", () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyChance, anyChance, (a, b, chanceA, chanceB) => {
        fc.pre(a < b);
        expect(uuidv7(a, chanceA) < uuidv7(b, chanceB)).toBe(true);
      }),
    );
  });

  it("keeps every bit of chance but the 6 of version and variant", () => {
    fc.assert(
      fc.property(anyChance, fc.integer({ min: 0, max: 79 }), (random, bit) => {
        fc.pre(!overwrittenBits.has(bit));
        const flipped = Uint8Array.from(random);
        flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
        const changed = [...uuidv7(0, random)].filter((digit, index) => digit !== uuidv7(0, flipped)[index]);
        expect(changed).toHaveLength(1);
      }),
    );
  });
});

// The version takes the first four bits, the variant the first two of the third byte.
const overwrittenBits = new Set([0, 1, 2, 3, 16, 17]);
