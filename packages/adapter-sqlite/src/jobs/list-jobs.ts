import { type ListQuery, parseCursor, toCursor } from "@rowmill/core";
import type { Connection } from "../database/connection.ts";
import type { JobRow } from "../database/tables.ts";

/** A page of rows, newest first, and the cursor of the next one. @throws RowmillError `CURSOR_INVALID` */
export function listJobs(
  { builder, all }: Connection,
  { userId, status, type, createdFrom, createdBefore, limit, cursor }: ListQuery,
): { rows: JobRow[]; nextCursor: string | undefined } {
  // One more than asked for tells whether there is a next page.
  let query = builder
    .selectFrom("rowmill_jobs")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (userId !== undefined) query = query.where("user_id", "is", userId);
  if (status) query = query.where("status", "in", status);
  if (type) query = query.where("type", "in", type);
  if (createdFrom) query = query.where("created_at", ">=", createdFrom.getTime());
  if (createdBefore) query = query.where("created_at", "<", createdBefore.getTime());
  if (cursor !== undefined) {
    const { createdAtMs, id } = parseCursor(cursor);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("created_at", "id"), "<", tuple(createdAtMs, id)));
  }
  const found = all(query);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last && found.length > limit ? toCursor({ createdAtMs: last.created_at, id: last.id }) : undefined };
}
