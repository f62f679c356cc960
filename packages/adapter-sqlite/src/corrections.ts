import { type CorrectionStore, fromJsonText, isStorableName, refuseUnstorableNames } from "@rowmill/core/adapter";
import type { Arg, Connection } from "./connection/connection.ts";
import type { Writer } from "./connection/writer.ts";
import type { CorrectionTable } from "./schema/tables.ts";

type NewRow = Pick<CorrectionTable, "user_id" | "target" | "pairs" | "revision" | "updated_at">;

/** Prepares the store of what users decided. @param ensureOpen - throws if the store was closed */
export function createCorrections({ builder, prepare }: Connection, writer: Writer, ensureOpen: () => void): CorrectionStore {
  const table = "rowmill_corrections";
  const find = prepare((arg: Arg<{ userId: string | null; target: string }>) =>
    builder.selectFrom(table).selectAll().where("user_id", "is", arg("userId")).where("target", "=", arg("target")),
  );
  const insert = prepare((arg: Arg<NewRow>) =>
    builder.insertInto(table).values({
      user_id: arg("user_id"),
      target: arg("target"),
      pairs: arg("pairs"),
      revision: arg("revision"),
      updated_at: arg("updated_at"),
    }),
  );
  const remove = prepare((arg: Arg<{ userId: string | null; target: string }>) =>
    builder.deleteFrom(table).where("user_id", "is", arg("userId")).where("target", "=", arg("target")).returning("sequence"),
  );
  const removeAll = prepare((arg: Arg<{ userId: string | null }>) =>
    builder.deleteFrom(table).where("user_id", "is", arg("userId")).returning("sequence"),
  );
  const prune = prepare((arg: Arg<{ userId: string | null; keep: number }>) =>
    builder.deleteFrom(table).where("sequence", "in", (query) =>
      query
        .selectFrom(table)
        .select("sequence")
        .where("user_id", "is", arg("userId"))
        .orderBy("sequence", "desc")
        // SQLite knows no offset without a limit; -1 is none.
        .limit(-1)
        .offset(arg("keep")),
    ),
  );

  return {
    async get({ userId, target }) {
      ensureOpen();
      const [row] = isStorableName(userId) && isStorableName(target) ? find({ userId, target }) : [];
      return row && { pairs: fromJsonText(row.pairs), revision: row.revision, updatedAt: new Date(row.updated_at) };
    },

    async replace({ userId, target }, { pairs, expectedRevision, keepTargets }) {
      ensureOpen();
      refuseUnstorableNames({ userId, target }, "a correction");
      return await writer.write(({ nowMs }) => {
        if ((find({ userId, target })[0]?.revision ?? 0) !== expectedRevision) return false;
        // A row of its own for each change: the newest sequence is the last change.
        remove({ userId, target });
        insert({ user_id: userId, target, pairs, revision: expectedRevision + 1, updated_at: nowMs });
        if (keepTargets !== undefined) prune({ userId, keep: keepTargets });
        return true;
      });
    },

    async delete({ userId, target }) {
      ensureOpen();
      if (!isStorableName(userId) || !isStorableName(target)) return 0;
      return await writer.write(() => (target === undefined ? removeAll({ userId }) : remove({ userId, target })).length);
    },
  };
}
