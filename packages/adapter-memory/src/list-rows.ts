import { type ListPosition, type ListQuery, parseCursor, toCursor } from "@rowmill/core";
import type { Row } from "./row.ts";

/** A page of rows, newest first, and the cursor of the next one. */
export function listRows(rows: Iterable<Row>, query: ListQuery): { rows: Row[]; nextCursor: string | undefined } {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const found: Row[] = [];
  for (const row of rows) {
    if (matches(row, query) && (!after || isOlder(row, after))) found.push(row);
  }
  found.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && found.length > page.length ? toCursor(last) : undefined };
}

function matches(row: Row, { userId, status, type, createdFrom, createdBefore }: ListQuery): boolean {
  if (userId !== undefined && row.userId !== userId) return false;
  if (status && !status.includes(row.status)) return false;
  if (type && !type.includes(row.type)) return false;
  if (createdFrom && row.createdAtMs < createdFrom.getTime()) return false;
  return !createdBefore || row.createdAtMs < createdBefore.getTime();
}

function isOlder(row: Row, { createdAtMs, id }: ListPosition): boolean {
  return row.createdAtMs < createdAtMs || (row.createdAtMs === createdAtMs && row.id < id);
}
