import { RowmillError } from "@rowmill/core";
import { assertText } from "./binary.ts";
import type { ByteInput } from "./byte-input.ts";
import { detectTable, type DetectedTable } from "./detect-table.ts";
import type { DialectOptions } from "./dialect.ts";
import { createEncodingSurvey, type EncodingGuess } from "./encoding-survey.ts";
import { readHead, type Head } from "./head.ts";

/** What a caller knows about a file. What is left out is detected. */
export interface FormatOptions extends DialectOptions {
  /** A label of the WHATWG Encoding Standard, such as `windows-1252` or `utf-16le`. */
  readonly encoding?: string | undefined;
}

/** How a file is to be read. */
export interface DetectedFormat extends DetectedTable {
  readonly encoding: EncodingGuess;
  /** For `decodeText`: `undefined` if what was seen is ASCII and the rest could not be seen. */
  readonly decodeAs: string | undefined;
  readonly head: Head;
}

/**
 * Detects encoding, dialect, preamble and header. A file that can be read twice is surveyed to its end for the encoding;
 * of a stream, the first megabyte.
 *
 * @param onSurveyed - is told how many bytes were surveyed
 * @throws RowmillError `FILE_NOT_TEXT`, or `OPTION_INVALID` for an encoding that nobody knows
 */
export async function detectFormat(input: ByteInput, options: FormatOptions, onSurveyed: (bytes: number) => void): Promise<DetectedFormat> {
  const head = await readHead(input, HEAD_BYTES);
  const encoding = await detectEncoding(input, head, options.encoding, onSurveyed);
  assertText(head.bytes.subarray(0, MAGIC_BYTES), encoding.encoding.startsWith("utf-16"));
  const sample = sampleText(head, encoding.encoding);
  const table = detectTable(sample.text, options);
  const decodeAs = encoding.asciiOnly && !head.complete && !input.rereadable ? undefined : encoding.encoding;
  return { ...table, columnCount: sample.cutInLine ? 0 : table.columnCount, encoding, decodeAs, head };
}

const HEAD_BYTES = 1024 * 1024;
const MAGIC_BYTES = 64 * 1024;
const SAMPLE_BYTES = 128 * 1024;

async function detectEncoding(
  input: ByteInput,
  head: Head,
  label: string | undefined,
  onSurveyed: (bytes: number) => void,
): Promise<EncodingGuess> {
  const survey = createEncodingSurvey();
  survey.add(head.bytes);
  if (label !== undefined) return { ...survey.decide(), encoding: canonicalLabel(label), confidence: 1, asciiOnly: false };
  const early = survey.decide();
  // A byte order mark or UTF-16 is not doubted later.
  if (early.byteOrderMark || early.encoding.startsWith("utf-16") || head.complete || !input.rereadable) return early;
  const whole = createEncodingSurvey();
  let bytes = 0;
  for await (const chunk of input.open()) {
    whole.add(chunk);
    bytes += chunk.length;
    onSurveyed(bytes);
  }
  return whole.decide();
}

function canonicalLabel(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw new RowmillError(
      "OPTION_INVALID",
      `The encoding ${JSON.stringify(label)} is unknown: use a label of the WHATWG Encoding Standard, such as "utf-8" or "windows-1252"`,
      {
        cause,
        retriable: false,
      },
    );
  }
}

/** The first complete lines: of 128 kB, or of the whole head if these are few. */
function sampleText(head: Head, encoding: string): Sample {
  const short = completeLines(head, encoding, SAMPLE_BYTES);
  const enough = short.text.split(/\r\n|\n|\r/, ENOUGH_LINES + 1).length > ENOUGH_LINES;
  return enough ? short : completeLines(head, encoding, head.bytes.length);
}

interface Sample {
  readonly text: string;
  /** Whether not even the first line is complete. */
  readonly cutInLine: boolean;
}

const ENOUGH_LINES = 20;

function completeLines(head: Head, encoding: string, length: number): Sample {
  const text = new TextDecoder(encoding).decode(head.bytes.subarray(0, length), { stream: true });
  if (head.complete && head.bytes.length <= length) return { text, cutInLine: false };
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  return end < 0 ? { text, cutInLine: true } : { text: text.slice(0, end + 1), cutInLine: false };
}
