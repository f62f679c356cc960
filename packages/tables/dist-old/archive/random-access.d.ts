import { type FileHandle } from "node:fs/promises";
/** Bytes that can be read anywhere: a file or a buffer. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Answers `length` bytes from `position` on, or fewer where the bytes end. They stay as they are until they are dropped. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Frees what was opened. Reading after that fails. */
  close(): Promise<void>;
}
/** A file on a local disk. Close it. @throws RowmillError `FILE_UNREADABLE` */
export declare function fileAccess(path: string): Promise<RandomAccess>;
/**
 * A file that is open. It is closed with the access.
 * @param failure - the error to throw where the system cannot read it
 */
export declare function handleAccess(handle: FileHandle, failure: (cause: unknown) => Error): Promise<RandomAccess>;
/** Bytes in memory. */
export declare function bytesAccess(bytes: Uint8Array): RandomAccess;
//# sourceMappingURL=random-access.d.ts.map
