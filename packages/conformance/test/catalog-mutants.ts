import type { FileCatalog, TemplateStore } from "@rowmill/core/adapter";
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
};
