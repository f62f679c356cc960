import type { CorrectionStore, FileCatalog, TemplateStore } from "@rowmill/core/adapter";
import type { correctionStoreAspects } from "../src/correction-store/aspects.ts";
import type { fileCatalogAspects } from "../src/file-catalog/aspects.ts";
import type { templateStoreAspects } from "../src/template-store/aspects.ts";

/** Something that breaks one promise of its port. */
export interface Mutant<Aspect extends string, Port> {
  /** The aspect of the suite that must notice. */
  readonly noticedBy: Aspect;
  /** Answers what is different from one that keeps its promises. */
  readonly mutate: (subject: Port) => Partial<Port>;
}

/** Catalogues of files, by what each does wrong. */
export const catalogMutants: Readonly<Record<string, Mutant<keyof typeof fileCatalogAspects, FileCatalog>>> = {
  "overwrites a file that is added again": {
    noticedBy: "add",
    mutate: ({ add, remove }) => ({
      async add(file, quota) {
        await remove({ id: file.id });
        await add(file, quota);
      },
    }),
  },
  "says of any file that there was one": {
    noticedBy: "remove",
    mutate: ({ remove }) => ({ remove: async (key) => (await remove(key)) || true }),
  },
  "reads anybody's file for anybody": { noticedBy: "ownership", mutate: ({ get }) => ({ get: ({ id }) => get({ id }) }) },
  "removes anybody's file for anybody": { noticedBy: "ownership", mutate: ({ remove }) => ({ remove: ({ id }) => remove({ id }) }) },
  "keeps other characters than it was given in the names of users": {
    noticedBy: "ownership",
    mutate: ({ add }) => ({
      add: (file, quota) => add({ ...file, userId: file.userId && file.userId.toWellFormed().replaceAll("\0", "\uFFFD") }, quota),
    }),
  },
  "lists everybody's files for nobody in particular": {
    noticedBy: "ownership",
    mutate: ({ list }) => ({ list: (query) => list({ ...query, userId: query.userId ?? undefined }) }),
  },
  "lists files that do not expire among those that do": {
    noticedBy: "filters",
    mutate: ({ list }) => ({ list: ({ expiresUntil: _until, ...query }) => list(query) }),
  },
  "answers a file of the same moment twice": {
    noticedBy: "list",
    mutate: ({ list }) => ({
      async list({ cursor, limit, ...query }) {
        const from = Number(cursor ?? 0);
        const { files } = await list({ ...query, limit: 100 });
        const end = from + limit;
        return { files: files.slice(Math.max(0, from - 1), end), nextCursor: end < files.length ? String(end) : undefined };
      },
    }),
  },
  "looks at the usage before it adds, not while": {
    noticedBy: "a quota",
    mutate: ({ add, usage }) => ({
      async add(file, quota) {
        const { sizeBytes } = await usage(file.userId);
        await Promise.resolve();
        if (sizeBytes + file.sizeBytes <= (quota?.sizeBytes ?? Infinity)) await add(file);
        else await add(file, quota);
      },
    }),
  },
};

/** Stores of templates, by what each does wrong. */
export const templateMutants: Readonly<Record<string, Mutant<keyof typeof templateStoreAspects, TemplateStore>>> = {
  "overwrites a template that is created again": {
    noticedBy: "create",
    mutate: ({ create, delete: remove }) => ({
      async create(template) {
        await remove({ id: template.id });
        return await create(template);
      },
    }),
  },
  "lets the last one win": {
    noticedBy: "replace",
    mutate: ({ replace }) => ({ replace: (key, { name, document }) => replace(key, { name, document }) }),
  },
  "says that it changed what it refused": {
    noticedBy: "replace",
    mutate: ({ replace }) => ({
      async replace(key, replacement) {
        const change = await replace(key, replacement);
        return change && { ...change, changed: true };
      },
    }),
  },
  "says of any template that there was one": {
    noticedBy: "delete",
    mutate: ({ delete: remove }) => ({ delete: async (key) => (await remove(key)) || true }),
  },
  "replaces anybody's template for anybody": {
    noticedBy: "ownership",
    mutate: ({ replace }) => ({ replace: ({ id }, replacement) => replace({ id }, replacement) }),
  },
  "lists templates of who is called nearly the same": {
    noticedBy: "ownership",
    mutate: ({ list }) => ({ list: (query) => list({ ...query, userId: query.userId && query.userId.toWellFormed() }) }),
  },
  "tells the documents, too": {
    noticedBy: "list",
    mutate: ({ list, get }) => ({
      async list(query) {
        const page = await list(query);
        return { ...page, templates: await Promise.all(page.templates.map(async (info) => (await get(info)) ?? info)) };
      },
    }),
  },
  "forgets who saved a revision": {
    noticedBy: "revisions",
    mutate: ({ replace }) => ({ replace: (key, { savedBy: _savedBy, ...replacement }) => replace(key, replacement) }),
  },
  "keeps every revision": {
    noticedBy: "revisions",
    mutate: ({ replace }) => ({ replace: (key, { keepRevisions: _keep, ...replacement }) => replace(key, replacement) }),
  },
  "lists the revisions of anybody's template": {
    noticedBy: "revisions",
    mutate: ({ listRevisions }) => ({ listRevisions: ({ id }, query) => listRevisions({ id }, query) }),
  },
  "counts the templates before it creates one, not while": {
    noticedBy: "a quota",
    mutate: ({ create, list }) => ({
      async create(template, quota) {
        const { templates } = await list({ userId: template.userId, limit: 100 });
        return await create(template, quota && templates.length >= quota.templates ? quota : undefined);
      },
    }),
  },
};

/** Stores of corrections, by what each does wrong. */
export const correctionMutants: Readonly<Record<string, Mutant<keyof typeof correctionStoreAspects, CorrectionStore>>> = {
  "lets the last one win": {
    noticedBy: "replace",
    mutate: ({ replace, get }) => ({
      replace: async (key, replacement) => await replace(key, { ...replacement, expectedRevision: (await get(key))?.revision ?? 0 }),
    }),
  },
  "takes no user for the user without a name": {
    noticedBy: "ownership",
    mutate: ({ get, replace }) => ({
      get: (key) => get({ ...key, userId: key.userId ?? "" }),
      replace: (key, replacement) => replace({ ...key, userId: key.userId ?? "" }, replacement),
    }),
  },
  "forgets all targets for one": { noticedBy: "delete", mutate: ({ delete: remove }) => ({ delete: ({ userId }) => remove({ userId }) }) },
  "keeps every target": {
    noticedBy: "retention",
    mutate: ({ replace }) => ({ replace: (key, { keepTargets: _keep, ...replacement }) => replace(key, replacement) }),
  },
};
