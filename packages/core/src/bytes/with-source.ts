import { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { RowmillError } from "../domain/errors.ts";
import type { ByteSource } from "../ports/file-storage.ts";
import { checkedChunks } from "./checked-chunks.ts";

/**
 * Takes over a source that a caller passed in, whatever state it is in, and lets `use` read its chunks. Call it before the first `await`: a
 * stream of Node that fails while no reader has come yet ends the process.
 *
 * A source that fails, or was destroyed, rejects what `use` reads. If `use` rejects, the source is closed, so that no file stays open.
 *
 * @throws RowmillError `FILE_SOURCE_FAILED` with the source's error as `cause`; `OPTION_INVALID`, see `checkedChunks`; the signal's reason; and
 * whatever `use` throws
 */
export async function withSource<Result>(
  source: ByteSource,
  signal: AbortSignal | undefined,
  use: (chunks: AsyncGenerator<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  deferErrors(source);
  try {
    return await use(readSource(source, signal));
  } catch (error) {
    closeSource(source);
    throw error;
  }
}

/**
 * Lets a stream of Node fail before anything is read of it, without ending the process: its reader gets the error. Call it before the first
 * `await`. Any other value is left alone.
 */
export function deferErrors(source: unknown): void {
  // Stays until the stream is garbage: an error may come long after the last chunk, from closing the file.
  if (isNodeStream(source)) source.on("error", ignore);
}

async function* readSource(source: ByteSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    // Node's iterator ends at once there, as if the stream had been empty.
    if (isNodeStream(source) && source.readableEnded) throw new Error("the stream was read to its end before");
    yield* checkedChunks(source, signal);
  } catch (error) {
    throw RowmillError.is(error) || signal?.aborted === true ? error : sourceFailed(error);
  }
}

function sourceFailed(cause: unknown): RowmillError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RowmillError("FILE_SOURCE_FAILED", `The content could not be read to its end: ${reason}`, { cause });
}

/** Closes a source that is read no further, perhaps without ever having been read. */
function closeSource(source: ByteSource): void {
  // The connection of a request is still needed for the response.
  if (source instanceof IncomingMessage) return;
  if (isNodeStream(source)) source.destroy();
  else if (source instanceof ReadableStream && !source.locked) source.cancel().catch(ignore);
}

/** Also of a copy of Node's streams, as `readable-stream` is one. */
function isNodeStream(source: unknown): source is Readable {
  const { on, destroy } = (source ?? {}) as { readonly on?: unknown; readonly destroy?: unknown };
  return typeof on === "function" && typeof destroy === "function";
}

function ignore(): void {}
