import { randomUUID } from "node:crypto";
import type { Json } from "@rowmill/core";
import { type NewTemplate, type Template, uuidv7 } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Aspects, Cases } from "../cases.ts";
import { jsonText } from "../job-store/new-job.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../names.ts";
import { LIST_CURSORS, pagesOf } from "../pages.ts";
import type { TemplateStoreHarness } from "./harness.ts";

const creationCases: Cases<TemplateStoreHarness> = {
  "answers and keeps what was created, in its first revision": async ({ templates }) => {
    const document = { version: 1, columns: [{ from: "Ümsatz", to: "amount" }], __proto__: null, empty: {} };
    const created = newTemplate({ userId: "alice", name: "Umsätze → amounts", document: jsonText(document) });
    const template = await templates.create(created);
    expect(template).toEqual({
      id: created.id,
      userId: "alice",
      name: "Umsätze → amounts",
      document: JSON.parse(created.document),
      revision: 1,
      createdAt: expect.any(Date),
      updatedAt: template.createdAt,
    });
    expect(await templates.get({ id: created.id })).toEqual(template);
  },

  "keeps any JSON": async ({ templates }) => {
    const documents: Json[] = [
      null,
      0,
      "",
      "\0\uD800",
      [],
      JSON.parse('{"__proto__":{"x":1},"constructor":1}'),
      "x".repeat(300_000),
      1e300,
    ];
    for (const document of documents) {
      const { id } = await templates.create(newTemplate({ document: jsonText(document) }));
      expect((await templates.get({ id }))?.document).toEqual(document);
    }
  },

  "keeps any name": async ({ templates }) => {
    for (const name of ["", "'; drop table templates; --", "x".repeat(10_000), "😀"]) {
      const { id } = await templates.create(newTemplate({ name }));
      expect((await templates.get({ id }))?.name).toBe(name);
    }
    const { name } = await templates.create(newTemplate({ name: "a\0b\uD800" }));
    expect(name).toMatch(/^a[\0\uFFFD]b[\uD800\uFFFD]$/);
  },

  "changes nothing when it is asked again": async ({ templates, peer = templates }) => {
    const first = newTemplate({ userId: "alice" });
    const template = await templates.create(first);
    expect(await peer.create({ ...first, name: "other", document: jsonText("other") })).toEqual(template);
  },

  "answers copies": async ({ templates }) => {
    const { id } = await templates.create(newTemplate({ document: jsonText({ steps: [1] }) }));
    const answered = await templates.get({ id });
    (answered!.document as { steps: number[] }).steps.push(2);
    answered!.createdAt.setFullYear(1970);
    expect(await templates.get({ id })).toMatchObject({ document: { steps: [1] } });
    expect((await templates.get({ id }))!.createdAt.getFullYear()).not.toBe(1970);
  },
};

const replacementCases: Cases<TemplateStoreHarness> = {
  "gives a template another name and document, and raises its revision": async ({ templates, advanceBy }) => {
    const template = await templates.create(newTemplate({ userId: "alice" }));
    await advanceBy(1_000);
    const change = await templates.replace({ id: template.id }, { name: "new", document: jsonText({ new: true }), expectedRevision: 1 });
    expect(change).toEqual({
      changed: true,
      template: { ...template, name: "new", document: { new: true }, revision: 2, updatedAt: expect.any(Date) },
    });
    expect(change!.template.updatedAt.getTime()).toBeGreaterThan(template.createdAt.getTime());
    expect(await templates.get({ id: template.id })).toEqual(change!.template);
  },

  "changes nothing if the revision is another one, and answers what is there": async ({ templates }) => {
    const template = await templates.create(newTemplate());
    for (const expectedRevision of [0, 2, 99]) {
      const change = await templates.replace(template, { name: "new", document: jsonText(null), expectedRevision });
      expect(change).toEqual({ changed: false, template });
    }
  },

  "replaces whatever is there if no revision is expected": async ({ templates }) => {
    const { id } = await templates.create(newTemplate());
    for (const name of ["second", "third"]) await templates.replace({ id }, { name, document: jsonText(name) });
    expect(await templates.get({ id })).toMatchObject({ name: "third", document: "third", revision: 3 });
  },

  "lets exactly one of many win who have seen the same revision": async ({ templates, peer = templates }) => {
    const { id } = await templates.create(newTemplate());
    const changes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? templates : peer).replace({ id }, { name: `by ${index}`, document: jsonText(index), expectedRevision: 1 }),
      ),
    );
    const [winner, ...others] = changes.filter((change) => change!.changed);
    expect(others).toEqual([]);
    expect(await templates.get({ id })).toEqual(winner!.template);
    expect(winner!.template.revision).toBe(2);
  },
};

const deletionCases: Cases<TemplateStoreHarness> = {
  "deletes a template, and says whether there was one": async ({ templates }) => {
    const [kept, deleted] = [await templates.create(newTemplate()), await templates.create(newTemplate())];
    expect(await templates.delete({ id: deleted.id })).toBe(true);
    expect(await templates.delete({ id: deleted.id })).toBe(false);
    expect(await templates.get({ id: deleted.id })).toBeUndefined();
    expect(await templates.replace(deleted, { name: "x", document: jsonText(1) })).toBeUndefined();
    expect(await templates.get({ id: kept.id })).toEqual(kept);
  },

  "knows nothing of ids that nobody made": async ({ templates }) => {
    await templates.create(newTemplate());
    for (const id of ["", "x", "\0", "\uD800", "x".repeat(10_000), "' or 1=1 --", "__proto__", randomUUID()]) {
      expect(await templates.get({ id })).toBeUndefined();
      expect(await templates.delete({ id })).toBe(false);
      expect(await templates.replace({ id }, { name: "x", document: jsonText(1) })).toBeUndefined();
    }
  },
};

const ownershipCases: Cases<TemplateStoreHarness> = {
  "answers for somebody else's template what it answers for none": async ({ templates }) => {
    const strangers: [owner: string | null, asker: string | null][] = [
      ["alice", "bob"],
      ["alice", null],
      [null, "bob"],
      ["alice", "Alice"],
      ["", null],
    ];
    for (const [owner, userId] of strangers) {
      const template = await templates.create(newTemplate({ userId: owner }));
      const key = { id: template.id, userId };
      expect(await templates.get(key)).toBeUndefined();
      expect(await templates.replace(key, { name: "mine", document: jsonText(1) })).toBeUndefined();
      expect(await templates.delete(key)).toBe(false);
      expect(await templates.get({ id: template.id, userId: owner })).toEqual(template);
    }
  },

  "refuses users who cannot be kept as they are, and finds nothing for them": async ({ templates }) => {
    for (const userId of REPLACED_NAMES) await templates.create(newTemplate({ userId }));
    for (const userId of UNSTORABLE_NAMES) {
      await expect(templates.create(newTemplate({ userId }))).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect((await templates.list({ userId, limit: 10 })).templates).toEqual([]);
    }
    expect((await templates.list({ limit: 10 })).templates).toHaveLength(REPLACED_NAMES.length);
  },

  "lists the templates of the user who is named": async ({ templates }) => {
    const ids: Record<string, string> = {};
    for (const userId of ["alice", "bob", null]) ids[String(userId)] = (await templates.create(newTemplate({ userId }))).id;
    const list = async (userId?: string | null) => (await templates.list({ userId, limit: 10 })).templates.map(({ id }) => id);
    expect(await list("alice")).toEqual([ids["alice"]]);
    expect(await list(null)).toEqual([ids["null"]]);
    expect(await list("carol")).toEqual([]);
    expect(await list("\0")).toEqual([]);
    expect((await list()).toSorted()).toEqual(Object.values(ids).toSorted());
  },
};

const listCases: Cases<TemplateStoreHarness> = {
  "answers the newest template first, without documents": async (harness) => {
    const created = await createApart(harness, 3);
    const infos = created.map(({ document: _document, ...info }) => info);
    expect(await harness.templates.list({ userId: "alice", limit: 10 })).toEqual({ templates: infos.toReversed(), nextCursor: undefined });
  },

  "answers every template once over all pages, while others come and go": async (harness) => {
    const { templates, advanceBy } = harness;
    const created = await createApart(harness, 5);
    const list = async (cursor: string | undefined) => {
      const page = await templates.list({ userId: "alice", limit: 2, cursor });
      return { items: page.templates, nextCursor: page.nextCursor };
    };
    const pages = await pagesOf(list, async () => {
      await advanceBy(1_000);
      await templates.create(newTemplate({ userId: "alice" }));
      // What is replaced keeps its place.
      await templates.replace(created[0]!, { name: "replaced", document: jsonText(1) });
    });
    expect(pages.flat()).toEqual(created.map(({ id }) => id).toReversed());
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  },

  "refuses a cursor that no list answered": async ({ templates }) => {
    await templates.create(newTemplate());
    for (const cursor of LIST_CURSORS) {
      await expect(templates.list({ limit: 1, cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    }
  },
};

const revisionCases: Cases<TemplateStoreHarness> = {
  "keeps every save with who made it, when, and what changed": async ({ templates, advanceBy }) => {
    const first = await templates.create(newTemplate({ userId: "alice", name: "one", document: jsonText(1) }));
    await advanceBy(1_000);
    const changes = [{ path: "fields", before: "\0\uD800" }];
    const change = await templates.replace(first, { name: "two", document: jsonText(2), savedBy: "bob", changes: jsonText(changes) });
    await templates.replace(first, { name: "three", document: jsonText(3) });
    const revisions = await templates.listRevisions(first, { limit: 10 });
    expect(revisions).toEqual([
      { revision: 3, name: "three", savedBy: "alice", savedAt: expect.any(Date), changes: null },
      { revision: 2, name: "two", savedBy: "bob", savedAt: change!.template.updatedAt, changes },
      { revision: 1, name: "one", savedBy: "alice", savedAt: first.createdAt, changes: null },
    ]);
    for (const info of revisions!) {
      expect(await templates.getRevision(first, info.revision)).toEqual({ ...info, document: info.revision });
    }
  },

  "lists revisions in pages": async ({ templates }) => {
    const { id } = await templates.create(newTemplate());
    for (const name of ["second", "third", "fourth"]) await templates.replace({ id }, { name, document: jsonText(name) });
    const list = async (before?: number) => (await templates.listRevisions({ id }, { limit: 2, before }))!.map(({ revision }) => revision);
    expect([await list(), await list(3), await list(1)]).toEqual([[4, 3], [2, 1], []]);
  },

  "keeps as many revisions as are asked for, and the numbers of those that are deleted are not used again": async ({ templates }) => {
    const { id } = await templates.create(newTemplate());
    for (const name of ["second", "third", "fourth"]) {
      await templates.replace({ id }, { name, document: jsonText(name), keepRevisions: 2 });
    }
    expect((await templates.listRevisions({ id }, { limit: 10 }))!.map(({ revision }) => revision)).toEqual([4, 3]);
    expect(await templates.getRevision({ id }, 2)).toBeUndefined();
    await templates.replace({ id }, { name: "fifth", document: jsonText(5), keepRevisions: 1 });
    expect((await templates.listRevisions({ id }, { limit: 10 }))!.map(({ revision }) => revision)).toEqual([5]);
  },

  "keeps nothing of a replacement that came too late": async ({ templates }) => {
    const { id } = await templates.create(newTemplate());
    await templates.replace({ id }, { name: "new", document: jsonText(1), expectedRevision: 7, keepRevisions: 1 });
    expect((await templates.listRevisions({ id }, { limit: 10 }))!.map(({ name }) => name)).toEqual(["orders"]);
  },

  "gives each of parallel saves a revision of its own": async ({ templates, peer = templates }) => {
    const { id } = await templates.create(newTemplate());
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? templates : peer).replace({ id }, { name: `by ${index}`, document: jsonText(index) }),
      ),
    );
    const revisions = await templates.listRevisions({ id }, { limit: 10 });
    expect(revisions!.map(({ revision }) => revision)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(new Set(revisions!.map(({ name }) => name)).size).toBe(7);
  },

  "deletes them with the template, and answers nothing for a stranger": async ({ templates }) => {
    const template = await templates.create(newTemplate({ userId: "alice" }));
    for (const key of [{ id: template.id, userId: "bob" }, { id: template.id, userId: null }, { id: randomUUID() }, { id: "x\0" }]) {
      expect(await templates.listRevisions(key, { limit: 10 })).toBeUndefined();
      expect(await templates.getRevision(key, 1)).toBeUndefined();
    }
    for (const revision of [0, -1, 2, 1.5, 2 ** 31, 2 ** 53, Number.NaN]) {
      expect(await templates.getRevision(template, revision)).toBeUndefined();
    }
    await templates.delete(template);
    expect(await templates.listRevisions({ id: template.id }, { limit: 10 })).toBeUndefined();
    expect(await templates.getRevision({ id: template.id }, 1)).toBeUndefined();
  },
};

const quotaCases: Cases<TemplateStoreHarness> = {
  "refuses a template too many, of this user alone": async ({ templates }) => {
    const quota = { templates: 2 };
    for (const userId of ["alice", null]) {
      const [first] = [newTemplate({ userId }), await templates.create(newTemplate({ userId }), quota)];
      await templates.create(first, quota);
      await expect(templates.create(newTemplate({ userId }), quota)).rejects.toMatchObject({ code: "TEMPLATE_QUOTA_EXCEEDED" });
      // One that is there already is answered all the same.
      expect(await templates.create(first, quota)).toMatchObject({ id: first.id });
      expect((await templates.list({ userId, limit: 10 })).templates).toHaveLength(2);
    }
    await templates.create(newTemplate({ userId: "bob" }), { templates: 1 });
  },

  "holds for parallel creations": async ({ templates, peer = templates }) => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? templates : peer).create(newTemplate({ userId: "alice" }), { templates: 3 }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect((await templates.list({ userId: "alice", limit: 10 })).templates).toHaveLength(3);
  },
};

/** All that the comments of `TemplateStore` promise, by subject. */
export const templateStoreAspects = {
  create: creationCases,
  replace: replacementCases,
  delete: deletionCases,
  ownership: ownershipCases,
  list: listCases,
  revisions: revisionCases,
  "a quota": quotaCases,
} satisfies Aspects<TemplateStoreHarness>;

function newTemplate(given: Partial<NewTemplate> = {}): NewTemplate {
  return { id: uuidv7(Date.UTC(2026, 0, 1), randomUUID()), userId: null, name: "orders", document: jsonText({ steps: [] }), ...given };
}

/** Creates templates of alice, a second apart, and answers them from the oldest to the newest. */
async function createApart({ templates, advanceBy }: TemplateStoreHarness, count: number): Promise<Template[]> {
  const created: Template[] = [];
  while (created.length < count) {
    created.push(await templates.create(newTemplate({ userId: "alice" })));
    await advanceBy(1_000);
  }
  return created;
}
