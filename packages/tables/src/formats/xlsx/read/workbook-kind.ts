import { RowmillError } from "@rowmill/core/errors";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import type { RandomAccess } from "../../../archive/random-access.ts";

/** What kind of document a ZIP archive is, if it is one of those that spreadsheet programs know. */
export type PackageKind = "xlsx" | "xlsb" | "ods" | "numbers" | "docx" | "pptx";

/** Recognizes a document by the names of its parts; `undefined` for an archive of other files. */
export function packageKind(archive: ZipArchive): PackageKind | undefined {
  const names = new Set(archive.entries.map(({ name }) => name.replace(/^\/+/, "").toLowerCase()));
  if (names.has("[content_types].xml") || names.has("_rels/.rels")) {
    for (const name of names) {
      if (/(?:^|\/)workbook\d*\.bin$/.test(name)) return "xlsb";
      if (/(?:^|\/)workbook\d*\.xml$/.test(name) || /(?:^|\/)worksheets\/[^/]+\.xml$/.test(name)) return "xlsx";
    }
    if (names.has("word/document.xml")) return "docx";
    if (names.has("ppt/presentation.xml")) return "pptx";
  }
  if (names.has("xl/workbook.xml")) return "xlsx";
  if (names.has("content.xml") && names.has("mimetype")) return "ods";
  if (names.has("index/document.iwa") || names.has("index.zip")) return "numbers";
  return undefined;
}

/** The error for a document that is known and not read. */
export function unsupportedPackage(kind: Exclude<PackageKind, "xlsx">): RowmillError {
  const { what, advice } = UNSUPPORTED[kind];
  return unsupported(what, advice);
}

const UNSUPPORTED: Readonly<Record<Exclude<PackageKind, "xlsx">, { readonly what: string; readonly advice: string }>> = {
  xlsb: { what: "a binary Excel workbook (XLSB)", advice: "Save it as XLSX" },
  ods: { what: "an OpenDocument file (ODS)", advice: "Save the spreadsheet as XLSX" },
  numbers: { what: "an Apple Numbers or Pages document", advice: "Export the table as XLSX or CSV" },
  docx: { what: "a Word document (DOCX)", advice: "Save its table as XLSX or CSV" },
  pptx: { what: "a PowerPoint presentation (PPTX)", advice: "Save its table as XLSX or CSV" },
};

function unsupported(what: string, advice: string): RowmillError {
  return new RowmillError(
    "FILE_FORMAT_UNSUPPORTED",
    `The file is ${what}, which is not read: ${advice[0]?.toLowerCase()}${advice.slice(1)}`,
    {
      details: { looksLike: what },
      retriable: false,
    },
  );
}

/** Whether these first bytes are those of an OLE2 file, as `.xls` files and encrypted workbooks are. */
export function isOle(head: Uint8Array): boolean {
  return OLE_SIGNATURE.every((byte, index) => head[index] === byte);
}

const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * The error for an OLE2 file: `FILE_ENCRYPTED` for a workbook behind a password, otherwise `FILE_FORMAT_UNSUPPORTED`. The names of
 * its streams tell which; they stand in its directory, whose place the header has ([MS-CFB] 2.2).
 */
export async function oleError(access: RandomAccess): Promise<RowmillError> {
  const header = await access.read(0, 512);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const sectorBytes = header.length === 512 && view.getUint16(30, true) === 12 ? 4096 : 512;
  const directory = header.length === 512 ? (view.getUint32(48, true) + 1) * sectorBytes : 0;
  // A directory is mostly in one piece. Otherwise it is near the start or the end.
  const places = [directory, 0, Math.max(0, access.sizeBytes - OLE_SEARCHED_BYTES)];
  const streams = await Promise.all(places.map(async (position) => Buffer.from(await access.read(position, OLE_SEARCHED_BYTES))));
  const has = (name: string) => streams.some((bytes) => bytes.includes(Buffer.from(`${name}\0`, "utf16le")));
  if (has("EncryptedPackage") || has("EncryptionInfo")) {
    return new RowmillError(
      "FILE_ENCRYPTED",
      "The workbook is encrypted with a password: open it in a spreadsheet program and save it without one",
      {
        retriable: false,
      },
    );
  }
  if (has("Workbook") || has("Book")) return unsupported("an old Excel workbook (XLS)", "Save it as XLSX or CSV");
  if (has("WordDocument")) return unsupported("an old Word document (DOC)", "Save its table as XLSX or CSV");
  return unsupported("an old Office document (OLE2), such as XLS", "Save the sheet as XLSX or CSV");
}

const OLE_SEARCHED_BYTES = 256 * 1024;
