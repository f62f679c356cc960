import { isStorableName, parseCursor, toCursor } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";

/** What a list of one user's rows, or everybody's, asks for. */
export interface UserList {
  readonly userId?: string | null | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Narrows, orders and bounds a list of rows that have an id, a user and a time of creation: newest first. One row more than asked for
 * tells whether there is a next page.
 * @param others - more conditions
 * @throws RowmillError `CURSOR_INVALID`
 */
export function pageOf(
  { userId, limit, cursor }: UserList,
  others: readonly (RawBuilder<unknown> | undefined)[] = [],
): RawBuilder<unknown> {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const conditions = [
    userId !== undefined && (isStorableName(userId) ? sql`user_id is ${userId}` : sql`false`),
    after && sql`(created_at, id) < (${after.createdAtMs}, ${after.id})`,
    ...others,
  ].filter((condition) => typeof condition === "object");
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  return sql`where ${where} order by created_at desc, id desc limit ${limit + 1}`;
}

/** The rows of a page, without the one that was read too much, and the cursor of the next page. */
export function cutPage<Row extends { readonly id: string; readonly created_at: number }>(
  rows: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly nextCursor: string | undefined } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && rows.length > limit ? toCursor({ createdAtMs: last.created_at, id: last.id }) : undefined };
}
