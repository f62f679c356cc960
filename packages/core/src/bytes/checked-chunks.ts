import { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { isUint8Array } from "node:util/types";
import { RowmillError } from "../domain/errors.ts";
import type { ByteSource } from "../ports/file-storage.ts";
import { abortable } from "./abortable.ts";

/**
 * The chunks of a source that a caller passed in. TypeScript cannot see that a stream of Node yields texts once an encoding
 * is set on it, and a text counts as an iterable of texts: stored or read as bytes, they would be zeros.
 *
 * @throws RowmillError `OPTION_INVALID` for a source or a chunk that is something else. Throws the reason of the signal, see `abortable`.
 */
export async function* checkedChunks(source: ByteSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  if (typeof source !== "object" || source === null) {
    throw invalid(`The content is a ${typeof source}: pass a stream, or an array of Uint8Array, such as [Buffer.from(text)]`);
  }
  for await (const chunk of abortable<unknown>(unclosed(source), signal)) {
    if (isUint8Array(chunk)) yield chunk;
    else
      throw invalid(`The content yields ${typeof chunk} values where chunks of bytes (Uint8Array) are needed: set no encoding on a stream`);
  }
}

/** Whether the chunks of a source stay as they are when the next one has come: other sources may use their buffer again. */
export function keepsItsChunks(source: ByteSource): boolean {
  return source instanceof Readable;
}

/** A request of Node's server whose body nobody wants to read on still needs its connection, for the answer. Other streams are closed. */
function unclosed(source: ByteSource): ByteSource {
  return source instanceof IncomingMessage ? source.iterator({ destroyOnReturn: false }) : source;
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
