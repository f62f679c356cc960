import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { keyDigest } from "../../src/validate/keys/key-digest.ts";
import { KeySet } from "../../src/validate/keys/key-set.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-key-set-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("KeySet", () => {
  it("is a set, in memory, on the disk, and where files of keys were merged", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 3_000 }).map(String), { minLength: 300, maxLength: 4_000, size: "max" });
    fc.assert(
      fc.property(keys, (added) => {
        const set = new KeySet(folder, 60);
        const known = new Set<string>();
        for (const key of added) {
          const digest = keyDigest([key]);
          expect(set.has(digest)).toBe(known.has(key));
          expect(set.add(digest)).toBe(!known.has(key));
          known.add(key);
        }
        set.close();
      }),
      { numRuns: 20 },
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("tells null from texts, and where cells end", () => {
    const digests = [[null], ["null"], ["a", "b"], ["ab", ""], ["a,b"], [""]].map((cells) => keyDigest(cells));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
