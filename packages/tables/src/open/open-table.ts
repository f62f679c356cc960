import { basename } from "node:path";
import type { RowmillError } from "@rowmill/core/errors";
import type { Finding } from "../table/finding.ts";
import { notText } from "../text/binary.ts";
import { invalidOption } from "../table/check-format-options.ts";
import { isZip, openArchive } from "./open-archive.ts";
import { isOle, oleError } from "../formats/xlsx/read/workbook-kind.ts";
import { bytesAccess, fileAccess } from "../archive/random-access.ts";
import type { ByteInput } from "../bytes/byte-input.ts";
import { gunzipInput, isGzip } from "../archive/gzip-input.ts";
import type { OmittedRows } from "../table/format-options.ts";
import { inputOfHead, readHead } from "../text/head.ts";
import { ExpansionBudget } from "../table/expansion-budget.ts";
import { nameFinding } from "./name-finding.ts";
import type { OpenContext, OpenedContent, OpenOptions } from "../table/open-options.ts";
import { openText } from "./open-text.ts";
import type { OpenedTable } from "../table/opened-table.ts";
import { omitRows } from "./omit-rows.ts";
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
  const omit = options.omit ?? [];
  const say = (finding: Finding) => {
    if (omit.some((kind) => finding.code === UNLESS_OMITTED[kind])) return;
    // A file that is read twice is odd once.
    if (!findings.some(({ code, message }) => code === finding.code && message === finding.message)) findings.push(finding);
  };
  const fileName = options.fileName ?? (input.path === undefined ? undefined : basename(input.path));
  const budget = new ExpansionBudget(options, () => input.sizeBytes ?? input.bytes?.length ?? taken.bytes());
  const table = await openContent(taken.input, { ...options, fileName, budget, say }, 0);
  const unlikeName = options.format === undefined ? nameFinding(table, fileName) : undefined;
  if (unlikeName) say(unlikeName);
  noteOtherTables(table, say);
  return {
    ...table,
    ...(omit.length === 0 ? {} : { batches: () => omitRows(table.batches(), table, omit), delimited: undefined, batchesBeside: undefined }),
    findings,
    encodingIsSampled: table.encodingIsSampled ?? false,
    sizeBytes: table.sizeBytes ?? input.sizeBytes,
    bytesTaken: table.bytesTaken ?? taken.bytes,
    close: async () => table.close?.(),
  };
}

/** What is not said of rows that are left out. */
const UNLESS_OMITTED: Readonly<Record<OmittedRows, Finding["code"] | undefined>> = {
  repeated_headers: undefined,
  notes: "footer_rows",
  totals: "total_rows",
};

/** @param depth - how many times it was unpacked */
async function openContent(input: ByteInput, context: OpenContext, depth: number): Promise<OpenedContent> {
  const head = await readHead(input, HEAD_BYTES);
  if (isOle(head.bytes)) throw await oleErrorOf(input, head.bytes);
  if (!isGzip(head.bytes) && !isZip(head.bytes)) {
    if (context.format === "xlsx") throw invalidOption('The file is no workbook, as format: "xlsx" says');
    return openText(input, head, context);
  }
  if (depth === MAX_DEPTH) throw notText("an archive in archives", "Unpack it first");
  const packed = inputOfHead(head, input);
  if (isZip(head.bytes)) return openArchive(packed, context, (inner, innerContext) => openContent(inner, innerContext, depth + 1));
  const inner = gunzipInput(packed, context, context.say);
  const content = await openContent(inner, { ...context, fileName: context.fileName?.replace(/\.gz$/i, "") }, depth + 1);
  return { ...content, container: "gzip", bytesTaken: undefined };
}

async function oleErrorOf(input: ByteInput, head: Uint8Array): Promise<RowmillError> {
  const access = input.path === undefined ? bytesAccess(input.bytes ?? head) : await fileAccess(input.path);
  try {
    return await oleError(access);
  } finally {
    await access.close();
  }
}

/** A gzip in a ZIP is usual, a workbook in that is possible. */
const MAX_DEPTH = 3;

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
