import { type Clock, type CorrectionStore, fromJsonText, type JsonText, refuseUnstorableNames } from "@rowmill/core/adapter";

/** What is kept for a user and a target. */
interface Row {
  readonly pairs: JsonText;
  readonly revision: number;
  readonly updatedAtMs: number;
}

/** Keeps what users decided about pairs of columns in memory. */
export function createCorrections(clock: Pick<Clock, "now">): CorrectionStore {
  /** By user, then by target, in the order of their last change. */
  const users = new Map<string | null, Map<string, Row>>();

  return {
    async get({ userId, target }) {
      const row = users.get(userId)?.get(target);
      return row && { pairs: fromJsonText(row.pairs), revision: row.revision, updatedAt: new Date(row.updatedAtMs) };
    },

    async replace({ userId, target }, { pairs, expectedRevision, keepTargets = Infinity }) {
      refuseUnstorableNames({ userId, target }, "a correction");
      const rows = users.get(userId) ?? new Map<string, Row>();
      if ((rows.get(target)?.revision ?? 0) !== expectedRevision) return false;
      rows.delete(target);
      rows.set(target, { pairs, revision: expectedRevision + 1, updatedAtMs: clock.now() });
      for (const oldest of rows.keys()) {
        if (rows.size <= keepTargets) break;
        rows.delete(oldest);
      }
      users.set(userId, rows);
      return true;
    },

    async delete({ userId, target }) {
      const rows = users.get(userId);
      if (target !== undefined) return rows?.delete(target) ? 1 : 0;
      users.delete(userId);
      return rows?.size ?? 0;
    },
  };
}
