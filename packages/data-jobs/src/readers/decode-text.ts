import { isAscii } from "node:buffer";
import { createEncodingSurvey } from "./encoding-survey.ts";

/** A piece of a decoded file. */
export interface TextBlock {
  readonly text: string;
  /** How many bytes of the file were taken in, this piece included. */
  readonly bytes: number;
}

/**
 * Decodes bytes as they come, in blocks of up to 256 kB of them, so that rows of tiny cells do not pile up. A byte order
 * mark is dropped. Where chunks are cut makes no difference.
 *
 * Without an encoding the bytes are taken as ASCII, which reads the same in every candidate, until the first byte that is
 * not; that byte and up to a megabyte after it then decide. This is how a source that can be read only once is decoded right
 * even if its first umlaut comes after gigabytes.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>, encoding: string | undefined): AsyncGenerator<TextBlock> {
  let decoder = encoding === undefined ? undefined : new TextDecoder(encoding);
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let bytes = 0;

  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
      const block = chunk.subarray(from, from + BLOCK_BYTES);
      if (decoder) yield decode(block);
      else if (held.length === 0 && isAscii(block)) {
        bytes += block.length;
        yield { text: Buffer.from(block.buffer, block.byteOffset, block.length).toString("latin1"), bytes };
      } else {
        // A copy: the source may use its buffer again while the block waits.
        held.push(Uint8Array.from(block));
        heldBytes += block.length;
        if (heldBytes >= DECIDING_BYTES) yield* release();
      }
    }
  }
  yield* release();
  const text = decoder?.decode();
  if (text) yield { text, bytes };

  function decode(block: Uint8Array): TextBlock {
    bytes += block.length;
    return { text: decoder?.decode(block, { stream: true }) ?? "", bytes };
  }

  function* release(): Generator<TextBlock> {
    if (held.length === 0) return;
    const survey = createEncodingSurvey();
    for (const block of held) survey.add(block);
    decoder = new TextDecoder(survey.decide().encoding);
    for (const block of held) yield decode(block);
    held = [];
  }
}

const BLOCK_BYTES = 256 * 1024;
const DECIDING_BYTES = 1024 * 1024;
