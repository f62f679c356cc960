import { RowmillError } from "@rowmill/core";
import { parseCursor, toCursor } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";

/** A moment, by its epoch milliseconds. */
export function momentOf(epochMs: number): RawBuilder<unknown> {
  return sql`to_timestamp(${epochMs}::float8 / 1000)::timestamptz(3)`;
}

/** The epoch milliseconds of a column, under the name that it has with `_ms`. */
export function epochMsOf(table: string, column: string): RawBuilder<unknown> {
  return sql`(extract(epoch from ${sql.ref(`${table}.${column}`)}) * 1000)::float8 as ${sql.id(`${column}_ms`)}`;
}

/** What a list of one user's rows, or everybody's, asks for. */
export interface UserList {
  readonly userId?: string | null | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Narrows, orders and bounds a list of rows `r` that have an id, a user and a time of creation: newest first. One row more than asked for
 * tells whether there is a next page.
 *
 * @param idOf - writes an id as a value of the column's type
 * @param others - more conditions
 * @throws RowmillError `CURSOR_INVALID`
 */
export function pageOf(
  { userId, limit, cursor }: UserList,
  idOf: (id: string) => RawBuilder<unknown>,
  others: readonly (RawBuilder<unknown> | undefined)[] = [],
): RawBuilder<unknown> {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const conditions = [
    userId !== undefined && (userId === null ? sql`r.user_id is null` : sql`r.user_id = ${userId}`),
    after && sql`(r.created_at, r.id) < (${momentOf(after.createdAtMs)}, ${idOf(after.id)})`,
    ...others,
  ].filter((condition) => typeof condition === "object");
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  // The order of the whole index: "user_id is null" is not known to leave one value.
  const order = userId === undefined ? sql`r.created_at desc, r.id desc` : sql`r.user_id, r.created_at desc, r.id desc`;
  return sql`where ${where} order by ${order} limit ${limit + 1}`;
}

/** An id in a cursor that these rows can not have: the cursor is of another list, or made up. */
export function foreignCursor(): RowmillError {
  return new RowmillError("CURSOR_INVALID", "This cursor was not answered by this list: ask for the first page again, without a cursor");
}

/** The rows of a page, without the one that was read too much, and the cursor of the next page. */
export function cutPage<Row extends { readonly id: string; readonly created_at_ms: number }>(
  rows: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly nextCursor: string | undefined } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && rows.length > limit ? toCursor({ createdAtMs: last.created_at_ms, id: last.id }) : undefined };
}
