import { createHash } from "node:crypto";
import type { ErrorCode, FileStorage } from "@rowmill/core";
import { RowmillError } from "@rowmill/core";

/** Chunks of bytes, one for each text. */
export function chunks(...texts: string[]): Uint8Array[] {
  return texts.map((content) => Buffer.from(content));
}

/** The same, one after the other. */
export async function* asyncChunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  yield* chunks(...texts);
}

/** The same, in one buffer that is used again for every chunk. */
export async function* reusedBuffer(...texts: string[]): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(3);
  for (const content of texts) {
    buffer.write(content);
    yield buffer;
  }
}

/** Chunks, and then an error. */
export async function* breaking(error: Error, ...texts: string[]): AsyncGenerator<Uint8Array> {
  yield* chunks(...texts);
  throw error;
}

/** Chunks, and then nothing. `onHang` is called when it hangs. */
export async function* hanging(onHang: () => void, ...texts: string[]): AsyncGenerator<Uint8Array> {
  yield* chunks(...texts);
  onHang();
  await new Promise(() => {});
}

/** All that a stream yields. */
export async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of content) parts.push(chunk);
  return Buffer.concat(parts);
}

/** All that a stream yields, as text. */
export async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  return (await bytesOf(content)).toString("utf8");
}

/** The SHA-256 of some content. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether an error has this code, for `toSatisfy`. */
export function hasCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => RowmillError.is(error, code);
}

/** How many files a storage has. */
export async function countOf(files: FileStorage): Promise<number> {
  return (await files.list({ limit: 1_000 })).files.length;
}

/** What an attacker, or a mistake, may pass as an id. */
export const HOSTILE_IDS = [
  "",
  ".",
  "..",
  "../x",
  "..%2fx",
  "..\\x",
  "/etc/passwd",
  "C:\\x",
  "C:x",
  "a\0b",
  "x".repeat(300),
  "__proto__",
  "constructor",
  "uploads",
  "00000000-0000-4000-8000-000000000000",
  "00000000-0000-4000-8000-000000000000.json",
  "00000000-0000-4000-8000-000000000000\n",
];
