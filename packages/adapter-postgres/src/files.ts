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
import { type RawBuilder, sql } from "kysely";
import { cutPage, epochMsOf, foreignCursor, momentOf, pageOf } from "./pages.ts";
import type { Patiently } from "./connection/patience.ts";
import type { Names } from "./schema/names.ts";
import type { Executor } from "./connection/statement.ts";
import { storableText } from "./connection/storable-text.ts";

/** Makes the catalogue of files. @param call - does something in the database when it is ready, and again if that failed for a while */
export function createFiles(names: Names, call: Patiently): FileCatalog {
  const { db, files, jobs } = names;

  return {
    async add(file, quota) {
      refuseUnstorableNames({ id: file.id, userId: file.userId }, "a file");
      if (!quota) {
        await call(() => run(db, insertOf(file)));
        return;
      }
      await call(() =>
        db.transaction().execute(async (transaction) => {
          // The usage must be read as it is after the lock.
          await run(transaction, sql`set transaction isolation level read committed`);
          // One at a time for each user: of two that see the same usage, both would be added.
          await run(transaction, sql`select pg_advisory_xact_lock(hashtextextended(${lockOf(file.userId)}, 0))`);
          if (await find(transaction, { id: file.id })) return;
          refuseOverQuota(await usageOf(transaction, file.userId), file.sizeBytes, quota);
          await run(transaction, insertOf(file));
        }),
      );
    },

    get: (key) => call(() => find(db, key)),

    async getMany(keys) {
      const ids = [...new Set(keys.map(({ id }) => id).filter(isStorableName))];
      if (ids.length === 0) return keys.map(() => undefined);
      const rows = await call(() => run<FileRow>(db, sql`select ${columns} from ${files} r where r.id = any (${ids}::text[])`));
      const found = new Map(rows.map((row) => [row.id, row]));
      return keys.map(({ id, userId }) => {
        const row = found.get(id);
        return row && (userId === undefined || userId === row.user_id) ? toFile(row) : undefined;
      });
    },

    async list({ userId, limit, cursor, createdBefore, expiresUntil }) {
      const idOf = (id: string) => {
        if (!isStorableName(id)) throw foreignCursor();
        return sql`${id}`;
      };
      const page = pageOf({ userId, limit, cursor }, idOf, [
        createdBefore && sql`r.created_at < ${momentOf(createdBefore.getTime())}`,
        expiresUntil && sql`r.expires_at <= ${momentOf(expiresUntil.getTime())}`,
      ]);
      if (!isStorableName(userId) || limit < 1) return { files: [], nextCursor: undefined };
      const read = await call(() => run<FileRow>(db, sql`select ${columns} from ${files} r ${page}`));
      const { rows, nextCursor } = cutPage(read, limit);
      return { files: rows.map(toFile), nextCursor };
    },

    async remove(key, { unlessInUse = false } = {}) {
      if (!isStorableName(key.id) || !isStorableName(key.userId)) return false;
      // An earlier try that nobody heard of may have removed it.
      return await call(async (isRepeated) => {
        const removed = unlessInUse
          ? await removeUnlessInUse(key)
          : await run(db, sql`delete from ${files} r where ${is(key)} returning 1`);
        return removed.length > 0 || isRepeated;
      });
    },

    usage: (userId) => call(() => usageOf(db, userId)),
  };

  /** Locks the file first: jobs that are created on it are committed then, or wait until it is gone (`jobs/held-files.ts`). */
  async function removeUnlessInUse(key: FileKey): Promise<readonly unknown[]> {
    return await db.transaction().execute(async (transaction) => {
      // The jobs must be read as they are after the lock.
      await run(transaction, sql`set transaction isolation level read committed`);
      const locked = await run(transaction, sql`select from ${files} r where ${is(key)} for update`);
      if (locked.length === 0) return [];
      const jobId = await unfinishedJobOf(transaction, key.id);
      if (jobId !== undefined) throw fileInUse(jobId);
      return await run(transaction, sql`delete from ${files} r where ${is(key)} returning 1`);
    });
  }

  async function unfinishedJobOf(executor: Executor, fileId: string): Promise<string | undefined> {
    const byRole = (["input_file_id", "reference_file_id"] as const).map(
      (role) => sql`(select j.id from ${jobs} j where j.${sql.id(role)} = ${fileId} and j.status in ('pending', 'processing') limit 1)`,
    );
    const [row] = await run<{ readonly id: string }>(executor, sql`${sql.join(byRole, sql` union all `)} limit 1`);
    return row?.id;
  }

  async function find(executor: Executor, key: FileKey): Promise<StoredFile | undefined> {
    if (!isStorableName(key.id) || !isStorableName(key.userId)) return undefined;
    const [row] = await run<FileRow>(executor, sql`select ${columns} from ${files} r where ${is(key)}`);
    return row && toFile(row);
  }

  async function usageOf(executor: Executor, userId: string | null): Promise<FileUsage> {
    if (!isStorableName(userId)) return { files: 0, sizeBytes: 0 };
    const [row] = await run<{ readonly files: number; readonly size_bytes: number }>(
      executor,
      sql`
        select count(*)::integer as files, coalesce(sum(r.size_bytes), 0)::float8 as size_bytes
        from ${files} r where ${userId === null ? sql`r.user_id is null` : sql`r.user_id = ${userId}`}`,
    );
    return { files: row!.files, sizeBytes: row!.size_bytes };
  }

  function insertOf(file: StoredFile): RawBuilder<unknown> {
    return sql`
      insert into ${files} (id, user_id, name, size_bytes, sha256, content_type, created_at, expires_at)
      values (
        ${file.id}, ${file.userId}, ${storableText(file.name)}, ${file.sizeBytes}::float8, ${file.sha256}, ${storableText(file.contentType)},
        ${momentOf(file.createdAt.getTime())}, ${file.expiresAt ? momentOf(file.expiresAt.getTime()) : sql`null`}
      )
      on conflict (id) do nothing`;
  }

  async function run<Row>(executor: Executor, statement: RawBuilder<unknown>): Promise<Row[]> {
    return (await executor.executeQuery<Row>((statement as RawBuilder<Row>).compile(db))).rows;
  }

  /** Names the lock of a user's quota: of this schema, because others have files of their own. */
  function lockOf(userId: string | null): string {
    return `rowmill quota ${files.compile(db).sql} ${JSON.stringify(userId)}`;
  }
}

interface FileRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly name: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly content_type: string | null;
  readonly created_at_ms: number;
  readonly expires_at_ms: number | null;
}

const columns = sql`
  r.id, r.user_id, r.name, r.size_bytes::float8 as size_bytes, r.sha256, r.content_type, ${epochMsOf("r", "created_at")},
  ${epochMsOf("r", "expires_at")}`;

function is({ id, userId }: FileKey): RawBuilder<unknown> {
  if (userId === undefined) return sql`r.id = ${id}`;
  return userId === null ? sql`r.id = ${id} and r.user_id is null` : sql`r.id = ${id} and r.user_id = ${userId}`;
}

function toFile(row: FileRow): StoredFile {
  return {
    id: row.id,
    name: row.name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    contentType: row.content_type,
    userId: row.user_id,
    createdAt: new Date(row.created_at_ms),
    expiresAt: row.expires_at_ms === null ? null : new Date(row.expires_at_ms),
  };
}
