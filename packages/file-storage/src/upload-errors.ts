import { RowmillError } from "@rowmill/core";
import type { Upload } from "@rowmill/core/adapter";

/** The error for an id that names no upload. The id is shortened and quoted in the message: it may hold anything. */
export function uploadNotFound(id: string): RowmillError {
  const shown = JSON.stringify(id.length > 64 ? `${id.slice(0, 64)}…` : id);
  const message = `There is no upload with the id ${shown}: it was completed or aborted, or nothing came for a day. Begin again`;
  return new RowmillError("UPLOAD_NOT_FOUND", message, { details: { uploadId: id.slice(0, 64) }, retriable: false });
}

/** Refuses bytes that begin somewhere else than where the upload stands. @throws RowmillError `UPLOAD_OFFSET_CONFLICT` */
export function checkOffset({ id }: Pick<Upload, "id">, given: number, offset: number): void {
  if (given === offset) return;
  const message = `The upload ${id} stands at byte ${offset}, and these bytes begin at ${String(given)}: go on from ${offset}`;
  throw new RowmillError("UPLOAD_OFFSET_CONFLICT", message, { details: { offset }, retriable: false });
}

/** Refuses to make a file of what has not all come. @throws RowmillError `FILE_INCOMPLETE` */
export function checkComplete({ id, sizeBytes }: Pick<Upload, "id" | "sizeBytes">, offset: number): void {
  if (offset === sizeBytes) return;
  const message = `Of upload ${id}, ${offset} of ${sizeBytes} bytes have come: send the rest first`;
  throw new RowmillError("FILE_INCOMPLETE", message, { details: { offset, sizeBytes }, retriable: false });
}

/** Lets no more bytes through than an upload has announced. @throws RowmillError `FILE_TOO_LARGE`, after what fits */
export async function* upTo(chunks: AsyncIterable<Uint8Array>, roomBytes: number, sizeBytes: number): AsyncGenerator<Uint8Array> {
  let room = roomBytes;
  for await (const chunk of chunks) {
    if (chunk.length > room) {
      yield chunk.subarray(0, room);
      const message = `More bytes come than the ${sizeBytes} that were announced; what fitted was kept`;
      throw new RowmillError("FILE_TOO_LARGE", message, { details: { sizeBytes }, retriable: false });
    }
    room -= chunk.length;
    yield chunk;
  }
}

/** The reason of an append that was broken off because another one came. */
export function supersededAppend(): RowmillError {
  return new RowmillError("UPLOAD_OFFSET_CONFLICT", "Another request has gone on with this upload: ask for its offset", {
    retriable: false,
  });
}
