import { expect } from "vitest";
import type { Aspects, Cases } from "../cases.ts";
import { jsonText } from "../job-store/new-job.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../names.ts";
import type { CorrectionStoreHarness } from "./harness.ts";

const KEY = { userId: "alice", target: "customers" };

const replacementCases: Cases<CorrectionStoreHarness> = {
  "answers what was stored last, and nothing before": async ({ corrections, advanceBy }) => {
    expect(await corrections.get(KEY)).toBeUndefined();
    const documents = [[{ source: "Ümsatz\0\uD800", target: "amount" }], "x".repeat(300_000), null];
    let updatedAtMs = 0;
    for (const [revision, pairs] of documents.entries()) {
      expect(await corrections.replace(KEY, { pairs: jsonText(pairs), expectedRevision: revision })).toBe(true);
      const stored = await corrections.get(KEY);
      expect(stored).toEqual({ pairs, revision: revision + 1, updatedAt: expect.any(Date) });
      expect(stored!.updatedAt.getTime()).toBeGreaterThan(updatedAtMs);
      updatedAtMs = stored!.updatedAt.getTime();
      await advanceBy(1_000);
    }
  },

  "changes nothing if another change came first": async ({ corrections }) => {
    expect(await corrections.replace(KEY, { pairs: jsonText(1), expectedRevision: 1 })).toBe(false);
    await corrections.replace(KEY, { pairs: jsonText(1), expectedRevision: 0 });
    for (const expectedRevision of [0, 2]) expect(await corrections.replace(KEY, { pairs: jsonText(2), expectedRevision })).toBe(false);
    expect(await corrections.get(KEY)).toMatchObject({ pairs: 1, revision: 1 });
  },

  "lets exactly one of many win who have read the same": async ({ corrections, peer = corrections }) => {
    for (const expectedRevision of [0, 1]) {
      const won = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          (index % 2 === 0 ? corrections : peer).replace(KEY, { pairs: jsonText(index), expectedRevision }),
        ),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await corrections.get(KEY)).toMatchObject({ pairs: won.indexOf(true), revision: expectedRevision + 1 });
    }
  },
};

const ownershipCases: Cases<CorrectionStoreHarness> = {
  "keeps users and targets apart": async ({ corrections }) => {
    const keys = [KEY, { ...KEY, userId: null }, { ...KEY, userId: "" }, { ...KEY, userId: "Alice" }, { ...KEY, target: "Customers" }];
    for (const [index, key] of keys.entries()) await corrections.replace(key, { pairs: jsonText(index), expectedRevision: 0 });
    for (const [index, key] of keys.entries()) expect(await corrections.get(key)).toMatchObject({ pairs: index, revision: 1 });
    expect(await corrections.delete({ userId: null })).toBe(1);
    expect(await corrections.get(KEY)).toMatchObject({ pairs: 0 });
  },

  "refuses names that cannot be kept as they are, and finds nothing for them": async ({ corrections }) => {
    for (const name of REPLACED_NAMES) {
      await corrections.replace({ userId: name, target: "t" }, { pairs: jsonText(1), expectedRevision: 0 });
    }
    for (const name of UNSTORABLE_NAMES) {
      for (const key of [
        { userId: name, target: "t" },
        { userId: "alice", target: name },
      ]) {
        await expect(corrections.replace(key, { pairs: jsonText(1), expectedRevision: 0 })).rejects.toMatchObject({
          code: "OPTION_INVALID",
        });
        expect(await corrections.get(key)).toBeUndefined();
        expect(await corrections.delete(key)).toBe(0);
      }
    }
  },
};

const deletionCases: Cases<CorrectionStoreHarness> = {
  "forgets one target or all of a user's, and says how many": async ({ corrections }) => {
    for (const target of ["a", "b", "c"]) {
      await corrections.replace({ userId: "alice", target }, { pairs: jsonText(1), expectedRevision: 0 });
      await corrections.replace({ userId: "bob", target }, { pairs: jsonText(1), expectedRevision: 0 });
    }
    expect(await corrections.delete({ userId: "alice", target: "a" })).toBe(1);
    expect(await corrections.delete({ userId: "alice", target: "a" })).toBe(0);
    expect(await corrections.delete({ userId: "alice" })).toBe(2);
    expect(await corrections.get({ userId: "alice", target: "b" })).toBeUndefined();
    expect(await corrections.get({ userId: "bob", target: "b" })).toMatchObject({ pairs: 1 });
    expect(await corrections.replace({ userId: "alice", target: "a" }, { pairs: jsonText(2), expectedRevision: 0 })).toBe(true);
  },
};

const retentionCases: Cases<CorrectionStoreHarness> = {
  "keeps the targets of a user that were changed last": async ({ corrections, advanceBy }) => {
    const replace = async (userId: string, target: string, expectedRevision = 0) => {
      await corrections.replace({ userId, target }, { pairs: jsonText(1), expectedRevision, keepTargets: 2 });
      await advanceBy(1_000);
    };
    await replace("bob", "a");
    for (const target of ["a", "b"]) await replace("alice", target);
    await replace("alice", "a", 1);
    await replace("alice", "c");
    const kept = await Promise.all(["a", "b", "c"].map((target) => corrections.get({ userId: "alice", target })));
    expect(kept.map((one) => one?.revision)).toEqual([2, undefined, 1]);
    expect(await corrections.get({ userId: "bob", target: "a" })).toMatchObject({ revision: 1 });
  },
};

/** All that the comments of `CorrectionStore` promise, by subject. */
export const correctionStoreAspects = {
  replace: replacementCases,
  ownership: ownershipCases,
  delete: deletionCases,
  retention: retentionCases,
} satisfies Aspects<CorrectionStoreHarness>;
