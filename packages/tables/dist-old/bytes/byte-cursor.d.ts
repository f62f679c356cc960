/** Reads the bytes of chunks, however they were cut. */
export declare class ByteCursor {
  #private;
  /** How many bytes were taken. */
  offset: number;
  constructor(source: AsyncIterable<Uint8Array>);
  /** The next bytes, as many as are at hand and at least one, or `undefined` at the end. */
  take(): Promise<Uint8Array | undefined>;
  /** The next `length` bytes, or fewer at the end. */
  takeExactly(length: number): Promise<Uint8Array>;
  /** Puts bytes back that were taken last. */
  giveBack(bytes: Uint8Array): void;
  close(): Promise<void>;
}
//# sourceMappingURL=byte-cursor.d.ts.map
