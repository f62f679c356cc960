import { RowmillError } from "@rowmill/core/errors";
import { utf8Chunks } from "../utf8-chunks.ts";
import { INCOMPLETE } from "./json-fault.ts";
import type { JsonScanner } from "./json-scanner.ts";
import type { KnownRecords } from "./known-records.ts";

/** Feeds a scanner with blocks of UTF-8, however the bytes of the file come. */
export class JsonSource {
  readonly #scanner: JsonScanner;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  /** Whether places in the text are places in the file. */
  readonly #isFile: boolean;
  #block: Buffer = Buffer.alloc(0);
  /** Where the block starts in the text. */
  #start = 0;
  #ended = false;

  /** @param options - `maxRecordLength` is the most that one thing may have, in characters: of four bytes at most */
  constructor(
    scanner: JsonScanner,
    bytes: AsyncIterable<Uint8Array>,
    { encoding, maxRecordLength }: { readonly encoding: string | undefined; readonly maxRecordLength: number },
  ) {
    this.#scanner = scanner;
    this.#isFile = encoding === undefined || encoding === "utf-8";
    this.#chunks = (this.#isFile ? bytes : transcode(bytes, encoding))[Symbol.asyncIterator]();
    this.#maxBytes = maxRecordLength * 4;
  }

  /** Loads the first block, without a byte order mark. */
  async begin(): Promise<void> {
    await this.more();
    if (this.#block[0] === 0xef && this.#block[1] === 0xbb && this.#block[2] === 0xbf) this.#scanner.at = 3;
  }

  /**
   * Loads the next block, with what the scanner has not passed of this one. It is at least twice as much, so that a value as
   * long as many chunks is looked at a few times and not at every chunk.
   *
   * @param known - looks at it before the scanner does, which then has to be prepared
   * @throws RowmillError `FILE_RECORD_TOO_LARGE`
   */
  async more(known?: KnownRecords): Promise<void> {
    const { at, line } = this.#scanner;
    const rest = this.#block.subarray(at);
    if (rest.length > this.#maxBytes) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `The file can not be read on: what starts in line ${line} (byte ${this.#start + at}) is longer than ${this.#maxBytes} bytes. Raise maxRecordLength if it is really that long`,
        { details: { line, byteOffset: this.#start + at, maxRecordLength: this.#maxBytes / 4 }, retriable: false },
      );
    }
    const wanted = Math.max(LEAST_BYTES, rest.length);
    const pieces: Uint8Array[] = [rest];
    for (let have = 0; have < wanted && !this.#ended;) {
      const next = await this.#chunks.next();
      if (next.done) this.#ended = true;
      else {
        // A copy: the source may use its buffer again for the next chunk.
        pieces.push(have + next.value.length < wanted ? Uint8Array.from(next.value) : next.value);
        have += next.value.length;
      }
    }
    this.#start += at;
    this.#block = Buffer.concat(pieces);
    this.#scanner.loadLater(this.#block, this.#ended, 0);
    if (known) known.load(this.#block);
    else this.#scanner.prepare();
  }

  /** Has records read that are like those before. */
  lend(known: KnownRecords): void {
    known.load(this.#block);
  }

  /** Calls a function again with more bytes until it does not end in the middle of something. It must change nothing before. */
  async whole<Result>(read: () => Result): Promise<Result> {
    while (true) {
      const { at, line } = this.#scanner;
      try {
        return read();
      } catch (error) {
        if (error !== INCOMPLETE) throw error;
        this.#scanner.at = at;
        this.#scanner.line = line;
        await this.more();
      }
    }
  }

  /** How many bytes of the text were passed. */
  get passed(): number {
    return this.#start + this.#scanner.at;
  }

  /** The place in the file of a place in the block; `undefined` if the file is written in another encoding. */
  byteOffset(at: number): number | undefined {
    return this.#isFile ? this.#start + at : undefined;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

/** Enough to make a block worth its while, little enough for the event loop. */
const LEAST_BYTES = 64 * 1024;

async function* transcode(bytes: AsyncIterable<Uint8Array>, encoding: string | undefined): AsyncGenerator<Uint8Array> {
  for await (const { chunk } of utf8Chunks(bytes, encoding)) yield chunk;
}
