import { basename } from "node:path";
import type { Finding } from "../profile/finding.ts";
import { assertText, notText } from "./binary.ts";
import type { ByteInput } from "./byte-input.ts";
import { detectEncoding } from "./detect-encoding.ts";
import type { FormatOptions } from "./format-options.ts";
import { gunzipInput, isGzip } from "./gzip-input.ts";
import { type Head, inputOfHead, readHead } from "./head.ts";
import { openDelimited } from "./open-delimited.ts";
import type { OpenedTable } from "./opened-table.ts";
import { sampleText } from "./sample-text.ts";

/** What `openTable` takes beside the bytes. */
export interface OpenOptions extends FormatOptions {
  /** The longest record, in characters. */
  readonly maxRecordLength: number;
  /** Is told how many bytes were looked through for the encoding. It may throw, to stop. */
  readonly onSurveyed?: ((bytes: number) => void) | undefined;
}

/**
 * The one way into every format: finds out what a file is, by its content first and its name second, and opens it.
 *
 * @throws RowmillError `FILE_NOT_TEXT` for what is no table, `OPTION_INVALID` for an option that does not fit the file; and
 *   whatever the input throws
 */
export async function openTable(input: ByteInput, options: OpenOptions): Promise<OpenedTable> {
  const taken = countTaken(input);
  const findings: Finding[] = [];
  const say = (finding: Finding) => {
    // A file that is read twice is odd once.
    if (!findings.some(({ code, message }) => code === finding.code && message === finding.message)) findings.push(finding);
  };
  const fileName = options.fileName ?? (input.path === undefined ? undefined : basename(input.path));
  const table = await openContent(taken.input, { ...options, fileName }, say);
  return { ...table, findings, sizeBytes: input.sizeBytes, bytesTaken: taken.bytes };
}

/** What `openTable` adds to a table. */
type Content = Omit<OpenedTable, "findings" | "sizeBytes" | "bytesTaken">;

/** @param depth - how many times it was unpacked */
async function openContent(input: ByteInput, options: OpenOptions, say: (finding: Finding) => void, depth = 0): Promise<Content> {
  const head = await readHead(input, HEAD_BYTES);
  if (!isGzip(head.bytes)) return openText(input, head, options, say);
  if (depth === MAX_DEPTH) throw notText("an archive in an archive in an archive", "Unpack it first");
  const inner = gunzipInput(inputOfHead(head, input), options, say);
  const content = await openContent(inner, { ...options, fileName: options.fileName?.replace(/\.gz$/i, "") }, say, depth + 1);
  return { ...content, container: "gzip" };
}

/** A gzip of a gzip happens by mistake. More levels do not. */
const MAX_DEPTH = 2;

async function openText(input: ByteInput, head: Head, options: OpenOptions, say: (finding: Finding) => void): Promise<Content> {
  const encoding = await detectEncoding(input, head, options.encoding, options.onSurveyed ?? (() => {}));
  assertText(head.bytes.subarray(0, MAGIC_BYTES), encoding.encoding.startsWith("utf-16"));
  const sample = sampleText(head, encoding.encoding);
  const decodeAs = encoding.asciiOnly && !head.complete && !input.rereadable ? undefined : encoding.encoding;
  const { findings, ...table } = openDelimited({ input, head, sample, decodeAs }, options);
  for (const finding of findings) say(finding);
  return {
    format: "delimited",
    formatConfidence: table.dialect.confidence,
    container: null,
    entry: null,
    encoding: { name: encoding.encoding, byteOrderMark: encoding.byteOrderMark, confidence: encoding.confidence },
    sheet: null,
    layout: null,
    recordsPath: null,
    ...table,
  };
}

const HEAD_BYTES = 1024 * 1024;
const MAGIC_BYTES = 64 * 1024;

/** The same input, which counts what was taken since it was opened last. */
function countTaken(input: ByteInput): { readonly input: ByteInput; readonly bytes: () => number } {
  let taken = 0;
  async function* open(): AsyncGenerator<Uint8Array> {
    taken = 0;
    for await (const chunk of input.open()) {
      taken += chunk.length;
      yield chunk;
    }
  }
  return { input: { ...input, open }, bytes: () => taken };
}
