import {
  type Clock,
  fromJsonText,
  type JsonText,
  newestFirst,
  refuseOverTemplateQuota,
  refuseUnstorableNames,
  type Template,
  type TemplateInfo,
  type TemplateKey,
  type TemplateRevision,
  type TemplateRevisionInfo,
  type TemplateStore,
} from "@rowmill/core/adapter";

/** A template as it is kept: never leaves the store. */
interface Row extends TemplateInfo {
  readonly document: JsonText;
  /** The newest last; the current one included. */
  readonly revisions: readonly RevisionRow[];
}

/** A revision as it is kept. */
interface RevisionRow extends Omit<TemplateRevisionInfo, "changes"> {
  readonly document: JsonText;
  readonly changes: JsonText;
}

/** Keeps templates in memory. */
export function createTemplates(clock: Pick<Clock, "now">): TemplateStore {
  const rows = new Map<string, Row>();

  return {
    async create({ id, userId, name, document, savedBy = userId, changes = NO_CHANGES }, quota) {
      refuseUnstorableNames({ userId, savedBy }, "a template");
      const known = rows.get(id);
      if (known) return toTemplate(known);
      if (quota) refuseOverTemplateQuota(rowsOf(userId).length, quota.templates);
      const now = new Date(clock.now());
      const first = { revision: 1, name, document, savedBy, savedAt: now, changes };
      const row = { id, userId, name, document, revision: 1, createdAt: now, updatedAt: now, revisions: [first] };
      rows.set(id, row);
      return toTemplate(row);
    },

    async get(key) {
      const row = find(key);
      return row && toTemplate(row);
    },

    async list({ userId, ...page }) {
      const { items, nextCursor } = newestFirst(rowsOf(userId), ({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }), page);
      return { templates: items.map(toInfo), nextCursor };
    },

    async replace(key, { name, document, expectedRevision, savedBy, changes = NO_CHANGES, keepRevisions = Infinity }) {
      const row = find(key);
      if (!row) return undefined;
      const { userId, revision: before } = row;
      refuseUnstorableNames({ savedBy: savedBy ?? null }, "a template");
      if (expectedRevision !== undefined && expectedRevision !== before) return { template: toTemplate(row), changed: false };
      const [now, revision] = [new Date(clock.now()), before + 1];
      const saved = { revision, name, document, savedBy: savedBy === undefined ? userId : savedBy, savedAt: now, changes };
      const revisions = [...row.revisions, saved].filter((one) => one.revision > revision - keepRevisions);
      const replaced = { ...row, name, document, revision, updatedAt: now, revisions };
      rows.set(row.id, replaced);
      return { template: toTemplate(replaced), changed: true };
    },

    async delete(key) {
      return find(key) !== undefined && rows.delete(key.id);
    },

    async listRevisions(key, { limit, before = Infinity }) {
      const row = find(key);
      return row?.revisions
        .filter(({ revision }) => revision < before)
        .toReversed()
        .slice(0, Math.max(0, limit))
        .map(toRevisionInfo);
    },

    async getRevision(key, revision) {
      const row = find(key)?.revisions.find((one) => one.revision === revision);
      return row && toRevision(row);
    },
  };

  function find({ id, userId }: TemplateKey): Row | undefined {
    const row = rows.get(id);
    return row && (userId === undefined || userId === row.userId) ? row : undefined;
  }

  function rowsOf(userId: string | null | undefined): Row[] {
    return [...rows.values()].filter((row) => userId === undefined || row.userId === userId);
  }
}

const NO_CHANGES = "null" as JsonText;

function toInfo({ document: _document, revisions: _revisions, ...info }: Row): TemplateInfo {
  return { ...info, createdAt: new Date(info.createdAt), updatedAt: new Date(info.updatedAt) };
}

function toTemplate(row: Row): Template {
  return { ...toInfo(row), document: fromJsonText(row.document) };
}

function toRevisionInfo({ document: _document, changes, ...info }: RevisionRow): TemplateRevisionInfo {
  return { ...info, savedAt: new Date(info.savedAt), changes: fromJsonText(changes) };
}

function toRevision(row: RevisionRow): TemplateRevision {
  return { ...toRevisionInfo(row), document: fromJsonText(row.document) };
}
