/** Where the bytes of a file come from. */
export interface ByteInput {
  /** `undefined` for a stream of unknown length. */
  readonly sizeBytes: number | undefined;
  /** Whether `open` may be called again. A stream can be read only once. */
  readonly rereadable: boolean;
  /** The path of a file on a local disk, which can be read anywhere. */
  readonly path?: string | undefined;
  /** All of it, if it is in memory. */
  readonly bytes?: Uint8Array | undefined;
  /** Answers the bytes, from the start. A chunk may lie where one before it was: copy what is to outlive it. */
  open(): AsyncIterable<Uint8Array>;
}
/**
 * A file on a local disk, read in chunks of a megabyte.
 * @throws RowmillError `FILE_NOT_FOUND`, or `FILE_UNREADABLE` for a folder, a device or a file without permission.
 */
export declare function fileInput(path: string): Promise<ByteInput>;
/** Bytes in memory. */
export declare function memoryInput(bytes: Uint8Array): ByteInput;
/** Bytes that come once. */
export declare function streamInput(source: AsyncIterable<Uint8Array>, sizeBytes: number | undefined): ByteInput;
//# sourceMappingURL=byte-input.d.ts.map
