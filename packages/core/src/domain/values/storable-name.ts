import { RowmillError } from "../errors.ts";

/**
 * Whether every store keeps a name (a user's id, an idempotency key, the id of a file) as it is. PostgreSQL has no U+0000, and Node 22 ends a
 * text of SQLite there; half a surrogate pair has no UTF-8, and a database would keep U+FFFD for it.
 */
export function isStorableName(name: string | null | undefined): boolean {
  return typeof name !== "string" || (!name.includes("\0") && name.isWellFormed());
}

/**
 * Refuses names that not every store keeps as they are: with replaced characters, two users would become one.
 * @param names - by what they are: `{ userId }`
 * @param of - what they belong to: "a file"
 * @throws RowmillError `OPTION_INVALID`
 */
export function refuseUnstorableNames(names: Readonly<Record<string, string | null>>, of: string): void {
  // Each job that is stored comes by here: no list of its names is made.
  for (const what in names) {
    const name = names[what];
    if (isStorableName(name)) continue;
    const message = `The ${what} of ${of} cannot be ${JSON.stringify(name)}: no store keeps U+0000 or half a surrogate pair`;
    throw new RowmillError("OPTION_INVALID", message, { retriable: false });
  }
}
