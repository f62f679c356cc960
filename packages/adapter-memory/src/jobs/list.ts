import { type JobFilter, type ListQuery, newestFirst, type WaitFilter } from "@rowmill/core/adapter";
import type { Row } from "./row.ts";

/** A page of rows, newest first, and the cursor of the next one. */
export function listRows(
  rows: Iterable<Row>,
  { limit, cursor, ...filter }: ListQuery,
): { rows: readonly Row[]; nextCursor: string | undefined } {
  const { items, nextCursor } = newestFirst([...rows].filter(matcher(filter)), (row) => row, { limit, cursor });
  return { rows: items, nextCursor };
}

/** How many rows match, but no more than `limit`. */
export function countRows(rows: Iterable<Row>, filter: JobFilter, limit: number): number {
  const matches = matcher(filter);
  let count = 0;
  for (const row of rows) {
    if (count >= limit) break;
    if (matches(row)) count += 1;
  }
  return count;
}

function matcher(filter: JobFilter): (row: Row) => boolean {
  const { userId, status, type, createdFrom, createdBefore, updatedFrom, text, fileId, parentId, waitingFor } = filter;
  const sought = text === undefined ? undefined : inLowerCase(text);
  return (row) => {
    if (userId !== undefined && row.userId !== userId) return false;
    if (status && !status.includes(row.status)) return false;
    if (type && !type.includes(row.type)) return false;
    if (createdFrom && row.createdAtMs < createdFrom.getTime()) return false;
    if (createdBefore && row.createdAtMs >= createdBefore.getTime()) return false;
    if (updatedFrom && row.updatedAtMs < updatedFrom.getTime()) return false;
    if (parentId !== undefined && row.parentId !== parentId) return false;
    if (waitingFor && !isWaiting(row, waitingFor)) return false;
    if (fileId !== undefined && ![row.inputFileId, row.referenceFileId, row.resultFileId].includes(fileId)) return false;
    return (
      sought === undefined || [row.id, row.type, row.stage, row.error?.message].some((value) => inLowerCase(value ?? "").includes(sought))
    );
  };
}

function isWaiting({ waitingFor }: Row, filter: WaitFilter): boolean {
  if (!waitingFor) return false;
  if ("signal" in filter) return waitingFor.signal === filter.signal;
  return "children" in filter ? waitingFor.children !== null : waitingFor.until !== null;
}

/** ASCII alone, as databases do it: `toLowerCase` also changes letters whose other case has another length. */
function inLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
