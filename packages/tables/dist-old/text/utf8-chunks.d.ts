/** A piece of a file, as UTF-8. */
export interface Utf8Chunk {
  readonly chunk: Uint8Array;
  /** How many bytes of the file were taken in, this piece included. */
  readonly bytes: number;
  /** How much further in the file a byte is than among all pieces; `undefined` once bytes were converted. */
  readonly shift: number | undefined;
}
/**
 * Gives the bytes of a text as UTF-8, without a byte order mark, in pieces of up to a megabyte of the file. What is UTF-8
 * already is passed on as it is, wrong bytes and all; other encodings are converted, and there a wrong byte becomes U+FFFD.
 *
 * Without an encoding the bytes are taken as ASCII, which reads the same in every candidate, until the first byte that is
 * not; that byte and up to a megabyte after it then decide. This is how a source that can be read only once is decoded right
 * even if its first umlaut comes after gigabytes.
 */
export declare function utf8Chunks(source: AsyncIterable<Uint8Array>, encoding: string | undefined): AsyncGenerator<Utf8Chunk>;
//# sourceMappingURL=utf8-chunks.d.ts.map
