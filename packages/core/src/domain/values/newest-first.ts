import { type ListPosition, parseCursor, toCursor } from "./cursor.ts";

/** A page of a list, and the cursor of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; `undefined` on the last one. */
  readonly nextCursor: string | undefined;
}

/**
 * A page of items that lie in memory: newest first, those of the same moment by their ids.
 * @throws RowmillError `CURSOR_INVALID`
 */
export function newestFirst<Item>(
  items: Iterable<Item>,
  positionOf: (item: Item) => ListPosition,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Page<Item> {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const found: { readonly item: Item; readonly position: ListPosition }[] = [];
  for (const item of items) {
    const position = positionOf(item);
    if (!after || isOlder(position, after)) found.push({ item, position });
  }
  found.sort((a, b) => (isOlder(a.position, b.position) ? 1 : -1));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(({ item }) => item), nextCursor: last && found.length > limit ? toCursor(last.position) : undefined };
}

function isOlder(position: ListPosition, than: ListPosition): boolean {
  return position.createdAtMs < than.createdAtMs || (position.createdAtMs === than.createdAtMs && position.id < than.id);
}
