import { basename } from "node:path/posix";
import { RowmillError } from "@rowmill/core/errors";
import type { Finding } from "../table/finding.ts";
import { notText } from "../text/binary.ts";
import type { ByteInput } from "../bytes/byte-input.ts";
import { invalidOption } from "../table/check-format-options.ts";
import type { OtherTable } from "../table/detected-format.ts";
import { formatOfName } from "../table/format-of-name.ts";
import type { OpenContext, OpenedContent } from "../table/open-options.ts";
import { openSpreadsheet } from "./open-spreadsheet.ts";
import { packageKind, unsupportedPackage } from "../formats/xlsx/read/workbook-kind.ts";
import { inputAccess } from "../archive/input-access.ts";
import { openZip, type ZipArchive } from "../archive/open-zip.ts";
import type { RandomAccess } from "../archive/random-access.ts";
import type { ZipEntry } from "../archive/zip-directory.ts";

/** Whether bytes are the start of a ZIP archive, which a workbook is, too. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

/**
 * Opens the table in a ZIP archive: a sheet if it is a workbook, otherwise the table in one of its files.
 *
 * @param openInner - opens what is packed in it
 * @throws RowmillError `FILE_CORRUPT`, `FILE_ENCRYPTED`, `FILE_FORMAT_UNSUPPORTED`, `FILE_TOO_LARGE_INFLATED`; `FILE_NOT_TEXT` for an
 *   archive without a table, `OPTION_INVALID` for an entry or a sheet that is not there
 */
export async function openArchive(
  input: ByteInput,
  context: OpenContext,
  openInner: (input: ByteInput, context: OpenContext) => Promise<OpenedContent>,
): Promise<OpenedContent> {
  const access = await inputAccess(input);
  try {
    const archive = await openZip(access, context);
    const kind = packageKind(archive);
    if (kind === "xlsx") return await openWorkbookTable(access, archive, context);
    if (kind !== undefined) throw unsupportedPackage(kind);
    const { chosen, others } = chooseEntry(archive.entries, context.entry);
    const entry = entryInput(access, chosen, context);
    const inner = await openInner(entry.input, { ...context, fileName: basename(chosen.name) });
    const otherTables = [...inner.otherTables, ...others.map(({ name }): OtherTable => ({ kind: "entry", name }))];
    return owning(access, { ...inner, container: "zip", entry: chosen.name, otherTables, bytesTaken: entry.packedBytesRead });
  } catch (error) {
    await access.close();
    throw error;
  }
}

async function openWorkbookTable(access: RandomAccess, archive: ZipArchive, context: OpenContext): Promise<OpenedContent> {
  const { findings, ...sheet } = await openSpreadsheet(archive, { ...context, sheet: context.sheet ?? context.table });
  for (const finding of findings) context.say(finding);
  return owning(access, {
    format: "xlsx",
    formatConfidence: 1,
    container: null,
    entry: null,
    encoding: null,
    dialect: null,
    layout: null,
    recordsPath: null,
    delimited: undefined,
    ...sheet,
  });
}

/** The same table, which closes the archive when it was read or is closed. */
function owning(access: RandomAccess, table: OpenedContent): OpenedContent {
  return {
    ...table,
    sizeBytes: access.sizeBytes,
    async *batches() {
      try {
        yield* table.batches();
      } finally {
        await access.close();
      }
    },
    async close() {
      await table.close?.();
      await access.close();
    },
  };
}

/**
 * A file of an archive. Each time it is opened, the bounds count from nothing. Of a damaged one, what comes before the damage is read: a
 * finding reports the rest. Without any such bytes it is an error.
 */
function entryInput(
  access: RandomAccess,
  entry: ZipEntry,
  { say, ...limits }: OpenContext,
): { readonly input: ByteInput; readonly packedBytesRead: () => number } {
  let opened: ZipArchive | undefined;
  async function* open(): AsyncGenerator<Uint8Array> {
    opened = await openZip(access, limits);
    let isEmpty = true;
    try {
      for await (const chunk of opened.open(entry)) {
        isEmpty = false;
        yield chunk;
      }
    } catch (error) {
      if (isEmpty || !RowmillError.is(error, "FILE_CORRUPT")) throw error;
      say(damaged(error.message));
    }
  }
  return { input: { sizeBytes: undefined, rereadable: true, open }, packedBytesRead: () => opened?.packedBytesRead() ?? 0 };
}

function damaged(message: string): Finding {
  return { code: "corrupt_archive", severity: "error", message: `${message}. What could be unpacked was read.`, count: 1, rows: [] };
}

interface Choice {
  readonly chosen: ZipEntry;
  /** What else may be a table. */
  readonly others: readonly ZipEntry[];
}

/** The entry that was named; otherwise the largest of those that are tables by their names; otherwise of those that may be. */
function chooseEntry(entries: readonly ZipEntry[], name: string | undefined): Choice {
  const files = entries.filter((entry) => !entry.isFolder && !isMeta(entry.name));
  const candidates = files
    .filter((entry) => rank(entry.name) > 0)
    .toSorted((a, b) => rank(b.name) - rank(a.name) || b.declaredBytes - a.declaredBytes);
  const named = name === undefined ? undefined : entries.find((entry) => entry.name === name && !entry.isFolder);
  if (name !== undefined && !named) {
    const names = files.slice(0, 10).map((entry) => JSON.stringify(entry.name));
    throw invalidOption(`There is no file ${JSON.stringify(name)} in the archive. It has ${names.join(", ") || "none"}`);
  }
  const chosen = named ?? candidates[0];
  if (!chosen) throw notText("a ZIP archive without a table", "Pass the file that was meant to be in it");
  return { chosen, others: candidates.filter((entry) => entry !== chosen) };
}

/** What archivers of macOS and Windows add. */
function isMeta(name: string): boolean {
  return name.startsWith("__MACOSX/") || /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);
}

function rank(name: string): number {
  const inner = name.replace(/\.gz$/i, "");
  if (/\.(?:pdf|png|jpe?g|gif|svg|html?|xml|xsd|docx?|pptx?|odt|exe|dll|js|css|zip|sql|parquet)$/i.test(inner)) return 0;
  const format = formatOfName(inner);
  return format !== undefined && format !== "text" ? 2 : 1;
}
