import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { UNSTORABLE_NAMES } from "../names.ts";
import { asyncChunks, breaking, chunks, countOf, hasCode, sha256Of } from "./bytes.ts";
import type { FileStorageHarness } from "./harness.ts";

export const announcedCases: Cases<FileStorageHarness> = {
  "takes a file that is as it was announced": async ({ files }) => {
    for (const sha256 of [sha256Of("hello"), sha256Of("hello").toUpperCase()]) {
      expect(await files.put(chunks("hel", "lo"), { sizeBytes: 5, sha256 })).toMatchObject({ sizeBytes: 5, sha256: sha256Of("hello") });
    }
  },

  "refuses fewer and more bytes than were announced": async ({ files }) => {
    for (const sizeBytes of [0, 4, 6]) {
      await expect(files.put(asyncChunks("hello"), { sizeBytes })).rejects.toSatisfy(hasCode("FILE_INCOMPLETE"));
    }
    expect(await countOf(files)).toBe(0);
  },

  "refuses what is announced as too large without reading it": async ({ files }) => {
    let read = 0;
    const source = (function* () {
      read += 1;
      yield Buffer.from("x");
    })();
    await expect(files.put(source, { sizeBytes: 6, maxSizeBytes: 5 })).rejects.toSatisfy(hasCode("FILE_TOO_LARGE"));
    expect(read).toBe(0);
  },

  "refuses content that was changed on its way": async ({ files }) => {
    await expect(files.put(chunks("hullo"), { sha256: sha256Of("hello") })).rejects.toSatisfy(hasCode("FILE_CHECKSUM_MISMATCH"));
    expect(await countOf(files)).toBe(0);
  },

  "refuses what cannot be announced": async ({ files }) => {
    for (const options of [{ sizeBytes: -1 }, { sizeBytes: 1.5 }, { sizeBytes: NaN }, { sha256: "abc" }, { sha256: "../".repeat(20) }]) {
      await expect(files.put(chunks("x"), options)).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
  },
};

export const userCases: Cases<FileStorageHarness> = {
  "get files that expire when they said so, or never": async ({ files, advanceBy }) => {
    const kept = await files.put(chunks("kept"));
    expect(kept.expiresAt).toBeNull();
    const file = await files.put(chunks("x"), { expiresInMs: 60_000, userId: "ada" });
    expect(file.expiresAt!.getTime() - file.createdAt.getTime()).toBe(60_000);
    expect(await files.stat(file.id)).toEqual(file);
    await advanceBy(60_000);
    const { files: expired } = await files.list({ expiresUntil: file.expiresAt!, limit: 10 });
    expect(expired).toEqual([file]);
    expect((await files.list({ createdBefore: kept.createdAt, limit: 10 })).files).toEqual([]);
    for (const expiresInMs of [-1, NaN, Infinity, "1"]) {
      await expect(files.put(chunks("x"), { expiresInMs: expiresInMs as number })).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
  },

  "look several files up in one call": async ({ files }) => {
    const [one, other] = [await files.put(chunks("1")), await files.put(chunks("2"))];
    const found = await files.statMany?.([other.id, "nowhere", one.id]);
    if (found) expect(found).toEqual([other, undefined, one]);
  },

  "lists the files of a user, newest first, page by page": async ({ files, advanceBy }) => {
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) {
      ids.unshift((await files.put(chunks(name), { name, userId: "alice" })).id);
      await files.put(chunks(name), { userId: "bob" });
      await advanceBy(1_000);
    }
    const first = await files.list({ userId: "alice", limit: 2 });
    const second = await files.list({ userId: "alice", limit: 2, cursor: first.nextCursor });
    expect([...first.files, ...second.files].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeUndefined();
    expect(first.files[0]).toEqual(await files.stat(ids[0]!));
    expect((await files.list({ userId: null, limit: 10 })).files).toEqual([]);
    expect((await files.list({ limit: 10 })).files).toHaveLength(6);
    await expect(files.list({ limit: 1, cursor: "garbage" })).rejects.toSatisfy(hasCode("CURSOR_INVALID"));
  },

  "refuses users who cannot be stored as they are, before a byte is read": async ({ files }) => {
    for (const userId of UNSTORABLE_NAMES) {
      await expect(files.put(breaking(new Error("read")), { userId })).rejects.toSatisfy(hasCode("OPTION_INVALID"));
      if (files.uploads) await expect(files.uploads.begin({ sizeBytes: 1, userId })).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
    expect(await countOf(files)).toBe(0);
  },

  "knows what a user has stored": async ({ files }) => {
    expect(await files.usage("alice")).toEqual({ files: 0, sizeBytes: 0 });
    const file = await files.put(chunks("12345"), { userId: "alice" });
    await files.put(chunks("123"), { userId: "alice" });
    await files.put(chunks("1"));
    expect(await files.usage("alice")).toEqual({ files: 2, sizeBytes: 8 });
    expect(await files.usage(null)).toEqual({ files: 1, sizeBytes: 1 });
    await files.delete(file.id);
    expect(await files.usage("alice")).toEqual({ files: 1, sizeBytes: 3 });
  },

  "keeps a user's quota: at the start, and while the bytes come": async ({ files }) => {
    const put = (content: string[], sizeBytes?: number) =>
      files.put(asyncChunks(...content), { userId: "alice", sizeBytes, quota: { files: 2, sizeBytes: 10 } });
    await put(["12345"]);
    await expect(put(["123456"], 6)).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    await expect(put(["123", "456", "789"])).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    await put(["123", "45"]);
    await expect(put([])).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    expect(await files.usage("alice")).toEqual({ files: 2, sizeBytes: 10 });
  },

  "keeps a quota, however many files come in parallel": async ({ files }) => {
    const puts = Array.from({ length: 10 }, () => files.put(asyncChunks("12", "345"), { userId: "alice", quota: { sizeBytes: 15 } }));
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await files.usage("alice")).toEqual({ files: 3, sizeBytes: 15 });
  },
};
