import { basename } from "node:path";
import type { Finding } from "../profile/finding.ts";
import { notText } from "./binary.ts";
import type { ByteInput } from "./byte-input.ts";
import { gunzipInput, isGzip } from "./gzip-input.ts";
import { inputOfHead, readHead } from "./head.ts";
import type { OpenContext, OpenedContent, OpenOptions } from "./open-options.ts";
import { openText } from "./open-text.ts";
import type { OpenedTable } from "./opened-table.ts";
import { noteOtherTables } from "./other-tables.ts";

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
  const table = await openContent(taken.input, { ...options, fileName, say }, 0);
  noteOtherTables(table, say);
  return { ...table, findings, sizeBytes: input.sizeBytes, bytesTaken: taken.bytes };
}

/** @param depth - how many times it was unpacked */
async function openContent(input: ByteInput, context: OpenContext, depth: number): Promise<OpenedContent> {
  const head = await readHead(input, HEAD_BYTES);
  if (!isGzip(head.bytes)) return openText(input, head, context);
  if (depth === MAX_DEPTH) throw notText("an archive in an archive in an archive", "Unpack it first");
  const inner = gunzipInput(inputOfHead(head, input), context, context.say);
  const content = await openContent(inner, { ...context, fileName: context.fileName?.replace(/\.gz$/i, "") }, depth + 1);
  return { ...content, container: "gzip" };
}

/** A gzip of a gzip happens by mistake. More levels do not. */
const MAX_DEPTH = 2;

const HEAD_BYTES = 1024 * 1024;

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
