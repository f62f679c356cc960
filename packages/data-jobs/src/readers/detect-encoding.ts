import { open } from "node:fs/promises";
import { RowmillError } from "@rowmill/core/errors";
import { type ByteInput, readError } from "./byte-input.ts";
import { createEncodingSurvey, type EncodingGuess } from "./encoding-survey.ts";
import type { Head } from "./head.ts";
import { textDecoder } from "./text-decoder.ts";
import { assertReadable } from "./unreadable-encoding.ts";

/**
 * Finds out how the bytes of an input become text. A file that can be read twice is surveyed to its end; of a stream, the head.
 *
 * @param label - what the caller says; it is not doubted
 * @param onSurveyed - is told how many bytes were surveyed
 * @throws RowmillError `OPTION_INVALID` for an encoding that nobody knows, `FILE_FORMAT_UNSUPPORTED` for one that can not be read
 */
export async function detectEncoding(
  input: ByteInput,
  head: Head,
  label: string | undefined,
  onSurveyed: (bytes: number) => void,
): Promise<EncodingGuess> {
  const survey = createEncodingSurvey();
  survey.add(head.bytes);
  if (label !== undefined) return { ...(await survey.decide()), encoding: canonicalLabel(label), confidence: 1, asciiOnly: false };
  const early = await survey.decide();
  // A byte order mark, UTF-16 or UTF-32 is not doubted later.
  if (early.byteOrderMark || /^utf-(?:16|32)/.test(early.encoding) || head.complete || !input.rereadable) {
    assertReadable(early.encoding);
    return early;
  }
  const whole = createEncodingSurvey();
  let bytes = 0;
  for await (const chunk of input.path === undefined ? input.open() : fileChunks(input.path)) {
    whole.add(chunk);
    bytes += chunk.length;
    onSurveyed(bytes);
  }
  const guess = await whole.decide();
  assertReadable(guess.encoding);
  return guess;
}

/**
 * The bytes of a file, each chunk in the place of the one before: a survey keeps none, and a new megabyte for each costs more than
 * to look at it.
 */
async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    await using handle = await open(path, "r");
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    while (true) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } catch (error) {
    throw readError(path, error);
  }
}

/** As `open` gives them: how sure an encoding is depends on it. */
const CHUNK_BYTES = 1024 * 1024;

function canonicalLabel(label: string): string {
  try {
    return textDecoder(label).encoding;
  } catch (cause) {
    const message = `The encoding ${JSON.stringify(label)} is unknown: use a label of the WHATWG Encoding Standard, such as "utf-8" or "windows-1252"`;
    throw new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
  }
}
