import { isStorableName, type JobFilter, type ListQuery, parseCursor, toCursor } from "@rowmill/core/adapter";
import { type SelectQueryBuilder, sql } from "kysely";
import type { Connection } from "../connection/connection.ts";
import type { JobRow, Tables } from "../schema/tables.ts";

/** Returns a page of rows, newest first, and the cursor of the next one. @throws RowmillError `CURSOR_INVALID` */
export function listJobs(
  { builder, all }: Connection,
  { limit, cursor, ...filter }: ListQuery,
): { rows: JobRow[]; nextCursor: string | undefined } {
  // One more than asked for tells whether there is a next page.
  let query = narrowed(jobsOf(builder, filter).selectAll(), filter)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (cursor !== undefined) {
    const { createdAtMs, id } = parseCursor(cursor);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("created_at", "id"), "<", tuple(createdAtMs, id)));
  }
  const found = all(query);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last && found.length > limit ? toCursor({ createdAtMs: last.created_at, id: last.id }) : undefined };
}

/** How many rows match, but no more than `limit`. */
export function countJobs({ builder, all }: Connection, filter: JobFilter, limit: number): number {
  const found = narrowed(jobsOf(builder, filter).select(sql.lit(1).as("one")), filter).limit(limit);
  return all(builder.selectFrom(found.as("found")).select(({ fn }) => fn.countAll<number>().as("count")))[0]!.count;
}

/**
 * All jobs, or those that name a file. They are found by three indexes before anything else is looked at: of an "or" SQLite would use
 * none, and read a list in its order until it meets the file. The limit, which is none, keeps the rest out of the inner query.
 */
function jobsOf(builder: Connection["builder"], { fileId, status }: JobFilter) {
  const jobs = builder.selectFrom("rowmill_jobs");
  if (fileId === undefined) return jobs;
  const columns = ["input_file_id", "reference_file_id", "result_file_id"] as const;
  const hasStatus = status && status.length > 0 ? sql`status in (${sql.join(status)})` : sql`true`;
  const found = columns.map((column) => sql`select sequence from rowmill_jobs where ${sql.ref(column)} = ${fileId} and ${hasStatus}`);
  const those = sql<JobRow>`(select * from rowmill_jobs where sequence in (${sql.join(found, sql` union all `)}) limit -1)`;
  return builder.selectFrom(those.as("rowmill_jobs")) as unknown as typeof jobs;
}

function narrowed<Row>(
  query: SelectQueryBuilder<Tables, "rowmill_jobs", Row>,
  { userId, fileId, status, type, createdFrom, createdBefore, updatedFrom, text, parentId, waitingFor }: JobFilter,
): SelectQueryBuilder<Tables, "rowmill_jobs", Row> {
  let narrow = query;
  if (!isStorableName(userId) || !isStorableName(fileId)) narrow = narrow.where(sql<boolean>`false`);
  // With a plus no index has it: those who wait for a signal are fewer than the jobs of a user, which SQLite does not know.
  const owner = waitingFor && "signal" in waitingFor ? sql`+user_id` : sql.ref("user_id");
  if (userId !== undefined) narrow = narrow.where(sql<boolean>`${owner} is ${userId}`);
  if (status) narrow = narrow.where("status", "in", status);
  if (type) narrow = narrow.where("type", "in", type.filter(isStorableName));
  if (createdFrom) narrow = narrow.where("created_at", ">=", createdFrom.getTime());
  if (createdBefore) narrow = narrow.where("created_at", "<", createdBefore.getTime());
  if (updatedFrom) narrow = narrow.where("updated_at", ">=", updatedFrom.getTime());
  if (parentId !== undefined) narrow = narrow.where("parent_id", "=", isStorableName(parentId) ? parentId : "");
  if (waitingFor) {
    narrow = narrow.where("is_waiting", "=", sql.lit(1));
    if ("signal" in waitingFor) narrow = narrow.where("waits_for_signal", "=", waitingFor.signal);
    else narrow = narrow.where("children" in waitingFor ? "waits_for_children" : "waits_until", "is not", null);
  }
  if (text !== undefined) narrow = narrow.where(contains(text));
  return narrow;
}

/** Searched as text, without patterns. SQLite's `lower` knows ASCII alone; and unlike `like`, these go past U+0000. */
function contains(text: string) {
  const columns = ["id", "type", "stage", "error_message"] as const;
  const found = columns.map((column) => sql`instr(lower(${sql.ref(column)}), lower(${text})) > 0`);
  return sql<boolean>`(${sql.join(found, sql` or `)})`;
}
