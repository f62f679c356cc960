/** Latin-1 has one byte for each of its 256 signs, UTF-16 brings everything back, also half a surrogate pair. */
export type TextForm = "latin1" | "utf16le";
/**
 * Bytes that are appended and read back anywhere: the first in memory, and what is more than that in a temporary file, which is
 * gone with `close`.
 *
 * Synchronous, because it is asked for every cell of a sheet; its file is mostly in the cache of the system.
 */
export declare class SpillingBytes {
  #private;
  sizeBytes: number;
  /** @param memoryBytes - how much stays in memory */
  constructor(memoryBytes: number);
  appendByte(byte: number): void;
  /** @param length - how many bytes it takes in this encoding */
  appendText(text: string, encoding: TextForm, length: number): void;
  /** @param length - in bytes */
  text(position: number, length: number, encoding: TextForm): string;
  byteAt(position: number): number;
  close(): void;
}
//# sourceMappingURL=spilling-bytes.d.ts.map
