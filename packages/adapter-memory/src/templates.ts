import {
  type Clock,
  fromJsonText,
  type JsonText,
  newestFirst,
  refuseUnstorableNames,
  type Template,
  type TemplateInfo,
  type TemplateKey,
  type TemplateStore,
} from "@rowmill/core/adapter";

/** A template as it is kept: never leaves the store. */
interface Row extends TemplateInfo {
  readonly document: JsonText;
}

/** Keeps templates in memory. */
export function createTemplates(clock: Pick<Clock, "now">): TemplateStore {
  const rows = new Map<string, Row>();

  return {
    async create({ id, userId, name, document }) {
      refuseUnstorableNames({ userId }, "a template");
      const now = new Date(clock.now());
      const row = rows.get(id) ?? { id, userId, name, document, revision: 1, createdAt: now, updatedAt: now };
      rows.set(id, row);
      return toTemplate(row);
    },

    async get(key) {
      const row = find(key);
      return row && toTemplate(row);
    },

    async list({ userId, ...page }) {
      const theirs = [...rows.values()].filter((row) => userId === undefined || row.userId === userId);
      const { items, nextCursor } = newestFirst(theirs, ({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }), page);
      return { templates: items.map(toInfo), nextCursor };
    },

    async replace(key, { name, document, expectedRevision }) {
      const row = find(key);
      if (!row) return undefined;
      if (expectedRevision !== undefined && expectedRevision !== row.revision) return { template: toTemplate(row), changed: false };
      const replaced = { ...row, name, document, revision: row.revision + 1, updatedAt: new Date(clock.now()) };
      rows.set(row.id, replaced);
      return { template: toTemplate(replaced), changed: true };
    },

    async delete(key) {
      return find(key) !== undefined && rows.delete(key.id);
    },
  };

  function find({ id, userId }: TemplateKey): Row | undefined {
    const row = rows.get(id);
    return row && (userId === undefined || userId === row.userId) ? row : undefined;
  }
}

function toInfo({ document: _document, ...info }: Row): TemplateInfo {
  return { ...info, createdAt: new Date(info.createdAt), updatedAt: new Date(info.updatedAt) };
}

function toTemplate(row: Row): Template {
  return { ...toInfo(row), document: fromJsonText(row.document) };
}
