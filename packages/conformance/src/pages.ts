import type { Page } from "@rowmill/core/adapter";
import { expect } from "vitest";

/** The ids on each page of a list, from the first to the last. `between` is called after each page. */
export async function pagesOf(
  list: (cursor: string | undefined) => Promise<Page<{ readonly id: string }>>,
  between?: () => Promise<void>,
): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list(cursor);
    pages.push(items.map(({ id }) => id));
    cursor = nextCursor;
    await between?.();
    // A list that answers the same page indefinitely must fail, not hang.
    expect(pages.length).toBeLessThan(100);
  } while (cursor !== undefined);
  return pages;
}

/** Cursors that no list has ever answered. */
export const LIST_CURSORS: readonly string[] = ["", "garbage", "' or 1=1 --", Buffer.from("[1]").toString("base64url"), "null", "W10"];
