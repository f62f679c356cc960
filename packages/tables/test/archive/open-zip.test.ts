import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openZip, type ZipArchive } from "../../src/archive/open-zip.ts";
import { bytesAccess, fileAccess } from "../../src/archive/random-access.ts";
import type { ZipLimits } from "../../src/archive/zip-limits.ts";
import { makeZip, type ZipPart } from "./make-zip.ts";

const open = (bytes: Uint8Array, limits?: ZipLimits) => openZip(bytesAccess(bytes), limits);

async function textOf(archive: ZipArchive, index = 0): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive.open(archive.entries[index] ?? expect.fail("no such entry"))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const only = async (part: Partial<ZipPart>, limits?: ZipLimits) =>
  textOf(await open(makeZip([{ name: "a.csv", data: "a,b\n1,2\n", ...part }]), limits));

describe("openZip", () => {
  it("reads stored and deflated entries in the order of the directory", async () => {
    const archive = await open(
      makeZip([
        { name: "b.csv", data: "b\n".repeat(1000) },
        { name: "sub/", data: "", stored: true },
        { name: "sub/a.csv", data: "a", stored: true },
      ]),
    );
    expect(archive.entries.map(({ name, isFolder }) => [name, isFolder])).toEqual([
      ["b.csv", false],
      ["sub/", true],
      ["sub/a.csv", false],
    ]);
    expect(await textOf(archive, 0)).toBe("b\n".repeat(1000));
    expect(await textOf(archive, 2)).toBe("a");
  });

  it("reads an entry whose sizes stand behind its data", async () => {
    expect(await only({ descriptor: true })).toBe("a,b\n1,2\n");
  });

  it("reads zip64 fields", async () => {
    expect(await textOf(await open(makeZip([{ name: "a", data: "hello" }], { zip64: true })))).toBe("hello");
  });

  it("finds the directory before a comment, even one that holds its signature", async () => {
    const archive = await open(makeZip([{ name: "a", data: "hello" }], { comment: `PK\u0005\u0006${"x".repeat(60)}` }));
    expect(await textOf(archive)).toBe("hello");
  });

  it.each([false, true])("reads an archive behind other bytes, such as a program that unpacks itself (zip64: %s)", async (zip64) => {
    expect(await textOf(await open(makeZip([{ name: "a", data: "hello" }], { prefix: Buffer.alloc(5000, "MZ"), zip64 })))).toBe("hello");
  });

  it("reads an archive with junk behind it", async () => {
    expect(await textOf(await open(Buffer.concat([makeZip([{ name: "a", data: "hello" }]), Buffer.alloc(100)])))).toBe("hello");
  });

  it("decodes names as UTF-8 where they are, and otherwise by code page 437", async () => {
    const archive = await open(
      makeZip([
        { name: "März.csv", data: "" },
        { name: Buffer.from([0x4d, 0x84, 0x72, 0x7a]), data: "" },
        { name: "dir\\a.csv", data: "" },
      ]),
    );
    expect(archive.entries.map(({ name }) => name)).toEqual(["März.csv", "März", "dir/a.csv"]);
  });

  it("reads an empty archive", async () => {
    expect((await open(makeZip([]))).entries).toEqual([]);
  });

  it("reads a file by its path, and several entries at once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rowmill-zip-"));
    const path = join(folder, "a.zip");
    await writeFile(
      path,
      makeZip([
        { name: "a", data: "a".repeat(1_000_000) },
        { name: "b", data: "b" },
      ]),
    );
    const access = await fileAccess(path);
    const archive = await openZip(access);
    expect(await Promise.all([textOf(archive, 0), textOf(archive, 1)])).toEqual(["a".repeat(1_000_000), "b"]);
    expect(archive.packedBytesRead()).toBe(archive.entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0));
    await access.close();
    await rm(folder, { recursive: true });
  });

  it("frees the stream when its reader stops early", async () => {
    const archive = await open(makeZip([{ name: "a", data: Buffer.alloc(5_000_000) }]));
    for await (const _ of archive.open(archive.entries[0] ?? expect.fail("no entry"))) break;
    expect(archive.packedBytesRead()).toBeGreaterThan(0);
  });

  it("refuses an encrypted entry, and says so", async () => {
    await expect(only({ flags: 1 })).rejects.toMatchObject({ code: "FILE_ENCRYPTED", details: { entry: "a.csv" } });
  });

  it("refuses another method by its name", async () => {
    await expect(only({ method: 14 })).rejects.toMatchObject({ code: "FILE_FORMAT_UNSUPPORTED", message: expect.stringContaining("LZMA") });
  });

  it.each([
    ["a wrong checksum", { crc: 1 }, "checksum"],
    ["bytes that are not deflated", { packed: Buffer.from("no deflate at all") }, "damaged"],
    ["a deflate stream that ends early", { packed: deflateRawSync("x".repeat(100)).subarray(0, 3) }, "cut off"],
    ["more bytes than the archive has", { packedBytes: 1_000_000 }, "cut off"],
  ])("refuses %s", async (_, part, message) => {
    await expect(only(part)).rejects.toMatchObject({ code: "FILE_CORRUPT", message: expect.stringContaining(message), retriable: false });
  });

  it("refuses what was cut off anywhere", async () => {
    const whole = makeZip([{ name: "a", data: "hello" }]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        await expect(open(whole.subarray(0, length))).rejects.toMatchObject({ code: "FILE_CORRUPT" });
      }),
    );
  });

  it("answers or refuses with a code, whatever byte was changed", async () => {
    const whole = makeZip([{ name: "a", data: "hello" }], { zip64: true });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const result = await open(bytes)
          .then((archive) => (archive.entries.length === 0 ? "" : textOf(archive)))
          .catch((error: unknown) => (error as { code: string }).code);
        expect(result).toMatch(/^(hello|FILE_CORRUPT|FILE_ENCRYPTED|FILE_FORMAT_UNSUPPORTED|)$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the limits of an archive", () => {
  it("count what is inflated, not what is declared", async () => {
    const data = Buffer.alloc(200_000_000);
    const archive = await open(makeZip([{ name: "bomb", data, packed: deflateRawSync(data), declaredBytes: 10 }]));
    let inflated = 0;
    const reading = (async () => {
      for await (const chunk of archive.open(archive.entries[0] ?? expect.fail("no entry"))) inflated += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ code: "FILE_TOO_LARGE_INFLATED", details: { entry: "bomb", maxInflationRatio: 200 } });
    expect(inflated).toBeLessThan(51_000_000);
  });

  it("let a high ratio pass where it is allowed", async () => {
    expect(await only({ data: " ".repeat(60_000_000) }, { maxInflationRatio: 2000 })).toHaveLength(60_000_000);
  });

  it("add up all entries of an archive", async () => {
    const part = { name: "a", data: "x".repeat(60_000) };
    const archive = await open(makeZip([part, part]), { maxInflatedBytes: 100_000 });
    await textOf(archive, 0);
    await expect(textOf(archive, 1)).rejects.toMatchObject({ code: "FILE_TOO_LARGE_INFLATED", details: { maxInflatedBytes: 100_000 } });
  });

  it("count entries, declared or there", async () => {
    const parts = Array.from({ length: 30 }, (_, index) => ({ name: `${index}`, data: "" }));
    await expect(open(makeZip(parts), { maxEntries: 20 })).rejects.toMatchObject({ code: "FILE_CORRUPT" });
    await expect(open(makeZip(parts, { entries: 4_000_000_000, zip64: true }))).rejects.toMatchObject({ code: "FILE_CORRUPT" });
  });
});
