import { RowmillError } from "@rowmill/core/errors";

/**
 * Refuses what is no text, by the first bytes of a file.
 * @param hasControls - whether its encoding writes text with control characters: UTF-16 with NULs, ISO-2022-KR with shifts
 * @throws RowmillError `FILE_NOT_TEXT`, which names what the file looks like and what to do about it
 */
export function assertText(head: Uint8Array, hasControls: boolean): void {
  if (Buffer.from(head.subarray(257, 262)).toString("latin1") === "ustar") throw notText("a tar archive", "Unpack it first");
  const magic = MAGIC.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (magic) throw notText(magic.what, magic.advice);
  if (!hasControls && looksBinary(head)) throw notText("binary data", "Export it as delimited text first");
}

/** Signatures at the start of files, from the specifications of the formats. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string; readonly advice: string }[] = [
  { bytes: ascii("PK\u0003\u0004"), what: "a ZIP archive or an XLSX workbook", advice: "Unpack it, or save the sheet as CSV" },
  { bytes: ascii("PK\u0005\u0006"), what: "an empty ZIP archive", advice: "Pass the file that was meant to be in it" },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    what: "an old Excel workbook (.xls), an encrypted workbook or another old Office document",
    advice: "Save it without a password as .xlsx or CSV",
  },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "a Zstandard archive", advice: "Decompress it first" },
  { bytes: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41], what: "a bzip2 archive", advice: "Decompress it first" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], what: "an xz archive", advice: "Decompress it first" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: "a 7-Zip archive", advice: "Unpack it first" },
  { bytes: ascii("%PDF-"), what: "a PDF document", advice: "Export its table as CSV" },
  { bytes: ascii("PAR1"), what: "a Parquet file", advice: "Convert it to CSV" },
  { bytes: ascii("ORC"), what: "an ORC file", advice: "Convert it to CSV" },
  { bytes: ascii("ARROW1"), what: "an Arrow (Feather) file", advice: "Convert it to CSV" },
  { bytes: ascii("{\\rtf"), what: "an RTF document", advice: "Export its table as CSV" },
  { bytes: ascii("Obj\u0001"), what: "an Avro file", advice: "Convert it to CSV" },
  { bytes: ascii("SQLite format 3\0"), what: "an SQLite database", advice: "Export the table as CSV" },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], what: "a PNG image", advice: "Pass a text file" },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG image", advice: "Pass a text file" },
  { bytes: ascii("GIF8"), what: "a GIF image", advice: "Pass a text file" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: "a program (ELF)", advice: "Pass a text file" },
];

function ascii(text: string): readonly number[] {
  return [...text].map((sign) => sign.charCodeAt(0));
}

/**
 * More than one control character in a hundred that no text has. A few stray NULs in a text are kept as they are, in a short one too, and
 * many where they fill up fields, or the end of a file that a crash cut off.
 */
function looksBinary(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (controls > head.length / 100 && (controls > STRAY || controls > head.length / 5)) return true;
  let end = text.length;
  while (end > 0 && text[end - 1] === "\0") end -= 1;
  return text.length > 0 && (text.slice(0, end).match(NULS)?.length ?? 0) * 2 >= end;
}

const STRAY = 3;

/** Not TAB, LF, VT, FF, CR, Ctrl-Z, ESC, NUL, nor the separators that tables have: FS, GS, RS, US, SOH, and DC4 in those of law firms. */
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const CONTROLS = /[\x02-\x08\x0e-\x13\x15-\x19]/g;
const NULS = /\0/g;

/** The error for a file that is no table. */
export function notText(what: string, advice: string): RowmillError {
  return new RowmillError("FILE_NOT_TEXT", `The file is no table that can be read: it looks like ${what}. ${advice}`, {
    details: { looksLike: what },
    retriable: false,
  });
}
