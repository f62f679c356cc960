import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type FileStorage, RowmillError } from "@rowmill/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describeFileStorage } from "@rowmill/conformance";
import { localDiskStorage } from "../../src/storage/local-disk-storage.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rowmill-storage-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describeFileStorage("localDiskStorage", async () => localDiskStorage({ directory: await mkdtemp(join(root, "s-")) }));

/** Leaves a file that was last written to some hours ago. */
async function leave(directory: string, name: string, ageHours: number): Promise<void> {
  const path = join(directory, name);
  await writeFile(path, "half");
  const then = Date.now() / 1_000 - ageHours * 3_600;
  await utimes(path, then, then);
}

describe("the folder of a localDiskStorage", () => {
  let directory: string;
  beforeEach(async () => {
    directory = join(await mkdtemp(join(root, "f-")), "made", "by", "put");
  });

  it("is made by the first put", async () => {
    const file = await localDiskStorage({ directory }).put([Buffer.from("x")]);
    expect((await readdir(directory)).toSorted()).toEqual([file.id, `${file.id}.json`]);
  });

  it("holds nothing of a put that was too large", async () => {
    const files = localDiskStorage({ directory, maxSizeBytes: 3 });
    await expect(files.put([Buffer.from("four")])).rejects.toSatisfy((error) => RowmillError.is(error, "FILE_TOO_LARGE"));
    expect(await readdir(directory)).toEqual([]);
  });

  it("holds nothing of a put that was aborted", async () => {
    const controller = new AbortController();
    const source = (async function* () {
      yield Buffer.from("half");
      controller.abort(new Error("left"));
      yield Buffer.from("the other half");
    })();
    await expect(localDiskStorage({ directory }).put(source, { signal: controller.signal })).rejects.toThrow("left");
    expect(await readdir(directory)).toEqual([]);
  });

  it("shows no file while it is being written", async () => {
    const files = localDiskStorage({ directory });
    const seen: string[][] = [];
    const source = (async function* () {
      yield Buffer.from("half");
      seen.push(await readdir(directory));
      yield Buffer.from("more");
    })();
    await files.put(source);
    expect(seen[0]).toHaveLength(1);
    expect(seen[0]?.[0]).toMatch(/\.part$/);
  });

  it("keeps its files for the next process", async () => {
    const file = await localDiskStorage({ directory }).put([Buffer.from("x")], { name: "x.csv" });
    expect(await localDiskStorage({ directory }).stat(file.id)).toEqual(file);
  });

  describe("that a crash left .part files in", () => {
    const id = "11111111-1111-4111-8111-111111111111";

    it.each([
      ["put", (files: FileStorage) => files.put([])],
      ["stat", (files: FileStorage) => files.stat(id)],
      ["open", (files: FileStorage) => expect(buffer(files.open(id))).rejects.toThrow("There is no file")],
    ])("loses those older than a day with the first call, %s", async (_, call) => {
      await mkdir(directory, { recursive: true });
      await leave(directory, `${id}.part`, 25);
      await leave(directory, `${id}.json.part`, 25);
      await call(localDiskStorage({ directory }));
      expect((await readdir(directory)).filter((name) => name.endsWith(".part"))).toEqual([]);
    });

    it("keeps younger ones, which may be in use, and what has another name", async () => {
      await mkdir(directory, { recursive: true });
      await leave(directory, `${id}.part`, 23);
      for (const stranger of ["mine.part", `${id}.txt.part`, `${id}.part.txt`, id]) await leave(directory, stranger, 25);
      await localDiskStorage({ directory }).stat(id);
      expect(await readdir(directory)).toHaveLength(5);
    });
  });

  it("holds nothing of a put of texts", async () => {
    await expect(localDiskStorage({ directory }).put("a,b\n" as never)).rejects.toSatisfy((error) =>
      RowmillError.is(error, "OPTION_INVALID"),
    );
    expect(await readdir(directory)).toEqual([]);
  });

  it("does not serve strangers that lie in it", async () => {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "stranger"), "secret");
    await writeFile(join(directory, "11111111-1111-4111-8111-111111111111"), "bytes without a description");
    const files = localDiskStorage({ directory });
    expect(await files.stat("stranger")).toBeUndefined();
    expect(await files.stat("11111111-1111-4111-8111-111111111111")).toBeUndefined();
  });
});
