import { RowmillError, type ErrorCode } from "./errors.ts";

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON, written out. The ports take values in this form, so that checking, bounding and copying happen once. */
export type JsonText = string & { readonly [jsonText]: true };

declare const jsonText: unique symbol;

/** The most JSON text that one input, result or checkpoint may have, in bytes of UTF-8. Bigger things are files. */
export const DEFAULT_MAX_JSON_BYTES = 1024 * 1024;

/**
 * Writes a value as JSON text. `undefined` becomes `null`.
 *
 * @param what - names the value in the error message: `The input of a "resize" job`
 * @throws RowmillError with `code` if the value is not JSON (a cycle, a BigInt, nested too deep) or is longer than `maxBytes`.
 */
export function toJsonText(value: unknown, what: string, code: ErrorCode, maxBytes: number): JsonText {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new RowmillError(code, `${what} cannot be written as JSON: ${(cause as Error).message}`, { cause, retriable: false });
  }
  // Functions and symbols have no JSON at all; `undefined` is what a handler without a result returns.
  if (text === undefined) {
    if (value !== undefined)
      throw new RowmillError(code, `${what} cannot be written as JSON: it is a ${typeof value}`, { retriable: false });
    text = "null";
  }
  // A character is at most 3 bytes of UTF-8 per UTF-16 unit: count exactly only where it could matter.
  if (text.length * 3 > maxBytes) {
    const sizeBytes = Buffer.byteLength(text);
    if (sizeBytes > maxBytes) {
      const message = `${what} is ${sizeBytes} bytes of JSON, more than the ${maxBytes} that are allowed: store big data as a file and pass its id`;
      throw new RowmillError(code, message, { retriable: false, details: { sizeBytes, maxBytes } });
    }
  }
  return text as JsonText;
}

/** Reads JSON text back: every call answers a fresh copy. */
export function fromJsonText(text: JsonText): Json {
  return JSON.parse(text) as Json;
}
