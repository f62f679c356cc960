import { isUtf8 } from "node:buffer";
import { RowmillError } from "@rowmill/core/errors";
import type { ByteInput } from "../bytes/byte-input.ts";
import { createEncodingSurvey, type EncodingGuess, ESCAPE } from "./encoding-survey.ts";
import type { Head } from "./head.ts";
import { laterPieces } from "./later-samples.ts";
import type { OpenOptions } from "../table/open-options.ts";
import { textDecoder } from "./decode/text-decoder.ts";
import { assertReadable } from "./unreadable-encoding.ts";
import { incompleteTail } from "./utf8.ts";

/** How bytes become text, and whether only samples of them were looked at. */
export interface SurveyedEncoding extends EncodingGuess {
  readonly isSampled: boolean;
}

/** What the caller says of the encoding: it is not doubted; and see `OpenOptions`. */
export interface EncodingOptions extends Pick<OpenOptions, "trustSamples" | "onSurveyed"> {
  readonly encoding?: string | undefined;
}

/**
 * Finds out how the bytes of an input become text. A file that can be read twice is surveyed to its end, unless samples are enough; of a
 * stream, the head.
 *
 * @throws RowmillError `OPTION_INVALID` for an unknown encoding, `FILE_FORMAT_UNSUPPORTED` for one that cannot be read
 */
export async function detectEncoding(
  input: ByteInput,
  head: Head,
  { encoding: label, trustSamples = false, onSurveyed = () => {} }: EncodingOptions,
): Promise<SurveyedEncoding> {
  const survey = createEncodingSurvey();
  survey.add(head.bytes);
  const early = { ...(await survey.decide()), isSampled: false };
  if (label !== undefined) return { ...early, encoding: canonicalLabel(label), confidence: 1, asciiOnly: false };
  // A byte order mark, UTF-16 or UTF-32 is not doubted later.
  if (early.byteOrderMark || /^utf-(?:16|32)/.test(early.encoding) || head.complete || !input.rereadable) {
    assertReadable(early.encoding);
    return early;
  }
  if (trustSamples && early.encoding === "utf-8" && early.confidence === 1 && (await isSampledUtf8(input, head.bytes.length))) {
    return { ...early, isSampled: true };
  }
  const whole = createEncodingSurvey();
  let bytes = 0;
  for await (const chunk of input.open()) {
    whole.add(chunk);
    bytes += chunk.length;
    onSurveyed(bytes);
  }
  const guess = await whole.decide();
  assertReadable(guess.encoding);
  return { ...guess, isSampled: false };
}

/** Whether samples from further on are UTF-8, and have none of the signs by which ASCII switches to other characters. */
async function isSampledUtf8(input: ByteInput, seen: number): Promise<boolean> {
  const pieces = await laterPieces(input, seen);
  // A piece is cut anywhere: up to three bytes at either end may be the rest of a character.
  return pieces.length > 0 && pieces.every((bytes) => isUtf8(withoutPartialEnds(bytes)) && !bytes.includes(ESCAPE));
}

function withoutPartialEnds(bytes: Uint8Array): Uint8Array {
  const tail = incompleteTail(bytes).length;
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start, bytes.length - tail);
}

function canonicalLabel(label: string): string {
  try {
    return textDecoder(label).encoding;
  } catch (cause) {
    const message = `The encoding ${JSON.stringify(label)} is unknown: use a label of the WHATWG Encoding Standard, such as "utf-8" or "windows-1252"`;
    throw new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
  }
}
