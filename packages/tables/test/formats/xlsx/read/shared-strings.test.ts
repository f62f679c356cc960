import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SharedStringStore } from "../../../../src/formats/xlsx/read/shared-strings.ts";
import { SpillingBytes } from "../../../../src/formats/xlsx/read/spilling-bytes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rowmill-strings-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("SharedStringStore", () => {
  it("reads a long text once, however many cells name it, and forgets the oldest ones", () => {
    const store = new SharedStringStore();
    const read = vi.spyOn(SpillingBytes.prototype, "text");
    for (let index = 0; index < 20; index += 1) store.add(`${index} `.repeat(500_000));
    for (let time = 0; time < 100; time += 1) expect(store.get(3)?.length).toBe(1_000_000);
    expect(read).toHaveBeenCalledTimes(1);
    for (let index = 0; index < 20; index += 1) expect(store.get(index)?.startsWith(`${index} `)).toBe(true);
    read.mockClear();
    store.get(19);
    expect(read).toHaveBeenCalledTimes(0);
    store.get(0);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
    store.close();
  });

  it.each([
    ["in memory", 1024 * 1024],
    ["in a file", 0],
    ["partly in a file", 40_000],
  ])("answers each text by its number, in any order, %s", (_, memoryBytes) => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ maxLength: 5 }).map((part) => part.repeat(4_000)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.array(fc.nat(70), { maxLength: 60 }), (texts, asked) => {
        const store = new SharedStringStore(memoryBytes);
        for (const each of texts) store.add(each);
        expect(store.count).toBe(texts.length);
        for (const index of asked) expect(store.get(index)).toBe(texts[index]);
        for (const [index, each] of texts.entries()) expect(store.get(index)).toBe(each);
        store.close();
      }),
      { numRuns: 50 },
    );
  });

  it("leaves no file behind, also while it is open", () => {
    const store = new SharedStringStore(0);
    for (let index = 0; index < 2000; index += 1) store.add(`text ${index} `.repeat(3));
    expect(readdirSync(folder)).toEqual([]);
    expect(store.get(7)).toBe("text 7 text 7 text 7 ");
    store.close();
    expect(readdirSync(folder)).toEqual([]);
    store.close();
  });
});
