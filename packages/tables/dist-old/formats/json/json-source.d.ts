import type { JsonScanner } from "./json-scanner.ts";
import type { KnownRecords } from "./known-records.ts";
/** Feeds a scanner with blocks of UTF-8, however the bytes of the file come. */
export declare class JsonSource {
  #private;
  /** @param options - `maxRecordLength` is the most that one thing may have, in characters: of four bytes at most */
  constructor(
    scanner: JsonScanner,
    bytes: AsyncIterable<Uint8Array>,
    {
      encoding,
      maxRecordLength,
    }: {
      readonly encoding: string | undefined;
      readonly maxRecordLength: number;
    },
  );
  /** Loads the first block, without a byte order mark. */
  begin(): Promise<void>;
  /**
   * Loads the next block, with what the scanner has not passed of this one. It is at least twice as much, so that a value as
   * long as many chunks is looked at a few times and not at every chunk.
   *
   * @param known - looks at it before the scanner does, which then has to be prepared
   * @throws RowmillError `FILE_RECORD_TOO_LARGE`
   */
  more(known?: KnownRecords): Promise<void>;
  /** Has records read that are like those before: the block moves to where that is done. */
  lend(known: KnownRecords): void;
  /** Calls a function again with more bytes until it does not end in the middle of something. It must change nothing before. */
  whole<Result>(read: () => Result): Promise<Result>;
  /** How many bytes of the text were passed. */
  get passed(): number;
  /** The place in the file of a place in the block; `undefined` if the file is written in another encoding. */
  byteOffset(at: number): number | undefined;
  close(): Promise<void>;
}
//# sourceMappingURL=json-source.d.ts.map
