import { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { RowmillError } from "@rowmill/core";
import type { RequestBytes } from "@rowmill/core/http";

/** A file in a form. */
export interface FilePart {
  readonly name: string | undefined;
  readonly contentType: string | undefined;
  /** To be read to its end; fails if the form is cut off in the middle of it. */
  readonly content: Readable;
  /** Resolves when the rest of the form has been read. @throws RowmillError `REQUEST_MALFORMED` if it has a second file, or no end */
  readonly rest: Promise<void>;
}

/** So many fields may stand around the file; they are read and passed over. */
const MAX_FIELDS = 100;
const MAX_FIELD_BYTES = 64 * 1024;

/**
 * Reads a form (`multipart/form-data`) up to its file, whatever the field of the file is called.
 * @param signal - ends the reading, of the file and of what comes after it, with its reason
 * @throws RowmillError `REQUEST_MALFORMED` if it is none, or has no file
 */
export async function readFilePart({ stream, contentType = "" }: RequestBytes, signal: AbortSignal | undefined): Promise<FilePart> {
  // A client that has disconnected before triggers no event any more: neither the signal nor the stream.
  signal?.throwIfAborted();
  const form = parserFor(contentType);
  const source = stream instanceof Readable ? stream : Readable.from(stream, { objectMode: false });
  const file = Promise.withResolvers<FilePart>();
  const rest = Promise.withResolvers<void>();
  // Either of the two may be awaited without the other.
  file.promise.catch(() => {});
  rest.promise.catch(() => {});
  let content: Readable | undefined;

  form.on("file", (_field, part: Readable, name: string | undefined, _encoding, type: string) => {
    if (content) {
      part.resume();
      fail(malformed("The form has more than one file: send each by itself"));
      return;
    }
    content = part;
    // Errors reach the reader. Until there is one they are swallowed, because an unhandled "error" event ends the process.
    part.on("error", () => {});
    // Left before its end: the rest of the request is not ours to read.
    part.on("close", () => {
      if (!part.readableEnded) source.unpipe(form);
    });
    file.resolve({ name: named(name), contentType: type, content: part, rest: rest.promise });
  });
  form.on("finish", () => {
    if (!content) fail(malformed("The form has no file: curl -F file=@customers.csv"));
    rest.resolve();
  });
  form.on("error", (error) => fail(malformed(`The form cannot be read: ${(error as Error).message}`)));
  source.on("error", fail);
  signal?.addEventListener("abort", () => fail(signal.reason as Error), { once: true });
  source.pipe(form);
  return await file.promise;

  function fail(error: Error): void {
    source.unpipe(form);
    file.reject(error);
    rest.reject(error);
    content?.destroy(error);
  }
}

function parserFor(contentType: string): BusboyInstance {
  try {
    const limits = { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES, parts: MAX_FIELDS + 2, headerPairs: 100, files: 2 };
    return new Busboy({ headers: { "content-type": contentType }, limits });
  } catch (error) {
    throw malformed(`The form cannot be read: ${(error as Error).message}`);
  }
}

/** A name that can be shown: what is no character of a name becomes one. */
function named(name: string | undefined): string | undefined {
  const shown = [...(name ?? "").toWellFormed().replaceAll(/\p{Cc}/gu, "\uFFFD")].slice(0, 255).join("");
  return shown === "" ? undefined : shown;
}

function malformed(message: string): RowmillError {
  return new RowmillError("REQUEST_MALFORMED", message, { retriable: false });
}
