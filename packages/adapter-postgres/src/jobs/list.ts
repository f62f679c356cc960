import type { JobStatus } from "@rowmill/core";
import {
  isFinished,
  isStorableName,
  type JobFilter,
  type JobPage,
  type ListPosition,
  type ListQuery,
  parseCursor,
  toCursor,
  type WaitFilter,
} from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { foreignCursor, momentOf } from "../pages.ts";
import { jobColumns, type JobRow, toJob } from "./row.ts";
import { clock, type Names } from "../schema/names.ts";
import type { Executor } from "../connection/statement.ts";
import { isJobId, storableText } from "../connection/storable-text.ts";

/** Lists jobs. */
export type ListJobs = (executor: Executor, query: ListQuery) => Promise<JobPage>;

/** Makes it. What narrows a list is as many statements as there are combinations, so these are built when they are needed. */
export function prepareList(names: Names): ListJobs {
  const { db, now } = names;
  return async (executor, query) => {
    const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
    const { userId, limit, parentId } = query;
    if (findsNothing(query) || limit < 1) return { jobs: [], nextCursor: undefined };
    const beyond = after && sql`(j.created_at, j.id) < (${momentOf(after.createdAtMs)}, ${after.id}::uuid)`;
    // The order of the whole index: "user_id is null" is not known to leave one value.
    const order =
      userId === undefined || parentId !== undefined ? sql`j.created_at desc, j.id desc` : sql`j.user_id, j.created_at desc, j.id desc`;
    const page = sql<JobRow>`
      with ${clock({ now })},
      page as materialized (
        select j.* from ${found(names, query, beyond)} j
        order by ${order}
        limit ${limit + 1}
      )
      select ${jobColumns("page")} from page cross join clock
      order by page.created_at desc, page.id desc`;
    const { rows } = await executor.executeQuery(page.compile(db));
    const jobs = rows.slice(0, limit).map(toJob);
    const last = jobs.at(-1);
    const isLastPage = rows.length <= limit || !last;
    return { jobs, nextCursor: isLastPage ? undefined : toCursor({ createdAtMs: last.createdAt.getTime(), id: last.id }) };
  };
}

/** Counts jobs, up to a limit. */
export type CountJobs = (executor: Executor, filter: JobFilter, limit: number) => Promise<number>;

/** Makes it. */
export function prepareCount(names: Names): CountJobs {
  return async (executor, filter, limit) => {
    if (findsNothing(filter) || limit < 1) return 0;
    const count = sql<{ readonly count: number }>`
      select count(*)::integer as count from (select from ${found(names, filter, undefined)} j limit ${limit}) counted`;
    const { rows } = await executor.executeQuery(count.compile(names.db));
    return rows[0]?.count ?? 0;
  };
}

/** Whether a filter names somebody or something that PostgreSQL can not keep: no job has it. */
function findsNothing({ userId, fileId, status, parentId, waitingFor }: JobFilter): boolean {
  if (parentId !== undefined && !isJobId(parentId)) return true;
  if (waitingFor && "signal" in waitingFor && !isStorableName(waitingFor.signal)) return true;
  return !isStorableName(userId) || !isStorableName(fileId) || status?.length === 0;
}

/**
 * The rows that a filter finds, as a subquery.
 *
 * The jobs of a file are found by three indexes, one after the other; "offset 0" keeps the order and the limit of the list out of
 * that, which would let PostgreSQL read everybody's list until it meets the file.
 */
function found({ jobs }: Names, filter: JobFilter, beyond: RawBuilder<unknown> | undefined): RawBuilder<unknown> {
  const { fileId } = filter;
  const conditions = [...conditionsOf(filter), ...(beyond ? [beyond] : [])];
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  if (fileId === undefined) return sql`(select j.* from ${jobs} j where ${where})`;
  return sql`(
    (select j.* from ${jobs} j where j.input_file_id = ${fileId} and ${where} offset 0)
    union all
    (select j.* from ${jobs} j where j.reference_file_id = ${fileId} and j.input_file_id is distinct from ${fileId} and ${where} offset 0)
    union all
    (
      select j.* from ${jobs} j
      where
        j.result_file_id = ${fileId} and j.input_file_id is distinct from ${fileId}
        and j.reference_file_id is distinct from ${fileId} and ${where}
      offset 0
    )
  )`;
}

/** What a filter asks of the row `j`, but for its files. */
function conditionsOf(filter: JobFilter): RawBuilder<unknown>[] {
  const { userId, status, type, createdFrom, createdBefore, updatedFrom, text, parentId, waitingFor } = filter;
  const conditions = [
    userId !== undefined && (userId === null ? sql`j.user_id is null` : sql`j.user_id = ${userId}`),
    status && hasStatus(status),
    type && sql`j.type = any (array(select json_array_elements_text(${JSON.stringify(type.filter(isStorableName))}::json)))`,
    createdFrom && sql`j.created_at >= ${momentOf(createdFrom.getTime())}`,
    createdBefore && sql`j.created_at < ${momentOf(createdBefore.getTime())}`,
    updatedFrom && sql`j.updated_at >= ${momentOf(updatedFrom.getTime())}`,
    text !== undefined && containing(text),
    parentId !== undefined && sql`j.parent_id = ${parentId}::uuid`,
    waitingFor && isWaitingFor(waitingFor),
  ];
  return conditions.filter((condition) => typeof condition === "object");
}

function isWaitingFor(filter: WaitFilter): RawBuilder<unknown> {
  if ("signal" in filter) return sql`j.is_waiting and j.waits_for_signal = ${filter.signal}`;
  return sql`j.is_waiting and ${sql.ref("children" in filter ? "j.waits_for_children" : "j.waits_until")} is not null`;
}

/** Written out, and with what PostgreSQL can not conclude by itself, so that the indexes of a few statuses can be used. */
function hasStatus(status: readonly JobStatus[]): RawBuilder<unknown> {
  const known = STATUSES.filter((one) => status.includes(one));
  if (known.length === 0) return sql`false`;
  const [only, ...others] = known.map((one) => sql.lit(one));
  const condition = others.length === 0 ? sql`j.status = ${only}` : sql`j.status in (${sql.join([only, ...others])})`;
  return known.every(isFinished) ? sql`${condition} and j.finished_at is not null` : condition;
}

const STATUSES = ["pending", "processing", "completed", "failed", "cancelled"] as const satisfies readonly JobStatus[];

/** Searched as text, without patterns. In the collation "C" `lower` knows ASCII alone, whatever the database's language. */
function containing(text: string): RawBuilder<unknown> {
  const sought = sql`lower(${storableText(text)}::text collate "C")`;
  const columns = [sql`j.id::text`, sql`j.type`, sql`j.stage`, sql`j.error_message`];
  return sql`(${sql.join(
    columns.map((column) => sql`strpos(lower(${column} collate "C"), ${sought}) > 0`),
    sql` or `,
  )})`;
}

function positionOf(cursor: string): ListPosition {
  const position = parseCursor(cursor);
  if (isJobId(position.id)) return position;
  throw foreignCursor();
}
