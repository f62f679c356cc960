import { randomUUID } from "node:crypto";
import { RowmillError, type StoredFile } from "@rowmill/core";
import type { FileCatalog } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Aspects, Cases } from "../cases.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../names.ts";
import { LIST_CURSORS, pagesOf } from "../pages.ts";
import type { FileCatalogHarness } from "./harness.ts";

const additionCases: Cases<FileCatalogHarness> = {
  "answers what was added, every part of it": async ({ catalog }) => {
    const whole = newFile({ userId: "alice", name: "Ümsätze 2026 (1).csv", contentType: "text/csv; charset=utf-8", sizeBytes: 2 ** 43 });
    const bare = newFile({ sizeBytes: 0 });
    for (const file of [whole, bare]) {
      await catalog.add(file);
      expect(await catalog.get({ id: file.id })).toEqual(file);
    }
  },

  "keeps any name as data": async ({ catalog }) => {
    for (const name of ["", "../../etc/passwd", "C:\\boot.ini", "'; drop table files; --", "x".repeat(10_000), "😀\r\n"]) {
      const file = newFile({ name });
      await catalog.add(file);
      expect((await catalog.get({ id: file.id }))?.name).toBe(name);
    }
    const odd = newFile({ name: "a\0b\uD800" });
    await catalog.add(odd);
    expect((await catalog.get({ id: odd.id }))?.name).toMatch(/^a[\0\uFFFD]b[\uD800\uFFFD]$/);
  },

  "changes nothing when a file is added again": async ({ catalog }) => {
    const file = newFile({ userId: "alice" });
    await catalog.add(file);
    await catalog.add({ ...file, name: "other", userId: "bob" }, { files: 0 });
    expect(await catalog.get({ id: file.id })).toEqual(file);
    expect(await catalog.usage("alice")).toEqual({ files: 1, sizeBytes: file.sizeBytes });
  },

  "answers copies": async ({ catalog }) => {
    const file = newFile();
    await catalog.add(file);
    const answered = await catalog.get({ id: file.id });
    answered!.createdAt.setFullYear(1970);
    expect(await catalog.get({ id: file.id })).toEqual(file);
  },
};

const removalCases: Cases<FileCatalogHarness> = {
  "removes a file, and says whether there was one": async ({ catalog }) => {
    const [kept, removed] = [newFile({ userId: "alice" }), newFile({ userId: "alice" })];
    await catalog.add(kept);
    await catalog.add(removed);
    expect(await catalog.remove({ id: removed.id })).toBe(true);
    expect(await catalog.remove({ id: removed.id })).toBe(false);
    expect(await catalog.get({ id: removed.id })).toBeUndefined();
    expect(await catalog.get({ id: kept.id })).toEqual(kept);
    expect(await catalog.usage("alice")).toEqual({ files: 1, sizeBytes: kept.sizeBytes });
    expect(await idsOf(catalog, "alice")).toEqual([kept.id]);
  },

  "does not find ids that were never added": async ({ catalog }) => {
    await catalog.add(newFile());
    for (const id of ["", "x", "\0", "\uD800", "x".repeat(10_000), "' or 1=1 --", "__proto__", randomUUID()]) {
      expect(await catalog.get({ id })).toBeUndefined();
      expect(await catalog.remove({ id })).toBe(false);
    }
  },
};

const ownershipCases: Cases<FileCatalogHarness> = {
  "treats another user's file as missing": async ({ catalog }) => {
    const strangers: [owner: string | null, asker: string | null][] = [
      ["alice", "bob"],
      ["alice", null],
      [null, "bob"],
      ["alice", "Alice"],
      ["", null],
    ];
    for (const [owner, userId] of strangers) {
      const file = newFile({ userId: owner });
      await catalog.add(file);
      expect(await catalog.get({ id: file.id, userId })).toBeUndefined();
      expect(await catalog.remove({ id: file.id, userId })).toBe(false);
      expect(await catalog.get({ id: file.id, userId: owner })).toEqual(file);
    }
  },

  "refuses ids and users that cannot be stored as they are, and finds nothing for them": async ({ catalog }) => {
    for (const name of REPLACED_NAMES) await catalog.add(newFile({ id: name, userId: name }));
    for (const name of UNSTORABLE_NAMES) {
      await expect(catalog.add(newFile({ userId: name }))).rejects.toMatchObject({ code: "OPTION_INVALID" });
      await expect(catalog.add(newFile({ id: name }), { files: 9 })).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect(await catalog.get({ id: name })).toBeUndefined();
      expect(await idsOf(catalog, name)).toEqual([]);
      expect(await catalog.usage(name)).toEqual({ files: 0, sizeBytes: 0 });
    }
    expect(await idsOf(catalog, undefined)).toHaveLength(REPLACED_NAMES.length);
  },

  "lists and counts the files of the user who is named": async ({ catalog }) => {
    const [alices, bobs, unowned] = [newFile({ userId: "alice" }), newFile({ userId: "bob" }), newFile({ userId: null })];
    for (const file of [alices, bobs, unowned]) await catalog.add(file);
    expect(await idsOf(catalog, "alice")).toEqual([alices.id]);
    expect(await idsOf(catalog, null)).toEqual([unowned.id]);
    expect(await idsOf(catalog, "carol")).toEqual([]);
    expect(await idsOf(catalog, "\0")).toEqual([]);
    expect((await idsOf(catalog, undefined)).toSorted()).toEqual([alices.id, bobs.id, unowned.id].toSorted());
    expect(await catalog.usage(null)).toEqual({ files: 1, sizeBytes: unowned.sizeBytes });
    expect(await catalog.usage("carol")).toEqual({ files: 0, sizeBytes: 0 });
  },
};

const listCases: Cases<FileCatalogHarness> = {
  "answers the newest file first, all of it": async ({ catalog }) => {
    const files = await addApart(catalog, 4);
    expect(await catalog.list({ userId: "alice", limit: 10 })).toEqual({ files: files.toReversed(), nextCursor: undefined });
  },

  "answers every file once over all pages, also of the same moment": async ({ catalog }) => {
    const sameMoment = Array.from({ length: 5 }, () => newFile({ userId: "alice", createdAt: new Date(5_000) }));
    for (const file of sameMoment) await catalog.add(file);
    const files = [...(await addApart(catalog, 4)), ...sameMoment];
    const pages = await filePages(catalog, { userId: "alice", limit: 3 });
    expect(pages.map((page) => page.length)).toEqual([3, 3, 3]);
    expect(pages.flat().toSorted()).toEqual(files.map(({ id }) => id).toSorted());
  },

  "answers every file once while others come and go": async ({ catalog }) => {
    const files = await addApart(catalog, 6);
    const pages = await filePages(catalog, { userId: "alice", limit: 2 }, async () => {
      const passing = newFile({ userId: "alice", createdAt: new Date(9_000_000) });
      await catalog.add(passing);
      await catalog.remove(passing);
      await catalog.add(newFile({ userId: "alice", createdAt: new Date(9_000_000) }));
    });
    expect(pages.flat()).toEqual(files.map(({ id }) => id).toReversed());
  },

  "refuses a cursor that no list answered": async ({ catalog }) => {
    await addApart(catalog, 3);
    for (const cursor of LIST_CURSORS) {
      await expect(catalog.list({ limit: 1, cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    }
  },
};

const filterCases: Cases<FileCatalogHarness> = {
  "lists only files that were stored before a moment": async ({ catalog }) => {
    const [first, second] = await addApart(catalog, 4);
    const { files } = await catalog.list({ createdBefore: new Date(12_000), limit: 10 });
    expect(files).toEqual([second, first]);
    expect((await catalog.list({ userId: "bob", createdBefore: new Date(99_000), limit: 10 })).files).toEqual([]);
  },

  "lists only files that expire until a moment, page by page": async ({ catalog }) => {
    const expiring = (expiresAtMs: number | null) => newFile({ expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs) });
    const files = [expiring(1_000), expiring(null), expiring(3_000), expiring(2_000)];
    for (const file of files) await catalog.add(file);
    const pages = await pagesOf(async (cursor) => {
      const { files: items, nextCursor } = await catalog.list({ expiresUntil: new Date(2_000), limit: 1, cursor });
      return { items, nextCursor };
    });
    expect(pages.flat().toSorted()).toEqual([files[0]!.id, files[3]!.id].toSorted());
    expect(await catalog.get({ id: files[2]!.id })).toEqual(files[2]);
  },

  "reads several files in one call, in their order, each only for its user": async ({ catalog }) => {
    const [own, other] = [newFile({ userId: "alice" }), newFile({ userId: "bob" })];
    await catalog.add(own);
    await catalog.add(other);
    const keys = [
      { id: other.id },
      { id: own.id, userId: "alice" },
      { id: randomUUID() },
      { id: other.id, userId: "alice" },
      { id: "a\0b" },
      { id: own.id },
    ];
    expect(await catalog.getMany(keys)).toEqual([other, own, undefined, undefined, undefined, own]);
    expect(await catalog.getMany([])).toEqual([]);
  },
};

const quotaCases: Cases<FileCatalogHarness> = {
  "adds a file that just fits": async ({ catalog }) => {
    await catalog.add(newFile({ userId: "alice", sizeBytes: 60 }), { files: 2, sizeBytes: 100 });
    await catalog.add(newFile({ userId: "alice", sizeBytes: 40 }), { files: 2, sizeBytes: 100 });
    expect(await catalog.usage("alice")).toEqual({ files: 2, sizeBytes: 100 });
  },

  "refuses a file too many, and a byte too many": async ({ catalog }) => {
    await catalog.add(newFile({ userId: "alice", sizeBytes: 60 }));
    for (const quota of [{ files: 1 }, { sizeBytes: 100 }, { files: 1, sizeBytes: 100 }]) {
      const refused = newFile({ userId: "alice", sizeBytes: 41 });
      await expect(catalog.add(refused, quota)).rejects.toSatisfy((error) => RowmillError.is(error, "FILE_QUOTA_EXCEEDED"));
      expect(await catalog.get({ id: refused.id })).toBeUndefined();
    }
    expect(await catalog.usage("alice")).toEqual({ files: 1, sizeBytes: 60 });
  },

  "counts the files of that user alone": async ({ catalog }) => {
    for (const userId of ["bob", null]) await catalog.add(newFile({ userId, sizeBytes: 100 }));
    await catalog.add(newFile({ userId: "alice", sizeBytes: 100 }), { files: 1, sizeBytes: 100 });
    await catalog.add(newFile({ userId: null, sizeBytes: 100 }), { files: 2, sizeBytes: 200 });
  },

  "has room again when a file was removed": async ({ catalog }) => {
    const first = newFile({ userId: "alice" });
    await catalog.add(first, { files: 1 });
    await catalog.remove(first);
    await catalog.add(newFile({ userId: "alice" }), { files: 1 });
  },

  "is kept by many that are added in the same moment": async ({ catalog, peer = catalog }) => {
    const additions = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? catalog : peer).add(newFile({ userId: "alice", sizeBytes: 10 }), { sizeBytes: 70 }),
    );
    const outcomes = await Promise.allSettled(additions);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
    expect(await catalog.usage("alice")).toEqual({ files: 7, sizeBytes: 70 });
  },
};

/** All that the comments of `FileCatalog` promise, by subject. */
export const fileCatalogAspects = {
  add: additionCases,
  remove: removalCases,
  ownership: ownershipCases,
  list: listCases,
  filters: filterCases,
  "a quota": quotaCases,
} satisfies Aspects<FileCatalogHarness>;

/** Describes a file, with an id as a storage makes it. */
function newFile(given: Partial<StoredFile> = {}): StoredFile {
  return {
    id: randomUUID(),
    name: "people.csv",
    sizeBytes: 1_234,
    sha256: "ab".repeat(32),
    contentType: null,
    userId: null,
    createdAt: new Date(Date.UTC(2026, 0, 1)),
    expiresAt: null,
    ...given,
  };
}

/** Adds files of alice, a second apart, and answers them from the oldest to the newest. */
async function addApart(catalog: FileCatalog, count: number): Promise<StoredFile[]> {
  const files = Array.from({ length: count }, (_, index) => newFile({ userId: "alice", createdAt: new Date(10_000 + index * 1_000) }));
  for (const file of files) await catalog.add(file);
  return files;
}

async function idsOf(catalog: FileCatalog, userId: string | null | undefined): Promise<string[]> {
  return (await catalog.list({ userId, limit: 100 })).files.map(({ id }) => id);
}

function filePages(catalog: FileCatalog, query: { userId: string; limit: number }, between?: () => Promise<void>): Promise<string[][]> {
  return pagesOf(async (cursor) => {
    const { files, nextCursor } = await catalog.list({ ...query, cursor });
    return { items: files, nextCursor };
  }, between);
}
