/** What a detector of encodings can learn from: the lines of a file that hold non-ASCII bytes, from all over it. */
export interface HighByteSample {
  add(bytes: Uint8Array): void;
  length(): number;
  bytes(): Uint8Array;
}
/**
 * Collects pieces of some kilobytes, each starting and ending where no character of several bytes is cut. When they are many, every
 * second one is dropped and from then on half as many are taken: what is kept is spread over the file.
 */
export declare function createHighByteSample(): HighByteSample;
//# sourceMappingURL=high-byte-sample.d.ts.map
