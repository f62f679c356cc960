import type { FileFilter } from "../domain/file-filter.ts";
import type { FileQuota, FileUsage, StoredFile } from "../domain/file.ts";

/**
 * What is known about files, where it can be asked for by user: lists, usage, quotas. The bytes are a `FileStorage`'s business,
 * and the storage is the one who adds to the catalogue and removes from it.
 *
 * - A file exists from the moment that it is added until it is removed. Nothing of it ever changes in between.
 * - `userId` in a `FileKey` limits the operation to this user's files: another user's is treated as missing.
 * - An id or user that `isStorableName` refuses is refused with `OPTION_INVALID`; no file has it, so a read finds nothing.
 * - Answers are copies. A name or content type may have U+0000 and lone surrogates replaced by U+FFFD.
 */
export interface FileCatalog {
  /**
   * Adds a file, durable before it answers. If there is a file of this id already, nothing changes: an addition whose answer was lost can
   * be made again. With a quota the file is added only if its user has room for it, however many are added in parallel.
   * @throws RowmillError `FILE_QUOTA_EXCEEDED`, `OPTION_INVALID`
   */
  add(file: StoredFile, quota?: FileQuota): Promise<void>;

  /** Reads what is known about a file; `undefined` if there is none. */
  get(key: FileKey): Promise<StoredFile | undefined>;

  /** The same for several files, in their order and in one call. */
  getMany(keys: readonly FileKey[]): Promise<readonly (StoredFile | undefined)[]>;

  /** Lists files, newest first. @throws RowmillError `CURSOR_INVALID` */
  list(query: FileQuery): Promise<FilePage>;

  /** Removes a file. Returns whether there was one. @throws RowmillError `FILE_IN_USE`, if `options` say so */
  remove(key: FileKey, options?: RemoveOptions): Promise<boolean>;

  /** How much a user has stored; `null` is no user in particular. */
  usage(userId: string | null): Promise<FileUsage>;
}

/** How a file is removed. */
export interface RemoveOptions {
  /**
   * Removes no file that an unfinished job of the same store names, whichever process creates it and however late. Ignored by a catalogue that
   * is kept apart from the jobs.
   * @defaultValue false
   */
  readonly unlessInUse?: boolean | undefined;
}

/** Names a file, and whose it must be: left out, any user's; `null`, no user's in particular. */
export interface FileKey {
  readonly id: string;
  readonly userId?: string | null | undefined;
}

/** Which files to list. Every field narrows. */
export interface FileQuery extends FileFilter {
  /** Stored before this moment. */
  readonly createdBefore?: Date | undefined;
  /** Expires at this moment or before. */
  readonly expiresUntil?: Date | undefined;
  /** Left out: every user's. `null`: no user's in particular. */
  readonly userId?: string | null | undefined;
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of a list. */
export interface FilePage {
  readonly files: readonly StoredFile[];
  /** Asks for the next page; `undefined` on the last one. */
  readonly nextCursor: string | undefined;
}
