import type { StoredFile } from "@rowmill/core";
import {
  type FileCatalog,
  type FileKey,
  fileInUse,
  type FileUsage,
  isStorableName,
  refuseOverQuota,
  refuseUnstorableNames,
} from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "./connection/connection.ts";
import { storableText } from "./connection/storable-text.ts";
import type { FileTable } from "./schema/tables.ts";
import { cutPage, pageOf } from "./pages.ts";
import type { Writer } from "./connection/writer.ts";

/** Prepares the catalogue of files. @param ensureOpen - throws if the store was closed */
export function createFiles(connection: Connection, writer: Writer, ensureOpen: () => void): FileCatalog {
  const { builder, prepare, all } = connection;
  const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_files").selectAll().where("id", "=", arg("id")));
  const insert = prepare((arg: Arg<FileTable>) =>
    builder.insertInto("rowmill_files").values({
      id: arg("id"),
      user_id: arg("user_id"),
      name: arg("name"),
      size_bytes: arg("size_bytes"),
      sha256: arg("sha256"),
      content_type: arg("content_type"),
      created_at: arg("created_at"),
      expires_at: arg("expires_at"),
    }),
  );
  const remove = prepare((arg: Arg<{ id: string }>) => builder.deleteFrom("rowmill_files").where("id", "=", arg("id")));
  const unfinishedJob = prepare((arg: Arg<{ id: string }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select("id")
      .where((row) => row.or([row("input_file_id", "=", arg("id")), row("reference_file_id", "=", arg("id"))]))
      .where("status", "in", ["pending", "processing"])
      .limit(1),
  );
  const sum = prepare((arg: Arg<{ userId: string | null }>) =>
    builder
      .selectFrom("rowmill_files")
      .select(({ fn }) => [fn.countAll<number>().as("files"), sql<number>`ifnull(sum(size_bytes), 0)`.as("sizeBytes")])
      .where("user_id", "is", arg("userId")),
  );

  return {
    async add(file, quota) {
      ensureOpen();
      refuseUnstorableNames({ id: file.id, userId: file.userId }, "a file");
      await writer.write(() => {
        if (find(file).length > 0) return;
        if (quota) refuseOverQuota(usageOf(file.userId), file.sizeBytes, quota);
        insert(toRow(file));
      });
    },

    async get(key) {
      ensureOpen();
      const row = rowOf(key);
      return row && toFile(row);
    },

    async getMany(keys) {
      ensureOpen();
      return keys.map((key) => {
        const row = rowOf(key);
        return row && toFile(row);
      });
    },

    async list({ limit, createdBefore, expiresUntil, ...query }) {
      ensureOpen();
      const conditions = [
        createdBefore && sql`created_at < ${createdBefore.getTime()}`,
        expiresUntil && sql`expires_at <= ${expiresUntil.getTime()}`,
      ];
      const page = sql<FileTable>`select * from rowmill_files ${pageOf({ limit, ...query }, conditions)}`;
      const { rows, nextCursor } = cutPage(all<FileTable>({ compile: () => page.compile(builder) }), limit);
      return { files: rows.map(toFile), nextCursor };
    },

    async remove(key, { unlessInUse = false } = {}) {
      ensureOpen();
      return await writer.write(() => {
        if (!rowOf(key)) return false;
        const [job] = unlessInUse ? unfinishedJob(key) : [];
        if (job) throw fileInUse(job.id);
        remove(key);
        return true;
      });
    },

    async usage(userId) {
      ensureOpen();
      return usageOf(userId);
    },
  };

  function rowOf({ id, userId }: FileKey): FileTable | undefined {
    const [row] = isStorableName(id) ? find({ id }) : [];
    return row && (userId === undefined || userId === row.user_id) ? row : undefined;
  }

  function usageOf(userId: string | null): FileUsage {
    if (!isStorableName(userId)) return { files: 0, sizeBytes: 0 };
    const { files, sizeBytes } = sum({ userId })[0]!;
    return { files, sizeBytes };
  }
}

function toRow(file: StoredFile): FileTable {
  return {
    id: file.id,
    user_id: file.userId,
    name: storableText(file.name),
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    content_type: storableText(file.contentType),
    created_at: file.createdAt.getTime(),
    expires_at: file.expiresAt?.getTime() ?? null,
  };
}

function toFile(row: FileTable): StoredFile {
  return {
    id: row.id,
    name: row.name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    contentType: row.content_type,
    userId: row.user_id,
    createdAt: new Date(row.created_at),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
  };
}
