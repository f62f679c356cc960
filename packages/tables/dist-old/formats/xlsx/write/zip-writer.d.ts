/** A file that goes into an archive, as it comes. */
export interface ZipPart {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}
/**
 * Writes a ZIP archive as a stream: parts are deflated as they come, one after the other, and nothing is kept but their names and sizes.
 *
 * @param level - of deflate, 1 (fast) to 9 (small)
 */
export declare function writeZip(parts: AsyncIterable<ZipPart>, level: number): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=zip-writer.d.ts.map
