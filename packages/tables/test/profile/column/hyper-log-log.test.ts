import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addHash, estimateDistinct } from "../../../src/profile/column/hyper-log-log.ts";

function sketch(count: number, precision: number, times = 1): Uint8Array {
  const registers = new Uint8Array(2 ** precision);
  for (let index = 0; index < count * times; index += 1) {
    const hash = createHash("sha1")
      .update(String(index % count))
      .digest();
    addHash(registers, hash.readUInt32LE(0), hash.readUInt32LE(4));
  }
  return registers;
}

describe("estimateDistinct", () => {
  it("counts nothing as 0 and one value as 1, however often it comes", () => {
    expect(estimateDistinct(new Uint8Array(2 ** 14))).toBe(0);
    expect(estimateDistinct(sketch(1, 14, 1_000))).toBe(1);
  });

  it.each([10, 100, 1_000, 10_000, 50_000, 100_000])("is within 2.5 %% for %d values", (count) => {
    expect(Math.abs(estimateDistinct(sketch(count, 14)) / count - 1)).toBeLessThan(0.025);
  });
});
