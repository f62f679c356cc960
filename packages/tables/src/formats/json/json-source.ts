import { RowmillError } from "@rowmill/core/errors";
import { utf8Chunks } from "../../text/utf8-chunks.ts";
import { type BlockRoom, HeapRoom } from "./block-room.ts";
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
  #room: BlockRoom = new HeapRoom();
  #length = 0;
  /** Where the block starts in the text. */
  #start = 0;
  #ended = false;

  /** @param options - `maxRecordLength` is the most that one thing may have, in characters: of four bytes at most */
  constructor(
    scanner: JsonScanner,
    bytes: AsyncIterable<Uint8Array>,
    {
      encoding,
      maxRecordLength,
      isRewritten = false,
    }: { readonly encoding: string | undefined; readonly maxRecordLength: number; readonly isRewritten?: boolean | undefined },
  ) {
    this.#scanner = scanner;
    const isUtf8 = encoding === undefined || encoding === "utf-8";
    this.#isFile = isUtf8 && !isRewritten;
    this.#chunks = (isUtf8 ? bytes : transcode(bytes, encoding))[Symbol.asyncIterator]();
    this.#maxBytes = maxRecordLength * 4;
  }

  /** Loads the first block, without a byte order mark. */
  async begin(): Promise<void> {
    await this.more();
    const [first, second, third] = this.#room.view(Math.min(3, this.#length));
    if (first === 0xef && second === 0xbb && third === 0xbf) this.#scanner.at = 3;
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
    const rest = this.#length - at;
    if (rest > this.#maxBytes) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `The file cannot be read on: what starts in line ${line} (byte ${this.#start + at}) is longer than ${this.#maxBytes} bytes. Raise maxRecordLength if it is really that long`,
        { details: { line, byteOffset: this.#start + at, maxRecordLength: this.#maxBytes / 4 }, retriable: false },
      );
    }
    const wanted = Math.max(LEAST_BYTES, rest);
    this.#room.keep(at, this.#length, 0);
    this.#length = rest;
    while (this.#length - rest < wanted && !this.#ended) {
      const next = await this.#chunks.next();
      if (next.done) this.#ended = true;
      else this.#append(next.value);
    }
    this.#start += at;
    const length = this.#length;
    this.#scanner.loadLater(() => this.#room.view(length), this.#ended, 0);
    if (known) known.load(length);
    else this.#scanner.prepare();
  }

  /** Has records read that are like those before: the block moves to where that is done. */
  lend(known: KnownRecords): void {
    const block = this.#room.view(this.#length);
    this.#room = known.room;
    this.#length = 0;
    this.#append(block);
    known.load(this.#length);
    this.#scanner.loadLater(() => this.#room.view(block.length), this.#ended, this.#scanner.at);
  }

  #append(chunk: Uint8Array): void {
    this.#room.keep(0, this.#length, chunk.length);
    this.#room.view(this.#length + chunk.length).set(chunk, this.#length);
    this.#length += chunk.length;
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
