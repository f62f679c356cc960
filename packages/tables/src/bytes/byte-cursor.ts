/** Reads the bytes of chunks, however they were cut. */
export class ByteCursor {
  /** How many bytes were taken. */
  offset = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** The next bytes, as many as are at hand and at least one, or `undefined` at the end. */
  async take(): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0 && !(await this.#more())) return undefined;
    const taken = this.#rest;
    this.#rest = new Uint8Array();
    this.offset += taken.length;
    return taken;
  }

  /** The next `length` bytes, or fewer at the end. */
  async takeExactly(length: number): Promise<Uint8Array> {
    while (this.#rest.length < length && (await this.#more()));
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(taken.length);
    this.offset += taken.length;
    return taken;
  }

  /** Puts bytes back that were taken last. */
  giveBack(bytes: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
    this.offset -= bytes.length;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #more(): Promise<boolean> {
    // A copy: a source may use its buffer again for the next chunk.
    if (this.#rest.length > 0) this.#rest = Uint8Array.from(this.#rest);
    const next = await this.#iterator.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }
}
