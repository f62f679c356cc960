import type { StoredFile } from "./file.ts";

/** Which files are meant. Every field narrows. */
export interface FileFilter {
  readonly userId?: string | null | undefined;
  readonly createdBefore?: Date | undefined;
  readonly expiresUntil?: Date | undefined;
}

/** Whether a file passes a filter: what a catalogue in memory, or in a folder, lists. */
export function isListed(file: StoredFile, { userId, createdBefore, expiresUntil }: FileFilter): boolean {
  if (userId !== undefined && file.userId !== userId) return false;
  if (createdBefore && file.createdAt >= createdBefore) return false;
  return !expiresUntil || (file.expiresAt !== null && file.expiresAt <= expiresUntil);
}
