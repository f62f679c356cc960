import { randomUUID } from "node:crypto";
import { open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileStorage } from "@rowmill/core";
import { type FileOutputs, OUTPUT_EXPIRES_MS } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { chunks, countOf, hasCode, HOSTILE_IDS, sha256Of, text } from "./bytes.ts";
import type { FileStorageHarness } from "./harness.ts";

export const outputCases: Cases<FileStorageHarness> = {
  "begins as an empty file, of which nothing else sees": async ({ files }) => {
    const { id, path, folder } = await outputsOf(files).begin({ name: "out.csv", userId: "ada" });
    expect(await readFile(path, "utf8")).toBe("");
    expect(await readdir(folder)).toEqual([]);
    expect(await files.stat(id)).toBeUndefined();
    await expect(text(files.open(id))).rejects.toSatisfy(hasCode("FILE_NOT_FOUND"));
    expect(await files.localPath?.(id)).toBeUndefined();
    expect(await countOf(files)).toBe(0);
  },

  "takes an id of its caller's, so that it can be stored before, and begins once": async ({ files }) => {
    const outputs = outputsOf(files);
    const id = randomUUID();
    const { path } = await outputs.begin({ id, name: "out.csv" });
    await writeFile(path, "hello");
    expect(await outputs.begin({ id })).toMatchObject({ id, path });
    expect(await outputs.adopt(id)).toMatchObject({ id, name: "out.csv", sizeBytes: 5 });
    await expect(outputs.begin({ id })).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    for (const hostile of HOSTILE_IDS.filter((one) => !one.endsWith("-000000000000"))) {
      await expect(outputs.begin({ id: hostile })).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
  },

  "becomes a file with its id, its size and the hash of what was written, in any order": async ({ files }) => {
    const outputs = outputsOf(files);
    const { id, path } = await outputs.begin({ name: "out.csv", contentType: "text/csv", userId: "ada" });
    const handle = await open(path, "r+");
    await handle.write("world", 6);
    await handle.write("hello ", 0);
    await handle.close();
    const file = await outputs.adopt(id);
    expect(file).toMatchObject({ id, name: "out.csv", contentType: "text/csv", userId: "ada", sizeBytes: 11, expiresAt: null });
    expect(file.sha256).toBe(sha256Of("hello world"));
    expect(await files.stat(id)).toEqual(file);
    expect(await text(files.open(id))).toBe("hello world");
    expect(await outputs.find(id)).toBeUndefined();
    expect(await files.usage("ada")).toEqual({ files: 1, sizeBytes: 11 });
  },

  "makes a file that expires, counted from its adoption": async ({ files, advanceBy }) => {
    const { id } = await outputsOf(files).begin({ expiresInMs: 60_000 });
    await advanceBy(1_000);
    const file = await outputsOf(files).adopt(id);
    expect(file.expiresAt!.getTime() - file.createdAt.getTime()).toBe(60_000);
  },

  "may be adopted again, when the answer was lost": async ({ files }) => {
    const outputs = outputsOf(files);
    const { id } = await written(outputs, "hello");
    const [file, again] = await Promise.all([outputs.adopt(id), outputs.adopt(id)]);
    expect(again).toEqual(file);
    expect(await outputs.adopt(id)).toEqual(file);
    expect(await countOf(files)).toBe(1);
  },

  "is found with what was written to it, also by a process that was started again": async ({ files, reopen }) => {
    const { id, path } = await written(outputsOf(files), "hello");
    expect(await outputsOf(files).find(id)).toMatchObject({ id, path });
    if (!reopen) return;
    const found = await outputsOf(reopen()).find(id);
    expect(await readFile(found!.path, "utf8")).toBe("hello");
    expect(await outputsOf(reopen()).adopt(id)).toMatchObject({ sizeBytes: 5, sha256: sha256Of("hello") });
  },

  "takes what lies in its folder with it, when it is adopted and when it is aborted": async ({ files }) => {
    const outputs = outputsOf(files);
    for (const end of [outputs.adopt, outputs.abort]) {
      const { id, folder } = await outputs.begin();
      await writeFile(join(folder, "keys"), "some");
      await end(id);
      await expect(readdir(folder)).rejects.toMatchObject({ code: "ENOENT" });
    }
  },

  "leaves nothing when it is aborted, and says whether there was one": async ({ files }) => {
    const outputs = outputsOf(files);
    const { id, path } = await written(outputs, "half");
    expect(await outputs.abort(id)).toBe(true);
    expect(await outputs.abort(id)).toBe(false);
    await expect(readFile(path)).rejects.toMatchObject({ code: "ENOENT" });
    expect(await outputs.find(id)).toBeUndefined();
    await expect(outputs.adopt(id)).rejects.toSatisfy(hasCode("FILE_NOT_FOUND"));
  },

  "is no longer one once it was adopted: aborting it leaves the file": async ({ files }) => {
    const { id } = await written(outputsOf(files), "hello");
    await outputsOf(files).adopt(id);
    expect(await outputsOf(files).abort(id)).toBe(false);
    expect(await text(files.open(id))).toBe("hello");
    const stored = await files.put(chunks("stored"));
    expect(await outputsOf(files).abort(stored.id)).toBe(false);
    expect(await text(files.open(stored.id))).toBe("stored");
  },

  "is not adopted beyond a limit, a quota or its signal, and can be tried again": async ({ files }) => {
    const outputs = outputsOf(files);
    const { id } = await written(outputs, "hello", "ada");
    await files.put(chunks("12345"), { userId: "ada" });
    await expect(outputs.adopt(id, { maxSizeBytes: 4 })).rejects.toSatisfy(hasCode("FILE_TOO_LARGE"));
    await expect(outputs.adopt(id, { quota: { sizeBytes: 9 } })).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    const reason = new Error("cancelled");
    await expect(outputs.adopt(id, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await files.stat(id)).toBeUndefined();
    expect(await readFile((await outputs.find(id))!.path, "utf8")).toBe("hello");
    expect(await outputs.adopt(id, { quota: { sizeBytes: 10 } })).toMatchObject({ sizeBytes: 5 });
  },

  "is forgotten when nothing was written to it for a day": async ({ files, advanceBy }) => {
    const outputs = outputsOf(files);
    const { id, path } = await written(outputs, "half");
    // The sweep comes with the next call, at most an hour late.
    await advanceBy(OUTPUT_EXPIRES_MS + 60 * 60 * 1_000);
    await outputs.find(id);
    expect(await outputs.find(id)).toBeUndefined();
    await expect(readFile(path)).rejects.toMatchObject({ code: "ENOENT" });
  },

  "is refused with what cannot be announced": async ({ files }) => {
    for (const options of [{ name: 1 }, { userId: "a\0b" }, { expiresInMs: -1 }]) {
      await expect(outputsOf(files).begin(options as object)).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
  },

  "is not found by an id that the storage did not make": async ({ files }) => {
    const outputs = outputsOf(files);
    await outputs.begin();
    for (const id of [...HOSTILE_IDS, "outputs"]) {
      expect(await outputs.find(id)).toBeUndefined();
      expect(await outputs.abort(id)).toBe(false);
      await expect(outputs.adopt(id)).rejects.toSatisfy(hasCode("FILE_NOT_FOUND"));
    }
  },
};

function outputsOf({ outputs }: FileStorage): FileOutputs {
  if (!outputs) throw new Error("The storage has no outputs: pass takesOutputs: false to describeFileStorage if it cannot have them");
  return outputs;
}

async function written(outputs: FileOutputs, content: string, userId?: string) {
  const output = await outputs.begin({ userId });
  await writeFile(output.path, content);
  return output;
}
