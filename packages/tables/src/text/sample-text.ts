import type { Head } from "./head.ts";
import { textDecoder } from "./decode/text-decoder.ts";

/** The start of a text. */
export interface TextSample {
  readonly text: string;
  /** Whether not even the first line is complete. */
  readonly cutInLine: boolean;
  /** Whether it is all of the text. */
  readonly complete: boolean;
  /** Pieces from further on, as `laterSamples` takes them. */
  readonly later?: readonly string[];
  /** The last lines, as `lastLines` takes them. */
  readonly end?: string | undefined;
}

/** The first complete lines of a file: of 128 kB, or of the whole head if these are few. */
export function sampleText(head: Head, encoding: string): TextSample {
  const short = completeLines(head, encoding, SAMPLE_BYTES);
  const enough = short.text.split(/\r\n|\n|\r/, ENOUGH_LINES + 1).length > ENOUGH_LINES;
  return enough ? short : completeLines(head, encoding, head.bytes.length);
}

const SAMPLE_BYTES = 128 * 1024;
const ENOUGH_LINES = 20;

function completeLines(head: Head, encoding: string, length: number): TextSample {
  const text = textDecoder(encoding).decode(head.bytes.subarray(0, length), { stream: true });
  if (head.complete && head.bytes.length <= length) return { text, cutInLine: false, complete: true };
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  if (end < 0) return { text, cutInLine: true, complete: false };
  return { text: text.slice(0, end + 1), cutInLine: false, complete: false };
}
