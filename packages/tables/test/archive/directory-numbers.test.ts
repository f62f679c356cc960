import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readRows } from "../../src/index.ts";
import { makeZip, type ZipForm, type ZipPart } from "./make-zip.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-numbers-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const DATA = "id,name\n1,a\n2,b\n3,c\n";
const SECOND: ZipPart = { name: "b.txt", data: "second" };

/** What a directory may claim about the entry `a.csv`, which is followed by another one. */
const CLAIMS: Readonly<Record<string, readonly [part: Partial<ZipPart>, form?: ZipForm]>> = {
  "a header behind the end of the file": [{ position: 1_000_000 }],
  "a header in the directory": [{ position: 200 }],
  "a header in the middle of its own data": [{ position: 40 }],
  "a header at 2^63": [{ position: 2 ** 63 }, { zip64: true }],
  "a header at 2^64 - 2048": [{ position: 2 ** 64 - 2048 }, { zip64: true }],
  "a header at a negative place, as the directory starts before the file": [{}, { directoryShift: 1_000_000 }],
  "a header at a negative place, in 64 bits": [{}, { directoryShift: 2 ** 40, zip64: true }],
  "more bytes than the file has": [{ packedBytes: 1_000_000 }],
  "2^63 bytes": [{ packedBytes: 2 ** 63 }, { zip64: true }],
  "bytes of the next entry": [{ packedBytes: 60 }],
};

describe("numbers in the directory of an archive", () => {
  it.each(Object.entries(CLAIMS))("are checked before they are used: %s", async (_, [part, form]) => {
    const bytes = makeZip([{ name: "a.csv", data: DATA, ...part }, SECOND], form);
    const path = join(folder, "a.zip");
    await writeFile(path, bytes);
    const error = { code: "FILE_CORRUPT", retriable: false };
    const options = { entry: "a.csv" };
    await expect(rowsOf(bytes, options)).rejects.toMatchObject(error);
    await expect(rowsOf(path, options)).rejects.toMatchObject(error);
    // A stream is read from a temporary file, whose path is the server's.
    const failure = await rowsOf([bytes], options).catch((reason: unknown) => reason as Error);
    expect(failure).toMatchObject(error);
    expect(JSON.stringify(failure) + (failure as Error).message).not.toContain(tmpdir());
  });

  it("may name one entry twice", async () => {
    const bytes = makeZip([
      { name: "a.csv", data: DATA },
      { name: "b.csv", data: DATA, position: 0 },
    ]);
    expect(await rowsOf(bytes, { entry: "b.csv" })).toHaveLength(3);
  });
});

describe("an archive that comes as a stream", () => {
  it("leaves no temporary file, whatever is wrong with it", async () => {
    vi.stubEnv("TMPDIR", folder);
    await expect(rowsOf([makeZip([{ name: "a.csv", data: DATA, position: 9 }])])).rejects.toMatchObject({ code: "FILE_CORRUPT" });
    await expect(rowsOf([makeZip([{ name: "a.csv", data: DATA }]).subarray(0, -30)])).rejects.toMatchObject({ code: "FILE_CORRUPT" });
    expect(await rowsOf([makeZip([{ name: "a.csv", data: DATA }])])).toHaveLength(3);
    expect(await readdir(folder)).toEqual([]);
  });

  it("is an error with a code, and without a path, where the server has no room for temporary files", async () => {
    vi.stubEnv("TMPDIR", join(folder, "missing"));
    const failure = await rowsOf([makeZip([{ name: "a.csv", data: DATA }])]).catch((reason: unknown) => reason as Error);
    expect(failure).toMatchObject({ code: "FILE_UNREADABLE", cause: { code: "ENOENT" } });
    expect((failure as Error).message).not.toContain(folder);
  });
});

async function rowsOf(source: Parameters<typeof readRows>[0] | Uint8Array[], options?: Parameters<typeof readRows>[1]): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { rows } of readRows(source, options)) all.push(...rows);
  return all;
}
