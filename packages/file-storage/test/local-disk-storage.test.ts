import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, statfs, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { memoryStore } from "@rowmill/adapter-memory";
import { type FileStorage, RowmillError } from "@rowmill/core";
import type { PutOptions, UploadOptions } from "@rowmill/core/adapter";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describeFileStorage } from "@rowmill/conformance";
import { localDiskStorage } from "../src/local-disk-storage.ts";
import { memoryStorage } from "../src/memory-storage.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rowmill-storage-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describeFileStorage("localDiskStorage", {
  async create() {
    const directory = await mkdtemp(join(root, "s-"));
    const clock = shiftedClock();
    const open = () => localDiskStorage({ directory, clock });
    return { files: open(), reopen: open, advanceBy: clock.advanceBy };
  },
});

describeFileStorage("localDiskStorage with a catalogue", {
  async create() {
    const directory = await mkdtemp(join(root, "c-"));
    const clock = shiftedClock();
    const { files: catalog } = memoryStore();
    const open = () => localDiskStorage({ directory, catalog, clock });
    return { files: open(), reopen: open, advanceBy: clock.advanceBy };
  },
});

/** The machine's clock, which a test can move: what is written to the disk has the machine's time. */
function shiftedClock() {
  let shiftMs = 0;
  return {
    now: () => Date.now() + shiftMs,
    advanceBy(ms: number) {
      shiftMs += ms;
    },
  };
}

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

  it("loses nothing but its own to an id that leads elsewhere", async () => {
    const files = localDiskStorage({ directory });
    const { id } = await files.uploads!.begin({ sizeBytes: 1 });
    await writeFile(join(directory, "..", "victim"), "not ours");
    await writeFile(join(directory, "..", "victim.json"), "{}");
    for (const hostile of ["../victim", "..%2fvictim", `../uploads/${id}`]) {
      expect(await files.uploads!.abort(hostile)).toBe(false);
      expect(await files.delete(hostile)).toBe(false);
    }
    expect((await readdir(join(directory, ".."))).toSorted()).toEqual(["put", "victim", "victim.json"]);
    expect(await files.uploads!.get(id)).toBeDefined();
  });

  it("holds nothing of uploads that were completed, aborted, or forgotten", async () => {
    const clock = shiftedClock();
    const files = localDiskStorage({ directory, clock });
    const uploads = files.uploads!;
    const [completed, aborted, forgotten] = [await begun(files), await begun(files), await begun(files)];
    await uploads.complete(completed.id);
    await uploads.abort(aborted.id);
    expect(await readdir(join(directory, "uploads"))).toHaveLength(2);
    clock.advanceBy(25 * 3_600_000);
    expect(await uploads.get(forgotten.id)).toBeUndefined();
    expect(await readdir(join(directory, "uploads"))).toEqual([]);
    expect((await readdir(directory)).toSorted()).toEqual([completed.id, `${completed.id}.json`, "uploads"].toSorted());
  });

  it("tells how far an upload is, or that there is none, while it becomes a file", async () => {
    const uploads = localDiskStorage({ directory }).uploads!;
    for (let round = 0; round < 20; round += 1) {
      const { id } = await uploads.begin({ sizeBytes: 1 });
      await uploads.append(id, { offset: 0, content: [Buffer.from("x")] });
      const completing = uploads.complete(id);
      const told = Array.from({ length: 30 }, async (_, turns) => {
        for (let turn = 0; turn < turns % 7; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        return await uploads.get(id);
      });
      for (const upload of await Promise.all(told)) expect([undefined, 1]).toContain(upload?.offset);
      await completing;
    }
  });

  it("keeps others going while a description of an upload is not whole", async () => {
    const files = localDiskStorage({ directory });
    const { id } = await files.uploads!.begin({ sizeBytes: 1 });
    const other = await files.uploads!.begin({ sizeBytes: 1 });
    await writeFile(join(directory, "uploads", `${id}.json`), "");
    expect((await files.uploads!.list(null)).map((upload) => upload.id)).toEqual([other.id]);
    expect(await files.uploads!.get(id)).toBeUndefined();
    expect((await files.put([Buffer.from("x")], { quota: { files: 10 } })).sizeBytes).toBe(1);
  });

  it("lets an upload be completed after a crash in the middle of that", async () => {
    const { files: catalog } = memoryStore();
    const crash = async () => Promise.reject(new Error("crashed"));
    const { id } = await begun(localDiskStorage({ directory }));
    await expect(localDiskStorage({ directory, catalog: { ...catalog, add: crash } }).uploads!.complete(id)).rejects.toThrow("crashed");

    const files = localDiskStorage({ directory, catalog });
    expect(await files.stat(id)).toBeUndefined();
    expect(await files.uploads!.get(id)).toMatchObject({ offset: 5 });
    expect(await files.uploads!.complete(id)).toMatchObject({ id, sizeBytes: 5 });
    expect(await buffer(files.open(id))).toEqual(Buffer.from("hello"));
    expect(await readdir(join(directory, "uploads"))).toEqual([]);
  });

  it("loses bytes that never came into the catalogue, a day later", async () => {
    const clock = shiftedClock();
    const { files: catalog } = memoryStore();
    const kept = await localDiskStorage({ directory, catalog }).put([Buffer.from("kept")]);
    // What a process leaves that dies before its catalogue has answered.
    await leave(directory, id0, 0);
    await leave(directory, `${id0}.json.part`, 0);
    await leave(directory, `${kept.id}.json.part`, 0);
    const files = localDiskStorage({ directory, catalog, clock });
    await files.stat(id0);
    expect(await readdir(directory)).toHaveLength(4);
    clock.advanceBy(25 * 3_600_000);
    await files.stat(id0);
    expect(await readdir(directory)).toEqual([kept.id]);
    expect(await buffer(files.open(kept.id))).toEqual(Buffer.from("kept"));
  });

  it("holds nothing of a put that the catalogue refuses", async () => {
    const { files: catalog } = memoryStore();
    const refuse = async () => Promise.reject(new Error("the database is away"));
    const files = localDiskStorage({ directory, catalog: { ...catalog, add: refuse } });
    await expect(files.put([Buffer.from("x")])).rejects.toThrow("the database is away");
    expect(await readdir(directory)).toEqual([]);
  });

  it("keeps the bytes of a put whose answer was lost, as long as the catalogue may have them", async () => {
    const { files: catalog } = memoryStore();
    const clock = shiftedClock();
    let isAway = false;
    const away = async () => Promise.reject(new Error("the database is away"));
    const breaking: typeof catalog = {
      ...catalog,
      async add(file) {
        await catalog.add(file);
        isAway = true;
        await away();
      },
      remove: async (key) => await (isAway ? away() : catalog.remove(key)),
    };
    await expect(localDiskStorage({ directory, catalog: breaking }).put([Buffer.from("x")])).rejects.toThrow("the database is away");
    const files = localDiskStorage({ directory, catalog, clock });
    const [file] = (await files.list({ limit: 10 })).files;
    clock.advanceBy(25 * 3_600_000);
    expect(await buffer(files.open(file!.id))).toEqual(Buffer.from("x"));
    expect(await readdir(directory)).toEqual([file!.id]);
  });

  it("does not pass for an empty one when it cannot be read", async () => {
    await mkdir(join(directory, ".."), { recursive: true });
    await writeFile(directory, "no folder");
    const files = localDiskStorage({ directory });
    await expect(files.list({ limit: 10 })).rejects.toThrow("ENOTDIR");
    await expect(files.usage(null)).rejects.toThrow("ENOTDIR");
    const { files: catalog } = memoryStore();
    await expect(localDiskStorage({ directory, catalog }).list({ limit: 10 })).rejects.toThrow("ENOTDIR");
  });

  it("keeps others going while the description of a file is damaged, and says so to who asks for that file", async () => {
    const files = localDiskStorage({ directory });
    const damaged = await files.put([Buffer.from("x")]);
    const other = await files.put([Buffer.from("y")]);
    for (const text of ["", "{", `{"id":"${damaged.id}","name":["a","b"]}`]) {
      await writeFile(join(directory, `${damaged.id}.json`), text);
      const reopened = localDiskStorage({ directory });
      expect((await reopened.list({ limit: 10 })).files).toEqual([other]);
      expect(await reopened.usage(null)).toEqual({ files: 1, sizeBytes: 1 });
      await expect(reopened.stat(damaged.id)).rejects.toMatchObject({
        code: "FILE_UNREADABLE",
        message: expect.stringContaining(`${damaged.id}.json`) as unknown,
      });
    }
  });

  it("may hold more uploads than a process may open files", async () => {
    const files = localDiskStorage({ directory });
    const { id } = await files.uploads!.begin({ sizeBytes: 1 });
    const description = await readFile(join(directory, "uploads", `${id}.json`), "utf8");
    for (let n = 1; n < 300; n += 1) {
      // Another id than that of the upload, whatever that ends in.
      const other = id.slice(0, -4) + (Number.parseInt(id.slice(-4), 16) ^ n).toString(16).padStart(4, "0");
      await writeFile(join(directory, "uploads", other), "");
      await writeFile(join(directory, "uploads", `${other}.json`), description.replace(id, other));
    }
    const script = `
      import { localDiskStorage } from "@rowmill/file-storage";
      console.log((await localDiskStorage({ directory: ${JSON.stringify(directory)} }).usage(null)).files);`;
    const args = [
      "-c",
      'ulimit -n 100 && exec "$0" "$@"',
      process.execPath,
      "--conditions=@rowmill/source",
      "--input-type=module",
      "-e",
      script,
    ];
    const { stdout } = await promisify(execFile)("sh", args, { cwd: import.meta.dirname });
    expect(stdout.trim()).toBe("300");
  });

  it("is taken over by a catalogue that it is given later", async () => {
    const { files: catalog } = memoryStore();
    const before = localDiskStorage({ directory });
    const stored = await Promise.all(["a", "b", "c"].map((name) => before.put([Buffer.from(name)], { name, userId: "alice" })));
    const after = localDiskStorage({ directory, catalog });
    expect((await after.list({ userId: "alice", limit: 10 })).files).toHaveLength(3);
    for (const file of stored) {
      expect(await after.stat(file.id)).toEqual(file);
      expect(await buffer(after.open(file.id))).toEqual(Buffer.from(file.name));
    }
    expect((await readdir(directory)).toSorted()).toEqual(stored.map(({ id }) => id).toSorted());
  });

  it("sees the files of another process that works with it", async () => {
    const [one, other] = [localDiskStorage({ directory }), localDiskStorage({ directory })];
    const file = await one.put([Buffer.from("x")], { userId: "alice" });
    expect((await other.list({ userId: "alice", limit: 10 })).files).toEqual([file]);
    await one.delete(file.id);
    expect(await other.list({ userId: "alice", limit: 10 })).toEqual({ files: [], nextCursor: undefined });
    expect(await other.usage("alice")).toEqual({ files: 0, sizeBytes: 0 });
  });

  it("lets no user's announcements take the disk from others, nor from the user's own files", async () => {
    const { bavail, bsize } = await statfs(root);
    const roomBytes = Math.min(8 * 1024 ** 3, Math.floor((bavail * bsize) / 2));
    const files = localDiskStorage({ directory, keepFreeBytes: Math.max(0, bavail * bsize - roomBytes) });
    const announce = (userId: string, share: number) => files.uploads!.begin({ sizeBytes: Math.floor(roomBytes * share), userId });
    await announce("ada", 0.9);
    await expect(announce("ada", 0.9)).rejects.toSatisfy((error) => RowmillError.is(error, "STORAGE_FULL"));
    const upload = await announce("bob", 0.9);
    await files.uploads!.append(upload.id, { offset: 0, content: [Buffer.from("comes")] });
    for (const userId of ["ada", "bob", null]) await files.put([Buffer.from("small")], { sizeBytes: 5, userId });
  });

  it("stops an append when the disk is full, and keeps what came", async () => {
    const { bavail, bsize } = await statfs(root);
    const { id } = await localDiskStorage({ directory }).uploads!.begin({ sizeBytes: 10 });
    const full = localDiskStorage({ directory, keepFreeBytes: bavail * bsize * 2 });
    const appending = full.uploads!.append(id, { offset: 0, content: [Buffer.from("x")] });
    await expect(appending).rejects.toSatisfy((error) => RowmillError.is(error, "STORAGE_FULL"));
    expect(await full.uploads!.get(id)).toMatchObject({ offset: 0 });
  });

  it("takes nothing that its disk has no room for, beside the user's other uploads", async () => {
    const { bavail, bsize } = await statfs(root);
    const roomBytes = Math.min(8 * 1024 ** 3, Math.floor((bavail * bsize) / 2));
    const files = localDiskStorage({ directory, keepFreeBytes: Math.max(0, bavail * bsize - roomBytes) });
    const small = localDiskStorage({ directory, keepFreeBytes: bavail * bsize * 2 });
    await expect(small.put([Buffer.from("x")], { sizeBytes: 1 })).rejects.toSatisfy((error) => RowmillError.is(error, "STORAGE_FULL"));
    await expect(small.uploads!.begin({ sizeBytes: 1 })).rejects.toSatisfy((error) => RowmillError.is(error, "STORAGE_FULL"));
    const promised = await files.uploads!.begin({ sizeBytes: Math.floor(roomBytes * 0.75) });
    await expect(files.uploads!.begin({ sizeBytes: Math.floor(roomBytes * 0.75) })).rejects.toSatisfy((error) =>
      RowmillError.is(error, "STORAGE_FULL"),
    );
    await files.uploads!.abort(promised.id);
    await files.uploads!.begin({ sizeBytes: Math.floor(roomBytes * 0.5) });
    expect((await readdir(directory)).toSorted()).toEqual(["uploads"]);
  });
});

describe("localDiskStorage", () => {
  it.each([undefined, "./uploads", {}, { directory: "" }, { directory: ".", maxSizeBytes: NaN }, { directory: ".", keepFreeBytes: "5" }])(
    "refuses the options %j with OPTION_INVALID",
    (options) => {
      expect(() => localDiskStorage(options as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    },
  );
});

describe("what a storage is told about a file", () => {
  it.each([
    ["name", ["a", "b"]],
    ["contentType", 5],
    ["userId", ["ada"]],
    ["sha256", null],
    ["quota", 5],
    ["quota", { files: NaN }],
    ["quota", { sizeBytes: "5" }],
    ["maxSizeBytes", NaN],
  ])("is refused where it is something else than it should be: %s %j", async (option, value) => {
    const directory = await mkdtemp(join(root, "o-"));
    for (const files of [localDiskStorage({ directory }), memoryStorage()]) {
      const told = { [option]: value } as PutOptions;
      await expect(files.put([Buffer.from("x")], told)).rejects.toMatchObject({ code: "OPTION_INVALID" });
      await expect(files.uploads!.begin({ sizeBytes: 1, ...told } as UploadOptions)).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect((await files.list({ limit: 10 })).files).toEqual([]);
    }
  });

  it("has a size where it is to come in pieces", async () => {
    const directory = await mkdtemp(join(root, "o-"));
    for (const files of [localDiskStorage({ directory }), memoryStorage()]) {
      await expect(files.uploads!.begin({ name: "x" } as UploadOptions)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    }
  });
});

const id0 = "11111111-1111-4111-8111-111111111111";

/** An upload of five bytes that have all come. */
async function begun(files: FileStorage) {
  const { id } = await files.uploads!.begin({ sizeBytes: 5 });
  return await files.uploads!.append(id, { offset: 0, content: [Buffer.from("hello")] });
}

describe("diagnose", () => {
  it("finds a disk that is nearly full, and one that is", async () => {
    const { bavail, bsize } = await statfs(root);
    const diagnose = (keepFreeBytes: number) => localDiskStorage({ directory: root, keepFreeBytes }).diagnose!();
    expect(await diagnose(Math.floor(bavail * bsize * 0.7))).toMatchObject([{ code: "DISK_NEARLY_FULL", severity: "warning" }]);
    expect(await diagnose(bavail * bsize * 2)).toMatchObject([{ code: "DISK_NEARLY_FULL", severity: "error" }]);
  });
});
