import { createHash } from "node:crypto";
import { RowmillError } from "@rowmill/core";

/** What a cursor belongs to: it is not valid for another user's list, or with other filters. */
export type CursorScope = Readonly<Record<string, unknown>>;

/** Joins a store's cursor with a checksum of itself and what it belongs to. */
export function sealCursor(cursor: string, scope: CursorScope): string {
  return `${cursor}.${checksum(cursor, scope)}`;
}

/** The store's cursor. @throws RowmillError `CURSOR_INVALID` if this was not answered by the same list */
export function unsealCursor(sealed: string, scope: CursorScope): string {
  const [cursor = "", sum] = sealed.split(".");
  if (sum === checksum(cursor, scope)) return cursor;
  throw new RowmillError("CURSOR_INVALID", "This cursor was not answered by a list with these filters: ask for the first page again");
}

/** Against mistakes. Against malice nothing is needed: every list is its reader's own. */
function checksum(cursor: string, scope: CursorScope): string {
  return createHash("sha256")
    .update(JSON.stringify([cursor, scope]))
    .digest("base64url")
    .slice(0, 12);
}
