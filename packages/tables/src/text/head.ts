import type { ByteInput } from "../bytes/byte-input.ts";

/** The start of an input, and a way to read all of it, start included. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Whether `bytes` is everything. */
  readonly complete: boolean;
  /** Call it once. */
  open(): AsyncIterable<Uint8Array>;
}

/** Reads at least `length` bytes of an input, or all of it. What a stream has given is kept, so that nothing is lost. */
export async function readHead(input: ByteInput, length: number): Promise<Head> {
  const iterator = input.open()[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let have = 0;
  let complete = false;
  while (have < length && !complete) {
    const next = await iterator.next();
    complete = next.done === true;
    if (next.done) break;
    // A copy: the source may use its buffer again for the next chunk.
    chunks.push(Uint8Array.from(next.value));
    have += next.value.length;
  }
  const bytes = Buffer.concat(chunks);
  if (input.rereadable) {
    await iterator.return?.();
    return { bytes, complete, open: () => input.open() };
  }
  return { bytes, complete, open: () => resume(bytes, iterator) };
}

/** The same input, from its start, of which the head was read. */
export function inputOfHead(head: Head, input: ByteInput): ByteInput {
  return input.rereadable ? input : { ...input, open: () => head.open() };
}

async function* resume(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
