import { RowmillError } from "../errors.ts";

/** Where a page of a list ended: the last item's creation time (epoch milliseconds) and id. */
export interface ListPosition {
  readonly createdAtMs: number;
  readonly id: string;
}

/** Writes a position as an opaque cursor. */
export function toCursor(position: ListPosition): string {
  return Buffer.from(JSON.stringify([1, position.createdAtMs, position.id])).toString("base64url");
}

const YEAR_ZERO_MS = Date.parse("0000-01-01T00:00:00Z");

/**
 * Reads a cursor back.
 * @throws RowmillError `CURSOR_INVALID` if no list ever answered it
 */
export function parseCursor(cursor: string): ListPosition {
  try {
    const [version, createdAtMs, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    // No database knows what a date beyond JavaScript's is, and PostgreSQL none of the Stone Age.
    if (
      version === 1 &&
      !Number.isNaN(new Date(createdAtMs as number).getTime()) &&
      Number.isInteger(createdAtMs) &&
      (createdAtMs as number) >= YEAR_ZERO_MS &&
      typeof id === "string"
    ) {
      return { createdAtMs: createdAtMs as number, id };
    }
  } catch {
    // Said below, like every other cursor that we never wrote.
  }
  throw new RowmillError("CURSOR_INVALID", "This cursor was not answered by this list: ask for the first page again, without a cursor");
}
