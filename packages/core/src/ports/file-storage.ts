import type { Diagnosis } from "./diagnosis.ts";
import type { FileLookup, FileQuota, FileUsage, StoredFile } from "../domain/file.ts";
import type { FilePage, FileQuery, RemoveOptions } from "./file-catalog.ts";

/** What `FileStorage.put` takes beside the bytes. */
export interface PutOptions {
  /** Kept as data. @defaultValue "file" */
  readonly name?: string | undefined;
  readonly contentType?: string | undefined;
  /** Whose file it is. @defaultValue no user's in particular */
  readonly userId?: string | null | undefined;
  /** The put fails with `FILE_TOO_LARGE` as soon as more than this many bytes have come. @defaultValue the storage's own limit */
  readonly maxSizeBytes?: number | undefined;
  /**
   * How many bytes will come. Room for them is looked for before the first is read; if others come, the put fails with `FILE_INCOMPLETE`.
   * @defaultValue whatever comes
   */
  readonly sizeBytes?: number | undefined;
  /** The SHA-256 that the content must have, in hexadecimal digits; else the put fails with `FILE_CHECKSUM_MISMATCH`. */
  readonly sha256?: string | undefined;
  /** How much the user may have stored, this file included; the put fails with `FILE_QUOTA_EXCEEDED` as soon as it is more. */
  readonly quota?: FileQuota | undefined;
  /**
   * The task manager may delete the file so many milliseconds after it was stored, unless an unfinished job or a schedule names it.
   * @defaultValue never, unless `retention.files` of the manager says so
   */
  readonly expiresInMs?: number | undefined;
  /** Aborts the put; nothing of it stays. */
  readonly signal?: AbortSignal | undefined;
}

/** Half-open range of bytes, `[start, end)`. */
export interface ByteRange {
  /** @defaultValue 0 */
  readonly start?: number | undefined;
  /** Past the end of the file means its end. @defaultValue the end of the file */
  readonly end?: number | undefined;
  /** Aborts the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** Anything that yields bytes: a Node stream, a web stream, an array of chunks. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Where files live: their bytes, and what is known about them. A storage keeps the latter in a catalogue of its own, or in the
 * `FileCatalog` that it is given: a database's, where several machines share the bytes.
 *
 * Every operation by id answers `FILE_NOT_FOUND` for an id that the storage did not generate, whatever its characters:
 * an id is looked up, never joined into a path unchecked.
 */
export interface FileStorage extends FileLookup {
  /**
   * Stores a stream under a new id. The file exists, whole, when the promise resolves; before that, or after an error,
   * there is nothing to see of it. Takes the stream over: a stream that fails rejects the put and ends no process, and a stream of a put that
   * was rejected is destroyed.
   * @throws RowmillError `FILE_SOURCE_FAILED` if the content fails, `FILE_TOO_LARGE`, `FILE_INCOMPLETE`, `FILE_CHECKSUM_MISMATCH`, `FILE_QUOTA_EXCEEDED`, `STORAGE_FULL`, `OPTION_INVALID`
   */
  put(content: ByteSource, options?: PutOptions): Promise<StoredFile>;

  /**
   * Reads a file, or a range of it, in chunks, with back-pressure.
   * @throws RowmillError `FILE_NOT_FOUND` before the first chunk
   */
  open(id: string, range?: ByteRange): AsyncIterable<Uint8Array>;

  /** Lists files, newest first. @throws RowmillError `CURSOR_INVALID` */
  list(query: FileQuery): Promise<FilePage>;

  /** How much a user has stored. Uploads that are under way count as files of the size that they announced. */
  usage(userId: string | null): Promise<FileUsage>;

  /** Removes a file. Returns whether there was one. @param options - passed to the catalogue @throws RowmillError as `FileCatalog.remove` */
  delete(id: string, options?: RemoveOptions): Promise<boolean>;

  /** Takes files in several requests. Left out where the storage cannot. */
  readonly uploads?: FileUploads;

  /** Takes files that a job writes by itself, over several attempts. Left out where the storage lies on no disk of this machine. */
  readonly outputs?: FileOutputs;

  /** What the storage finds wrong with itself: a disk that is nearly full. Left out by a storage that examines nothing. */
  diagnose?(): Promise<readonly Diagnosis[]>;

  /** Where the file lies on this machine's disk, for readers that open it by themselves. Left out where it lies on none. */
  localPath?(id: string): Promise<string | undefined>;
}

/**
 * Files that come piece by piece, over any number of connections and restarts: what is big or slow breaks off sooner or later, and
 * goes on from where it was. An upload to which nothing has come for `UPLOAD_EXPIRES_MS` is forgotten with all that came.
 */
export interface FileUploads {
  /**
   * Begins an upload. It is refused if there is no room for it beside the user's other uploads. What other users have announced does not count,
   * since announcing costs them nothing: if all of it comes and fills the disk, `append` fails with `STORAGE_FULL`, and what came stays.
   * @throws RowmillError `FILE_TOO_LARGE`, `FILE_QUOTA_EXCEEDED`, `STORAGE_FULL`, `OPTION_INVALID`
   */
  begin(options: UploadOptions): Promise<Upload>;

  /** How far an upload has come: everything below its `offset` is durable. `undefined` if there is none. */
  get(id: string): Promise<Upload | undefined>;

  /** The uploads of a user that are under way, newest first. */
  list(userId: string | null): Promise<readonly Upload[]>;

  /**
   * Adds bytes, from `offset` on, and answers when they are durable. If the content fails, what came of it stays: read the
   * offset and continue from there. Whoever appends last goes on; an earlier append to the same upload, whose
   * connection may be dead, is broken off.
   * @throws RowmillError `FILE_SOURCE_FAILED`; `STORAGE_FULL`; `UPLOAD_NOT_FOUND`; `UPLOAD_OFFSET_CONFLICT` with `details.offset` if the upload stands at another offset;
   * `FILE_TOO_LARGE` if more comes than was announced: what fitted stays
   */
  append(id: string, part: UploadPart): Promise<Upload>;

  /**
   * Makes a file of an upload whose bytes have all come. The file has the upload's id, so that a completion whose answer was lost can
   * be made again.
   * @throws RowmillError `UPLOAD_NOT_FOUND`, `FILE_INCOMPLETE`, `FILE_QUOTA_EXCEEDED`; `FILE_CHECKSUM_MISMATCH`, after which the upload
   * is gone
   */
  complete(id: string, options?: { readonly quota?: FileQuota | undefined }): Promise<StoredFile>;

  /** Forgets an upload with all that came. Answers whether there was one. */
  abort(id: string): Promise<boolean>;
}

/**
 * Files that are written in place, at any offset and over any number of attempts and processes, until they are complete. A `put` begins again
 * after a crash; an output continues from what its writer knows to be on the disk.
 *
 * An output is no file: `stat`, `open` and `list` do not find it before `adopt`. One whose content, and whose other files in `folder`, nothing
 * was written to for `OUTPUT_EXPIRES_MS` is deleted.
 */
export interface FileOutputs {
  /** Begins an output, with an empty file at `path`. @throws RowmillError `STORAGE_FULL`, `OPTION_INVALID` */
  begin(options?: OutputFileOptions): Promise<OutputFile>;

  /** Finds an output that is under way, also one that another process has begun. `undefined` if there is none, or it has become a file. */
  find(id: string): Promise<OutputFile | undefined>;

  /**
   * Makes a file of an output: flushes its content, reads it once for its size and SHA-256, and deletes what else is in `folder`. The file has
   * the output's id, so that an adoption whose answer was lost can be made again. Close the file before.
   * @throws RowmillError `FILE_NOT_FOUND`, `FILE_TOO_LARGE`, `FILE_QUOTA_EXCEEDED`; the reason of the signal. The output stays then
   */
  adopt(id: string, options?: AdoptOptions): Promise<StoredFile>;

  /**
   * Refuses to go on where the disk has no more room than what must stay free for others. For writers, which write past the storage: to be
   * asked every second or so. Left out where there is no such limit.
   * @throws RowmillError `STORAGE_FULL`
   */
  ensureRoom?(): Promise<void>;

  /** Deletes an output with all that was written. Returns whether there was one. A file that was adopted stays. */
  abort(id: string): Promise<boolean>;
}

/** What an output begins with: what is known about the file that it becomes. */
export interface OutputFileOptions extends Pick<PutOptions, "name" | "contentType" | "userId" | "expiresInMs"> {
  /**
   * The id of the output: a random UUID (version 4). Store it before the output begins, and a process that dies in between leaves nothing. If there
   * is an output with that id already, it is returned.
   * @defaultValue a new one
   */
  readonly id?: string | undefined;
}

/** How an output is adopted. */
export type AdoptOptions = Pick<PutOptions, "quota" | "maxSizeBytes" | "signal">;

/** An output that is under way. */
export interface OutputFile {
  /** The id of the file that it becomes. */
  readonly id: string;
  /** Where its content lies. Written to directly: no other process does unless it was given the id. */
  readonly path: string;
  /** A folder for whatever else is needed until it is complete. It is deleted with the output. */
  readonly folder: string;
}

/** After what time without a write an output is deleted: a day. */
export const OUTPUT_EXPIRES_MS = 24 * 60 * 60 * 1_000;

/** What an upload begins with. */
export interface UploadOptions extends Pick<
  PutOptions,
  "name" | "contentType" | "userId" | "maxSizeBytes" | "sha256" | "quota" | "expiresInMs"
> {
  /** How many bytes will come in all. */
  readonly sizeBytes: number;
}

/** A piece of an upload. */
export interface UploadPart {
  /** Where it begins: must be the upload's own offset. */
  readonly offset: number;
  readonly content: ByteSource;
  /** Breaks the appending off; what came stays. */
  readonly signal?: AbortSignal | undefined;
}

/** An upload that is under way. */
export interface Upload extends Pick<StoredFile, "id" | "name" | "contentType" | "userId" | "createdAt"> {
  /** How many bytes will have come in the end. */
  readonly sizeBytes: number;
  /** How many bytes have come. */
  readonly offset: number;
  /** The SHA-256 that the file must have, or `null` if it is unknown. */
  readonly sha256: string | null;
  /** How long the file is kept after the upload was completed, in milliseconds; `null` if `begin` was given no `expiresInMs`. */
  readonly expiresInMs: number | null;
  /** When it is forgotten if nothing more comes. */
  readonly expiresAt: Date;
}

/** After what time without a byte an upload is forgotten: a day. */
export const UPLOAD_EXPIRES_MS = 24 * 60 * 60 * 1_000;
