import {
  Kind,
  createStructuralIndex,
  createRowCutter,
  READ_BYTES,
  utf8Chunks,
  formatOfName,
  expectUtf8,
  toReadProblem,
  recordTooLarge,
  isBlankRow,
  createEncodingSurvey,
  assertReadable,
  textDecoder,
  columnName,
  ESCAPE,
  headerNames,
  columnKinds,
  kindOf,
  incompleteTail,
  isRulerRow,
  alignedHeader,
  namesOfAll,
  borrowKernel,
  returnKernel,
  readCsv,
  mayHaveComments,
  commentLines,
  eachColumnKinds,
  NON_ASCII,
  OFFSET_BITS,
  readKind,
} from "./chunk-V4OFCFNT.js";
import { __using, __callDispose } from "./chunk-UAWBPTDW.js";
import { stat, open, unlink } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { RowmillError } from "@rowmill/core/errors";
import { isAscii, isUtf8 } from "node:buffer";
import { join, basename } from "node:path";
import { basename as basename$1 } from "node:path/posix";
import { openSync, unlinkSync, closeSync, readSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { randomUUID } from "node:crypto";
import { Readable, pipeline } from "node:stream";
import { crc32, createInflateRaw, constants, inflateRawSync } from "node:zlib";
import { pipeline as pipeline$1 } from "node:stream/promises";

async function fileInput(path) {
  let stats;
  try {
    stats = await stat(path);
  } catch (error) {
    throw readError(path, error);
  }
  if (!stats.isFile()) {
    const what = stats.isDirectory() ? "a folder" : "not a regular file";
    throw new RowmillError("FILE_UNREADABLE", `${JSON.stringify(path)} is ${what}: pass the path of a file`, {
      details: { path },
      retriable: false,
    });
  }
  return { sizeBytes: stats.size, rereadable: true, path, open: () => readFileChunks(path) };
}
function memoryInput(bytes) {
  return {
    sizeBytes: bytes.length,
    rereadable: true,
    bytes,
    async *open() {
      for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
        yield bytes.subarray(from, from + CHUNK_BYTES);
        if (from + CHUNK_BYTES < bytes.length) await setImmediate();
      }
    },
  };
}
function streamInput(source, sizeBytes) {
  return { sizeBytes, rereadable: false, open: () => source };
}
var CHUNK_BYTES = 1024 * 1024;
async function* readFileChunks(path) {
  try {
    var _stack = [];
    try {
      let readAhead2 = function (turn) {
        const reading = read2(turn);
        reading.catch(() => {});
        return reading;
      };
      var readAhead = readAhead2;
      const handle = __using(_stack, await open(path, "r"), true);
      const buffers = [];
      const read2 = (turn) => handle.read((buffers[turn % 2] ??= Buffer.allocUnsafeSlow(CHUNK_BYTES)), 0, CHUNK_BYTES);
      let pending = read2(0);
      for (let turn = 0; ; turn += 1) {
        const { bytesRead, buffer } = await pending;
        if (bytesRead === 0) return;
        if (turn > 0) pending = readAhead2(turn + 1);
        yield buffer.subarray(0, bytesRead);
        if (turn === 0) pending = readAhead2(1);
      }
    } catch (_) {
      var _error = _,
        _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && (await _promise);
    }
  } catch (error) {
    throw readError(path, error);
  }
}
function readError(path, cause) {
  const code = cause.code;
  const shown3 = JSON.stringify(path);
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" || code === "ERR_INVALID_ARG_VALUE") {
    return new RowmillError("FILE_NOT_FOUND", `There is no file ${shown3}: check the path`, { cause, details: { path }, retriable: false });
  }
  if (code === void 0) return cause;
  return new RowmillError("FILE_UNREADABLE", `The file ${shown3} cannot be read (${code})`, { cause, details: { path } });
}

// packages/tables/src/table/format-options.ts
var TABLE_FORMATS = ["delimited", "xlsx", "json", "jsonl", "fixed-width", "text"];
var OMITTED_ROWS = ["repeated_headers", "notes", "totals"];
function sentError(error) {
  if (RowmillError.is(error)) {
    const { code: code2, message: message2, details, retriable, stack: stack2 } = error;
    return { code: code2, message: message2, details, retriable, stack: stack2 };
  }
  const found = error instanceof Error ? error : new Error(String(error));
  const { message, stack, code, errno, syscall, path } = found;
  const system = errno === void 0 ? void 0 : { code, errno, syscall, path };
  return { code: void 0, message, details: {}, retriable: true, stack, system };
}
function receivedError({ code, message, details, retriable, stack, system }, unexpected) {
  const cause = new Error(message);
  if (stack !== void 0) cause.stack = stack;
  if (system) return Object.assign(cause, system);
  return code === void 0 ? unexpected(cause) : new RowmillError(code, message, { details, retriable, cause });
}
var FORMAT_OPTIONS = {
  delimiter: true,
  quote: true,
  escape: true,
  header: true,
  format: true,
  encoding: true,
  fileName: true,
  entry: true,
  sheet: true,
  fillMergedCells: true,
  layout: true,
  recordsPath: true,
  maxRecordLength: true,
  omit: true,
  maxColumns: true,
  flattenDepth: true,
  engine: true,
  maxInflatedBytes: true,
  maxInflationRatio: true,
  maxPaddingRatio: true,
};
function checkFormatOptions(options) {
  for (const name of ["delimiter", "quote", "escape"]) oneCharacter(name, options[name]);
  for (const name of ["quote", "escape"]) ascii(name, options[name]);
  if (options.quote && options.quote === options.delimiter)
    throw invalidOption("The delimiter and the quote must not be the same character");
  oneOf("format", options.format, TABLE_FORMATS);
  oneOf("engine", options.engine, ["csv-parse", "exceljs"]);
  for (const name of ["encoding", "fileName", "entry", "recordsPath"]) ofType(name, options[name], "string");
  for (const name of ["header", "fillMergedCells"]) ofType(name, options[name], "boolean");
  if (typeof options.sheet === "number") wholeNumber("sheet", options.sheet, 0);
  else ofType("sheet", options.sheet, "string");
  if (options.layout !== void 0) checkLayout(options.layout);
  if (options.omit !== void 0) checkOmitted(options.omit);
  return {
    format: options.format ?? (options.layout && "fixed-width"),
    encoding: options.encoding,
    delimiter: options.delimiter,
    quote: options.quote,
    escape: options.escape,
    header: options.header,
    fileName: options.fileName,
    entry: options.entry,
    sheet: options.sheet,
    fillMergedCells: options.fillMergedCells,
    layout: options.layout,
    recordsPath: options.recordsPath,
    omit: options.omit,
    flattenDepth: wholeNumber("flattenDepth", options.flattenDepth ?? 4, 0, 32),
    engine: options.engine,
    maxRecordLength: wholeNumber("maxRecordLength", options.maxRecordLength ?? 16 * 1024 * 1024, 1, 128 * 1024 * 1024),
    maxColumns: wholeNumber("maxColumns", options.maxColumns ?? 16384, 1, 1048576),
    maxInflatedBytes: wholeNumber("maxInflatedBytes", options.maxInflatedBytes ?? 64 * 1024 ** 3, 1),
    maxInflationRatio: wholeNumber("maxInflationRatio", options.maxInflationRatio ?? 200, 1),
    maxPaddingRatio: wholeNumber("maxPaddingRatio", options.maxPaddingRatio ?? 100, 1),
  };
}
function wholeNumber(name, value, least, most = Number.MAX_SAFE_INTEGER) {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const upTo = most === Number.MAX_SAFE_INTEGER ? "up" : `to ${most}`;
  throw invalidOption(`${name} must be a whole number from ${least} ${upTo}, not ${String(value)}`);
}
function invalidOption(message) {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
function oneCharacter(name, value) {
  if (value === void 0 || value === null) return;
  if (typeof value !== "string" || value.length !== 1 || value === "\n" || value === "\r") {
    throw invalidOption(`The ${name} must be one character that is no line end, not ${JSON.stringify(value)}`);
  }
}
function ascii(name, sign) {
  if (!sign || isAscii(Buffer.from(sign))) return;
  throw invalidOption(`The ${name} must be an ASCII character, not ${JSON.stringify(sign)}: pass null if the file has no such sign`);
}
function oneOf(name, value, allowed) {
  if (value === void 0 || (typeof value === "string" && allowed.includes(value))) return;
  throw invalidOption(`${name} must be one of ${allowed.map((item) => `"${item}"`).join(", ")}, not ${JSON.stringify(value)}`);
}
function ofType(name, value, type) {
  if (value !== void 0 && typeof value !== type) throw invalidOption(`${name} must be a ${type}, not ${JSON.stringify(value)}`);
}
function checkOmitted(omit) {
  if (!Array.isArray(omit)) throw invalidOption(`omit must be a list of kinds of rows, not ${JSON.stringify(omit)}`);
  for (const kind of omit) oneOf("omit", kind, OMITTED_ROWS);
}
function checkLayout(layout) {
  if (!Array.isArray(layout) || layout.length === 0) throw invalidOption("layout must be a list of fields, each with start and width");
  let end = 1;
  for (const [index, { name, start, width }] of layout.entries()) {
    const field = `layout[${index}]`;
    ofType(`${field}.name`, name, "string");
    wholeNumber(`${field}.start`, start, 1);
    if (width !== Number.POSITIVE_INFINITY || index < layout.length - 1) wholeNumber(`${field}.width`, width, 1);
    if (start < end)
      throw invalidOption(`${field} starts at ${start}, inside the field before it or left of it: list the fields from left to right`);
    end = start + width;
  }
}
function assertText(head, hasControls) {
  if (Buffer.from(head.subarray(257, 262)).toString("latin1") === "ustar") throw notText("a tar archive", "Unpack it first");
  const magic = MAGIC.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (magic) throw notText(magic.what, magic.advice);
  if (!hasControls && looksBinary(head)) throw notText("binary data", "Export it as delimited text first");
}
var MAGIC = [
  { bytes: ascii2("PK"), what: "a ZIP archive or an XLSX workbook", advice: "Unpack it, or save the sheet as CSV" },
  { bytes: ascii2("PK"), what: "an empty ZIP archive", advice: "Pass the file that was meant to be in it" },
  {
    bytes: [208, 207, 17, 224, 161, 177, 26, 225],
    what: "an old Excel workbook (.xls), an encrypted workbook or another old Office document",
    advice: "Save it without a password as .xlsx or CSV",
  },
  { bytes: [40, 181, 47, 253], what: "a Zstandard archive", advice: "Decompress it first" },
  { bytes: [66, 90, 104, 57, 49, 65], what: "a bzip2 archive", advice: "Decompress it first" },
  { bytes: [253, 55, 122, 88, 90, 0], what: "an xz archive", advice: "Decompress it first" },
  { bytes: [55, 122, 188, 175, 39, 28], what: "a 7-Zip archive", advice: "Unpack it first" },
  { bytes: ascii2("%PDF-"), what: "a PDF document", advice: "Export its table as CSV" },
  { bytes: ascii2("PAR1"), what: "a Parquet file", advice: "Convert it to CSV" },
  { bytes: ascii2("ORC"), what: "an ORC file", advice: "Convert it to CSV" },
  { bytes: ascii2("ARROW1"), what: "an Arrow (Feather) file", advice: "Convert it to CSV" },
  { bytes: ascii2("{\\rtf"), what: "an RTF document", advice: "Export its table as CSV" },
  { bytes: ascii2("Obj"), what: "an Avro file", advice: "Convert it to CSV" },
  { bytes: ascii2("SQLite format 3\0"), what: "an SQLite database", advice: "Export the table as CSV" },
  { bytes: [137, 80, 78, 71, 13, 10, 26, 10], what: "a PNG image", advice: "Pass a text file" },
  { bytes: [255, 216, 255], what: "a JPEG image", advice: "Pass a text file" },
  { bytes: ascii2("GIF8"), what: "a GIF image", advice: "Pass a text file" },
  { bytes: [127, 69, 76, 70], what: "a program (ELF)", advice: "Pass a text file" },
];
function ascii2(text) {
  return [...text].map((sign) => sign.charCodeAt(0));
}
function looksBinary(head) {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (controls > head.length / 100 && (controls > STRAY || controls > head.length / 5)) return true;
  let end = text.length;
  while (end > 0 && text[end - 1] === "\0") end -= 1;
  return text.length > 0 && (text.slice(0, end).match(NULS)?.length ?? 0) * 2 >= end;
}
var STRAY = 3;
var CONTROLS = /[\x02-\x08\x0e-\x13\x15-\x19]/g;
var NULS = /\0/g;
function notText(what, advice) {
  return new RowmillError("FILE_NOT_TEXT", `The file is no table that can be read: it looks like ${what}. ${advice}`, {
    details: { looksLike: what },
    retriable: false,
  });
}
var ExpansionBudget = class {
  #addedCells = 0;
  #repeatedLength = 0;
  #limits;
  #sizeBytes;
  /** @param sizeBytes - of the file, packed as it is; of a stream, what was read until now */
  constructor(limits, sizeBytes) {
    this.#limits = limits;
    this.#sizeBytes = sizeBytes;
  }
  /**
   * Counts cells that complete a row up to its last value or to the width of the table, or repeat the value of a merged one.
   * @throws RowmillError `FILE_TOO_SPARSE`
   */
  addCells(count2) {
    this.#addedCells += count2;
    if (this.#addedCells <= FREE_CELLS) return;
    const { maxPaddingRatio } = this.#limits;
    if (this.#addedCells <= maxPaddingRatio * this.#sizeBytes()) return;
    const message = `The rows of the table have few values in many columns: they need more than ${this.#addedCells - count2} cells that are not in the file, ${maxPaddingRatio} for each of its bytes. Check whether keys or cells far to the right are meant to be columns; if so, raise maxPaddingRatio`;
    throw new RowmillError("FILE_TOO_SPARSE", message, { details: { maxPaddingRatio }, retriable: false });
  }
  /**
   * Counts the characters of a text that many cells name and that the file has once.
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  addRepeated(length) {
    this.#repeatedLength += length;
    if (this.#repeatedLength <= FREE_LENGTH) return;
    const { maxInflationRatio } = this.#limits;
    if (this.#repeatedLength <= maxInflationRatio * this.#sizeBytes()) return;
    const message = `The cells of the workbook name its long texts so often that they have more than ${maxInflationRatio} times the characters that the file has bytes, as a zip bomb does: if they are meant to, raise maxInflationRatio`;
    throw new RowmillError("FILE_TOO_LARGE_INFLATED", message, { details: { maxInflationRatio }, retriable: false });
  }
};
var FREE_CELLS = 16e6;
var FREE_LENGTH = 4e9;
var BATCH_CELLS = 2e5;
var UNLIMITED = new ExpansionBudget(
  { maxPaddingRatio: Number.POSITIVE_INFINITY, maxInflationRatio: Number.POSITIVE_INFINITY },
  () => Number.POSITIVE_INFINITY,
);

// packages/tables/src/frame/table-region.ts
function tableRegion(rows) {
  const width = usualWidth(rows);
  let from = 0;
  while (from < rows.length && isNarrow(rows[from] ?? [], width)) from += 1;
  let to = rows.length;
  while (to > from && isNarrow(rows[to - 1] ?? [], width)) to -= 1;
  if (to - from < 2) {
    from = 0;
    to = rows.length;
  }
  let agreeing = 0;
  for (let index = from; index < to; index += 1) {
    const own = rows[index]?.length ?? 0;
    if (own === width) agreeing += 1;
    else if (own > 1 && (isAmongAlike(rows, index, own) || isOnStairs(rows, index, own))) agreeing += 0.85;
  }
  return { width, from, to, consistency: to === from ? 0 : agreeing / (to - from) };
}
function isAmongAlike(rows, index, width) {
  let from = index;
  while (from > 0 && index - from < RUN && rows[from - 1]?.length === width) from -= 1;
  let to = index;
  while (to + 1 < rows.length && to - index < RUN && rows[to + 1]?.length === width) to += 1;
  return to - from + 1 >= RUN;
}
var RUN = 4;
function isOnStairs(rows, index, width) {
  return [1, -1].some((step) => {
    let from = index;
    while (from > 0 && index - from < STAIRS && rows[from - 1]?.length === width - step * (index - from + 1)) from -= 1;
    let to = index;
    while (to + 1 < rows.length && to - index < STAIRS && rows[to + 1]?.length === width + step * (to - index + 1)) to += 1;
    return to - from + 1 >= STAIRS;
  });
}
var STAIRS = 5;
function usualWidth(rows) {
  const counts = /* @__PURE__ */ new Map();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count2] of counts) {
    const most = counts.get(usual) ?? 0;
    if (count2 > most || (count2 === most && width > usual && count2 > 1)) usual = width;
  }
  return usual === 1 && counts.size > 1 ? widthOfRun(rows) : usual;
}
function widthOfRun(rows) {
  let longest = Math.max(LEAST_RUN, Math.ceil(rows.length / 4)) - 1;
  let width = 1;
  let run = 0;
  for (const [index, { length }] of rows.entries()) {
    run = length === rows[index - 1]?.length ? run + 1 : 1;
    if (length < LEAST_RUN || run <= longest) continue;
    longest = run;
    width = length;
  }
  return width;
}
var LEAST_RUN = 3;
function isNarrow(row, width) {
  if (width < 2) return false;
  if (row.length <= Math.max(1, Math.floor(width / 2))) return true;
  return width >= 3 && row.filter((cell) => cell.trim() !== "").length <= 1;
}

// packages/tables/src/frame/footer.ts
function countFooter(rows, width) {
  if (width < 2) return 0;
  let end = rows.length;
  while (end > 1 && mayBeNote(rows[end - 1], width)) end -= 1;
  const [key] = columnKinds(
    rows.slice(1, Math.min(end, 200)).map(({ cells }) => cells),
    1,
  );
  const most = Math.min(20, Math.floor((rows.length - 1) / 2));
  const below = belowGap(rows, width, most, key);
  let count2 = 0;
  let sure = below;
  for (let at = rows.length - 1; at > 0 && count2 < most; at -= 1) {
    const row = rows[at];
    if (!row || !mayBeNote(row, width)) break;
    count2 += 1;
    const [first = ""] = row.cells;
    const mayBeRecord = key === void 0 || !key.isTyped ? !row.afterGap && !isSentence(first) : key.agrees(kindOf(first));
    if (!mayBeRecord) sure = Math.max(sure, count2);
    else if (!rows.slice(at).some(({ afterGap }) => afterGap)) break;
  }
  return sure;
}
function belowGap(rows, width, most, key) {
  let count2 = 0;
  for (let at = rows.length - 1; at > 0 && rows.length - at <= most; at -= 1) {
    const row = rows[at];
    if (!row || !mayBeNote(row, width)) break;
    const [first = ""] = row.cells;
    if (row.afterGap && !(key?.isTyped === true && key.agrees(kindOf(first)))) count2 = rows.length - at;
  }
  return count2;
}
function mayBeNote(row, width) {
  if (row === void 0) return false;
  return isNarrow(row.cells, width) || (row.cells.length < width && NOTE.test(row.cells[0] ?? ""));
}
function isSentence(cell) {
  return cell.trim().split(/\s+/).length >= 4 || NOTE.test(cell);
}
var NOTE = /^\s*(?:source|quelle|note|notes|fuente|bron|hinweis|\*|\(|©|†|¹|[a-z]\))/i;

// packages/tables/src/frame/total-rows.ts
var TotalRows = class {
  /** The sums of each column: of all rows, and of those since the last total or heading. */
  #all = [];
  #section = [];
  #rows = 0;
  /** Whether a row, the next one of the table, is a total. */
  take(cells) {
    const label = cells.find((cell) => cell.trim() !== "") ?? "";
    const isFirst = cells.slice(0, 2).includes(label);
    const hasMore = cells.some((cell) => cell.trim() !== "" && cell !== label);
    const isTotal = isFirst && hasMore && (SAYS_TOTAL.test(label) || (STARTS_WITH_TOTAL.test(label) && this.#isSum(cells)));
    if (isTotal || !hasMore) this.#section = [];
    if (!isTotal) this.#add(cells);
    return isTotal;
  }
  #isSum(cells) {
    if (this.#rows < 2) return false;
    return cells.slice(0, MOST_COLUMNS).some((cell, column) => {
      const number = numberOf(cell);
      return number !== 0 && [this.#all[column], this.#section[column]].some((sum) => sum !== void 0 && isNear(sum, number));
    });
  }
  #add(cells) {
    this.#rows += 1;
    for (const [column, cell] of cells.slice(0, MOST_COLUMNS).entries()) {
      const number = numberOf(cell);
      if (number === 0) continue;
      this.#all[column] = (this.#all[column] ?? 0) + number;
      this.#section[column] = (this.#section[column] ?? 0) + number;
    }
  }
};
var MOST_COLUMNS = 50;
var WORDS =
  "(?:grand|sub|sub-|net|overall)?[\\s-]?totals?|sum|summe|zwischensumme|gesamt(?:summe|betrag)?|insgesamt|totaal|total g\xE9n\xE9ral|totale|suma|razem|celkem|\u0438\u0442\u043E\u0433\u043E|\u0432\u0441\u0435\u0433\u043E|\u5408\u8A08|\u603B\u8BA1|\u5408\u8BA1|\uCD1D\uACC4";
var SAYS_TOTAL = new RegExp(
  `^\\s*(?:${WORDS})\\s*(?:$|:|[-\u2013\u2014]\\s|(?:for|of|per|by|f\xFCr|von|de|del|du|des|di|van|voor|za)\\s)`,
  "i",
);
var STARTS_WITH_TOTAL = new RegExp(`^\\s*(?:${WORDS})\\s`, "i");
function numberOf(cell) {
  if (cell === "" || cell.length > LONGEST) return 0;
  const kind = kindOf(cell);
  if (kind === Kind.CommaNumber) return Number(cell.replaceAll(".", "").replace(",", "."));
  return NUMBERS.has(kind) ? Number(cell.replaceAll(",", "")) || 0 : 0;
}
var LONGEST = 30;
var NUMBERS = /* @__PURE__ */ new Set([Kind.Integer, Kind.PointNumber, Kind.PointOrGroup, Kind.CommaOrGroup, Kind.CommaGrouped]);
function isNear(a, b) {
  return Math.abs(a - b) <= Math.max(5e-3, Math.abs(a) * 1e-6);
}

// packages/tables/src/frame/name-cells.ts
function kindOf2(cell) {
  const kind = kindOf(cell);
  return kind === Kind.Text && LONG_NUMBER.test(cell) ? Kind.PointNumber : kind;
}
var LONG_NUMBER = /^\s*[-+]?(?:\d{8,}|\d*\.\d{8,})(?:[eE][-+]?\d+)?\s*$/;
function isName(cells, { column, agrees }) {
  const cell = cells[column] ?? "";
  return cell.trim() !== "" && isNameKind(cell) && !agrees(Kind.Text) && !agrees(kindOf2(cell));
}
function isNameKind(cell) {
  const kind = kindOf2(cell);
  return kind === Kind.Text || kind === Kind.Boolean || kind === Kind.BooleanLetter || isWord(cell);
}
function isWord(cell) {
  return kindOf2(cell) === Kind.WeakNullToken && /^[\p{L} ]{7,}$/u.test(cell.trim());
}
function isValue(cells, { column, agrees }) {
  const cell = cells[column] ?? "";
  if (cell.trim() === "") return false;
  const kind = kindOf2(cell);
  return agrees(kind) || kind === Kind.NullToken || (kind === Kind.WeakNullToken && !isWord(cell));
}
function isSame(a, b) {
  return a.length === b.length && a.length > 1 && a.every((cell, column) => cell === b[column]);
}

// packages/tables/src/frame/row-form.ts
function formOf(code) {
  return code.replaceAll(/\d/g, "0").replaceAll(new RegExp("\\p{L}", "gu"), "a");
}
function isOfForm(row, other) {
  if (row.length !== other.length) return false;
  let witnesses = 0;
  for (const [column, cell] of row.entries()) {
    const beside = other[column] ?? "";
    if ((cell.trim() === "") !== (beside.trim() === "")) return false;
    if (cell.trim() === "") continue;
    const kind = kindOf2(cell);
    if (kind !== kindOf2(beside)) return false;
    if (kind === Kind.Text && HAS_DIGIT.test(cell) && formOf(cell.trim()) !== formOf(beside.trim())) return false;
    if (kind !== Kind.Text || HAS_DIGIT.test(cell)) witnesses += 1;
  }
  return witnesses >= 2;
}
var HAS_DIGIT = /\d/;
function recordForm(rows) {
  const some = rows.slice(0, SOME_ROWS);
  const width = Math.max(0, ...some.map((row) => row.length));
  const kinds = columnKinds(some, width);
  return { kinds, forms: kinds.map(({ values: values2 }) => new Set([...values2].filter((value) => HAS_DIGIT.test(value)).map(formOf))) };
}
var SOME_ROWS = 100;
function isRecord(row, { kinds, forms }) {
  let witnesses = 0;
  for (const [index, kind] of kinds.entries()) {
    const cell = row[kind.column] ?? "";
    if (cell.trim() === "") continue;
    if (kind.isTyped ? !isValue(row, kind) : HAS_DIGIT.test(cell) && forms[index]?.has(formOf(cell)) !== true) return false;
    if (kind.isTyped || HAS_DIGIT.test(cell)) witnesses += 1;
  }
  return witnesses >= 2;
}

// packages/tables/src/frame/first-row-names.ts
var BODY_ROWS = 100;
function firstRowIsNames(table, width) {
  const [first = [], ...others] = table;
  const body = others.slice(0, BODY_ROWS);
  const years = yearColumns(first);
  const days = dayColumns(first);
  const typed = first.filter(
    (cell, column) => cell.trim() !== "" && kindOf2(cell) !== Kind.Text && !isWord(cell) && !years.has(column),
  ).length;
  if (body.length === 0) return { titles: 0, rows: typed === 0 ? 1 : 0, confidence: 0.6, unitsRow: void 0 };
  const widest = Math.max(width, Math.min(first.length, 2 * width));
  const different = columnKinds(
    body.filter((row) => !isSame(first, row)),
    widest,
  );
  const columns = different.some(({ isTyped }) => isTyped) ? different : columnKinds(body, widest);
  const voteOf = (kinds) => {
    const cell = first[kinds.column] ?? "";
    if (years.has(kinds.column)) return yearVote(kinds);
    return days.has(kinds.column) && kinds.isTyped && !kinds.agrees(kindOf2(cell)) ? 0.5 : vote(cell, kinds);
  };
  if (isOneOfMany(first, others, width)) return { titles: 0, rows: 0, confidence: 0.8, unitsRow: void 0 };
  const votes = columns.reduce((sum, column) => sum + voteOf(column), namesVote(first));
  const strength = Math.abs(votes) / Math.max(1, columns.length);
  return { titles: 0, rows: votes > 0 ? 1 : 0, confidence: Math.round(Math.min(1, 0.5 + strength / 2) * 100) / 100, unitsRow: void 0 };
}
function yearColumns(cells) {
  const years = cells.map((cell) => (YEAR.test(cell) ? Number(cell) : void 0));
  const found = years.flatMap((year, column) => (year === void 0 ? [] : [column]));
  const isOne =
    found.length === 1 && cells.every((cell, column) => column === found[0] || (cell.trim() !== "" && kindOf2(cell) === Kind.Text));
  const isNext = (a, b) => a !== void 0 && b !== void 0 && Math.abs(a - b) === 1;
  const inRun = found.filter((column) => isNext(years[column], years[column - 1]) || isNext(years[column], years[column + 1]));
  return new Set(isOne || inRun.length >= 3 ? found : inRun.length === 2 && found.length === 2 ? found : []);
}
function dayColumns(cells) {
  const found = cells.flatMap((cell, column) => (DATES.has(kindOf2(cell)) ? [column] : []));
  const different = new Set(found.map((column) => cells[column]?.trim()));
  return new Set(found.length > 1 && different.size === found.length ? found : []);
}
var DATES = /* @__PURE__ */ new Set([Kind.Date, Kind.DateDayFirst, Kind.DateMonthFirst, Kind.DateEitherOrder]);
var YEAR = /^\s*(?:1[89]|20)\d\d\s*$/;
function yearVote({ values: values2, isTyped, filled }) {
  if (filled === 0) return 0;
  const all = [...values2];
  const likeYears = all.filter((value) => YEAR.test(value)).length;
  if (likeYears * 5 > all.length) return -1;
  return isTyped ? 0.5 : 0.25;
}
function namesVote(cells) {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const different = new Set(filled).size === cells.length;
  return filled.length * 2 < cells.length ? -1 : different ? 0.5 : 0.1;
}
function vote(cell, { isTyped, agrees, filled, values: values2 }) {
  if (cell.trim() === "" || filled === 0) return 0;
  const kind = isWord(cell) ? Kind.Text : kindOf2(cell);
  if (isTyped) {
    if (kind === Kind.Text) return 1;
    return agrees(kind) ? -1 : -0.25;
  }
  if (kind !== Kind.Text) return -0.5;
  if (values2.has(cell)) return -0.6;
  if (isCodeOf(cell, values2) || isFirstOf(cell, values2) || isNumberedAs(cell, values2)) return -1;
  return isShortCodeOf(cell, values2) ? -0.5 : 0.1;
}
function isNumberedAs(cell, values2) {
  const stem = NUMBERED.exec(cell)?.[1];
  if (stem === void 0 || values2.size < LEAST_CODES) return false;
  for (const value of values2) if (NUMBERED.exec(value)?.[1] !== stem) return false;
  return true;
}
var NUMBERED = new RegExp("^(\\p{L}[^\\d]*)\\d+$", "u");
function isShortCodeOf(cell, values2) {
  if (!/^[A-Z]{2,3}$/.test(cell) || values2.size < LEAST_CODES) return false;
  for (const value of values2) if (value.length !== cell.length || !/^[A-Z]+$/.test(value)) return false;
  return true;
}
var LEAST_CODES = 4;
function isOneOfMany(first, others, width) {
  if (first.length >= width || first.length < 2) return false;
  return others.some((row) => !isSame(first, row) && isOfForm(row, first));
}
function isFirstOf(cell, values2) {
  if (values2.size < LEAST_IN_ORDER) return false;
  let last = cell;
  for (const value of values2) {
    if (value <= last) return false;
    last = value;
  }
  const [first = ""] = values2;
  return first[0] === cell[0];
}
var LEAST_IN_ORDER = 9;
function isCodeOf(cell, values2) {
  if (PATH.test(cell)) return [...values2].filter((value) => PATH.test(value)).length * 2 >= values2.size;
  if (!/(?:\d\D*){3}/.test(cell) || cell.length > LONGEST_CODE || values2.size < 2) return false;
  const form = formOf(cell);
  const alike = [...values2].filter((value) => value.length === cell.length && formOf(value) === form).length;
  return alike * 2 >= values2.size;
}
var PATH = /^\s*(?:\.{0,2}\/[^/\s]|[A-Za-z]:\\|\\\\)/;
var LONGEST_CODE = 40;

// packages/tables/src/frame/header.ts
function detectHeader(table, width) {
  const [first, second] = table;
  if (!first) return { titles: 0, rows: 0, confidence: 1, unitsRow: void 0 };
  for (let row = Math.min(NAMES_WITHIN, table.length - 1) - 1; row >= 1; row -= 1) {
    const typed = mustBeNames(table, row, width);
    if (!typed) continue;
    const names = table[row] ?? [];
    const above = table.slice(0, row);
    const areSettings2 = row >= MOST_ROWS || above.some((cells) => isSetting(cells, typed));
    const titles = areSettings2 ? row : above.findLastIndex((cells) => isTitle(cells, width) || isHeading(cells, names, width)) + 1;
    const end = row + 1 + countContinued(table, row + 1, width);
    return { titles, rows: end - titles, confidence: 0.9, unitsRow: isUnits(table[row] ?? []) ? row : void 0 };
  }
  const control = controlRows(table, width);
  if (control > 0) {
    const below = firstRowIsNames(table.slice(control), width);
    if (below.rows > 0) return { ...below, titles: control };
  }
  const guess = firstRowIsNames(table, width);
  if (guess.rows === 0) return guess;
  let rows = 1;
  while (rows < MOST_ROWS && rows < table.length - 1 && isSame(first, table[rows] ?? [])) rows += 1;
  if (rows === 1 && second && table.length > 2 && (isGroups(first, second, table) || isRest(first, second, table))) rows = 2;
  if (rows === 1) rows += countContinued(table, rows, width);
  return { ...guess, rows };
}
var MOST_ROWS = 5;
var NAMES_WITHIN = 12;
var BODY_ROWS2 = 100;
function mustBeNames(table, row, width) {
  const cells = table[row] ?? [];
  if (cells.length !== width) return void 0;
  const typed = [];
  for (const column of eachColumnKinds(table.slice(row + 1, row + 1 + BODY_ROWS2), width)) {
    if (!column.isTyped) continue;
    if (isValue(cells, column)) return void 0;
    typed.push(column);
  }
  const needed = isUnits(cells) ? 1 : 2;
  const names = typed.filter((column) => isName(cells, column)).length;
  if (names < needed || names * 2 < typed.length) return void 0;
  const isAbove = table.slice(0, row).every((above, index) => {
    const agreeing = typed.filter((column) => isValue(above, column));
    if (agreeing.length === 0 || isSetting(above, typed) || isHeading(above, cells, width)) return true;
    return index === 0 && agreeing.every(({ column }) => isLabel(above[column] ?? ""));
  });
  return isAbove ? typed : void 0;
}
function isSetting(cells, typed) {
  const [first] = typed;
  const isFull = cells.every((cell) => cell.trim() !== "");
  return isFull && first?.column === 0 && isName(cells, first) && typed.some((column) => isValue(cells, column));
}
function isHeading(cells, names, width) {
  const end = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  if (width < 3 || end < 2 || end >= width || names.some((cell) => cell.trim() === "")) return false;
  const filled = cells.slice(0, end);
  if (filled.some((cell) => cell.trim() === "")) return false;
  return cells.length < width || filled.some((cell) => kindOf2(cell) !== Kind.Text && !isLabel(cell));
}
function controlRows(table, width) {
  for (let row = Math.min(CONTROL_ROWS, table.length - LEAST_BELOW) - 1; row >= 0; row -= 1) {
    const cells = table[row] ?? [];
    const isOdd = (column) => ISOLATED.has(kindOf2(cells[column] ?? ""));
    if (cells.some((cell) => cell.trim() === "") || cells.filter((_, column) => isOdd(column)).length < 2) continue;
    const kinds = columnKinds(table.slice(row + 2, row + 2 + BODY_ROWS2), width);
    const foreign = kinds.filter(({ column, isTyped, filled }) => isOdd(column) && !isTyped && filled >= LEAST_BELOW).length;
    if (foreign >= 2 && kinds.every((kind) => !kind.isTyped || !isValue(cells, kind))) return row + 1;
  }
  return 0;
}
var CONTROL_ROWS = 3;
var LEAST_BELOW = 4;
var ISOLATED = /* @__PURE__ */ new Set([
  Kind.Integer,
  Kind.PointNumber,
  Kind.CommaNumber,
  Kind.Date,
  Kind.DateDayFirst,
  Kind.DateMonthFirst,
  Kind.DateEitherOrder,
  Kind.DateTime,
  Kind.DateTimeDayFirst,
  Kind.DateTimeMonthFirst,
  Kind.DateTimeEitherOrder,
]);
function isTitle(cells, width) {
  if (cells.length > width) return true;
  const filled = cells.filter((cell) => cell.trim() !== "");
  const atLeft = cells.slice(0, filled.length).every((cell) => cell.trim() !== "");
  const isShort = filled.length <= 2 || (atLeft && filled.length * 2 <= width);
  if (isShort && filled.some((cell) => cell.length > 40 || cell.trim().split(/\s+/).length > 6)) return true;
  return width > 3 && atLeft && filled.length <= Math.max(2, width / 4);
}
function countContinued(table, from, width) {
  let row = from;
  while (row < from + 2 && row < table.length - 1 && isContinued(table, row, width)) row += 1;
  return row - from;
}
function isContinued(table, row, width) {
  const cells = table[row] ?? [];
  const filled = cells.flatMap((cell, column) => (cell.trim() === "" ? [] : [column]));
  if (filled.length === 0 || filled[0] === 0 || filled.length * 2 > width) return false;
  const kinds = columnKinds(table.slice(row + 1, row + 1 + BODY_ROWS2), width);
  return filled.every((column) => kinds.some((kind) => kind.column === column && kind.isTyped && isName(cells, kind)));
}
function isLabel(cell) {
  return /^\s*(?:(?:19|20)\d\d|\d{1,2})\s*$/.test(cell);
}
function isUnits(cells) {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && cell !== "-");
  const units = filled.filter((cell) => UNIT.test(cell)).length;
  return units > 0 && units * 2 > filled.length;
}
var UNIT =
  /^(?:[[(].{1,20}[\])]|[%‰°€$£]|°[CF]|[munckMG]?(?:m|g|s|A|V|W|Hz|Pa|bar|mol|L|l|J|N|K|Wh|eV)(?:[²³23]|\^-?\d)?(?:[/*·].{1,8})?|kg(?:\/.+)?|mm\/h|km\/h|hPa|ppm|ppb|EUR|USD|GBP|CHF|min|h|d|yr|deg|rad|mph|rpm|dB|lux|ISO 8601)$/;
function isGroups(first, second, table) {
  const names = second.map((cell) => cell.trim());
  const isGap = (column) => (first[column] ?? "").trim() === "";
  const gaps = names.flatMap((_, column) => (isGap(column) ? [column] : []));
  const groups = first.filter((cell) => cell.trim() !== "").length;
  if (names.length < 3 || groups === 0 || gaps.length * 3 < names.length) return false;
  if (names.some((name) => name !== "" && kindOf2(name) !== Kind.Text && !isWord(name))) return false;
  const body = table.slice(2, 2 + BODY_ROWS2);
  if (body.length === 0 || body.some((row) => isSame(row, second))) return false;
  const labels = first.filter((cell) => cell.trim() !== "");
  const areLabels = labels.some(isLabel) || new Set(labels).size < labels.length || gaps.length > 1;
  if (!areLabels && !columnKinds(body, names.length).some(({ isTyped }) => isTyped)) return false;
  const share2 = (rows) =>
    rows.reduce((sum, row) => sum + gaps.filter((column) => (row[column] ?? "").trim() !== "").length, 0) / (rows.length * gaps.length);
  if (share2([second]) < ALMOST_ALL) return false;
  return names.includes("") ? share2(body) < MANY : groups * 4 >= names.length && share2(body) >= 0.8;
}
function isRest(first, second, table) {
  const isEmpty = (cells, column) => (cells[column] ?? "").trim() === "";
  const gaps = second.flatMap((_, column) => (isEmpty(first, column) ? [column] : []));
  if (gaps.length === 0 || gaps.some((column) => isEmpty(second, column))) return false;
  if (second.some((cell) => cell.trim() !== "" && kindOf2(cell) !== Kind.Text && !isWord(cell))) return false;
  const body = table.slice(2, 2 + BODY_ROWS2);
  const typed = columnKinds(body, second.length).filter(({ isTyped, filled }) => isTyped && filled >= body.length * ALMOST_ALL);
  return typed.some(({ column }) => isEmpty(second, column)) && typed.every((kind) => !isValue(second, kind));
}
var ALMOST_ALL = 0.95;
var MANY = 0.7;

// packages/tables/src/frame/preamble.ts
function countPreamble(rows, width) {
  let start = rows.findIndex(({ cells }) => !isNarrow(cells, width));
  if (start < 0) return 0;
  const gap = rows.findIndex(({ afterGap }, index) => index > start && afterGap);
  const isOther = ({ cells }) => cells.length < width || cells.filter((cell) => cell !== "").length * 2 <= width;
  if (gap > 0 && gap <= MOST_NOTES && rows.slice(0, gap).every(isOther) && !rows.slice(gap).every(isOther)) start = gap;
  while (start < rows.length && isNarrow(rows[start]?.cells ?? [], width)) start += 1;
  const sameWidth = rows.slice(start).filter(({ cells }) => cells.length === width).length;
  if (start === 0 || sameWidth < 2) return 0;
  return withRecords(rows, withNames(rows, start));
}
function withNames(rows, start) {
  const cells = rows[start - 1]?.cells ?? [];
  if (cells.length < LEAST_NAMES || rows[start]?.afterGap === true || cells.some((cell) => cell.trim() === "")) return start;
  const { kinds } = recordForm(rows.slice(start).map((row) => row.cells));
  const typed = kinds.filter(({ isTyped, column }) => isTyped && column < cells.length);
  return typed.length > 0 && typed.every((kind) => isName(cells, kind)) && new Set(cells).size === cells.length ? start - 1 : start;
}
var LEAST_NAMES = 3;
function withRecords(rows, start) {
  const body = rows.slice(start).map(({ cells: cells2 }) => cells2);
  const form = recordForm(body.slice(1));
  let from = start;
  if (isRecord(body[0] ?? [], form)) while (from > 0 && isRecord(rows[from - 1]?.cells ?? [], form)) from -= 1;
  const cells = rows[from - 1]?.cells ?? [];
  return from > 0 && cells.length > 1 && body.some((row) => isOfForm(row, cells) && !isSame(row, cells)) ? from - 1 : from;
}
var MOST_NOTES = 50;

// packages/tables/src/frame/sections.ts
function withSections(rows) {
  const parts = rows.map((row, at) => (isMark(rows[at - 1]) || isMark(row) ? { ...row, afterGap: true } : row));
  const width = usualWidth(parts.map(({ cells }) => cells));
  if (width < LEAST_WIDTH || !parts.some(({ afterGap }) => afterGap)) return parts;
  const settings = countSettings(parts, width);
  return parts.map((row, at) => (at < settings ? { ...row, cells: row.cells.slice(0, Math.max(1, usedCells(row))) } : row));
}
var LEAST_WIDTH = 4;
function countSettings(rows, width) {
  let start = 0;
  for (const [at, row] of rows.entries()) {
    if (row.afterGap) start = at;
    if (usedCells(row) * 2 > width) return start;
  }
  return 0;
}
function usedCells({ cells }) {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}
function isMark(row) {
  return row !== void 0 && usedCells(row) === 1 && MARK.test(row.cells[0] ?? "");
}
var MARK = /^\s*(?:\[[^\]]{1,60}\]|\*{3}[^*]{1,60}\*{3})\s*$/;

// packages/tables/src/frame/split-tables.ts
function splitTables(rows) {
  const tables = [];
  let current = [];
  let width = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    const own = row.cells.length;
    if (width > 0 && own > 1 && startsTable(rows, at, current, width)) {
      const titles = takeTitles(current, width);
      tables.push(current);
      current = [...titles];
      width = own;
    }
    if (own > 1 && width === 0 && rows[at + 1]?.cells.length === own) width = own;
    current.push(row);
  }
  return [...tables, current].filter((table) => table.length > 0);
}
function startsTable(rows, at, current, width) {
  const row = rows[at];
  const own = row?.cells.length ?? 0;
  const previous = rows[at - 1]?.cells.length ?? 0;
  const titled = gapAbove(rows, at, width);
  const gap = row?.afterGap === true || titled;
  if (gap && isFilled(row) && hasLongerHeader(rows, at)) return true;
  if (own === width) return gap && isFilled(row) && isOtherHeader(rows, at, current, titled ? 0.6 : 0.75);
  if (own === previous && !gap) return false;
  const run = runLength(rows, at, own);
  if (gap) return run >= 2 && isFilled(row);
  return run >= 3 && hasSureHeader(rows, at, own, 0.6);
}
function isOtherHeader(rows, at, current, least) {
  const cells = rows[at]?.cells ?? [];
  const isRepeated2 = current.some(
    (above) => above.cells.length === cells.length && above.cells.every((cell, index) => cell === cells[index]),
  );
  return !isRepeated2 && hasSureHeader(rows, at, cells.length, least);
}
function gapAbove(rows, at, width) {
  for (let above = at - 1; above >= 0 && isTitle2(rows[above], width); above -= 1) {
    if (rows[above]?.afterGap) return true;
  }
  return false;
}
function isTitle2(row, width) {
  const cells = row?.cells ?? [];
  return cells.length <= 1 || (width > 2 && cells.slice(1).every((cell) => cell.trim() === ""));
}
function isFilled(row) {
  const cells = row?.cells ?? [];
  return cells.filter((cell) => cell.trim() !== "").length * 2 > cells.length;
}
function runLength(rows, at, width) {
  let end = at;
  while (end < rows.length && end - at < 50 && rows[end]?.cells.length === width) end += 1;
  return end - at;
}
function hasSureHeader(rows, at, width, least) {
  const some = rows.slice(at, at + Math.min(20, runLength(rows, at, width))).map(({ cells }) => cells);
  if (some.length < 2) return false;
  const { rows: headerRows, confidence } = detectHeader(some, width);
  return headerRows > 0 && confidence >= least;
}
function hasLongerHeader(rows, at) {
  const cells = rows[at]?.cells ?? [];
  const below = rows[at + 1]?.cells.length ?? 0;
  if (below < 2 || below >= cells.length || runLength(rows, at + 1, below) < LEAST_BELOW2) return false;
  const body = rows.slice(at + 1, at + 1 + Math.min(20, runLength(rows, at + 1, below))).map((row) => row.cells);
  const { rows: headerRows, titles, confidence } = detectHeader([cells.slice(0, below), ...body], below);
  return headerRows === 1 && titles === 0 && confidence >= 0.75;
}
var LEAST_BELOW2 = 3;
function takeTitles(table, width) {
  let from = table.length;
  while (from > 0 && width > 1 && isTitle2(table[from - 1], width)) from -= 1;
  while (from < table.length && table[from]?.afterGap !== true) from += 1;
  return table.splice(from);
}

// packages/tables/src/frame/table-frame.ts
function frameOf(rows, options = {}) {
  const filled = filledRows(rows);
  const tables = splitTables(withSections(filled));
  const largest2 = mainTable(tables, options.complete === true);
  const isLast = largest2 === tables.at(-1);
  const from = filled.findIndex(({ index }) => index === largest2[0]?.index);
  const main = filled.slice(Math.max(0, from), Math.max(0, from) + largest2.length);
  const width = usedWidth(main);
  const titles = countPreamble(main, width);
  const above = isRulerRow(main[titles]?.cells ?? []) ? titles + 1 : titles;
  const footerRows = options.complete === true ? countFooter(main.slice(above), width) : 0;
  const end = main.length - footerRows;
  const written = main.slice(above, end).map(({ cells }) => cells);
  const body = written.length === 0 ? [] : [alignedHeader(written, width), ...written.slice(1)];
  const ruler = body.slice(0, RULER_WITHIN).findIndex(isRulerRow);
  const guess = options.header === false ? NO_HEADER : ruler > 0 ? ruledHeader(ruler) : detectHeader(body, width);
  const table = main.slice(above + guess.titles, end);
  const texts = body.slice(guess.titles);
  const headerRows = options.header === true ? Math.max(1, guess.rows) : guess.rows;
  const agreeing = texts.filter((row) => row.length === width).length;
  const consistency = table.length === 0 ? 0 : agreeing / table.length;
  const start = table[0]?.index ?? rows.length;
  const dataEnd = isLast && footerRows === 0 ? rows.length : endOf(table, rows.length);
  const footer =
    footerRows === 0 ? { from: dataEnd, to: dataEnd } : { from: main.at(-footerRows)?.index ?? dataEnd, to: endOf(main, rows.length) };
  return {
    width,
    consistency,
    preambleRows: start,
    headerRows,
    headerConfidence: options.header === void 0 ? guess.confidence : 1,
    columnNames: namesOfAll(headerNames(texts.slice(0, headerRows)), texts.slice(headerRows), width),
    rulerRow: guess === NO_HEADER || ruler <= 0 ? void 0 : table[ruler]?.index,
    unitsRow: guess.unitsRow === void 0 ? void 0 : main[above + guess.unitsRow]?.index,
    dataStart: headerRows === 0 ? start : (table[headerRows - 1]?.index ?? start) + 1,
    dataEnd,
    totalRows: totalRowsOf(table.slice(headerRows)),
    footer,
    otherTables: tables.filter((other) => other !== largest2 && isTable(other)).map((other) => describe(other, rows.length)),
    confidence: Math.round(consistency * (options.header === void 0 ? guess.confidence : 1) * 100) / 100,
  };
}
function notesAtEnd(rows, width) {
  return countFooter(filledRows(rows), width);
}
var RULER_WITHIN = 5;
function ruledHeader(ruler) {
  return { titles: 0, rows: ruler + 1, confidence: 1, unitsRow: void 0 };
}
function usedWidth(rows) {
  const width = usualWidth(rows.map(({ cells }) => cells));
  if ((rows[0]?.cells.length ?? width) >= width) return width;
  const used = Math.max(...rows.map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== "") + 1));
  return used > 1 ? Math.min(width, used) : width;
}
var NO_HEADER = { titles: 0, rows: 0, confidence: 1, unitsRow: void 0 };
function filledRows(rows) {
  const filled = [];
  let afterGap = false;
  for (const [index, cells] of rows.entries()) {
    if (cells.length === 0) continue;
    if (isBlankRow(cells)) {
      afterGap = true;
      continue;
    }
    filled.push({ index, cells, afterGap });
    afterGap = false;
  }
  return filled;
}
function mainTable(tables, complete) {
  const last = tables.at(-1) ?? [];
  if (!complete && isTable(last) && last.length >= GOES_ON) return last;
  const size = (table) => {
    const width = usualWidth(table.map(({ cells }) => cells));
    return table.length * Math.sqrt(width) * (width === 2 && tables.length > 1 && areSettings(table) ? SETTINGS_WEIGHT : 1);
  };
  return tables.reduce((a, b) => (size(b) > size(a) * CLEARLY ? b : a), tables[0] ?? []);
}
var GOES_ON = 20;
var CLEARLY = 1.2;
var SETTINGS_WEIGHT = 0.5;
function areSettings(rows) {
  const lower = rows.slice(rows.length >> 1).map(({ cells }) => cells);
  const kinds = columnKinds(lower, 2);
  return kinds.every(({ isTyped }) => !isTyped) && (kinds[0]?.values.size ?? 0) >= lower.length * 0.8;
}
function isTable(rows) {
  return rows.length > 1 && usualWidth(rows.map(({ cells }) => cells)) > 1;
}
function totalRowsOf(rows) {
  const totals = new TotalRows();
  return rows.filter(({ cells }) => totals.take(cells)).map(({ index }) => index);
}
function describe(rows, end) {
  return { from: rows[0]?.index ?? end, to: endOf(rows, end), width: usualWidth(rows.map(({ cells }) => cells)) };
}
function endOf(rows, end) {
  const last = rows.at(-1);
  return last === void 0 ? end : last.index + 1;
}

// packages/tables/src/frame/frame-findings.ts
function frameFindings(frame, numberOf2 = (row) => row + 1) {
  const findings = [];
  const { footer, otherTables, totalRows, rulerRow } = frame;
  if (otherTables.length > 0) {
    const names = otherTables.map((table) => blockName(table, numberOf2)).join(", ");
    const what = otherTables.length === 1 ? "Another table stands" : `${otherTables.length} other tables stand`;
    const message = `${what} in the file, in ${names}. Only the largest was read: put the others into files of their own.`;
    findings.push({
      code: "other_tables",
      severity: "warning",
      message,
      count: otherTables.length,
      rows: firstRows(otherTables, numberOf2),
    });
  }
  findings.push(...footerFindings(footer, numberOf2), ...totalFindings(totalRows, numberOf2));
  if (rulerRow !== void 0) {
    const message = "A line is drawn under the names of the columns, left out.";
    findings.push({ code: "ruling_lines", severity: "info", message, count: 1, rows: [numberOf2(rulerRow)] });
  }
  return findings;
}
function totalFindings(totalRows, numberOf2 = (row) => row + 1) {
  if (totalRows.length === 0) return [];
  const message = `${totalRows.length === 1 ? "A row adds" : `${totalRows.length} rows add`} up others ("Total"). They are counted like any other, unless the option omit leaves them out.`;
  return [
    { code: "total_rows", severity: "warning", message, count: totalRows.length, rows: totalRows.slice(0, MOST_ROWS2).map(numberOf2) },
  ];
}
function footerFindings(footer, numberOf2 = (row) => row + 1) {
  const count2 = footer.to - footer.from;
  if (count2 === 0) return [];
  const message = `${count2 === 1 ? "A note" : `${count2} rows of notes`} under the table, left out.`;
  return [{ code: "footer_skipped", severity: "info", message, count: count2, rows: numbers(footer, numberOf2) }];
}
function notesFindings(count2) {
  if (count2 === 0) return [];
  const what = count2 === 1 ? "A note stands" : `${count2} rows of notes stand`;
  const message = `${what} under the table, at the end of the file. They were read like any other rows: leave them out by the option omit.`;
  return [{ code: "footer_rows", severity: "warning", message, count: count2, rows: [] }];
}
function blocksOf({ otherTables }, numberOf2 = (row) => row + 1) {
  return otherTables.map((table) => ({ kind: "block", name: blockName(table, numberOf2) }));
}
var MOST_ROWS2 = 5;
function blockName({ from, to }, numberOf2) {
  return `rows ${numberOf2(from)}-${numberOf2(to - 1)}`;
}
function firstRows(ranges, numberOf2) {
  return ranges.slice(0, MOST_ROWS2).map(({ from }) => numberOf2(from));
}
function numbers({ from, to }, numberOf2) {
  return Array.from({ length: Math.min(MOST_ROWS2, to - from) }, (_, index) => numberOf2(from + index));
}

// packages/tables/src/frame/only-table.ts
async function* onlyTable(batches, lastRow) {
  for await (const batch of batches) {
    const inside = Math.max(0, lastRow - batch.firstRow + 1);
    if (inside >= batch.rows.length) yield batch;
    else yield { ...batch, rows: batch.rows.map((row, index) => (index < inside ? row : [])) };
  }
}

// packages/tables/src/formats/xlsx/read/opened-rows.ts
var SAMPLE_ROWS = 300;
var SAMPLE_CELLS = 1e5;
async function opened(rows) {
  const iterator = rows[Symbol.asyncIterator]();
  const held = [];
  const sample = [];
  let cellCount = 0;
  let complete = false;
  while (!complete && sample.length < SAMPLE_ROWS && cellCount < SAMPLE_CELLS) {
    const next = await iterator.next();
    if (next.done === true) {
      complete = true;
      break;
    }
    held.push(next.value);
    for (const [index, cells] of next.value.rows.entries()) {
      if (sample.length === SAMPLE_ROWS || cellCount >= SAMPLE_CELLS) break;
      sample.push({ row: next.value.firstRow + index, cells: cells.map((cell) => cell ?? "") });
      cellCount += cells.length;
    }
  }
  const read2 = held.reduce((sum, batch) => sum + batch.rows.length, 0);
  return {
    sample,
    complete: complete && sample.length === read2,
    async *batches() {
      try {
        while (held.length > 0) yield held.shift();
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
    close: async () => {
      held.length = 0;
      await iterator.return?.();
    },
  };
}

// packages/tables/src/formats/xlsx/read/choose-sheet.ts
async function chooseSheet(workbook, wanted, options) {
  const { sheets } = workbook;
  if (wanted !== void 0) {
    const sheet2 = findSheet(sheets, wanted);
    return { sheet: sheet2, rows: await opened(workbook.rows(sheet2, options)) };
  }
  let fallback;
  let notes;
  const names = new Set(sheets.map(({ name }) => name));
  const visibleFirst = sheets.toSorted((a, b) => Number(a.visibility !== "visible") - Number(b.visibility !== "visible"));
  for (const sheet2 of visibleFirst.slice(0, MOST_SHEETS_LOOKED_AT)) {
    if ((fallback ?? notes) !== void 0 && sheet2.visibility !== "visible") break;
    const rows = await opened(workbook.rows(sheet2, options));
    const isTable2 = hasTable(rows);
    const isNotes = isTable2 && isAbout(rows, names);
    if (isTable2 && !isNotes && (notes === void 0 || isLarger(rows, notes.rows))) return { sheet: sheet2, rows };
    if (isNotes) notes ??= { sheet: sheet2, rows: rows.sample.length };
    if (rows.sample.length > 0) fallback ??= sheet2;
    await rows.close();
  }
  const sheet = notes?.sheet ?? fallback ?? sheets[0];
  if (sheet === void 0)
    throw new RowmillError("FILE_CORRUPT", "The workbook has no sheet with cells: pass another file", { retriable: false });
  return { sheet, rows: await opened(workbook.rows(sheet, options)) };
}
var MOST_SHEETS_LOOKED_AT = 100;
function hasTable({ sample }) {
  const wide = sample.filter(({ cells }) => !isBlankRow(cells) && cells.filter((cell) => cell !== "").length >= 2);
  return wide.length >= 2;
}
function isLarger({ sample }, rows) {
  if (sample.length <= rows) return false;
  return sample.filter(({ cells }) => cells.length >= 3).length * 2 > sample.length;
}
function isAbout({ sample, complete }, names) {
  const rows = sample.map(({ cells }) => cells).filter((cells) => !isBlankRow(cells));
  if (!complete || rows.length > MOST_NOTES2) return false;
  const contents = rows.filter((cells) => cells.some((cell) => names.has(cell.trim()))).length;
  if (contents > 1 && contents * 2 >= rows.length) return true;
  if (rows.length > MOST_KEYS) return false;
  const filled = rows.filter((cells) => cells.filter((cell) => cell !== "").length >= 2);
  if (filled.some((cells) => cells.length > 2)) return false;
  return columnKinds(filled, 2).every(({ isTyped }) => !isTyped) && columnKinds(filled.slice(1), 2).every(({ isTyped }) => !isTyped);
}
var MOST_NOTES2 = 60;
var MOST_KEYS = 20;
function findSheet(sheets, wanted) {
  const found =
    typeof wanted === "number"
      ? sheets[wanted]
      : (sheets.find(({ name }) => name === wanted) ??
        sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase()));
  if (found) return found;
  const names = sheets.slice(0, 50).map(({ name }) => JSON.stringify(name));
  throw new RowmillError(
    "OPTION_INVALID",
    `The workbook has no sheet ${JSON.stringify(wanted)}: it has ${names.join(", ") || "none"}${sheets.length > 50 ? " and more" : ""}`,
    { details: { sheet: wanted }, retriable: false },
  );
}

// packages/tables/src/formats/xlsx/read/open-sheet.ts
async function openSheet(workbook, options = {}) {
  const { sheet, rows } = await chooseSheet(workbook, options.sheet, options);
  const { sample, complete } = rows;
  const frame = frameOf(evened(sample), { header: options.header, complete });
  const numberOf2 = (row) => sample[row]?.row ?? row + 1;
  const columnCount = Math.max(frame.width, frame.columnNames.length, sharedWidth(sample.slice(frame.preambleRows)));
  const tableStart = numberOf2(frame.preambleRows);
  const { above, below } = partedBlocks(frame);
  return {
    sheet: sheet.name,
    preambleRows: tableStart - 1,
    headerRows: frame.headerRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columns: Array.from({ length: columnCount }, (_, index) => columnName(frame.columnNames[index], index)),
    columnCount,
    otherTables: [...otherSheets(workbook, sheet), ...above.map((block) => ({ kind: "block", name: blockName2(block, numberOf2) }))],
    findings: [
      ...(below.length > 0 ? [tablesBelow(below, numberOf2)] : []),
      ...footerFindings(frame.footer, numberOf2),
      ...totalFindings(frame.totalRows, numberOf2),
    ],
    batches() {
      const read2 = padded(rows.batches(), tableStart, columnCount, options.budget ?? UNLIMITED);
      return frame.footer.to > frame.footer.from ? onlyTable(read2, numberOf2(frame.footer.from) - 1) : read2;
    },
    close: () => rows.close(),
  };
}
function evened(sample) {
  const width = sharedWidth(sample);
  return sample.map(({ cells }) => {
    const isShort = cells.length * 2 < width || cells.length >= width || cells.length < 2;
    return isShort ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => "")];
  });
}
function sharedWidth(rows) {
  const [widest = 0, second = widest] = rows.map(({ cells }) => cells.length).toSorted((a, b) => b - a);
  return second;
}
async function* padded(batches, firstRow, width, budget) {
  const pad = (row, number) => {
    if (row.length >= width || number < firstRow || (row.length === 1 && row[0] === "")) return row;
    budget.addCells(width - row.length);
    return [...row, ...Array.from({ length: width - row.length }, () => "")];
  };
  const most = Math.max(1, Math.floor(BATCH_CELLS / Math.max(1, width)));
  for await (const batch of batches) {
    if (batch.rows.every((row) => row.length >= width)) {
      yield batch;
      continue;
    }
    for (let from = 0; from < batch.rows.length; from += most) {
      const start = batch.firstRow + from;
      const rows = batch.rows.slice(from, from + most).map((row, index) => pad(row, start + index));
      yield { ...batch, firstRow: start, rows, problems: from === 0 ? batch.problems : [] };
    }
  }
}
function otherSheets(workbook, chosen) {
  return workbook.sheets
    .filter((sheet) => sheet !== chosen)
    .map(({ name, visibility }) => ({ kind: "sheet", name, ...(visibility !== "visible" && { hidden: true }) }));
}
function partedBlocks({ otherTables, preambleRows }) {
  return { above: otherTables.filter(({ to }) => to <= preambleRows), below: otherTables.filter(({ to }) => to > preambleRows) };
}
function tablesBelow(blocks, numberOf2) {
  const names = blocks.slice(0, 5).map((block) => blockName2(block, numberOf2));
  const message = `What stands in ${names.join(", ")} of the sheet looks like another table. It was read as rows of the first.`;
  return {
    code: "other_tables",
    severity: "warning",
    message,
    count: blocks.length,
    rows: blocks.slice(0, 5).map(({ from }) => numberOf2(from)),
  };
}
function blockName2({ from, to }, numberOf2) {
  return `rows ${numberOf2(from)}-${numberOf2(to - 1)}`;
}
function engineMissing(engine, cause) {
  return new RowmillError("OPTION_INVALID", `The engine "${engine}" needs the package ${engine}: install it, or leave the option out`, {
    cause,
    retriable: false,
  });
}
function corruptWorkbook(part, what, details = {}) {
  return new RowmillError(
    "FILE_CORRUPT",
    `${JSON.stringify(part)} in the workbook ${what}: open the file in a spreadsheet program and save it again, or get it again`,
    { details: { part, ...details }, retriable: false },
  );
}

// packages/tables/src/formats/xlsx/read/cells/code-format.ts
function codeFormat(code) {
  const section = /^(?:[^";\\]|\\.|"[^"]*")*/.exec(code.slice(0, MAX_CODE_LENGTH))?.[0] ?? "";
  const form = section
    .replaceAll(/_.|\*./gsu, "")
    .replaceAll(/\[\$-[^\]]*\]/g, "")
    .replaceAll(/\\(.)/gsu, "$1")
    .replaceAll('"', "");
  const isPlain2 = /^[0\-/ ]+$/.test(section.replaceAll(/\\.|"[^"]*"|_.|\*.|\[\$-[^\]]*\]/gsu, ""));
  return isPlain2 && !/[1-9]/.test(form) && form.split("0").length > 2 ? form : void 0;
}
var MAX_CODE_LENGTH = 1e3;
function codeText(raw, form) {
  const digits = raw.trim();
  if (!/^\d{1,15}$/.test(digits)) return void 0;
  const places = form.split("0").length - 1;
  const padded2 = digits.padStart(places, "0");
  let at = padded2.length - places + 1;
  let isFirst = true;
  return form.replaceAll("0", () => {
    if (!isFirst) return padded2[at++] ?? "";
    isFirst = false;
    return padded2.slice(0, at);
  });
}

// packages/tables/src/formats/xlsx/read/cells/number-text.ts
function numberText(raw) {
  if (isShortest(raw)) return raw;
  const trimmed = raw.trim();
  if (isShortest(trimmed) || trimmed === "") return trimmed;
  const value = Number(trimmed);
  if (!Number.isFinite(value)) return raw;
  return value === 0 ? "0" : String(value);
}
function isShortest(text) {
  const negative = text.charCodeAt(0) === 45;
  const from = negative ? 1 : 0;
  const { length } = text;
  let point = -1;
  for (let at = from; at < length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign >= 48 && sign <= 57) continue;
    if (sign !== 46 || point >= 0) return false;
    point = at;
  }
  if (length === from) return false;
  const startsWithZero = text.charCodeAt(from) === 48;
  if (point < 0) return !startsWithZero || (length === 1 && !negative);
  if (point === from || point === length - 1 || length - from > 16) return false;
  if (startsWithZero && (point !== from + 1 || text.startsWith("00000", point + 1))) return false;
  return text.charCodeAt(length - 1) !== 48;
}

// packages/tables/src/formats/xlsx/read/cells/number-format.ts
var Shown = {
  Number: 0,
  Date: 1,
  Time: 2,
  DateTime: 3,
  /** Hours, minutes and seconds that have passed: `[h]:mm`. */
  Elapsed: 4,
};
function shownBy(code) {
  for (const section of sections(code).slice(0, 2)) {
    const shown3 = shownBySection(section);
    if (shown3 !== Shown.Number) return shown3;
  }
  return Shown.Number;
}
function shownByBuiltIn(id) {
  if (id === 22) return Shown.DateTime;
  if (id === 46) return Shown.Elapsed;
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return Shown.Time;
  if ((id >= 32 && id <= 35) || (id >= 75 && id <= 80 && id !== 77)) return Shown.Time;
  if (id === 77) return Shown.DateTime;
  const isDate =
    (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) || (id >= 71 && id <= 74) || id === 81;
  return isDate ? Shown.Date : Shown.Number;
}
function sections(code) {
  const bare = code
    .slice(0, MAX_CODE_LENGTH2)
    .replaceAll(/"[^"]*"?|\\.|_.|\*./gsu, "")
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi, "");
  return bare.split(";");
}
var MAX_CODE_LENGTH2 = 1e3;
function shownBySection(section) {
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return Shown.Elapsed;
  const text = section
    .replaceAll(/general|standard|estándar|général|allgemein|algemeen|standaard|e[+-]/gi, "")
    .replaceAll(/am\/pm|a\/p|上午\/下午/gi, "h");
  const hasTime = /[hs]/i.test(text);
  const hasDate = /[yd]/i.test(text) || hasMonth(text) || isLocalDate(text);
  if (hasDate) return hasTime ? Shown.DateTime : Shown.Date;
  return hasTime ? Shown.Time : Shown.Number;
}
function hasMonth(text) {
  const runs = (text.match(/([a-z0-9])\1*/gi) ?? []).map((run) => run[0]?.toLowerCase());
  return runs.some((run, index) => run === "m" && runs[index - 1] !== "h" && runs[index + 1] !== "s");
}
function isLocalDate(text) {
  if (/[0#?]/.test(text)) return false;
  return /jj|tt|aaa|åå|rrrr|гг|дд|vvvv|gg|bb|\be\b|^e+/i.test(text);
}
var RowCollector = class {
  #maxRecordLength;
  #fill;
  #budget;
  #ready = [];
  #rows = [];
  #firstRow = 1;
  #problems = [];
  #batchCells = 0;
  #batchLength = 0;
  /** The row under way; 0 before the first. */
  row = 0;
  #cells = [];
  #length = 0;
  #filledTo = 0;
  #noted = [];
  constructor(maxRecordLength, fill, budget = UNLIMITED) {
    this.#maxRecordLength = maxRecordLength;
    this.#fill = fill;
    this.#budget = budget;
  }
  /** Starts a row. The same number again goes on with it; a lower one, which no sheet should have, is the row after the last. */
  startRow(row) {
    if (row === this.row) return;
    this.#endRow();
    const isAhead = row > this.row;
    this.row = isAhead ? row : this.row + 1;
    if (!isAhead) this.note("broken_cell", void 0, `row ${row} comes after row ${this.row - 1}`);
  }
  /** The column of the next cell that does not say where it stands. */
  get nextColumn() {
    return this.#cells.length;
  }
  /** @throws RowmillError `FILE_RECORD_TOO_LARGE`, `FILE_TOO_SPARSE` */
  set(column, text) {
    const cells = this.#cells;
    if (text === "" && column >= cells.length) return;
    if (column > cells.length) this.#budget.addCells(column - cells.length);
    while (cells.length < column) cells.push("");
    cells[column] = text;
    this.#length += text.length;
    if (text.length > EXCEL_CELL_LENGTH) this.note("long_cell", column);
    if (this.#length > this.#maxRecordLength) {
      throw new RowmillError("FILE_RECORD_TOO_LARGE", `Row ${this.row} of the sheet has more than ${this.#maxRecordLength} characters`, {
        details: { row: this.row, maxRecordLength: this.#maxRecordLength },
        retriable: false,
      });
    }
  }
  /** Notes what is odd about a cell, once for each row and code. */
  note(code, column, detail) {
    if (this.#noted.includes(code)) return;
    this.#noted.push(code);
    this.#problems.push({ code, row: this.row, line: this.row, column, detail });
  }
  /** Whether a batch is full and waits to be taken. */
  get hasBatch() {
    return this.#ready.length > 0;
  }
  /** Answers the batches that are full, and with `end` also the last one. */
  take(end = false) {
    if (end) {
      this.#endRow();
      this.#flush();
    }
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
  #endRow() {
    if (this.#fill) this.#fillRows(this.#fill);
    if (this.#cells.length > 0) {
      this.#push(this.row, this.#cells);
      this.#batchLength += this.#length;
      if (this.#rows.length >= BATCH_ROWS || this.#batchCells > BATCH_CELLS || this.#batchLength > BATCH_LENGTH) this.#flush();
      this.#cells = [];
    }
    this.#length = 0;
    if (this.#noted.length > 0) this.#noted = [];
  }
  /** Fills the row under way, and those before it that the sheet leaves out because they have no cells of their own. */
  #fillRows(fill) {
    for (let row = Math.max(this.#filledTo + 1, this.row - MOST_BLANK_ROWS); row < this.row; row += 1) {
      const cells = [];
      fill(row, cells);
      if (cells.length > 0) this.#push(row, cells);
    }
    fill(this.row, this.#cells);
    this.#filledTo = this.row;
  }
  #push(row, cells) {
    const next = this.#firstRow + this.#rows.length;
    if (row - next > MOST_BLANK_ROWS) {
      this.#flush();
      this.#firstRow = row;
    } else {
      for (let blank = next; blank < row; blank += 1) this.#rows.push(BLANK_ROW);
    }
    this.#rows.push(cells);
    this.#batchCells += cells.length;
  }
  #flush() {
    if (this.#rows.length === 0 && this.#problems.length === 0) return;
    this.#ready.push({ firstRow: this.#firstRow, rows: this.#rows, problems: this.#problems });
    this.#firstRow += this.#rows.length;
    this.#rows = [];
    this.#problems = [];
    this.#batchCells = 0;
    this.#batchLength = 0;
  }
};
var EXCEL_CELL_LENGTH = 32767;
var BATCH_ROWS = 200;
var BATCH_LENGTH = 4 * 1024 * 1024;
var MOST_BLANK_ROWS = 1e3;
var BLANK_ROW = [""];

// packages/tables/src/values/numbers/without-trailing-zeros.ts
function withoutTrailingZeros(text) {
  let end = text.length;
  while (end > 0 && text[end - 1] === "0") end -= 1;
  return text.slice(0, end);
}

// packages/tables/src/formats/xlsx/read/cells/serial-date.ts
function createSerialText(date1904) {
  const dates = /* @__PURE__ */ new Map();
  return (serial, shown3) => {
    if (shown3 === Shown.Elapsed) return elapsedText(serial);
    if (!(Math.abs(serial) < MAX_SERIAL)) return void 0;
    const totalMs = Math.round(serial * DAY_MS);
    const day = Math.floor(totalMs / DAY_MS);
    const ms = totalMs - day * DAY_MS;
    if (day === 0 && (shown3 === Shown.Time || (!date1904 && ms > 0))) return timeText(ms);
    let date = dates.get(day);
    if (date === void 0) {
      date = dateText(day, date1904);
      if (date === void 0) return void 0;
      if (dates.size === KEPT_DATES) dates.clear();
      dates.set(day, date);
    }
    if (shown3 === Shown.Date && ms === 0) return date;
    return `${date}T${timeText(ms)}`;
  };
}
var KEPT_DATES = 4096;
var DAY_MS = 864e5;
var MAX_SERIAL = 2958466;
var EPOCH_1900 = -25569;
var EPOCH_1904 = -24107;
function dateText(day, date1904) {
  if (date1904) return isoDate(day + EPOCH_1904);
  if (day === 60) return "1900-02-29";
  return isoDate(day + EPOCH_1900 + (day >= 0 && day < 60 ? 1 : 0));
}
function isoDate(days) {
  const iso = new Date(days * DAY_MS).toISOString();
  return /^\d{4}-/.test(iso) ? iso.slice(0, 10) : void 0;
}
function timeText(ms) {
  const seconds = Math.floor(ms / 1e3);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction(ms % 1e3)}`;
}
function elapsedText(serial) {
  const totalMs = Math.round(Math.abs(serial) * DAY_MS);
  if (!Number.isSafeInteger(totalMs)) return void 0;
  return `${serial < 0 && totalMs > 0 ? "-" : ""}${timeText(totalMs)}`;
}
function two(value) {
  return value < 10 ? `0${value}` : String(value);
}
function fraction(ms) {
  return withPoint(String(ms).padStart(3, "0"));
}
function withPoint(digits) {
  const rest = withoutTrailingZeros(digits);
  return rest === "" ? "" : `.${rest}`;
}
function isoCellText(raw, shown3) {
  const match = /^(-?\d{4,}-\d\d-\d\d)?(?:T?(\d\d:\d\d)(?::(\d\d)(\.\d+)?)?)?Z?$/.exec(raw.trim());
  if (!match) return raw;
  const [, date, minutes, seconds = "00", part = ""] = match;
  if (minutes === void 0) return date ?? raw;
  const time = `${minutes}:${seconds}${withPoint(part.slice(1))}`;
  if (date === void 0) return time;
  const isMidnight = time === "00:00:00";
  if (shown3 === Shown.Time && /^(?:1899-12-3[01]|1904-01-01)$/.test(date)) return time;
  return isMidnight && (shown3 === Shown.Date || shown3 === Shown.Number) ? date : `${date}T${time}`;
}
function packageKind(archive) {
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
  return void 0;
}
function unsupportedPackage(kind) {
  const { what, advice } = UNSUPPORTED[kind];
  return unsupported(what, advice);
}
var UNSUPPORTED = {
  xlsb: { what: "a binary Excel workbook (XLSB)", advice: "Save it as XLSX" },
  ods: { what: "an OpenDocument file (ODS)", advice: "Save the spreadsheet as XLSX" },
  numbers: { what: "an Apple Numbers or Pages document", advice: "Export the table as XLSX or CSV" },
  docx: { what: "a Word document (DOCX)", advice: "Save its table as XLSX or CSV" },
  pptx: { what: "a PowerPoint presentation (PPTX)", advice: "Save its table as XLSX or CSV" },
};
function unsupported(what, advice) {
  return new RowmillError(
    "FILE_FORMAT_UNSUPPORTED",
    `The file is ${what}, which is not read: ${advice[0]?.toLowerCase()}${advice.slice(1)}`,
    {
      details: { looksLike: what },
      retriable: false,
    },
  );
}
function isOle(head) {
  return OLE_SIGNATURE.every((byte, index) => head[index] === byte);
}
var OLE_SIGNATURE = [208, 207, 17, 224, 161, 177, 26, 225];
async function oleError(access) {
  const header = await access.read(0, 512);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const sectorBytes = header.length === 512 && view.getUint16(30, true) === 12 ? 4096 : 512;
  const directory = header.length === 512 ? (view.getUint32(48, true) + 1) * sectorBytes : 0;
  const places = [directory, 0, Math.max(0, access.sizeBytes - OLE_SEARCHED_BYTES)];
  const streams = await Promise.all(places.map(async (position) => Buffer.from(await access.read(position, OLE_SEARCHED_BYTES))));
  const has = (name) => streams.some((bytes) => bytes.includes(Buffer.from(`${name}\0`, "utf16le")));
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
var OLE_SEARCHED_BYTES = 256 * 1024;

// packages/tables/src/formats/xlsx/read/exceljs-workbook.ts
var MAX_INFLATED_BYTES = 256 * 1024 * 1024;
async function openExcelJsWorkbook(archive, options) {
  const kind = packageKind(archive);
  if (kind !== void 0 && kind !== "xlsx") throw unsupportedPackage(kind);
  const ExcelJS = await loadExcelJs();
  await assertFits(archive);
  const { access } = archive;
  const bytes = await access.read(0, access.sizeBytes);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  } catch (cause) {
    throw corruptWorkbook("xl/workbook.xml", `is more than exceljs can read (${cause.message})`);
  }
  const { worksheets } = workbook;
  const { date1904 } = workbook.properties;
  const serialText = createSerialText(date1904);
  const dateText2 = (date, format) => {
    const serial = date.getTime() / DAY_MS2 + (date1904 ? SERIAL_1904_OF_1970 : SERIAL_OF_1970);
    return serialText(serial, format === void 0 ? Shown.Date : shownBy(format)) ?? "";
  };
  return {
    sheets: worksheets.map(({ name, state }, index) => ({ name, index, visibility: state })),
    date1904,
    async *rows(sheet, sheetOptions) {
      const worksheet = worksheets[sheet.index];
      if (worksheet) yield* rowsOf(worksheet, options, dateText2, sheetOptions?.fillMergedCells ?? false);
    },
    bytesTaken: () => access.sizeBytes,
    close: () => {},
  };
}
var DAY_MS2 = 864e5;
var SERIAL_OF_1970 = 25569;
var SERIAL_1904_OF_1970 = 24107;
async function loadExcelJs() {
  try {
    const module = await import("exceljs");
    return module.default ?? module;
  } catch (cause) {
    throw engineMissing("exceljs", cause);
  }
}
async function assertFits(archive) {
  let inflatedBytes = 0;
  for (const entry of archive.entries) {
    for await (const chunk of archive.open(entry)) inflatedBytes += chunk.length;
    if (inflatedBytes <= MAX_INFLATED_BYTES) continue;
    throw new RowmillError(
      "FILE_TOO_LARGE_INFLATED",
      `The workbook unpacks to more than ${MAX_INFLATED_BYTES} bytes, too much for exceljs: leave the option engine out`,
      {
        details: { maxInflatedBytes: MAX_INFLATED_BYTES },
        retriable: false,
      },
    );
  }
}
function* rowsOf(worksheet, { maxRecordLength, budget = UNLIMITED }, dateText2, fillMerged) {
  const collector = new RowCollector(maxRecordLength, void 0, budget);
  let bytes = 0;
  for (let number = 1; number <= worksheet.rowCount; number += 1) {
    const row = worksheet.findRow(number);
    if (!row?.hasValues) continue;
    collector.startRow(number);
    row.eachCell((cell, column) => {
      const isUnder = cell.isMerged && cell.master !== cell;
      const text = isUnder ? (fillMerged ? textOfResult(cell.master, dateText2) : "") : textOfCell(cell, collector, column - 1, dateText2);
      collector.set(column - 1, text);
      bytes += text.length;
    });
    for (const batch of collector.take()) yield { ...batch, bytes };
  }
  for (const batch of collector.take(true)) yield { ...batch, bytes };
}
function textOfCell(cell, collector, column, dateText2) {
  if (cell.formula !== void 0 && cell.result === void 0) collector.note("formula_without_value", column);
  const value = resultOf(cell);
  if (isError(value)) collector.note("error_value", column, value.error);
  return textOfResult(cell, dateText2);
}
function textOfResult(cell, dateText2) {
  return textOfValue(resultOf(cell), cell.numFmt, dateText2);
}
function resultOf(cell) {
  return cell.formula === void 0 ? cell.value : cell.result;
}
function textOfValue(value, format, dateText2) {
  if (value === null || value === void 0) return "";
  if (typeof value === "number") {
    const form = codeFormat(format ?? "");
    return (form && codeText(String(value), form)) ?? numberText(String(value));
  }
  if (value instanceof Date) return dateText2(value, format);
  if (typeof value !== "object") return String(value);
  if (isError(value)) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("text" in value) return typeof value.text === "string" ? value.text : textOfValue(value.text, format, dateText2);
  return "";
}
function isError(value) {
  return typeof value === "object" && value !== null && "error" in value;
}
async function* decodeXml(chunks) {
  let decode;
  let finish = () => "";
  let held = new Uint8Array();
  for await (const chunk of chunks) {
    if (!decode) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      if (held.length < DECLARATION_BYTES) continue;
      ({ decode, finish } = decoderOf(held));
      yield decode(held);
      continue;
    }
    yield decode(chunk);
  }
  if (!decode) {
    ({ decode, finish } = decoderOf(held));
    yield decode(held);
  }
  yield finish();
}
var DECLARATION_BYTES = 200;
function decoderOf(head) {
  const encoding = encodingOf(head);
  if (encoding === "utf-8") return utf8Decoder();
  const decoder = new TextDecoder(encoding);
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), finish: () => decoder.decode() };
}
function encodingOf(head) {
  const [a, b] = head;
  if ((a === 255 && b === 254) || (a === 60 && b === 0)) return "utf-16le";
  if ((a === 254 && b === 255) || (a === 0 && b === 60)) return "utf-16be";
  const start = Buffer.from(head.subarray(0, DECLARATION_BYTES)).toString("latin1");
  const label = /^(?:ï»¿)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  if (label === void 0 || /^utf-?(?:8|16)/i.test(label)) return "utf-8";
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "utf-8";
  }
}
function utf8Decoder() {
  let tail = new Uint8Array();
  let started = false;
  return {
    decode(chunk) {
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      tail = incompleteTail(bytes);
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - tail.length);
      const text = isAscii(whole) ? whole.toString("latin1") : whole.toString("utf8");
      const isFirst = !started && text.length > 0;
      started ||= isFirst;
      return isFirst && text.charCodeAt(0) === 65279 ? text.slice(1) : text;
    },
    finish: () => Buffer.from(tail).toString("utf8"),
  };
}

// packages/tables/src/formats/xlsx/read/xml/xml-text.ts
function xmlText(raw) {
  const text = raw.includes("\r") ? raw.replaceAll(/\r\n?/g, "\n") : raw;
  return text.includes("&") ? text.replaceAll(/&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|(amp|lt|gt|quot|apos));/g, replaceEntity) : text;
}
function cellText(raw) {
  const text = xmlText(raw);
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([\da-fA-F]{4})_/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}
function replaceEntity(entity, decimal, hex, name) {
  if (name !== void 0) return NAMED[name] ?? entity;
  const codePoint = decimal === void 0 ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
  return codePoint <= 1114111 ? String.fromCodePoint(codePoint) : entity;
}
var NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

// packages/tables/src/formats/xlsx/read/xml/xml-scanner.ts
var Token = {
  /** The text ends before the next token does: push more. */
  More: 0,
  /** `name`, `attribute()`, `selfClosing`. No `Close` follows one that closes itself. */
  Open: 1,
  /** `name`. */
  Close: 2,
  /** `piece`: text, still with its entities. A long one comes in several pieces, cut anywhere. */
  Text: 3,
};
var XmlScanner = class {
  /** What is being scanned, and where. A reader that knows what comes may go ahead by itself. */
  text = "";
  position = 0;
  name = "";
  selfClosing = false;
  piece = "";
  /** How many elements are open. */
  depth = 0;
  #part;
  #attributesFrom = 0;
  #attributesTo = 0;
  /** What ends the comment, instruction or CDATA section that is under way. */
  #until;
  #isEmpty = true;
  /** @param part - the name of the document, for errors */
  constructor(part) {
    this.#part = part;
  }
  push(text) {
    this.text = this.position < this.text.length ? [this.text.slice(this.position), text].join("") : text;
    this.position = 0;
  }
  next() {
    while (true) {
      if (this.#until !== void 0) {
        const token = this.#skip(this.#until);
        if (token !== void 0) return token;
        continue;
      }
      const { text, position } = this;
      if (position >= text.length) return Token.More;
      if (text.charCodeAt(position) !== LESS_THAN) return this.#readText();
      const sign = text.charCodeAt(position + 1);
      if (Number.isNaN(sign)) return Token.More;
      if (sign === SLASH) return this.#readClose();
      if (sign === QUESTION_MARK) {
        this.position += 2;
        this.#until = "?>";
      } else if (sign === EXCLAMATION_MARK) {
        if (!this.#enterDeclaration()) return Token.More;
      } else return this.#readOpen();
    }
  }
  /** The value of an attribute of the tag at hand, whatever its prefix. */
  attribute(name) {
    const { text } = this;
    let at = this.#attributesFrom;
    const end = this.#attributesTo;
    while (true) {
      while (at < end && isBlank(text.charCodeAt(at))) at += 1;
      const equals = text.indexOf("=", at);
      if (equals < 0 || equals >= end) return void 0;
      let open5 = equals + 1;
      while (open5 < end && isBlank(text.charCodeAt(open5))) open5 += 1;
      const close = text.indexOf(text[open5] ?? '"', open5 + 1);
      if (close < 0 || close >= end) return void 0;
      const key = text.slice(at, equals).trimEnd();
      if (key === name || key.endsWith(`:${name}`)) return xmlText(text.slice(open5 + 1, close));
      at = close + 1;
    }
  }
  /**
   * Call it after the last piece.
   * @throws RowmillError `FILE_CORRUPT` if the document has not come to its end
   */
  end() {
    if (this.#isEmpty) throw this.corrupt("is empty");
    if (this.depth > 0 || this.#until !== void 0 || this.position < this.text.length) throw this.corrupt("is cut off");
  }
  corrupt(what, details) {
    return corruptWorkbook(this.#part, what, details);
  }
  #readText() {
    const { text, position } = this;
    const end = text.indexOf("<", position);
    this.piece = text.slice(position, end < 0 ? text.length : end);
    this.position += this.piece.length;
    if (this.depth === 0 && this.piece.trim() !== "") throw this.corrupt("is no XML");
    return Token.Text;
  }
  #readClose() {
    const { text, position } = this;
    const end = text.indexOf(">", position);
    if (end < 0) return this.#moreOfTag();
    this.name = localName(text.slice(position + 2, end).trimEnd());
    this.position = end + 1;
    this.depth -= 1;
    if (this.depth < 0) throw this.corrupt("closes a tag that is not open");
    return Token.Close;
  }
  #readOpen() {
    const { text, position } = this;
    let at = position + 1;
    while (isNameSign(text.charCodeAt(at))) at += 1;
    if (at === position + 1 && at < text.length) throw this.corrupt("is no XML");
    this.#attributesFrom = at;
    const end = tagEnd(text, at);
    if (end < 0) return this.#moreOfTag();
    this.#isEmpty = false;
    this.name = localName(text.slice(position + 1, at));
    this.selfClosing = text.charCodeAt(end - 1) === SLASH;
    this.#attributesTo = this.selfClosing ? end - 1 : end;
    this.position = end + 1;
    if (!this.selfClosing) this.depth += 1;
    return Token.Open;
  }
  #moreOfTag() {
    if (this.text.length - this.position > MAX_TAG_LENGTH) throw this.corrupt(`has a tag of more than ${MAX_TAG_LENGTH} characters`);
    return Token.More;
  }
  /** At `<!`. Answers whether enough of it is there. */
  #enterDeclaration() {
    const { text, position } = this;
    if (text.length - position < CDATA.length) return this.#isShortDeclaration(text.slice(position));
    if (text.startsWith(CDATA, position)) {
      this.position += CDATA.length;
      this.#until = CDATA_END;
    } else if (text.startsWith("<!--", position)) {
      this.position += 4;
      this.#until = "-->";
    } else throw this.corrupt("declares a document type or entities, which no workbook needs and an attack does");
    return true;
  }
  #isShortDeclaration(start) {
    if (!CDATA.startsWith(start) && start.startsWith("<!--")) {
      this.position += 4;
      this.#until = "-->";
      return true;
    }
    return false;
  }
  /** Goes on to the end of a comment, an instruction or a CDATA section. Of the last, the text is a token. */
  #skip(until) {
    const { text, position } = this;
    const end = text.indexOf(until, position);
    const upTo = end < 0 ? Math.max(position, text.length - until.length + 1) : end;
    const isText = until === CDATA_END && upTo > position;
    if (isText) this.piece = text.slice(position, upTo).replaceAll("&", "&amp;");
    this.position = end < 0 ? upTo : end + until.length;
    if (end >= 0) this.#until = void 0;
    if (isText) return Token.Text;
    return end < 0 ? Token.More : void 0;
  }
};
var MAX_TAG_LENGTH = 1024 * 1024;
var CDATA = "<![CDATA[";
var CDATA_END = "]]>";
var LESS_THAN = 60;
var SLASH = 47;
var QUESTION_MARK = 63;
var EXCLAMATION_MARK = 33;
function localName(name) {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
function tagEnd(text, from) {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quote !== 0) {
      if (sign === quote) quote = 0;
    } else if (sign === 34 || sign === 39) quote = sign;
    else if (sign === 62) return at;
  }
  return -1;
}
function isBlank(sign) {
  return sign === 32 || sign === 9 || sign === 10 || sign === 13;
}
function isNameSign(sign) {
  return sign > 32 && sign !== SLASH && sign !== 62 && sign !== LESS_THAN && sign !== 61 && sign !== 34 && sign !== 39;
}

// packages/tables/src/formats/xlsx/read/xml/scan-part.ts
async function scanPart(name, bytes, visit) {
  const scanner = new XmlScanner(name);
  const path = [];
  for await (const text of decodeXml(bytes)) {
    scanner.push(text);
    for (let token = scanner.next(); token !== Token.More; token = scanner.next()) {
      if (token === Token.Close) path.pop();
      if (token !== Token.Open) continue;
      visit(scanner, path);
      if (scanner.selfClosing) continue;
      if (path.length === MAX_DEPTH) throw scanner.corrupt(`has elements in each other more than ${MAX_DEPTH} deep`);
      path.push(scanner.name);
    }
  }
  scanner.end();
}
var MAX_DEPTH = 256;

// packages/tables/src/formats/xlsx/read/cells/cell-formats.ts
var MAX_FORMATS = 1e6;
async function readCellFormats(name, bytes) {
  const custom = /* @__PURE__ */ new Map();
  const formatIds = [];
  await scanPart(name, bytes, (scanner, path) => {
    const parent = path.at(-1);
    if (scanner.name === "numFmt" && parent === "numFmts") {
      const code = scanner.attribute("formatCode") ?? "";
      if (custom.size < MAX_FORMATS) custom.set(Number(scanner.attribute("numFmtId")), codeFormat(code) ?? shownBy(code));
    } else if (scanner.name === "xf" && parent === "cellXfs" && formatIds.length < MAX_FORMATS) {
      formatIds.push(Number(scanner.attribute("numFmtId") ?? 0));
    }
  });
  return formatIds.map((id) => custom.get(id) ?? shownByBuiltIn(id));
}

// packages/tables/src/formats/xlsx/read/merged-cells.ts
var MAX_RANGES = 1e6;
async function readMergedRanges(name, bytes) {
  const ranges = [];
  await scanPart(name, bytes, (scanner, path) => {
    if (scanner.name !== "mergeCell" || path.at(-1) !== "mergeCells" || ranges.length === MAX_RANGES) return;
    const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(scanner.attribute("ref") ?? "");
    if (!match) return;
    const [, left = "", top, right = "", bottom] = match;
    ranges.push({ firstRow: Number(top), lastRow: Number(bottom), firstColumn: columnIndex(left), lastColumn: columnIndex(right) });
  });
  return ranges.toSorted((a, b) => a.firstRow - b.firstRow);
}
function createMergedFill(ranges, budget = UNLIMITED) {
  let next = 0;
  let active = [];
  return (row, cells) => {
    if (active.length > 0) active = active.filter(({ range }) => range.lastRow >= row);
    for (let range = ranges[next]; range !== void 0 && range.firstRow <= row; range = ranges[++next]) {
      const text = range.firstRow === row ? (cells[range.firstColumn] ?? "") : "";
      if (text !== "" && range.lastRow >= row) active.push({ range, text });
    }
    for (const { range, text } of active) {
      budget.addCells(range.lastColumn + 1 - Math.min(range.firstColumn, cells.length));
      while (cells.length <= range.lastColumn) cells.push("");
      for (let column = range.firstColumn; column <= range.lastColumn; column += 1) {
        if (cells[column] === "") cells[column] = text;
      }
    }
  };
}
function columnIndex(letters) {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return Math.min(index, 16384) - 1;
}
function temporaryFileFailed(what, cause) {
  const code = cause.code ?? "no code";
  const message = `${what} needs a temporary file, and the server cannot write or read one (${code}): make room in its temporary folder`;
  return new RowmillError("FILE_UNREADABLE", message, { cause });
}
async function openTemporary(folder) {
  const path = pathIn(folder);
  const handle = await open(path, "wx+", 384);
  try {
    await unlink(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
function openTemporarySync(folder) {
  const path = pathIn(folder);
  const descriptor = openSync(path, "wx+", 384);
  try {
    unlinkSync(path);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
function pathIn(folder) {
  return join(folder, `rowmill-${randomUUID()}`);
}

// packages/tables/src/formats/xlsx/read/spilling-bytes.ts
var SpillingBytes = class {
  sizeBytes = 0;
  #memoryBytes;
  #blocks = [];
  #last = Buffer.alloc(0);
  #lastUsed = 0;
  #descriptor;
  #cache = [];
  /** @param memoryBytes - how much stays in memory */
  constructor(memoryBytes) {
    this.#memoryBytes = memoryBytes;
  }
  appendByte(byte) {
    if (this.#lastUsed === this.#last.length) this.#startBlock();
    this.#last[this.#lastUsed] = byte;
    this.#lastUsed += 1;
    this.sizeBytes += 1;
  }
  /** @param length - how many bytes it takes in this encoding */
  appendText(text, encoding, length) {
    if (this.#lastUsed + length <= this.#last.length) {
      this.#last.write(text, this.#lastUsed, length, encoding);
      this.#lastUsed += length;
      this.sizeBytes += length;
    } else this.#append(Buffer.from(text, encoding));
  }
  /** @param length - in bytes */
  text(position, length, encoding) {
    const block = Math.floor(position / BLOCK_BYTES);
    const offset = position - block * BLOCK_BYTES;
    if (offset + length <= BLOCK_BYTES) return this.#block(block).toString(encoding, offset, offset + length);
    const bytes = Buffer.allocUnsafeSlow(length);
    let have = 0;
    for (let at = block; have < length; at += 1) have += this.#block(at).copy(bytes, have, at === block ? offset : 0);
    return bytes.toString(encoding);
  }
  byteAt(position) {
    const block = Math.floor(position / BLOCK_BYTES);
    return this.#block(block)[position - block * BLOCK_BYTES] ?? 0;
  }
  close() {
    this.#blocks.length = 0;
    this.#cache.length = 0;
    if (this.#descriptor !== void 0) closeSync(this.#descriptor);
    this.#descriptor = void 0;
  }
  #append(bytes) {
    for (let from = 0; from < bytes.length;) {
      if (this.#lastUsed === this.#last.length) this.#startBlock();
      const copied = bytes.copy(this.#last, this.#lastUsed, from);
      this.#lastUsed += copied;
      from += copied;
    }
    this.sizeBytes += bytes.length;
  }
  #startBlock() {
    if (this.#last.length > 0) this.#keep(this.#last);
    this.#last = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#lastUsed = 0;
  }
  #keep(block) {
    if (this.#descriptor === void 0 && (this.#blocks.length + 1) * BLOCK_BYTES <= this.#memoryBytes) {
      this.#blocks.push(block);
      return;
    }
    try {
      this.#descriptor ??= openTemporarySync(tmpdir());
      writeSync(this.#descriptor, block);
    } catch (cause) {
      throw failureOf(cause);
    }
  }
  #block(block) {
    const inMemory = this.#blocks[block];
    if (inMemory) return inMemory;
    if (this.#descriptor === void 0 || block * BLOCK_BYTES >= this.sizeBytes - this.#lastUsed) return this.#last;
    const slot = block % CACHED_BLOCKS;
    const cached = this.#cache[slot];
    if (cached?.block === block) return cached.bytes;
    const bytes = cached?.bytes ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
    try {
      readSync(this.#descriptor, bytes, 0, BLOCK_BYTES, (block - this.#blocks.length) * BLOCK_BYTES);
    } catch (cause) {
      throw failureOf(cause);
    }
    this.#cache[slot] = { block, bytes };
    return bytes;
  }
};
var BLOCK_BYTES = 16 * 1024;
var CACHED_BLOCKS = 512;
function failureOf(cause) {
  return temporaryFileFailed("A workbook with many different texts", cause);
}

// packages/tables/src/formats/xlsx/read/shared-strings.ts
var SharedStringStore = class {
  count = 0;
  #bytes;
  #positions = new Float64Array(1024);
  #cachedIndexes = new Int32Array(CACHED_TEXTS).fill(-1);
  #cachedTexts = Array.from({ length: CACHED_TEXTS }, () => void 0);
  #longTexts = /* @__PURE__ */ new Map();
  #longLength = 0;
  #nextIndex = -1;
  #nextPosition = 0;
  constructor(memoryBytes = MEMORY_BYTES) {
    this.#bytes = new SpillingBytes(memoryBytes);
  }
  /** @throws RowmillError `FILE_TOO_LARGE_INFLATED` */
  add(text) {
    if (this.count === MAX_COUNT) {
      throw new RowmillError("FILE_TOO_LARGE_INFLATED", `The workbook has more than ${MAX_COUNT} different texts: save the sheet as CSV`, {
        details: { maxSharedStrings: MAX_COUNT },
        retriable: false,
      });
    }
    if (this.count % STRIDE === 0) this.#notePosition();
    this.count += 1;
    const isWide = HAS_WIDE.test(text);
    const length = isWide ? text.length * 2 : text.length;
    let header = length * 2 + (isWide ? 1 : 0);
    for (; header > 127; header >>>= 7) this.#bytes.appendByte((header & 127) | 128);
    this.#bytes.appendByte(header);
    this.#bytes.appendText(text, isWide ? "utf16le" : "latin1", length);
  }
  get(index) {
    if (!(index >= 0 && index < this.count)) return void 0;
    const slot = index & (CACHED_TEXTS - 1);
    const isAsked = this.#cachedIndexes[slot] === index;
    const cached = isAsked ? this.#cachedTexts[slot] : void 0;
    if (cached !== void 0) return cached;
    const long = this.#longTexts.get(index);
    if (long !== void 0) return long;
    const text = this.#read(index);
    if (text.length <= CACHED_LENGTH) {
      this.#cachedIndexes[slot] = index;
      this.#cachedTexts[slot] = isAsked ? text : void 0;
    } else if (text.length >= LONG_LENGTH) this.#keepLong(index, text);
    return text;
  }
  #keepLong(index, text) {
    this.#longTexts.set(index, text);
    this.#longLength += text.length;
    for (const [oldest, { length }] of this.#longTexts) {
      if (this.#longLength <= LONG_TEXTS_LENGTH) break;
      this.#longTexts.delete(oldest);
      this.#longLength -= length;
    }
  }
  close() {
    this.count = 0;
    this.#bytes.close();
    this.#cachedTexts.length = 0;
    this.#longTexts.clear();
    this.#longLength = 0;
  }
  #notePosition() {
    const at = this.count / STRIDE;
    if (at === this.#positions.length) {
      const longer = new Float64Array(at * 2);
      longer.set(this.#positions);
      this.#positions = longer;
    }
    this.#positions[at] = this.#bytes.sizeBytes;
  }
  #read(index) {
    const first = Math.floor(index / STRIDE);
    const goesOn2 = index === this.#nextIndex;
    let position = goesOn2 ? this.#nextPosition : (this.#positions[first] ?? 0);
    for (let at = goesOn2 ? index : first * STRIDE; ; at += 1) {
      let header = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.#bytes.byteAt(position++);
        header += (byte & 127) * scale;
        if (byte < 128) break;
      }
      const length = Math.floor(header / 2);
      position += length;
      if (at < index) continue;
      this.#nextIndex = index + 1;
      this.#nextPosition = position;
      return this.#bytes.text(position - length, length, header % 2 === 1 ? "utf16le" : "latin1");
    }
  }
};
var MEMORY_BYTES = 32 * 1024 * 1024;
var STRIDE = 8;
var MAX_COUNT = 5e7;
var CACHED_TEXTS = 65536;
var CACHED_LENGTH = 128;
var LONG_LENGTH = 4096;
var LONG_TEXTS_LENGTH = 16 * 1024 * 1024;
var HAS_WIDE = /[^\0-\u00ff]/;

// packages/tables/src/formats/xlsx/read/read-shared-strings.ts
async function readSharedStrings(name, bytes, maxRecordLength) {
  const strings = new SharedStringStore();
  try {
    const scanner = new XmlScanner(name);
    const reader = new ItemReader(scanner, strings, maxRecordLength);
    for await (const text of decodeXml(bytes)) {
      scanner.push(text);
      reader.readOn();
    }
    scanner.end();
    return strings;
  } catch (error) {
    strings.close();
    throw error;
  }
}
var ItemReader = class {
  #scanner;
  #strings;
  #maxRecordLength;
  #inItem = false;
  #collects = false;
  #raw = "";
  /** The depth of the pronunciation that is being left out. */
  #skipsAbove = Number.POSITIVE_INFINITY;
  constructor(scanner, strings, maxRecordLength) {
    this.#scanner = scanner;
    this.#strings = strings;
    this.#maxRecordLength = maxRecordLength;
  }
  readOn() {
    const scanner = this.#scanner;
    while (true) {
      if (!this.#inItem && this.#readPlainItem()) continue;
      switch (scanner.next()) {
        case Token.More:
          return;
        case Token.Open:
          this.#open();
          break;
        case Token.Close:
          this.#close();
          break;
        case Token.Text:
          if (this.#collects) this.#collect(scanner.piece);
          break;
      }
    }
  }
  /** The form that nearly all texts have, without a token at a time. Answers false if this is not one, or not all of it. */
  #readPlainItem() {
    const { text, position, depth } = this.#scanner;
    if (depth !== 1 || !text.startsWith(ITEM_START, position)) return false;
    const tagEnd2 =
      text.charCodeAt(position + ITEM_START.length) === GREATER_THAN ? position + ITEM_START.length : preservingTagEnd(text, position);
    if (tagEnd2 < 0) return false;
    const end = text.indexOf("<", tagEnd2 + 1);
    if (end < 0 || !text.startsWith(ITEM_END, end)) return false;
    this.#strings.add(cellText(text.slice(tagEnd2 + 1, end)));
    this.#scanner.position = end + ITEM_END.length;
    return true;
  }
  #open() {
    const { name, selfClosing, depth } = this.#scanner;
    if (name === "si") {
      this.#raw = "";
      this.#inItem = !selfClosing;
      if (selfClosing) this.#strings.add("");
    } else if (name === "rPh" && !selfClosing) this.#skipsAbove = Math.min(this.#skipsAbove, depth);
    else if (name === "t" && this.#inItem && depth < this.#skipsAbove) this.#collects = !selfClosing;
  }
  #close() {
    const { name, depth } = this.#scanner;
    if (depth < this.#skipsAbove) this.#skipsAbove = Number.POSITIVE_INFINITY;
    if (name === "t") this.#collects = false;
    if (name !== "si") return;
    this.#inItem = false;
    this.#strings.add(cellText(this.#raw));
  }
  #collect(piece) {
    this.#raw += piece;
    if (this.#raw.length <= this.#maxRecordLength) return;
    throw new RowmillError(
      "FILE_RECORD_TOO_LARGE",
      `Shared text ${this.#strings.count} of the workbook has more than ${this.#maxRecordLength} characters`,
      {
        details: { sharedString: this.#strings.count, maxRecordLength: this.#maxRecordLength },
        retriable: false,
      },
    );
  }
};
var ITEM_START = "<si><t";
var ITEM_END = "</t></si>";
var PRESERVING = ' xml:space="preserve">';
var GREATER_THAN = 62;
function preservingTagEnd(text, position) {
  return text.startsWith(PRESERVING, position + ITEM_START.length) ? position + ITEM_START.length + PRESERVING.length - 1 : -1;
}

// packages/tables/src/formats/xlsx/read/sheet-scanner.ts
var SheetScanner = class {
  #scanner;
  #rows;
  #context;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #inInline = false;
  #collects = false;
  /** The depth of what is being left out: pronunciation, extensions. */
  #skipsAbove = Number.POSITIVE_INFINITY;
  // The cell under way.
  #column = 0;
  /** The column after the cell before. */
  #nextColumn = 0;
  #style = 0;
  #type = "n";
  #raw = "";
  #hasValue = false;
  #hasInline = false;
  #hasFormula = false;
  /** @param part - the name of the sheet's part, for errors */
  constructor(part, rows, context) {
    this.#scanner = new XmlScanner(part);
    this.#rows = rows;
    this.#context = context;
  }
  /** Takes the next piece of the sheet. Then call `readOn` until it answers false. */
  push(text) {
    this.#scanner.push(text);
  }
  /**
   * Reads until a batch of rows is full, and answers true; or to the end of what was pushed, and answers false. Few characters can make rows
   * of many cells, so not all of a piece may be read at once.
   *
   * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`
   */
  readOn() {
    const scanner = this.#scanner;
    while (true) {
      if (this.#inRow && !this.#inCell) while (this.#readPlainCell());
      switch (scanner.next()) {
        case Token.More:
          return false;
        case Token.Open:
          if (scanner.depth >= this.#skipsAbove) break;
          this.#open();
          if (this.#rows.hasBatch) return true;
          break;
        case Token.Close:
          this.#close();
          break;
        case Token.Text:
          if (this.#collects) this.#collect(scanner.piece);
          break;
      }
    }
  }
  end() {
    this.#scanner.end();
  }
  #open() {
    const scanner = this.#scanner;
    const { name, selfClosing } = scanner;
    if (name === "sheetData") this.#inData = !selfClosing;
    else if (name === "extLst" || name === "rPh") {
      if (!selfClosing) this.#skipsAbove = scanner.depth;
    } else if (!this.#inData) return;
    else if (name === "row") this.#openRow();
    else if (name === "c" && this.#inRow) this.#openCell();
    else if (!this.#inCell) return;
    else if (name === "t" && this.#inInline) this.#startText();
    else if (name === "v") {
      if (!this.#hasInline) this.#startText();
    } else if (name === "is") {
      this.#inInline = !selfClosing;
      this.#hasInline = true;
      this.#raw = "";
    } else if (name === "f") this.#hasFormula = true;
  }
  #close() {
    const { name, depth } = this.#scanner;
    if (depth >= this.#skipsAbove) return;
    this.#skipsAbove = Number.POSITIVE_INFINITY;
    if (name === "v" || name === "t") this.#collects = false;
    else if (name === "is") this.#inInline = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#inRow = false;
    else if (name === "sheetData") this.#inData = false;
  }
  #openRow() {
    const scanner = this.#scanner;
    const declared = Number(scanner.attribute("r"));
    const row = Number.isInteger(declared) && declared > 0 ? declared : this.#rows.row + 1;
    if (row > MAX_ROWS) throw scanner.corrupt(`has a row ${row}, and a sheet has ${MAX_ROWS} at most`, { row });
    this.#rows.startRow(row);
    this.#nextColumn = this.#rows.nextColumn;
    this.#inRow = !scanner.selfClosing;
  }
  #openCell() {
    const scanner = this.#scanner;
    this.#column = this.#columnOf(scanner.attribute("r") ?? "");
    this.#style = Number(scanner.attribute("s") ?? 0);
    this.#type = scanner.attribute("t") ?? "n";
    this.#raw = "";
    this.#hasValue = false;
    this.#hasInline = false;
    this.#hasFormula = false;
    this.#inInline = false;
    this.#nextColumn = this.#column + 1;
    this.#inCell = !scanner.selfClosing;
  }
  #startText() {
    this.#collects = !this.#scanner.selfClosing;
    this.#hasValue = true;
  }
  #closeCell() {
    if (!this.#inCell) return;
    this.#inCell = false;
    this.#collects = false;
    if (this.#hasFormula && !this.#hasValue) this.#rows.note("formula_without_value", this.#column);
    if (this.#hasValue) this.#setCell(this.#column, this.#type, this.#style, this.#raw);
  }
  #collect(piece) {
    this.#raw += piece;
    if (this.#raw.length > this.#context.maxRecordLength) this.#rows.set(this.#column, this.#raw);
  }
  /**
   * Reads `<c r="B7" s="3" t="s"><v>12</v></c>`, the same with an inline text, or an empty cell. Answers false, and leaves everything as
   * it was, if what comes has another form or is not there completely.
   */
  #readPlainCell() {
    const scanner = this.#scanner;
    const { text } = scanner;
    const limit = text.length - LONGEST_PLAIN_TAG;
    let at = scanner.position;
    if (at >= limit || text.charCodeAt(at) !== LESS_THAN2 || text.charCodeAt(at + 1) !== 99 || text.charCodeAt(at + 2) !== 32) return false;
    at += 3;
    let column = this.#nextColumn;
    let style = 0;
    let type = "n";
    let sign = text.charCodeAt(at);
    while (sign !== GREATER_THAN2 && sign !== SLASH2) {
      if (at >= limit || text.charCodeAt(at + 1) !== EQUALS || text.charCodeAt(at + 2) !== QUOTE) return false;
      const from = at + 3;
      at = from;
      if (sign === 114) {
        column = 0;
        while ((sign = text.charCodeAt(at)) >= 65 && sign <= 90 && at < from + 3) {
          column = column * 26 + sign - 64;
          at += 1;
        }
        if (at === from) return false;
        column -= 1;
        while (sign >= 48 && sign <= 57 && at < from + MOST_SIGNS) sign = text.charCodeAt((at += 1));
      } else if (sign === 115) {
        while ((sign = text.charCodeAt(at)) >= 48 && sign <= 57 && at < from + MOST_SIGNS) {
          style = style * 10 + sign - 48;
          at += 1;
        }
      } else if (sign === 116) {
        if (text.charCodeAt(at + 1) === QUOTE) {
          type = oneLetterType(text.charCodeAt(at));
          at += 1;
        } else if (text.startsWith(INLINE_TYPE, at)) {
          type = INLINE_TYPE;
          at += INLINE_TYPE.length;
        } else if (text.startsWith("str", at)) {
          type = "str";
          at += 3;
        } else return false;
      } else return false;
      if (text.charCodeAt(at) !== QUOTE) return false;
      sign = text.charCodeAt((at += 1));
      if (sign === 32) sign = text.charCodeAt((at += 1));
    }
    if (column >= MAX_COLUMNS || at >= limit) return false;
    at += 1;
    if (sign === SLASH2) {
      if (text.charCodeAt(at) !== GREATER_THAN2) return false;
      scanner.position = at + 1;
      this.#nextColumn = column + 1;
      return true;
    }
    let end;
    if (text.charCodeAt(at) === LESS_THAN2 && text.charCodeAt(at + 1) === 118 && text.charCodeAt(at + 2) === GREATER_THAN2) {
      at += 3;
      end = at;
      while (end < limit && text.charCodeAt(end) !== LESS_THAN2) end += 1;
      if (end >= limit || !isValueEnd(text, end)) return false;
      scanner.position = end + VALUE_END_LENGTH;
    } else if (type === INLINE_TYPE && text.startsWith("<is><t", at)) {
      at = text.indexOf(">", at + 6) + 1;
      if (at === 0 || text.charCodeAt(at - 2) === SLASH2) return false;
      end = text.indexOf("<", at);
      if (end < 0 || !text.startsWith(INLINE_END, end)) return false;
      scanner.position = end + INLINE_END.length;
    } else return false;
    this.#nextColumn = column + 1;
    if (type === "s") this.#setShared(column, text, at, end);
    else this.#setCell(column, type, style, text.slice(at, end));
    return true;
  }
  /** A cell whose text is at the index that stands between `from` and `to`. */
  #setShared(column, text, from, to) {
    let index = from === to || to - from > MOST_SIGNS ? Number.NaN : 0;
    for (let at = from; at < to; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      index = digit >= 0 && digit <= 9 ? index * 10 + digit : Number.NaN;
    }
    const shared = this.#context.strings.get(index);
    if (shared === void 0) {
      this.#rows.note("broken_cell", column, `there is no shared text ${JSON.stringify(text.slice(from, Math.min(to, from + 20)))}`);
    }
    if (shared !== void 0 && shared.length >= LONG_LENGTH) this.#context.budget.addRepeated(shared.length);
    this.#rows.set(column, shared ?? "");
  }
  #columnOf(reference) {
    const letters = /^[A-Za-z]+/.exec(reference)?.[0];
    if (letters === void 0) return this.#inBounds(this.#nextColumn, reference);
    let column = 0;
    for (const letter of letters.slice(0, 8).toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
    return this.#inBounds(column - 1, reference);
  }
  #inBounds(column, reference) {
    if (column < MAX_COLUMNS) return column;
    const cell = reference === "" ? `column ${column + 1}` : `a cell ${reference.slice(0, 20)}`;
    throw this.#scanner.corrupt(`has ${cell}, and a sheet has ${MAX_COLUMNS} columns at most`, { row: this.#rows.row });
  }
  #setCell(column, type, style, raw) {
    const { formats, serialText } = this.#context;
    const rows = this.#rows;
    switch (type) {
      case "s": {
        const index = raw.trim();
        this.#setShared(column, index, 0, index.length);
        return;
      }
      case "n": {
        const shown3 = formats[style] ?? Shown.Number;
        rows.set(column, shownText(raw, shown3, serialText) ?? numberText(cellText(raw)));
        return;
      }
      case "b":
        rows.set(column, raw === "1" ? "true" : raw === "0" ? "false" : cellText(raw));
        return;
      case "e":
        if (raw !== "") rows.note("error_value", column, cellText(raw).slice(0, 20));
        rows.set(column, cellText(raw));
        return;
      case "d": {
        const shown3 = formats[style] ?? Shown.Number;
        rows.set(column, isoCellText(cellText(raw), typeof shown3 === "string" ? Shown.Number : shown3));
        return;
      }
      default:
        rows.set(column, cellText(raw));
    }
  }
};
var MAX_ROWS = 1048576;
var MAX_COLUMNS = 16384;
var LESS_THAN2 = 60;
var GREATER_THAN2 = 62;
var SLASH2 = 47;
var VALUE_END_LENGTH = "</v></c>".length;
var EQUALS = 61;
var QUOTE = 34;
var LONGEST_PLAIN_TAG = 64;
var MOST_SIGNS = 10;
var INLINE_TYPE = "inlineStr";
var INLINE_END = "</t></is></c>";
function oneLetterType(sign) {
  return sign === 115 ? "s" : sign === 110 ? "n" : sign === 98 ? "b" : sign === 101 ? "e" : sign === 100 ? "d" : "";
}
function isValueEnd(text, at) {
  return (
    text.charCodeAt(at + 1) === SLASH2 &&
    text.charCodeAt(at + 2) === 118 &&
    text.charCodeAt(at + 3) === GREATER_THAN2 &&
    text.charCodeAt(at + 4) === LESS_THAN2 &&
    text.charCodeAt(at + 5) === SLASH2 &&
    text.charCodeAt(at + 6) === 99 &&
    text.charCodeAt(at + 7) === GREATER_THAN2
  );
}
function shownText(raw, shown3, serialText) {
  if (shown3 === Shown.Number || raw === "") return void 0;
  return typeof shown3 === "string" ? codeText(raw, shown3) : serialText(Number(raw), shown3);
}
async function readSheetList(parts) {
  const workbookPart = await findWorkbookPart(parts);
  if (workbookPart === void 0) return listWithoutWorkbook(parts);
  const relations = await parts.relations(workbookPart);
  const sheets = [];
  const doubtful = /* @__PURE__ */ new Set();
  let date1904 = false;
  let number = 0;
  await scanPart(workbookPart, parts.open(workbookPart), (scanner, path) => {
    if (scanner.name === "workbookPr" && path.length === 1) date1904 = isTrue(scanner.attribute("date1904"));
    if (scanner.name !== "sheet" || path.at(-1) !== "sheets") return;
    number += 1;
    if (number > MAX_SHEETS) throw scanner.corrupt(`has more than ${MAX_SHEETS} sheets`);
    const relation = relations.get(scanner.attribute("id") ?? "");
    if (relation !== void 0 && !SHEETS_WITH_CELLS.has(relation.type)) return;
    const folder = workbookPart.slice(0, workbookPart.lastIndexOf("/") + 1);
    const sheet = {
      name: scanner.attribute("name") ?? `Sheet${number}`,
      visibility: visibilityOf(scanner.attribute("state")),
      part: relation?.part ?? `${folder}worksheets/sheet${number}.xml`,
    };
    sheets.push(sheet);
    if (relation?.type !== "worksheet") doubtful.add(sheet);
  });
  const taken2 = new Set(sheets.filter((sheet) => !doubtful.has(sheet)).map(({ part }) => part));
  const withCells = sheets.filter((sheet) => !doubtful.has(sheet) || (parts.has(sheet.part) && !taken2.has(sheet.part)));
  return {
    // If none is left, the first one says what is missing.
    sheets: withCells.length > 0 ? withCells : sheets,
    date1904,
    sharedStringsPart: related(relations, "sharedStrings") ?? sibling(workbookPart, "sharedStrings.xml"),
    stylesPart: related(relations, "styles") ?? sibling(workbookPart, "styles.xml"),
  };
}
var MAX_SHEETS = 1e4;
var SHEETS_WITH_CELLS = /* @__PURE__ */ new Set(["worksheet", "xlMacrosheet", "xlIntlMacrosheet", ""]);
async function findWorkbookPart(parts) {
  const main = related(await packageRelations(parts), "officeDocument");
  if (main !== void 0 && parts.has(main)) return main;
  if (parts.has("xl/workbook.xml")) return "xl/workbook.xml";
  return parts.matching(/(?:^|\/)workbook\d*\.xml$/i)[0];
}
async function packageRelations(parts) {
  try {
    return await parts.relations("");
  } catch (error) {
    if (RowmillError.is(error, "FILE_CORRUPT")) return /* @__PURE__ */ new Map();
    throw error;
  }
}
function listWithoutWorkbook(parts) {
  const found = parts.matching(/(?:^|\/)worksheets\/[^/]+\.xml$/i).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (found.length === 0) throw corruptWorkbook("xl/workbook.xml", "is missing");
  const sheets = found.map((part, index) => ({ name: `Sheet${index + 1}`, visibility: "visible", part }));
  return { sheets, date1904: false, sharedStringsPart: "xl/sharedStrings.xml", stylesPart: "xl/styles.xml" };
}
function related(relations, type) {
  for (const relation of relations.values()) if (relation.type === type) return relation.part;
  return void 0;
}
function sibling(part, name) {
  return `${part.slice(0, part.lastIndexOf("/") + 1)}${name}`;
}
function isTrue(value) {
  return value === "1" || value === "true" || value === "on";
}
function visibilityOf(state) {
  return state === "hidden" || state === "veryHidden" ? state : "visible";
}

// packages/tables/src/formats/xlsx/read/workbook-parts.ts
var WorkbookParts = class {
  #archive;
  #entries;
  constructor(archive) {
    this.#archive = archive;
    const loose = archive.entries.map((entry) => [looseName(entry.name), entry]);
    const exact = archive.entries.map((entry) => [exactName(entry.name), entry]);
    this.#entries = new Map([...loose, ...exact]);
  }
  has(part) {
    return this.#find(part) !== void 0;
  }
  /** The part's bytes; none if it is not there. */
  async *open(part) {
    const entry = this.#find(part);
    if (entry) yield* this.#archive.open(entry);
  }
  /** What a part points to; `""` is the package itself. Nothing if that was left out. */
  async relations(part) {
    const slash = part.lastIndexOf("/") + 1;
    const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
    const relations = /* @__PURE__ */ new Map();
    if (!this.has(name)) return relations;
    await scanPart(name, this.open(name), (scanner) => {
      const id = scanner.attribute("Id");
      const target = scanner.attribute("Target");
      if (scanner.name !== "Relationship" || id === void 0 || target === void 0 || relations.size === MAX_RELATIONS) return;
      if (scanner.attribute("TargetMode") === "External") return;
      const type = scanner.attribute("Type")?.split("/").at(-1) ?? "";
      relations.set(id, { type, part: resolvePart(part, target) });
    });
    return relations;
  }
  #find(part) {
    return this.#entries.get(exactName(part)) ?? this.#entries.get(looseName(part));
  }
  /** The names of all parts that match, as the package spells them. */
  matching(pattern) {
    return [...new Set(this.#entries.values())].map(({ name }) => name).filter((name) => pattern.test(name));
  }
};
var MAX_RELATIONS = 1e5;
function exactName(name) {
  return name.replace(/^\/+/, "");
}
function looseName(name) {
  return exactName(name).toLowerCase();
}
function resolvePart(from, target) {
  const path = unescaped(target.replaceAll("\\", "/"));
  const names = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}
function unescaped(target) {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

// packages/tables/src/formats/xlsx/read/open-workbook.ts
async function openWorkbook(archive, options = {}) {
  const kind = packageKind(archive);
  if (kind !== void 0 && kind !== "xlsx") throw unsupportedPackage(kind);
  if (kind === void 0) {
    throw new RowmillError("FILE_FORMAT_UNSUPPORTED", "The file is a ZIP archive and no workbook: pass a file that is in it", {
      retriable: false,
    });
  }
  const { maxRecordLength = MAX_RECORD_LENGTH, budget = UNLIMITED } = options;
  const parts = new WorkbookParts(archive);
  const { sheets, date1904, sharedStringsPart, stylesPart } = await readSheetList(parts);
  const infos = sheets.map(({ name, visibility }, index) => ({ name, index, visibility }));
  const serialText = createSerialText(date1904);
  let shared;
  return {
    sheets: infos,
    date1904,
    rows,
    bytesTaken: () => archive.packedBytesRead(),
    close() {
      shared?.then(({ strings }) => strings.close()).catch(() => {});
    },
  };
  async function* rows(sheet, sheetOptions = {}) {
    const part = sheets[sheet.index]?.part ?? "";
    if (!parts.has(part)) throw corruptWorkbook(part, `is missing: it is the sheet ${JSON.stringify(sheet.name)}`, { sheet: sheet.name });
    const { strings, formats } = await (shared ??= readSharedParts());
    const context = { strings, formats, serialText, maxRecordLength, budget };
    const fill = sheetOptions.fillMergedCells === true ? createMergedFill(await readMergedRanges(part, parts.open(part)), budget) : void 0;
    const collector = new RowCollector(maxRecordLength, fill, budget);
    const scanner = new SheetScanner(part, collector, context);
    let bytes = 0;
    for await (const text of decodeXml(counted(parts.open(part)))) {
      scanner.push(text);
      while (scanner.readOn()) for (const batch of collector.take()) yield { ...batch, bytes };
    }
    for (const batch of collector.take(true)) yield { ...batch, bytes };
    scanner.end();
    async function* counted(chunks) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    }
  }
  async function readSharedParts() {
    const formats = parts.has(stylesPart) ? await readCellFormats(stylesPart, parts.open(stylesPart)) : [];
    const strings = parts.has(sharedStringsPart)
      ? await readSharedStrings(sharedStringsPart, parts.open(sharedStringsPart), maxRecordLength)
      : new SharedStringStore();
    return { formats, strings };
  }
}
var MAX_RECORD_LENGTH = 16 * 1024 * 1024;

// packages/tables/src/open/open-spreadsheet.ts
async function openSpreadsheet(archive, options) {
  const workbook = options.engine === "exceljs" ? await openExcelJsWorkbook(archive, options) : await openWorkbook(archive, options);
  try {
    const sheet = await openSheet(workbook, options);
    return {
      ...sheet,
      async *batches() {
        try {
          yield* sheet.batches();
        } finally {
          workbook.close();
        }
      },
      bytesTaken: () => workbook.bytesTaken(),
      async close() {
        await sheet.close();
        workbook.close();
      },
    };
  } catch (error) {
    workbook.close();
    throw error;
  }
}
async function fileAccess(path) {
  const failure = (cause) => unreadable(path, cause);
  const handle = await open(path, "r").catch((cause) => {
    throw failure(cause);
  });
  try {
    return await handleAccess(handle, failure);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
async function handleAccess(handle, failure) {
  const { size } = await handle.stat();
  return {
    sizeBytes: size,
    async read(position, length) {
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - position)));
      let have = 0;
      try {
        while (have < buffer.length) {
          const { bytesRead } = await handle.read(buffer, have, buffer.length - have, position + have);
          if (bytesRead === 0) break;
          have += bytesRead;
        }
      } catch (cause) {
        throw failure(cause);
      }
      return buffer.subarray(0, have);
    },
    close: () => handle.close(),
  };
}
function bytesAccess(bytes) {
  return {
    sizeBytes: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}
function unreadable(path, cause) {
  const code = cause.code ?? "no code";
  return new RowmillError("FILE_UNREADABLE", `The file ${JSON.stringify(path)} cannot be read (${code})`, { cause, details: { path } });
}

// packages/tables/src/archive/input-access.ts
async function inputAccess(input) {
  if (input.path !== void 0) return fileAccess(input.path);
  if (input.bytes !== void 0) return bytesAccess(input.bytes);
  const handle = await openTemporary(tmpdir()).catch(failed);
  try {
    for await (const chunk of input.open()) await handle.writeFile(chunk).catch(failed);
    return await handleAccess(handle, failureOf2);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
function failureOf2(cause) {
  return temporaryFileFailed("An archive that comes as a stream", cause);
}
function failed(cause) {
  throw failureOf2(cause);
}
function corruptZip(what, options = {}) {
  const { entry, cause } = options;
  const where = entry === void 0 ? "The archive" : `${JSON.stringify(entry)} in the archive`;
  return new RowmillError("FILE_CORRUPT", `${where} ${what}: get the file again, or repack it`, {
    ...(cause !== void 0 && { cause }),
    ...(entry !== void 0 && { details: { entry } }),
    retriable: false,
  });
}
async function* inflateEntry(entry, packed, budget) {
  let crc = 0;
  let inflated = 0;
  for await (const chunk of entry.method === 0 ? packed : inflate(packed, entry.name)) {
    inflated += chunk.length;
    budget.spend(entry.name, chunk.length, inflated, entry.packedBytes);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc32) throw corruptZip("is damaged (its checksum is another one)", { entry: entry.name });
}
var INFLATED_CHUNK_BYTES = 64 * 1024;
async function* inflate(packed, name) {
  const inflater = createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES });
  const source = Readable.from(packed, { highWaterMark: 1 });
  pipeline(source, inflater, () => {});
  try {
    yield* inflater;
  } catch (cause) {
    if (RowmillError.is(cause)) throw cause;
    const cutOff = cause.code === "Z_BUF_ERROR";
    throw corruptZip(cutOff ? "is cut off" : "is damaged", { entry: name, cause });
  }
}
function decodeEntryName(bytes, saysUtf8) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isAscii(buffer)) return buffer.toString("latin1");
  if (saysUtf8 || isUtf8(buffer)) return buffer.toString("utf8");
  let name = "";
  for (const byte of buffer) name += byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128];
  return name;
}
var CP437 =
  "\xC7\xFC\xE9\xE2\xE4\xE0\xE5\xE7\xEA\xEB\xE8\xEF\xEE\xEC\xC4\xC5\xC9\xE6\xC6\xF4\xF6\xF2\xFB\xF9\xFF\xD6\xDC\xA2\xA3\xA5\u20A7\u0192\xE1\xED\xF3\xFA\xF1\xD1\xAA\xBA\xBF\u2310\xAC\xBD\xBC\xA1\xAB\xBB\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255D\u255C\u255B\u2510\u2514\u2534\u252C\u251C\u2500\u253C\u255E\u255F\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u2567\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256B\u256A\u2518\u250C\u2588\u2584\u258C\u2590\u2580\u03B1\xDF\u0393\u03C0\u03A3\u03C3\xB5\u03C4\u03A6\u0398\u03A9\u03B4\u221E\u03C6\u03B5\u2229\u2261\xB1\u2265\u2264\u2320\u2321\xF7\u2248\xB0\u2219\xB7\u221A\u207F\xB2\u25A0\xA0";

// packages/tables/src/archive/directory-end.ts
async function readDirectoryEnd(access) {
  const tailStart = Math.max(0, access.sizeBytes - TAIL_BYTES);
  const tail = await access.read(tailStart, TAIL_BYTES);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) > tail.length) continue;
    const end = (await zip64End(access, view, at, tailStart)) ?? {
      entries: view.getUint16(at + 10, true),
      sizeBytes: view.getUint32(at + 12, true),
      declared: view.getUint32(at + 16, true),
      before: tailStart + at,
    };
    const found = await locate(access, end);
    if (found) return found;
  }
  throw corruptZip("is no complete ZIP archive: its directory, which stands at the end, is missing");
}
var END_SIGNATURE = 101010256;
var END_BYTES = 22;
var LOCATOR_SIGNATURE = 117853008;
var LOCATOR_BYTES = 20;
var ZIP64_END_SIGNATURE = 101075792;
var ZIP64_END_BYTES = 56;
var TAIL_BYTES = END_BYTES + 65535 + LOCATOR_BYTES + 1024;
async function zip64End(access, tail, at, tailStart) {
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_SIGNATURE) return void 0;
  const declared = Number(tail.getBigUint64(locator + 8, true));
  for (const position of [declared, tailStart + locator - ZIP64_END_BYTES]) {
    if (position < 0 || position > access.sizeBytes) continue;
    const bytes = await access.read(position, ZIP64_END_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length < ZIP64_END_BYTES || view.getUint32(0, true) !== ZIP64_END_SIGNATURE) continue;
    return {
      entries: Number(view.getBigUint64(32, true)),
      sizeBytes: Number(view.getBigUint64(40, true)),
      declared: Number(view.getBigUint64(48, true)),
      before: position,
    };
  }
  return void 0;
}
async function locate(access, { entries, sizeBytes, declared, before }) {
  for (const position of [declared, before - sizeBytes]) {
    if (position < 0 || position + sizeBytes > before) continue;
    if (entries > 0 && !(await isDirectoryAt(access, position))) continue;
    return { position, sizeBytes, entries, shift: position - declared };
  }
  return void 0;
}
async function isDirectoryAt(access, position) {
  const bytes = await access.read(position, 4);
  return bytes[0] === 80 && bytes[1] === 75 && bytes[2] === 1 && bytes[3] === 2;
}

// packages/tables/src/archive/zip-directory.ts
async function readDirectory(access, maxEntries) {
  const end = await readDirectoryEnd(access);
  if (end.entries > maxEntries) throw corruptZip(`has ${end.entries} entries, and ${maxEntries} are the most`);
  if (end.sizeBytes > MAX_DIRECTORY_BYTES) throw corruptZip(`has a directory of ${end.sizeBytes} bytes`);
  const bytes = await access.read(end.position, end.sizeBytes);
  if (bytes.length < end.sizeBytes) throw corruptZip("is cut off in its directory");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = [];
  let at = 0;
  while (entries.length < end.entries) {
    if (at + FIXED_BYTES > bytes.length || view.getUint32(at, true) !== SIGNATURE) throw corruptZip("has a broken directory");
    const next = at + FIXED_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) throw corruptZip("has a broken directory");
    entries.push(readEntry(bytes, view, at, end.shift));
    at = next;
  }
  return withEnds(entries, end.position);
}
function withEnds(entries, directory) {
  const starts = [...new Set(entries.map(({ position }) => position)), directory].toSorted((a, b) => a - b);
  const nextOf = new Map(starts.map((start, index) => [start, starts[index + 1] ?? directory]));
  return entries.map((entry) => ({ ...entry, endsBefore: Math.min(nextOf.get(entry.position) ?? directory, directory) }));
}
var MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
var SIGNATURE = 33639248;
var FIXED_BYTES = 46;
function readEntry(bytes, view, at, shift2) {
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const nameEnd = at + FIXED_BYTES + nameLength;
  const name = decodeEntryName(bytes.subarray(at + FIXED_BYTES, nameEnd), (flags & UTF8_FLAG) !== 0).replaceAll("\\", "/");
  const extra = { view, from: nameEnd, to: nameEnd + view.getUint16(at + 30, true) };
  const wide = new Zip64Fields(extra);
  const declaredBytes = wide.take(view.getUint32(at + 24, true));
  const packedBytes = wide.take(view.getUint32(at + 20, true));
  const position = wide.take(view.getUint32(at + 42, true)) + shift2;
  return {
    name,
    isFolder: name.endsWith("/"),
    encrypted: (flags & (ENCRYPTED_FLAG | STRONG_ENCRYPTION_FLAG)) !== 0,
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes,
    declaredBytes,
    position,
  };
}
var ENCRYPTED_FLAG = 1;
var STRONG_ENCRYPTION_FLAG = 1 << 6;
var UTF8_FLAG = 1 << 11;
var Zip64Fields = class {
  #view;
  #at = 0;
  #to = 0;
  constructor({ view, from, to }) {
    this.#view = view;
    for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      this.#at = at + 4;
      this.#to = Math.min(to, at + 4 + view.getUint16(at + 2, true));
      return;
    }
  }
  take(value) {
    if (value !== 4294967295 || this.#at + 8 > this.#to) return value;
    const wide = Number(this.#view.getBigUint64(this.#at, true));
    this.#at += 8;
    return wide;
  }
};
var MAX_ENTRIES = 65535;
var MAX_INFLATED_BYTES2 = 64 * 1024 ** 3;
var MAX_INFLATION_RATIO = 200;
var RATIO_FREE_BYTES = 5e7;
var InflationBudget = class {
  maxEntries;
  /** All bytes that were inflated until now. */
  inflatedBytes = 0;
  #maxInflatedBytes;
  #maxRatio;
  constructor(limits) {
    this.maxEntries = limits.maxEntries ?? MAX_ENTRIES;
    this.#maxInflatedBytes = limits.maxInflatedBytes ?? MAX_INFLATED_BYTES2;
    this.#maxRatio = limits.maxInflationRatio ?? MAX_INFLATION_RATIO;
  }
  /**
   * @param chunk - how many bytes came just now
   * @param inflated - how many the entry has, with these
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  spend(name, chunk, inflated, packed) {
    this.inflatedBytes += chunk;
    if (this.inflatedBytes > this.#maxInflatedBytes) {
      throw tooLarge(`The archive unpacks to more than ${this.#maxInflatedBytes} bytes: if it is meant to, raise maxInflatedBytes`, {
        entry: name,
        maxInflatedBytes: this.#maxInflatedBytes,
      });
    }
    if (inflated > RATIO_FREE_BYTES && inflated > packed * this.#maxRatio) {
      throw tooLarge(
        `${JSON.stringify(name)} in the archive unpacks to more than ${this.#maxRatio} times its packed size, as a zip bomb does: if it is meant to, raise maxInflationRatio`,
        { entry: name, maxInflationRatio: this.#maxRatio },
      );
    }
  }
};
function tooLarge(message, details) {
  return new RowmillError("FILE_TOO_LARGE_INFLATED", message, { details, retriable: false });
}

// packages/tables/src/archive/open-zip.ts
async function openZip(access, limits = {}) {
  const budget = new InflationBudget(limits);
  const entries = await readDirectory(access, budget.maxEntries);
  let packedBytesRead = 0;
  return {
    entries,
    access,
    open(entry) {
      assertReadable2(entry);
      return inflateEntry(entry, packedChunks(entry), budget);
    },
    packedBytesRead: () => packedBytesRead,
  };
  async function* packedChunks(entry) {
    const start = await dataStart(access, entry);
    const end = start + entry.packedBytes;
    if (end > access.sizeBytes) throw corruptZip("is cut off", { entry: entry.name });
    if (end > entry.endsBefore) throw corruptZip("claims bytes of another entry or of the directory", { entry: entry.name });
    for (let position = start; position < end; position += CHUNK_BYTES2) {
      const chunk = await access.read(position, Math.min(CHUNK_BYTES2, end - position));
      packedBytesRead += chunk.length;
      yield chunk;
    }
  }
}
var CHUNK_BYTES2 = 64 * 1024;
var LOCAL_SIGNATURE = 67324752;
var LOCAL_BYTES = 30;
var NO_BYTES = new Uint8Array();
async function dataStart(access, entry) {
  const isPlace = entry.position >= 0 && entry.position < entry.endsBefore;
  const bytes = isPlace ? await access.read(entry.position, LOCAL_BYTES) : NO_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw corruptZip("is not where the directory says", { entry: entry.name });
  }
  return entry.position + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
function assertReadable2({ name, encrypted, method }) {
  if (encrypted) {
    throw new RowmillError("FILE_ENCRYPTED", `${JSON.stringify(name)} in the archive is encrypted: unpack it with its password first`, {
      details: { entry: name },
      retriable: false,
    });
  }
  if (method !== 0 && method !== 8) {
    const how = METHODS[method] ?? `method ${method}`;
    throw new RowmillError(
      "FILE_FORMAT_UNSUPPORTED",
      `${JSON.stringify(name)} in the archive is packed by ${how}, and only deflate is read: pack it again as a usual ZIP`,
      { details: { entry: name, method }, retriable: false },
    );
  }
}
var METHODS = {
  1: "Shrink",
  6: "Implode",
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
  98: "PPMd",
  99: "AES encryption",
};

// packages/tables/src/open/open-archive.ts
function isZip(bytes) {
  return bytes[0] === 80 && bytes[1] === 75 && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}
async function openArchive(input, context, openInner) {
  const access = await inputAccess(input);
  try {
    const archive = await openZip(access, context);
    const kind = packageKind(archive);
    if (kind === "xlsx") return await openWorkbookTable(access, archive, context);
    if (kind !== void 0) throw unsupportedPackage(kind);
    const { chosen, others } = chooseEntry(archive.entries, context.entry);
    const entry = entryInput(access, chosen, context);
    const inner = await openInner(entry.input, { ...context, fileName: basename$1(chosen.name) });
    const otherTables = [...inner.otherTables, ...others.map(({ name }) => ({ kind: "entry", name }))];
    return owning(access, { ...inner, container: "zip", entry: chosen.name, otherTables, bytesTaken: entry.packedBytesRead });
  } catch (error) {
    await access.close();
    throw error;
  }
}
async function openWorkbookTable(access, archive, context) {
  const { findings, ...sheet } = await openSpreadsheet(archive, context);
  for (const finding2 of findings) context.say(finding2);
  return owning(access, {
    format: "xlsx",
    formatConfidence: 1,
    container: null,
    entry: null,
    encoding: null,
    dialect: null,
    layout: null,
    recordsPath: null,
    delimited: void 0,
    ...sheet,
  });
}
function owning(access, table) {
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
function entryInput(access, entry, { say, ...limits }) {
  let opened2;
  async function* open5() {
    opened2 = await openZip(access, limits);
    let isEmpty = true;
    try {
      for await (const chunk of opened2.open(entry)) {
        isEmpty = false;
        yield chunk;
      }
    } catch (error) {
      if (isEmpty || !RowmillError.is(error, "FILE_CORRUPT")) throw error;
      say(damaged(error.message));
    }
  }
  return { input: { sizeBytes: void 0, rereadable: true, open: open5 }, packedBytesRead: () => opened2?.packedBytesRead() ?? 0 };
}
function damaged(message) {
  return { code: "corrupt_archive", severity: "error", message: `${message}. What could be unpacked was read.`, count: 1, rows: [] };
}
function chooseEntry(entries, name) {
  const files = entries.filter((entry) => !entry.isFolder && !isMeta(entry.name));
  const candidates = files
    .filter((entry) => rank(entry.name) > 0)
    .toSorted((a, b) => rank(b.name) - rank(a.name) || b.declaredBytes - a.declaredBytes);
  const named = name === void 0 ? void 0 : entries.find((entry) => entry.name === name && !entry.isFolder);
  if (name !== void 0 && !named) {
    const names = files.slice(0, 10).map((entry) => JSON.stringify(entry.name));
    throw invalidOption(`There is no file ${JSON.stringify(name)} in the archive. It has ${names.join(", ") || "none"}`);
  }
  const chosen = named ?? candidates[0];
  if (!chosen) throw notText("a ZIP archive without a table", "Pass the file that was meant to be in it");
  return { chosen, others: candidates.filter((entry) => entry !== chosen) };
}
function isMeta(name) {
  return name.startsWith("__MACOSX/") || /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);
}
function rank(name) {
  const inner = name.replace(/\.gz$/i, "");
  if (/\.(?:pdf|png|jpe?g|gif|svg|html?|xml|xsd|docx?|pptx?|odt|exe|dll|js|css|zip|sql|parquet)$/i.test(inner)) return 0;
  const format = formatOfName(inner);
  return format !== void 0 && format !== "text" ? 2 : 1;
}

// packages/tables/src/bytes/byte-cursor.ts
var ByteCursor = class {
  /** How many bytes were taken. */
  offset = 0;
  #iterator;
  #rest = new Uint8Array();
  constructor(source) {
    this.#iterator = source[Symbol.asyncIterator]();
  }
  /** The next bytes, as many as are at hand and at least one, or `undefined` at the end. */
  async take() {
    if (this.#rest.length === 0 && !(await this.#more())) return void 0;
    const taken2 = this.#rest;
    this.#rest = new Uint8Array();
    this.offset += taken2.length;
    return taken2;
  }
  /** The next `length` bytes, or fewer at the end. */
  async takeExactly(length) {
    while (this.#rest.length < length && (await this.#more()));
    const taken2 = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(taken2.length);
    this.offset += taken2.length;
    return taken2;
  }
  /** Puts bytes back that were taken last. */
  giveBack(bytes) {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
    this.offset -= bytes.length;
  }
  async close() {
    await this.#iterator.return?.();
  }
  async #more() {
    if (this.#rest.length > 0) this.#rest = Uint8Array.from(this.#rest);
    const next = await this.#iterator.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }
};

// packages/tables/src/archive/gunzip.ts
async function* gunzip(source, limits, say) {
  const cursor = new ByteCursor(source);
  const budget = new InflationBudget(limits);
  let isSmall = false;
  try {
    for (let member = 1; ; member += 1) {
      const start = cursor.offset;
      const head = await readMemberHead(cursor);
      if (head === "end") return;
      if (head === "other") {
        say({ code: "trailing_data", detail: `bytes that are no gzip follow at byte ${start}`, byteOffset: start });
        return;
      }
      if (head === "cut") break;
      let size = 0;
      let crc = 0;
      const bodyStart = cursor.offset;
      const whole = isSmall ? await inflateSmall(cursor) : void 0;
      for await (const piece of whole ?? inflateMember(cursor)) {
        size += piece.length;
        crc = crc32(piece, crc);
        budget.spend("The gzip data", piece.length, budget.inflatedBytes + piece.length, cursor.offset);
        yield piece;
      }
      isSmall = size <= PIECE_BYTES && cursor.offset - bodyStart <= SMALL_BYTES;
      const trailer = Buffer.from(await cursor.takeExactly(TRAILER_BYTES));
      if (trailer.length < TRAILER_BYTES) break;
      if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== size % 2 ** 32) {
        say({ code: "corrupt_archive", detail: `the checksum of gzip member ${member} is wrong`, byteOffset: cursor.offset });
      }
    }
    say({ code: "truncated_file", detail: `the gzip data stops at byte ${cursor.offset}`, byteOffset: cursor.offset });
  } catch (error) {
    if (!isDataError(error)) throw error;
    say({
      code: "corrupt_archive",
      detail: `the gzip data is damaged near byte ${cursor.offset} (${error.code})`,
      byteOffset: cursor.offset,
    });
  } finally {
    await cursor.close();
  }
}
var TRAILER_BYTES = 8;
var PIECE_BYTES = 256 * 1024;
var SMALL_BYTES = 16 * 1024;
async function readMemberHead(cursor) {
  const fixed = await cursor.takeExactly(10);
  if (fixed.length === 0) return "end";
  const [id1, id2, method, flags = 0] = fixed;
  if (id1 !== 31 || (fixed.length > 1 && id2 !== 139) || (fixed.length > 2 && method !== 8)) return "other";
  if (fixed.length < 10) return "cut";
  if (flags & FEXTRA) {
    const length = await cursor.takeExactly(2);
    const extra = (length[0] ?? 0) + (length[1] ?? 0) * 256;
    if ((await cursor.takeExactly(extra)).length < extra) return "cut";
  }
  for (const flag of [FNAME, FCOMMENT]) {
    if (flags & flag && !(await skipText(cursor))) return "cut";
  }
  if (flags & FHCRC && (await cursor.takeExactly(2)).length < 2) return "cut";
  return "member";
}
var FHCRC = 2;
var FEXTRA = 4;
var FNAME = 8;
var FCOMMENT = 16;
async function skipText(cursor) {
  for (let bytes = await cursor.take(); bytes; bytes = await cursor.take()) {
    const end = bytes.indexOf(0);
    if (end < 0) continue;
    cursor.giveBack(bytes.subarray(end + 1));
    return true;
  }
  return false;
}
async function inflateSmall(cursor) {
  const bytes = await cursor.take();
  if (!bytes) return void 0;
  const inflated = inflateNow(bytes);
  cursor.giveBack(inflated && inflated.taken < bytes.length ? bytes.subarray(inflated.taken) : bytes);
  return inflated && inflated.taken < bytes.length ? [inflated.piece] : void 0;
}
function inflateNow(bytes) {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: PIECE_BYTES, chunkSize: SMALL_BYTES, info: true };
  try {
    const { buffer, engine } = inflateRawSync(bytes, options);
    return { piece: buffer, taken: engine.bytesWritten };
  } catch {
    return void 0;
  }
}
async function* inflateMember(cursor) {
  const inflater = createInflateRaw({ chunkSize: PIECE_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  const fed = feed(inflater, cursor).catch((error) => inflater.destroy(error));
  try {
    yield* inflater;
  } finally {
    inflater.destroy();
    await fed;
  }
}
async function feed(inflater, cursor) {
  let written = 0;
  const closed = new Promise((resolve) => inflater.once("close", () => resolve(true)));
  while (!inflater.destroyed) {
    const bytes = await cursor.take();
    if (!bytes) {
      inflater.end();
      return;
    }
    written += bytes.length;
    const passed = new Promise((resolve) => inflater.write(bytes, (error) => resolve(error != null)));
    const failed2 = await Promise.race([passed, closed]);
    if (failed2) return;
    const left = written - inflater.bytesWritten;
    if (left === 0) continue;
    cursor.giveBack(bytes.subarray(bytes.length - left));
    return;
  }
}
function isDataError(error) {
  return error instanceof Error && String(error.code).startsWith("Z_");
}

// packages/tables/src/archive/gzip-input.ts
function isGzip(bytes) {
  return bytes[0] === 31 && bytes[1] === 139 && bytes[2] === 8;
}
function gunzipInput(packed, options, say) {
  return {
    sizeBytes: void 0,
    rereadable: packed.rereadable,
    open: () => gunzip(packed.open(), options, (fault) => say(finding(fault))),
  };
}
function finding({ code, detail, byteOffset }) {
  return { code, ...ABOUT[code](detail), count: 1, rows: [], byteOffsets: [byteOffset] };
}
var ABOUT = {
  truncated_file: (detail) => ({ severity: "error", message: `The file ends too early: ${detail}. What comes before was read.` }),
  corrupt_archive: (detail) => ({ severity: "error", message: `The archive is damaged: ${detail}. What could be unpacked was read.` }),
  trailing_data: (detail) => ({ severity: "warning", message: `Something follows after the end of the data: ${detail}. It was not read.` }),
};

// packages/tables/src/text/head.ts
async function readHead(input, length) {
  const iterator = input.open()[Symbol.asyncIterator]();
  const chunks = [];
  let have = 0;
  let complete = false;
  while (have < length && !complete) {
    const next = await iterator.next();
    complete = next.done === true;
    if (next.done) break;
    chunks.push(Uint8Array.from(next.value));
    have += next.value.length;
  }
  const bytes = Buffer.concat(chunks);
  if (input.rereadable) {
    await iterator.return?.();
    return { bytes, complete, open: () => input.open() };
  }
  return { bytes, complete, open: () => resume(bytes, iterator) };
}
function inputOfHead(head, input) {
  return input.rereadable ? input : { ...input, open: () => head.open() };
}
async function* resume(head, iterator) {
  try {
    yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

// packages/tables/src/open/name-finding.ts
function nameFinding(table, fileName) {
  const name = table.entry ?? fileName;
  const inner = name?.replace(/\.gz$/i, "");
  const promised = /\.xls$/i.test(inner ?? "") ? "xlsx" : formatOfName(inner);
  if (name === void 0 || promised === void 0 || promised === "text" || promised === "fixed-width") return void 0;
  const isPacked = table.container !== null && table.entry === null && inner === name;
  if (promised === table.format && !isPacked) return void 0;
  const what = NAMES[table.format] + (isPacked ? `, packed in ${table.container ?? ""}` : "");
  const message = `The file is called ${JSON.stringify(name)}, and it is ${what}. It was read as what it is.`;
  return { code: "format_unlike_name", severity: "info", message, count: 1, rows: [] };
}
var NAMES = {
  delimited: "delimited text",
  xlsx: "an XLSX workbook",
  json: "a JSON document",
  jsonl: "JSON Lines",
  "fixed-width": "fixed-width text",
  text: "free text",
};
async function laterSamples(input, seen, encoding) {
  return (await laterPieces(input, seen)).flatMap((bytes) => wholeLines(bytes, encoding));
}
async function lastLines(input, head, encoding) {
  const pieces = head.complete ? [head.bytes] : await laterPieces(input, head.bytes.length);
  const bytes = pieces.at(-1);
  if (bytes === void 0) return void 0;
  const text = textDecoder(encoding).decode(bytes.subarray(wholeCharacter(Math.max(0, bytes.length - PIECE_BYTES2 + 3))));
  const first = /\r\n|\n|\r/.exec(text);
  return first === null ? void 0 : text.slice(first.index + first[0].length);
}
async function laterPieces(input, seen) {
  const known = taken.get(input);
  if (known?.seen === seen) return known.pieces;
  const pieces = await takePieces(input, seen);
  taken.set(input, { seen, pieces });
  return pieces;
}
var taken = /* @__PURE__ */ new WeakMap();
async function takePieces(input, seen) {
  const size = input.bytes?.length ?? input.sizeBytes ?? 0;
  const starts = [0.25, 0.5, 0.75]
    .map((share2) => wholeCharacter(size * share2))
    .filter((start) => start > seen && start + PIECE_BYTES2 < size);
  if (size > seen + PIECE_BYTES2) starts.push(wholeCharacter(size - PIECE_BYTES2 + 3));
  if (starts.length === 0) return [];
  const { bytes, path } = input;
  return bytes === void 0 ? readPieces(path, starts) : starts.map((start) => bytes.subarray(start, start + PIECE_BYTES2));
}
var PIECE_BYTES2 = 16 * 1024;
function wholeCharacter(at) {
  return Math.floor(at / 4) * 4;
}
async function readPieces(path, starts) {
  var _stack = [];
  try {
    if (path === void 0) return [];
    const handle = __using(_stack, await open(path, "r"), true);
    const pieces = [];
    for (const start of starts) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(PIECE_BYTES2), 0, PIECE_BYTES2, start);
      pieces.push(buffer.subarray(0, bytesRead));
    }
    return pieces;
  } catch (_) {
    var _error = _,
      _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && (await _promise);
  }
}
function wholeLines(bytes, encoding) {
  const text = textDecoder(encoding).decode(bytes);
  const first = /\r\n|\n|\r/.exec(text);
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  if (first === null) return [];
  const start = first.index + first[0].length;
  return end >= start ? [text.slice(start, end + 1)] : [];
}

// packages/tables/src/text/detect-encoding.ts
async function detectEncoding(input, head, { encoding: label, trustSamples = false, onSurveyed = () => {} }) {
  const survey = createEncodingSurvey();
  survey.add(head.bytes);
  const early = { ...(await survey.decide()), isSampled: false };
  if (label !== void 0) return { ...early, encoding: canonicalLabel(label), confidence: 1, asciiOnly: false };
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
async function isSampledUtf8(input, seen) {
  const pieces = await laterPieces(input, seen);
  return pieces.length > 0 && pieces.every((bytes) => isUtf8(withoutPartialEnds(bytes)) && !bytes.includes(ESCAPE));
}
function withoutPartialEnds(bytes) {
  const tail = incompleteTail(bytes).length;
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 192) === 128) start += 1;
  return bytes.subarray(start, bytes.length - tail);
}
function canonicalLabel(label) {
  try {
    return textDecoder(label).encoding;
  } catch (cause) {
    const message = `The encoding ${JSON.stringify(label)} is unknown: use a label of the WHATWG Encoding Standard, such as "utf-8" or "windows-1252"`;
    throw new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
  }
}

// packages/tables/src/formats/json/json-fault.ts
var JsonFault = class {
  /** The rest of a sentence: `a comma or } is missing`. */
  message;
  /** Where in the block, in bytes. */
  at;
  line;
  /** @param detail - the rest of a sentence: `a comma or } is missing` */
  constructor(detail, at, line) {
    this.message = detail;
    this.at = at;
    this.line = line;
  }
};
var Incomplete = class extends Error {};
var INCOMPLETE = new Incomplete("The block ends here");

// packages/tables/src/formats/json/json-scanner.ts
var JsonScanner = class {
  /** The next byte to look at. */
  at = 0;
  /** The number of its line in the file, from 1. */
  line = 1;
  /** Whether a value must end on the line where it starts. */
  oneLine = false;
  /** The block, a character a byte. */
  text = "";
  #bytes = Buffer.alloc(0);
  #view = () => this.#bytes;
  #isPrepared = true;
  #last = false;
  #note;
  /** What `#passString` found out. */
  #stringStart = 0;
  #hasEscapes = false;
  #hasNonAscii = false;
  /** Whether blanks or odd things were passed since it was set to false. */
  #passedBlanks = false;
  #passedNonAscii = false;
  /** Where the line of the string that was skipped last ends; -1 if that is not known. */
  #lineEnd = -1;
  #depth = 0;
  constructor(note) {
    this.#note = note;
  }
  /** Takes a block. The caller says where to go on in it. */
  load(bytes, last, at) {
    this.loadLater(() => bytes, last, at);
    this.prepare();
  }
  /** Takes a block that perhaps need not be scanned: `prepare` comes before each look at it, if its memory may have moved. */
  loadLater(view, last, at) {
    this.#view = view;
    this.#isPrepared = false;
    this.#last = last;
    this.#lineEnd = -1;
    this.at = at;
  }
  /** Makes a text of the block, once, and takes care that its bytes are where they are now. */
  prepare() {
    if (!this.#isPrepared || this.#bytes.length === 0) this.#bytes = this.#view();
    if (!this.#isPrepared) this.text = this.#bytes.toString("latin1");
    this.#isPrepared = true;
  }
  /** Whether the file ends with the block. */
  get isLast() {
    return this.#last;
  }
  /** Whether everything was passed and nothing comes. */
  get atEnd() {
    return this.#last && this.at >= this.text.length;
  }
  /** Passes blanks and comments, and answers the code of the next character; `NaN` at the end of the file. */
  next() {
    const code = this.text.charCodeAt(this.at);
    return code > SPACE && code !== SLASH3 ? code : this.#nextAfterBlanks();
  }
  #nextAfterBlanks() {
    while (true) {
      const code = this.text.charCodeAt(this.at);
      if (code > SPACE && code !== SLASH3) return code;
      if (code === LINE_FEED) {
        if (this.oneLine) return code;
        this.line += 1;
      } else if (code === SLASH3) {
        if (!this.#passComment()) return code;
        continue;
      } else if (code !== SPACE && code !== TAB && code !== CARRIAGE_RETURN) {
        if (this.at >= this.text.length && !this.#last) throw INCOMPLETE;
        return code;
      }
      this.#passedBlanks = true;
      this.at += 1;
    }
  }
  /** Reads the string that starts here. */
  string() {
    const start = this.at + 1;
    this.#passString();
    const end = this.at - 1;
    if (!this.#hasEscapes && !this.#hasNonAscii) return this.text.slice(start, end);
    const raw = this.#hasNonAscii ? this.#bytes.toString("utf8", start, end) : this.text.slice(start, end);
    if (this.#hasNonAscii && raw.includes("\uFFFD")) this.#note("invalid_bytes", start, "bytes that are no UTF-8");
    return this.#hasEscapes ? this.#unescape(raw, start) : raw;
  }
  /** Passes the number that starts here. */
  passNumber() {
    const { text } = this;
    let at = this.at;
    let code = text.charCodeAt(at);
    if (code === MINUS) code = text.charCodeAt((at += 1));
    if (code === ZERO) code = text.charCodeAt((at += 1));
    else if (isDigit(code)) {
      do code = text.charCodeAt((at += 1));
      while (isDigit(code));
    } else return this.#passOddNumber();
    if (code === POINT) {
      code = text.charCodeAt((at += 1));
      if (!isDigit(code)) return this.#passOddNumber();
      do code = text.charCodeAt((at += 1));
      while (isDigit(code));
    }
    if (isNumberPart(code)) return this.#passOddNumber();
    if (at >= text.length && !this.#last) throw INCOMPLETE;
    this.at = at;
  }
  /** Passes `true`, `false`, `null`, `NaN` or `Infinity`, and answers which. */
  word() {
    const start = this.at;
    let at = start;
    while (isLetter(this.text.charCodeAt(at))) at += 1;
    if (at >= this.text.length && !this.#last) throw INCOMPLETE;
    const word = this.text.slice(start, at);
    if (word !== "true" && word !== "false" && word !== "null") {
      if (word !== "NaN" && word !== "Infinity") throw this.fault(this.#unexpected("a value"));
      this.#note("json_extensions", start, `${word} is no value of JSON`);
      this.#passedBlanks = true;
    }
    this.at = at;
    return word;
  }
  /** Passes a value of any kind and checks it. */
  passValue() {
    const code = this.next();
    if (code === QUOTE2) {
      this.#passString();
      if (this.#hasEscapes) this.#checkEscapes();
    } else if (code === OPEN_BRACE) this.#passObject();
    else if (code === OPEN_BRACKET) this.#passArray();
    else if (isLetter(code)) this.word();
    else this.passNumber();
  }
  /**
   * Passes a value without a look at what is in it: for whoever looks for keys only. Of what is no JSON it finds less, and nothing
   * that is JSON is taken for something else.
   */
  skipValue(code) {
    if (code === QUOTE2) this.#skipString();
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#skipNested();
    else if (isLetter(code)) this.word();
    else this.passNumber();
  }
  /** Passes a value and answers it as JSON without blanks. */
  json() {
    this.next();
    const start = this.at;
    this.#passedBlanks = false;
    this.#passedNonAscii = false;
    this.passValue();
    const raw = this.#passedNonAscii ? this.#bytes.toString("utf8", start, this.at) : this.text.slice(start, this.at);
    return this.#passedBlanks ? compact(raw) : raw;
  }
  /** Passes the sign that has to come next, after blanks. */
  expect(code, what) {
    if (this.next() !== code) throw this.fault(this.#unexpected(what));
    this.at += 1;
  }
  /**
   * Passes the comma between two values, or the sign that ends them, and answers whether it was the end. A comma before the end
   * is noted.
   */
  endOrComma(end) {
    if (this.text.charCodeAt(this.at) === COMMA && this.text.charCodeAt(this.at + 1) === QUOTE2) {
      this.at += 1;
      return false;
    }
    const code = this.next();
    if (code === end) {
      this.at += 1;
      return true;
    }
    if (code !== COMMA) throw this.fault(this.#unexpected(`a comma or ${String.fromCharCode(end)}`));
    const comma = this.at;
    this.at += 1;
    if (this.next() !== end) return false;
    this.#note("json_extensions", comma, `a comma before ${String.fromCharCode(end)}`);
    this.#passedBlanks = true;
    this.at += 1;
    return true;
  }
  fault(detail) {
    return new JsonFault(detail, this.at, this.line);
  }
  #unexpected(wanted) {
    if (this.at >= this.text.length) return `the file ends where ${wanted} should follow`;
    const sign = this.text[this.at] ?? "";
    if (sign === "\n") return `the line ends where ${wanted} should follow`;
    const shown3 = sign >= " " && sign < "\x7F" ? sign : `byte 0x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;
    return `${wanted} should stand where ${shown3} stands`;
  }
  /** Answers `false` if no comment starts here, or one that does not end where it has to. */
  #passComment() {
    const start = this.at;
    const second = this.text.charCodeAt(start + 1);
    const isBlock = second === STAR;
    if (start + 1 >= this.text.length && !this.#last) throw INCOMPLETE;
    if (!isBlock && second !== SLASH3) return false;
    const end = this.text.indexOf(isBlock ? "*/" : "\n", start + 2);
    if (end < 0 && !this.#last) throw INCOMPLETE;
    if (end < 0 && isBlock) return false;
    const after = end < 0 ? this.text.length : isBlock ? end + 2 : end;
    const breaks = this.text.slice(start, after).split("\n").length - 1;
    if (breaks > 0 && this.oneLine) return false;
    this.#note("json_extensions", start, "a comment");
    this.#passedBlanks = true;
    this.line += breaks;
    this.at = after;
    return true;
  }
  #passString() {
    const { text } = this;
    const { length } = text;
    let hasEscapes = false;
    let hasNonAscii = false;
    let at = this.at + 1;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === QUOTE2) {
        this.#stringStart = this.at;
        this.at = at + 1;
        this.#hasEscapes = hasEscapes;
        this.#hasNonAscii = hasNonAscii;
        if (hasNonAscii) this.#passedNonAscii = true;
        return;
      }
      if (code === BACKSLASH) {
        hasEscapes = true;
        at += 1;
      } else if (code >= 128) hasNonAscii = true;
      else if (code < SPACE) {
        if (code === LINE_FEED || code === CARRIAGE_RETURN) throw this.fault("a string is not closed before its line ends");
        this.#note("json_extensions", at, "a control character in a string");
      }
      at += 1;
    }
    if (!this.#last) throw INCOMPLETE;
    throw new JsonFault("the file ends inside a string", length, this.line);
  }
  #skipString() {
    const { text } = this;
    let end = text.indexOf('"', this.at + 1);
    while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (this.oneLine) {
      if (this.#lineEnd < this.at) this.#lineEnd = text.indexOf("\n", this.at);
      if (this.#lineEnd < 0) this.#lineEnd = text.length;
      if (this.#lineEnd < text.length && (end < 0 || end > this.#lineEnd)) throw this.fault("a string is not closed before its line ends");
    }
    if (end < 0 && !this.#last) throw INCOMPLETE;
    if (end < 0) throw new JsonFault("the file ends inside a string", text.length, this.line);
    this.at = end + 1;
  }
  #skipNested() {
    const { text } = this;
    let depth = 0;
    do {
      const code = this.next();
      if (code === QUOTE2) {
        this.#skipString();
        continue;
      }
      if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
      else if (this.at >= text.length || code === LINE_FEED) throw this.fault(this.#unexpected("the end of a value"));
      this.at += 1;
    } while (depth > 0);
  }
  /** @param start - where in the block `raw` starts */
  #unescape(raw, start) {
    let value = "";
    let from = 0;
    for (let at = raw.indexOf("\\"); at >= 0; at = raw.indexOf("\\", from)) {
      const sign = raw[at + 1] ?? "";
      const plain = ESCAPES.get(sign);
      const hex = sign === "u" ? raw.slice(at + 2, at + 6) : "";
      if (plain === void 0 && !HEX.test(hex)) throw this.fault(`a string has the escape \\${sign}${hex}, which JSON does not know`);
      value += raw.slice(from, at) + (plain ?? String.fromCharCode(Number.parseInt(hex, 16)));
      from = at + (plain === void 0 ? 6 : 2);
    }
    value += raw.slice(from);
    if (!value.isWellFormed()) this.#note("lone_surrogates", start, "half of a character");
    return value;
  }
  #checkEscapes() {
    const start = this.#stringStart + 1;
    this.#unescape(this.text.slice(start, this.at - 1), start);
  }
  #passOddNumber() {
    const start = this.at;
    let at = start;
    while (isNumberPart(this.text.charCodeAt(at))) at += 1;
    if (at >= this.text.length && !this.#last) throw INCOMPLETE;
    const token = this.text.slice(start, at);
    if ((token === "-" || token === "+") && this.text[at] === "I") {
      this.at = at;
      this.word();
      return;
    }
    if (!STRICT_NUMBER.test(token)) {
      if (!ODD_NUMBER.test(token)) throw this.fault(token === "" ? this.#unexpected("a value") : `${token.slice(0, 40)} is no number`);
      this.#note("json_extensions", start, `${token.slice(0, 40)} is no number of JSON`);
    }
    this.at = at;
  }
  #passObject() {
    this.#enter();
    if (this.next() === CLOSE_BRACE) this.at += 1;
    else {
      do {
        if (this.next() !== QUOTE2) throw this.fault(this.#unexpected("a key in quotes"));
        this.#passString();
        if (this.#hasEscapes) this.#checkEscapes();
        this.expect(COLON, "a colon");
        this.passValue();
      } while (!this.endOrComma(CLOSE_BRACE));
    }
    this.#depth -= 1;
  }
  #passArray() {
    this.#enter();
    if (this.next() === CLOSE_BRACKET) this.at += 1;
    else {
      do this.passValue();
      while (!this.endOrComma(CLOSE_BRACKET));
    }
    this.#depth -= 1;
  }
  #enter() {
    this.at += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH2) throw this.fault(`values are nested in more than ${MAX_DEPTH2} levels`);
  }
  /** Forgets what it was in the middle of, after a fault. */
  reset() {
    this.#depth = 0;
  }
};
var MAX_DEPTH2 = 256;
var STRICT_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
var ODD_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
var HEX = /^[\da-fA-F]{4}$/;
var ESCAPES = /* @__PURE__ */ new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "	"],
]);
var QUOTE2 = 34;
var COMMA = 44;
var COLON = 58;
var OPEN_BRACKET = 91;
var CLOSE_BRACKET = 93;
var OPEN_BRACE = 123;
var CLOSE_BRACE = 125;
var LINE_FEED = 10;
var TAB = 9;
var CARRIAGE_RETURN = 13;
var SPACE = 32;
var STAR = 42;
var MINUS = 45;
var POINT = 46;
var SLASH3 = 47;
var ZERO = 48;
var BACKSLASH = 92;
function isEscaped(text, at) {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
function isLetter(code) {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
function isDigit(code) {
  return code >= 48 && code <= 57;
}
function isNumberPart(code) {
  return isDigit(code) || code === MINUS || code === POINT || code === 43 || code === 101 || code === 69;
}
function compact(json) {
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  return json.replaceAll(/("[^"\\]*(?:\\.[^"\\]*)*"?)|\s+/gs, "$1");
}

// packages/tables/src/formats/json/structure.ts
var Structure = class {
  /** How many line ends were passed. */
  lines = 0;
  #depth;
  #inString = false;
  #escaped = false;
  /** @param depth - how many brackets are open */
  constructor(depth) {
    this.#depth = depth;
  }
  /** Answers the place after the bracket that closes the last open one, or -1 if the text, or what is to be seen of it, ends before. */
  pass(text, from, to = text.length) {
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED) {
        this.lines += 1;
        this.#inString = false;
        this.#escaped = false;
      } else if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH2) this.#escaped = true;
        else if (code === QUOTE2) this.#inString = false;
      } else if (code === QUOTE2) this.#inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth <= 0) return at + 1;
      }
    }
    return -1;
  }
};
var BACKSLASH2 = 92;

// packages/tables/src/formats/json/broken-record.ts
function passBrokenLine(scanner, start) {
  const end = scanner.text.indexOf("\n", start);
  if (end < 0 && !scanner.isLast) throw INCOMPLETE;
  scanner.at = end < 0 ? scanner.text.length : end;
}
var BrokenRecords = class {
  #reach = Number.POSITIVE_INFINITY;
  /**
   * Passes a broken record: up to the bracket that closes it, or to the line where another one starts if that comes first; or, if neither
   * comes, up to what looks like the start of another object. Answers `false` if that does not come before the file ends either. Throws
   * `INCOMPLETE` like the scanner.
   *
   * @param start - where the record starts
   * @param line - the line of that place
   */
  pass(scanner, start, line, fault) {
    const { text } = scanner;
    const first = text.charCodeAt(start);
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
      scanner.at = fault.at;
      scanner.line = fault.line;
      passToSeparator(scanner);
      return !scanner.atEnd;
    }
    const stop = Math.min(text.length, start + this.#reach);
    const next = nextLineLikeIt(text, start, stop);
    let end = new Structure(0).pass(text, start, next < 0 ? stop : next);
    if (end < 0) end = next;
    if (end < 0 && stop === text.length && !scanner.isLast) throw INCOMPLETE;
    this.#reach = end < 0 ? Math.max(LEAST_REACH, (stop - start) >> 1) : this.#reach * 2;
    if (end < 0) end = nextObject(text, fault.at);
    if (end < 0) {
      scanner.at = text.length;
      return false;
    }
    scanner.at = end;
    scanner.line = line + countLines(text, start, end);
    return true;
  }
};
var LEAST_REACH = 4096;
function passToSeparator(scanner) {
  const { text } = scanner;
  let { at } = scanner;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACKET || code === LINE_FEED) break;
  }
  if (at >= text.length && !scanner.isLast) throw INCOMPLETE;
  scanner.at = at;
}
function nextLineLikeIt(text, start, stop) {
  const blanks = /\n[ \t]*$/.exec(text.slice(Math.max(0, start - MAX_INDENT), start))?.[0];
  if (blanks === void 0) return -1;
  const next = text.slice(start, stop).indexOf(`${blanks}${text[start]}`);
  return next < 0 ? -1 : start + next;
}
var MAX_INDENT = 256;
function nextObject(text, from) {
  const boundary = /\}\s*(?:,\s*)?(?=\{\s*")/g;
  boundary.lastIndex = from;
  const match = boundary.exec(text);
  return match ? match.index + 1 : -1;
}
function countLines(text, from, to) {
  let count2 = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count2 += 1;
  return count2;
}

// packages/tables/src/formats/json/find-arrays.ts
function findArrays(bytes, complete) {
  const finder = new Finder(bytes, complete);
  return finder.find();
}
var MAX_LEVELS = 4;
var Finder = class {
  #scanner = new JsonScanner(() => {});
  #broken = new BrokenRecords();
  #arrays = [];
  #otherKeys = [];
  #good = 0;
  #bad = 0;
  constructor(bytes, complete) {
    this.#scanner.load(bytes, complete, 0);
  }
  find() {
    const scanner = this.#scanner;
    let end;
    let isArray = false;
    try {
      const code = scanner.next();
      isArray = code === OPEN_BRACKET;
      if (isArray) this.#array("");
      else if (code === OPEN_BRACE) this.#object([]);
      else return void 0;
      end = scanner.at;
    } catch (error) {
      if (error !== INCOMPLETE && !(error instanceof JsonFault)) throw error;
      if (error !== INCOMPLETE) this.#bad += 1;
    }
    return { isArray, arrays: this.#arrays, otherKeys: this.#otherKeys, good: this.#good, bad: this.#bad, end };
  }
  #object(path) {
    const scanner = this.#scanner;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      return;
    }
    do {
      if (scanner.next() !== QUOTE2) scanner.expect(QUOTE2, "a key in quotes");
      const key = scanner.string();
      scanner.expect(COLON, "a colon");
      const code = scanner.next();
      const inner = [...path, key];
      if (code === OPEN_BRACKET) this.#array(inner.join("."));
      else if (code === OPEN_BRACE && inner.length < MAX_LEVELS) this.#object(inner);
      else {
        scanner.passValue();
        if (this.#otherKeys.length < SHOWN_KEYS) this.#otherKeys.push(inner.join("."));
      }
      this.#good += 1;
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }
  #array(path) {
    const scanner = this.#scanner;
    const start = scanner.at;
    const kinds = { object: 0, row: 0, value: 0 };
    let open5 = true;
    let firstItem;
    scanner.at += 1;
    try {
      while (scanner.next() !== CLOSE_BRACKET) {
        const itemStart = scanner.at;
        this.#item(kinds);
        firstItem ??= [itemStart, scanner.at];
        if (scanner.next() === COMMA) scanner.at += 1;
        else if (scanner.next() !== CLOSE_BRACKET && scanner.atEnd) throw INCOMPLETE;
      }
      scanner.at += 1;
      open5 = false;
    } finally {
      const items = kinds.object + kinds.row + kinds.value;
      const most = Math.max(kinds.object, kinds.row, kinds.value);
      const kind = kinds.object === most ? "object" : kinds.row === most ? "row" : "value";
      this.#arrays.push({ path, kind, items, start, bytes: scanner.at - start, firstItem, open: open5 });
    }
  }
  #item(kinds) {
    const scanner = this.#scanner;
    const { at, line } = scanner;
    const code = scanner.next();
    try {
      scanner.reset();
      scanner.passValue();
      this.#good += 1;
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault;
      this.#bad += 1;
      if (!this.#broken.pass(scanner, at, line, fault)) throw INCOMPLETE;
    }
    kinds[code === OPEN_BRACE ? "object" : code === OPEN_BRACKET ? "row" : "value"] += 1;
  }
};
var SHOWN_KEYS = 20;

// packages/tables/src/formats/json/names-beside.ts
function namesBeside(rows, arrays, bytes) {
  if (rows.kind !== "row" || rows.path === "" || rows.firstItem === void 0) return void 0;
  const first = parsed(bytes, ...rows.firstItem);
  if (!Array.isArray(first) || first.length === 0) return void 0;
  const folder = parentOf(rows.path);
  for (const array of arrays) {
    const isNamed = !array.open && parentOf(array.path) === folder && NAMES_KEY.test(array.path.slice(folder.length));
    if (!isNamed || array.kind === "row" || array.items !== first.length) continue;
    const names = namesOf(parsed(bytes, array.start, array.start + array.bytes));
    if (names) return { array, names };
  }
  return void 0;
}
var NAMES_KEY = /^\.?(?:columns?|column_?names|cols|headers?|header_?row|fields?|field_?names|names|schema|labels|variables)$/i;
var NAME_KEYS = ["name", "id", "field", "key", "label", "title", "column", "column_name", "columnName"];
function parentOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
function namesOf(list) {
  if (!Array.isArray(list)) return void 0;
  const key = NAME_KEYS.find((candidate) => list.every((item) => typeof read(item, candidate) === "string"));
  const names = list.map((item) => (key === void 0 ? item : read(item, key)));
  return names.every((name) => typeof name === "string" && name.trim() !== "") ? names : void 0;
}
function read(item, key) {
  return typeof item === "object" && item !== null && Object.hasOwn(item, key) ? item[key] : void 0;
}
function parsed(bytes, start, end) {
  try {
    return JSON.parse(bytes.toString("utf8", start, end));
  } catch {
    return void 0;
  }
}

// packages/tables/src/formats/json/detect-json.ts
function detectJson(start, complete, choice = {}) {
  const bytes = withoutMarks(start);
  if (choice.format === "jsonl") return linesOrValues(bytes, complete) ?? asLines("object", 1);
  const document = findArrays(bytes, complete);
  if (choice.format === "json" || choice.recordsPath !== void 0) return asDocument(document ?? NOTHING, bytes, choice.recordsPath);
  if (!document) return linesOrValues(bytes, complete);
  const follows = document.end === void 0 ? void 0 : whatFollows(bytes, document.end, complete);
  const holds = document.good > 0 && document.good >= document.bad;
  if (follows === "nothing") return holds || document.bad === 0 ? asDocument(document, bytes) : void 0;
  if (follows === void 0 && goesOn(document)) return asDocument(document, bytes);
  const lines = linesOrValues(bytes, complete);
  if (lines && (follows === "value" || !document.isArray || lines.confidence > 0.9)) return lines;
  if (follows !== void 0 && (!isSubstantial(document) || isFirstCell(bytes, document.end ?? 0))) return lines;
  return holds ? asDocument(document, bytes) : lines;
}
function withoutMarks(start) {
  const bytes = start[0] === 239 && start[1] === 187 && start[2] === 191 ? start.subarray(3) : start;
  return bytes.includes(30) ? Buffer.from(bytes.map((byte) => (byte === 30 ? 32 : byte))) : bytes;
}
var NOTHING = { arrays: [], otherKeys: [], good: 0, bad: 0 };
function goesOn({ isArray, arrays, good, bad }) {
  const items = arrays.find(({ path }) => path === "");
  return isArray && items !== void 0 && items.items >= (items.kind === "object" ? 2 : ENOUGH_ITEMS) && good >= bad * 9;
}
var ENOUGH_ITEMS = 10;
function isSubstantial(document) {
  return document.arrays.some(({ kind }) => kind !== "value") || (!document.isArray && document.good > 0);
}
function asDocument(document, bytes, path) {
  const { arrays, good, bad } = document;
  const confidence = good + bad === 0 ? 0.5 : Math.round((good / (good + bad)) * 100) / 100;
  const asked = arrays.find((array) => array.path === path);
  const tables = arrays.filter((array) => array.path === "" || array.kind !== "value");
  const descriptions = tables.flatMap((table) => namesBeside(table, arrays, bytes)?.array ?? []);
  const chosen = asked ?? (path === void 0 ? largest(tables.filter((table) => !descriptions.includes(table))) : void 0);
  const named = chosen && namesBeside(chosen, arrays, bytes);
  const form = { records: "document", kind: chosen?.kind ?? "object", path: path ?? chosen?.path ?? "" };
  const isList = chosen !== void 0 && chosen.path !== "";
  return {
    format: "json",
    form,
    confidence,
    others: tables.filter((array) => array !== chosen && array !== named?.array),
    otherKeys: isList
      ? [...document.otherKeys.filter((key) => !key.startsWith(`${form.path}.`)), ...listsBeside(document, chosen, named)]
      : [],
    names: named?.names,
  };
}
function listsBeside({ arrays }, chosen, named) {
  const lists = arrays.filter((array) => array.kind === "value" && array !== chosen && array !== named?.array);
  return lists.map(({ path }) => path);
}
function largest(arrays) {
  return arrays.toSorted((a, b) => Number(b.open) - Number(a.open) || RANK[b.kind] - RANK[a.kind] || b.bytes - a.bytes)[0];
}
var RANK = { object: 1, row: 1, value: 0 };
function whatFollows(bytes, end, complete) {
  const rest = bytes.subarray(end).toString("latin1");
  const next = /[^\s,]/.exec(rest)?.[0];
  if (next === void 0) return complete || rest.length > 0 ? "nothing" : "text";
  return next === "{" || next === "[" ? "value" : "text";
}
function isFirstCell(bytes, end) {
  const rest = bytes.toString("latin1", end, end + 64 * 1024);
  const lineEnd = rest.indexOf("\n");
  const line = rest.slice(0, lineEnd);
  if (lineEnd < 0 || !/^ *[|;\t,]/.test(line) || !/[^\s,;|]/.test(line)) return false;
  const [next = ""] = rest
    .slice(lineEnd)
    .trimStart()
    .split(/[\r\n]/, 1);
  return /^[{[]/.test(next) && /[}\]] *[|;\t,]/.test(next);
}
function linesOrValues(bytes, complete) {
  const text = bytes.toString("latin1");
  const all = text.split("\n", SAMPLE_LINES + 1).filter((line) => line.trim() !== "");
  const lines = complete && all.length <= SAMPLE_LINES ? all : all.slice(0, -1);
  const kinds = lines.map((line) => lineKind(line));
  const good = kinds.filter((kind) => kind !== void 0);
  if (good.length > 0 && good.length * 2 >= lines.length) {
    const rows = good.filter((kind) => kind === "row").length;
    return asLines(rows * 2 > good.length ? "row" : "object", Math.round((good.length / lines.length) * 100) / 100);
  }
  return values(bytes, complete);
}
var SAMPLE_LINES = 100;
function asLines(kind, confidence) {
  return { format: "jsonl", form: { records: "lines", kind, path: "" }, confidence, others: [], otherKeys: [] };
}
function lineKind(line) {
  const scanner = new JsonScanner(() => {});
  scanner.load(Buffer.from(line, "latin1"), true, 0);
  scanner.oneLine = true;
  const code = scanner.next();
  if (code !== OPEN_BRACE && code !== OPEN_BRACKET) return void 0;
  return passes(scanner) && /^[\s,]*(?:$|[{[])/.test(scanner.text.slice(scanner.at)) ? (code === OPEN_BRACE ? "object" : "row") : void 0;
}
function values(bytes, complete) {
  const scanner = new JsonScanner(() => {});
  scanner.load(bytes, complete, 0);
  const codes = [];
  while (codes.length < 2) {
    while (/[\s,]/.test(scanner.text[scanner.at] ?? "")) scanner.at += 1;
    const code = scanner.text.charCodeAt(scanner.at);
    if ((code !== OPEN_BRACE && code !== OPEN_BRACKET) || !passes(scanner)) return void 0;
    codes.push(code);
  }
  const kind = codes.every((code) => code === OPEN_BRACKET) ? "row" : "object";
  return { format: "jsonl", form: { records: "values", kind, path: "" }, confidence: 0.9, others: [], otherKeys: [] };
}
function passes(scanner) {
  try {
    scanner.reset();
    scanner.passValue();
    return true;
  } catch (error) {
    if (error === INCOMPLETE || error instanceof JsonFault) return false;
    throw error;
  }
}

// packages/tables/src/formats/json/json-columns.ts
var JsonKey = class {
  /** As most writers have it, from behind its first quote up to its colon, if it is plain ASCII: to be recognized without reading it. */
  written;
  name;
  /** The key of the object that it is in; `undefined` for that of the records themselves. */
  parent;
  /** From the outermost object to this key. */
  path;
  /** Its place among the keys of its object, in the order in which they came first. */
  position;
  /** The index of the column that its values are in; -1 until there is one. */
  column = -1;
  /** The keys of the objects that are its values. */
  children = /* @__PURE__ */ new Map();
  order = [];
  /** The object in which it was met last. */
  metIn = 0;
  constructor(parent, name) {
    this.parent = parent;
    this.name = name;
    this.path = parent ? [...parent.path, name] : [];
    this.position = parent?.order.length ?? 0;
    this.written = PLAIN.test(name) ? `${name}":` : void 0;
  }
};
var PLAIN = /^[ !#-[\]-~]*$/;
var JsonColumns = class {
  /** What the columns are called: the keys of the path, joined by dots. */
  names = [];
  root = new JsonKey(void 0, "");
  /** How many objects were begun, by all who read with these columns: the number of the one at hand, see `JsonKey.metIn`. */
  objects = 0;
  #maxColumns;
  #keyLength = 0;
  #holders = [];
  #changed = /* @__PURE__ */ new Set();
  constructor(maxColumns = MAX_COLUMNS2) {
    this.#maxColumns = maxColumns;
  }
  /** The key of this name in the objects at `parent`, or `undefined` if there are too many keys for one more. */
  key(parent, name) {
    const known = parent.children.get(name);
    if (known) return known;
    if (this.names.length >= this.#maxColumns || this.#keyLength > MAX_KEY_LENGTH) return void 0;
    const key = new JsonKey(parent, name);
    for (const part of key.path) this.#keyLength += part.length + 1;
    parent.children.set(name, key);
    parent.order.push(key);
    this.#changed.add(key);
    return key;
  }
  /** The column of a key, made if there is none yet; -1 if there are too many. */
  columnOf(key) {
    if (key.column >= 0 || this.names.length >= this.#maxColumns) return key.column;
    key.column = this.names.length;
    this.names.push(columnName(key.path.join("."), key.column));
    this.#holders.push(key);
    this.#changed.add(key);
    return key.column;
  }
  /** Takes back the columns that were added since there were `count` of them: the record that had them is none. */
  cut(count2) {
    if (count2 === this.names.length) return;
    for (const key of this.#holders.splice(count2)) {
      key.column = -1;
      this.#changed.add(key);
    }
    this.names.length = count2;
  }
  /** Whether keys came, or columns changed, since all that did were taken. */
  get hasChanges() {
    return this.#changed.size > 0;
  }
  /** The keys that came, or whose columns changed, since then: outer ones before inner ones. */
  takeChanges() {
    const keys = [...this.#changed];
    this.#changed.clear();
    return keys;
  }
  /** All keys, outer ones before inner ones: for whoever begins to follow the changes. One at a time can. */
  takeAll() {
    this.#changed.clear();
    const keys = [...this.root.order];
    for (const key of keys) keys.push(...key.order);
    return keys;
  }
};
var MAX_COLUMNS2 = 16384;
var MAX_KEY_LENGTH = 16 * 1024 * 1024;

// packages/tables/src/formats/json/json-batch.ts
var JsonBatch = class {
  #firstRow = 1;
  #rows = [];
  #cells = 0;
  #problems = [];
  #hasPassed = false;
  /** About the record at hand, each kind once. */
  #noticed = [];
  /** The number of the record at hand. */
  get row() {
    return this.#firstRow + this.#rows.length;
  }
  get length() {
    return this.#rows.length;
  }
  /** How many rows there is room for. */
  get room() {
    return BATCH_ROWS2 - this.#rows.length;
  }
  get isFull() {
    return this.#rows.length >= BATCH_ROWS2 || this.#cells >= BATCH_CELLS;
  }
  get isEmpty() {
    return this.#rows.length === 0 && this.#problems.length === 0 && !this.#hasPassed;
  }
  /** Keeps what was noticed about the record at hand until it is clear what becomes of it. */
  notice(code, line, byteOffset, detail) {
    if (!this.#noticed.some((other) => other.code === code)) this.#noticed.push({ code, line, byteOffset, detail });
  }
  /** How much was noticed that is not settled. */
  get noticed() {
    return this.#noticed.length;
  }
  /** Forgets what was noticed since there was so much: what it was about is to be read again. */
  forget(noticed = 0) {
    if (this.#noticed.length > noticed) this.#noticed.length = noticed;
  }
  /** What was noticed holds, of the record that comes next if there is no row. */
  settle(row) {
    for (const problem of this.#noticed) this.#problems.push({ ...problem, row: this.row });
    this.forget();
    if (row) {
      this.#rows.push(row);
      this.#cells += row.length;
    }
  }
  /** Adds rows about which there is nothing to say. */
  add(rows) {
    this.settle();
    this.#cells += rows.length * (rows[0]?.length ?? 0);
    if (this.#rows.length === 0) this.#rows = rows;
    else for (const row of rows) this.#rows.push(row);
  }
  /** Counts rows that somebody else has taken. Those before must have been taken. */
  pass(count2) {
    this.settle();
    this.#firstRow += count2;
    this.#hasPassed = true;
  }
  take(bytes) {
    const batch = { firstRow: this.#firstRow, rows: this.#rows, bytes, problems: this.#problems };
    this.#firstRow += this.#rows.length;
    this.#rows = [];
    this.#cells = 0;
    this.#problems = [];
    this.#hasPassed = false;
    return batch;
  }
};
var BATCH_ROWS2 = 1e3;

// packages/tables/src/formats/json/json-reader.ts
var JsonReader = class {
  #form;
  #scanner;
  #source;
  #records;
  #columns;
  #batch;
  #budget;
  #known;
  #maxScans;
  #broken = new BrokenRecords();
  #lineHasRecord = false;
  /** How many records are to be scanned before the next is looked at in the kernel, and how many were to be the last time. */
  #scansLeft = 0;
  #scans = 0;
  constructor(form, parts) {
    this.#form = form;
    this.#scanner = parts.scanner;
    this.#source = parts.source;
    this.#records = parts.records;
    this.#columns = parts.columns;
    this.#batch = parts.batch;
    this.#budget = parts.budget;
    this.#known = parts.known;
    this.#maxScans = parts.maxScans;
    this.#scanner.oneLine = form === "lines";
  }
  /** Reads until the batch is full (`full`), the block ends (`more`), the records end (`end`) or the file ends before them (`cut`). */
  read() {
    const scanner = this.#scanner;
    while (!this.#batch.isFull) {
      const state = this.#readKnown();
      if (state !== void 0) return state;
      if (this.#batch.isFull) return "full";
      scanner.prepare();
      const { at, line } = scanner;
      const { noticed } = this.#batch;
      const columnCount = this.#columns.names.length;
      try {
        scanner.reset();
        const ended = this.#form === "lines" ? this.#readFromLine() : this.#form === "values" ? this.#readValue() : this.#readItem();
        if (ended !== void 0) return ended;
      } catch (error) {
        if (error !== INCOMPLETE) throw error;
        this.#columns.cut(columnCount);
        this.#batch.forget(noticed);
        scanner.at = at;
        scanner.line = line;
        return "more";
      }
    }
    return "full";
  }
  /** Reads records that are like those before. Answers nothing where the next one is to be scanned. */
  #readKnown() {
    const known = this.#known;
    if (!known || this.#lineHasRecord) return void 0;
    if (this.#scansLeft > 0) {
      this.#scansLeft -= 1;
      return void 0;
    }
    const { sink } = known;
    if (sink && !sink.isReady) return this.#batch.length < HEAD_ROWS ? void 0 : "full";
    if (sink && !this.#batch.isEmpty) return "full";
    const scanner = this.#scanner;
    const width = this.#columns.names.length;
    const limit = Math.max(1, Math.min(sink ? MAX_ROWS2 : this.#batch.room, Math.floor(BATCH_CELLS / Math.max(1, width))));
    const walked = known.walk(scanner.at, limit);
    if (!walked) return void 0;
    if (walked.count > 0) {
      if (known.hasRows) this.#budget.addCells(walked.count * width);
      scanner.at = walked.at;
      scanner.line += walked.lines;
      if (sink) {
        known.giveAway(this.#batch.row);
        this.#batch.pass(walked.count);
      } else this.#batch.add(known.rows(walked.count));
    }
    if (walked.end === "block_end" && !scanner.isLast) return "more";
    if (walked.end === "full") return "full";
    this.#scans = walked.count < FEW_RECORDS ? Math.min(this.#scans * 2 + 1, this.#maxScans) : 0;
    this.#scansLeft = this.#scans;
    return void 0;
  }
  /** Each line is a row, also a blank one. Several values in a line are several rows. */
  #readFromLine() {
    const scanner = this.#scanner;
    const code = scanner.next();
    if (scanner.atEnd) {
      this.#batch.settle();
      return "end";
    }
    if (code === LINE_FEED) {
      if (!this.#lineHasRecord) {
        this.#notice("blank_lines", scanner.at, "a line without a record");
        this.#batch.settle([]);
      }
      scanner.at += 1;
      scanner.line += 1;
      this.#lineHasRecord = false;
    } else if (code === RECORD_SEPARATOR || (code === COMMA && this.#lineHasRecord)) this.#passSeparator(code);
    else {
      this.#batch.settle(this.#record());
      this.#lineHasRecord = true;
    }
    return void 0;
  }
  #readValue() {
    const code = this.#scanner.next();
    if (this.#scanner.atEnd) {
      this.#batch.settle();
      return "end";
    }
    if (code === RECORD_SEPARATOR || code === COMMA) this.#passSeparator(code);
    else {
      const { at } = this.#scanner;
      this.#batch.settle(this.#record());
      if (this.#scanner.at === at) this.#scanner.at += 1;
    }
    return void 0;
  }
  /** An item of an array, with the comma behind it, or the only value of a document. */
  #readItem() {
    const scanner = this.#scanner;
    if (scanner.next() === CLOSE_BRACKET && this.#form === "list") return this.#leave();
    const { at, line } = scanner;
    if (scanner.atEnd) return this.#cut("the array of the records is not closed", at, line);
    const row = this.#record();
    if (!row) return this.#cut("a record is not closed", at, line);
    if (this.#form === "one") {
      this.#batch.settle(row);
      return "end";
    }
    const after = scanner.next();
    if (after === COMMA) {
      const comma = scanner.at;
      scanner.at += 1;
      if (scanner.next() === CLOSE_BRACKET) this.#notice("json_extensions", comma, "a comma before ]");
    } else if (after !== CLOSE_BRACKET && !scanner.atEnd && row.length > 0)
      this.#notice("json_extensions", scanner.at, "a comma is missing between records");
    this.#batch.settle(row);
    return void 0;
  }
  #leave() {
    this.#scanner.at += 1;
    this.#batch.settle();
    return "end";
  }
  #cut(detail, at, line) {
    this.#batch.forget();
    this.#notice("truncated_file", at, detail, line);
    this.#batch.settle();
    return "cut";
  }
  #passSeparator(code) {
    if (code === COMMA) this.#notice("json_extensions", this.#scanner.at, "a comma between records");
    this.#scanner.at += 1;
  }
  /** The record that starts here; no cells if it is no JSON, and `undefined` if not even its end is found. */
  #record() {
    const scanner = this.#scanner;
    const { at, line } = scanner;
    const { noticed } = this.#batch;
    const columnCount = this.#columns.names.length;
    try {
      return this.#records.read();
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault;
      this.#columns.cut(columnCount);
      this.#batch.forget(noticed);
      this.#notice("bad_record", fault.at, fault.message, fault.line);
      if (this.#form !== "lines") return this.#broken.pass(scanner, at, line, fault) || this.#form === "values" ? [] : void 0;
      passBrokenLine(scanner, at);
      return [];
    }
  }
  #notice(code, at, detail, line = this.#scanner.line) {
    this.#batch.notice(code, line, this.#source.byteOffset(at), detail);
  }
};
var MAX_ROWS2 = 1024;
var HEAD_ROWS = 50;
var FEW_RECORDS = 8;
var MAX_SCANS = 31;
var RECORD_SEPARATOR = 30;

// packages/tables/src/formats/json/json-records.ts
var JsonRecords = class {
  #scanner;
  #columns;
  #kind;
  #flattenDepth;
  #note;
  #keysOnly;
  #hasRows;
  #budget;
  #blank = [];
  /**
   * @param columns - gets the keys of objects as they come
   * @param options - `flattenDepth` is how many levels of objects inside of a record become columns of their own; with `keysOnly`
   *   objects add their keys to the columns, and their rows have nothing; without `rows` they are checked as well, and have nothing either
   */
  constructor(scanner, columns, kind, options, note) {
    this.#scanner = scanner;
    this.#columns = columns;
    this.#kind = kind;
    this.#flattenDepth = options.flattenDepth;
    this.#keysOnly = options.keysOnly && kind === "object";
    this.#hasRows = options.rows || kind !== "object";
    this.#budget = options.budget;
    this.#note = note;
  }
  /**
   * Reads the record that starts here, after blanks. Throws what the scanner throws; the columns that were added until then stay.
   */
  read() {
    const code = this.#scanner.next();
    if (this.#keysOnly) {
      if (code === OPEN_BRACE) this.#skipObject(this.#columns.root, 0);
      else this.#readOther(code, [...NO_CELLS]);
      return NO_CELLS;
    }
    if (this.#kind === "object") {
      const row = this.#hasRows ? this.#blankRow() : [...NO_CELLS];
      if (code === OPEN_BRACE) this.#readObject(this.#columns.root, 0, row);
      else this.#readOther(code, row);
      return this.#hasRows ? row : NO_CELLS;
    }
    if (this.#kind === "row") return code === OPEN_BRACKET ? this.#readRow() : [this.#mixed(code)];
    return [code === OPEN_BRACE || code === OPEN_BRACKET ? this.#mixed(code) : this.#readCell(code)];
  }
  #blankRow() {
    const width = this.#columns.names.length;
    this.#budget.addCells(width);
    if (this.#blank.length > width) this.#blank.length = width;
    while (this.#blank.length < width) this.#blank.push(null);
    return this.#blank.slice();
  }
  #readObject(parent, depth, row) {
    const scanner = this.#scanner;
    this.#columns.objects += 1;
    const object = this.#columns.objects;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      if (depth > 0) this.#put(parent, "{}", row);
      return;
    }
    let expected = 0;
    do {
      if (scanner.next() !== QUOTE2) scanner.expect(QUOTE2, "a key in quotes");
      const start = scanner.at;
      const key = this.#key(parent, expected);
      if (!key) {
        this.#note("too_many_keys", start, "there are too many different keys");
        scanner.passValue();
        continue;
      }
      expected = key.position + 1;
      if (key.metIn === object) this.#note("duplicate_keys", start, `the key ${JSON.stringify(shown(key.path.join(".")))} comes twice`);
      key.metIn = object;
      const code = scanner.next();
      if (code === OPEN_BRACE && depth < this.#flattenDepth) this.#readObject(key, depth + 1, row);
      else this.#put(key, this.#readCell(code), row);
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }
  /** Reads a key and its colon. */
  #key(parent, expected) {
    const scanner = this.#scanner;
    const key = parent.order[expected];
    if (key?.written !== void 0 && scanner.text.startsWith(key.written, scanner.at + 1)) {
      scanner.at += key.written.length + 1;
      return key;
    }
    const name = scanner.string();
    scanner.expect(COLON, "a colon");
    return this.#columns.key(parent, name);
  }
  /** Goes through an object for its keys alone. The columns are the same as those of `#readObject`. */
  #skipObject(parent, depth) {
    const scanner = this.#scanner;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      if (depth > 0) this.#columns.columnOf(parent);
      return;
    }
    let expected = 0;
    do {
      if (scanner.next() !== QUOTE2) scanner.expect(QUOTE2, "a key in quotes");
      const key = this.#key(parent, expected);
      const code = scanner.next();
      if (key && code === OPEN_BRACE && depth < this.#flattenDepth) this.#skipObject(key, depth + 1);
      else {
        scanner.skipValue(code);
        if (key && key.column < 0) this.#columns.columnOf(key);
      }
      expected = (key?.position ?? 0) + 1;
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }
  #readRow() {
    const scanner = this.#scanner;
    scanner.at += 1;
    const row = [];
    if (scanner.next() === CLOSE_BRACKET) {
      scanner.at += 1;
      return [null];
    }
    do row.push(this.#readCell(scanner.next()));
    while (!scanner.endOrComma(CLOSE_BRACKET));
    return row;
  }
  #readCell(code) {
    const scanner = this.#scanner;
    if (code === QUOTE2) return scanner.string();
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanner.json();
    if (isLetter(code)) {
      const word = scanner.word();
      return word === "null" ? null : word;
    }
    const start = scanner.at;
    scanner.passNumber();
    return scanner.text.slice(start, scanner.at);
  }
  /** A record that is no object, among objects: a column of its own. `null` is a record without values. */
  #readOther(code, row) {
    if (isLetter(code) && this.#scanner.text.startsWith("null", this.#scanner.at)) {
      this.#readCell(code);
      return;
    }
    const value = this.#mixed(code);
    const key = this.#columns.key(this.#columns.root, OTHER_COLUMN);
    if (key) this.#put(key, value, row);
  }
  #mixed(code) {
    this.#note("mixed_records", this.#scanner.at, `a record is ${kindOf3(code)}`);
    return this.#readCell(code);
  }
  #put(key, value, row) {
    const column = key.column >= 0 ? key.column : this.#columns.columnOf(key);
    if (column < 0) {
      this.#note("too_many_keys", this.#scanner.at, "there are too many different keys");
      return;
    }
    if (!this.#hasRows) return;
    while (row.length < column) row.push(null);
    row[column] = value;
  }
};
var NO_CELLS = [null];
var OTHER_COLUMN = "value";
function kindOf3(code) {
  if (code === OPEN_BRACE) return "an object";
  if (code === OPEN_BRACKET) return "an array";
  return code === QUOTE2 ? "a string" : "a single value";
}
function shown(text) {
  return text.length <= 60 ? text : `${text.slice(0, 59)}\u2026`;
}

// packages/tables/src/formats/json/block-room.ts
var HeapRoom = class {
  #bytes = Buffer.alloc(0);
  keep(from, to, more) {
    const needed = to - from + more;
    if (needed <= this.#bytes.length) this.#bytes.copyWithin(0, from, to);
    else {
      const grown = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, from, to);
      this.#bytes = grown;
    }
  }
  view(length) {
    return this.#bytes.subarray(0, length);
  }
};

// packages/tables/src/formats/json/json-source.ts
var JsonSource = class {
  #scanner;
  #chunks;
  #maxBytes;
  /** Whether places in the text are places in the file. */
  #isFile;
  #room = new HeapRoom();
  #length = 0;
  /** Where the block starts in the text. */
  #start = 0;
  #ended = false;
  /** @param options - `maxRecordLength` is the most that one thing may have, in characters: of four bytes at most */
  constructor(scanner, bytes, { encoding, maxRecordLength }) {
    this.#scanner = scanner;
    this.#isFile = encoding === void 0 || encoding === "utf-8";
    this.#chunks = (this.#isFile ? bytes : transcode(bytes, encoding))[Symbol.asyncIterator]();
    this.#maxBytes = maxRecordLength * 4;
  }
  /** Loads the first block, without a byte order mark. */
  async begin() {
    await this.more();
    const [first, second, third] = this.#room.view(Math.min(3, this.#length));
    if (first === 239 && second === 187 && third === 191) this.#scanner.at = 3;
  }
  /**
   * Loads the next block, with what the scanner has not passed of this one. It is at least twice as much, so that a value as
   * long as many chunks is looked at a few times and not at every chunk.
   *
   * @param known - looks at it before the scanner does, which then has to be prepared
   * @throws RowmillError `FILE_RECORD_TOO_LARGE`
   */
  async more(known) {
    const { at, line } = this.#scanner;
    const rest = this.#length - at;
    if (rest > this.#maxBytes) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `The file cannot be read on: what starts in line ${line} (byte ${this.#start + at}) is longer than ${this.#maxBytes} bytes. Raise maxRecordLength if it is really that long`,
        { details: { line, byteOffset: this.#start + at, maxRecordLength: this.#maxBytes / 4 }, retriable: false },
      );
    }
    const wanted = Math.max(LEAST_BYTES, rest);
    this.#room.keep(at, this.#length, 0);
    this.#length = rest;
    while (this.#length - rest < wanted && !this.#ended) {
      const next = await this.#chunks.next();
      if (next.done) this.#ended = true;
      else this.#append(next.value);
    }
    this.#start += at;
    const length = this.#length;
    this.#scanner.loadLater(() => this.#room.view(length), this.#ended, 0);
    if (known) known.load(length);
    else this.#scanner.prepare();
  }
  /** Has records read that are like those before: the block moves to where that is done. */
  lend(known) {
    const block = this.#room.view(this.#length);
    this.#room = known.room;
    this.#length = 0;
    this.#append(block);
    known.load(this.#length);
    this.#scanner.loadLater(() => this.#room.view(block.length), this.#ended, this.#scanner.at);
  }
  #append(chunk) {
    this.#room.keep(0, this.#length, chunk.length);
    this.#room.view(this.#length + chunk.length).set(chunk, this.#length);
    this.#length += chunk.length;
  }
  /** Calls a function again with more bytes until it does not end in the middle of something. It must change nothing before. */
  async whole(read2) {
    while (true) {
      const { at, line } = this.#scanner;
      try {
        return read2();
      } catch (error) {
        if (error !== INCOMPLETE) throw error;
        this.#scanner.at = at;
        this.#scanner.line = line;
        await this.more();
      }
    }
  }
  /** How many bytes of the text were passed. */
  get passed() {
    return this.#start + this.#scanner.at;
  }
  /** The place in the file of a place in the block; `undefined` if the file is written in another encoding. */
  byteOffset(at) {
    return this.#isFile ? this.#start + at : void 0;
  }
  async close() {
    await this.#chunks.return?.();
  }
};
var LEAST_BYTES = 64 * 1024;
async function* transcode(bytes, encoding) {
  for await (const { chunk } of utf8Chunks(bytes, encoding)) yield chunk;
}
var CELL_FORMS = { none: 0, apart: 1, together: 2 };
var IS_NULL = 1 << 28;
var WALK_ENDS = ["full", "block_end", "unusual"];
var RecordWalker = class {
  kernel;
  root;
  #wasm;
  #isLines;
  #block = 0;
  #capacity = 0;
  #length = 0;
  /** Whether all of the block is UTF-8 without U+FFFD, if that was looked at. */
  #isTrusted;
  #width = 0;
  constructor(kernel, { lines, flattenDepth, cells }) {
    this.kernel = kernel;
    this.#wasm = kernel.exports;
    this.#isLines = lines;
    this.root = this.#wasm.startJson(lines, flattenDepth, CELL_FORMS[cells]) >>> 0;
  }
  /** Adds a key to those of the objects that are values of another one. Answers what it is called from now on. */
  addKey(parent, name) {
    const length = Buffer.byteLength(name);
    const text = this.#wasm.allocate(length + PADDING) >>> 0;
    Buffer.from(this.kernel.memory.buffer, text, length).write(name);
    const key = this.#wasm.addJsonKey(parent, text, length) >>> 0;
    this.#wasm.release(text);
    return key;
  }
  /** Says which column the values of a key are in; -1 for none. */
  setColumn(key, column) {
    this.#wasm.setJsonColumn(key, column);
  }
  setWidth(columnCount) {
    this.#width = columnCount;
    this.#wasm.setJsonWidth(columnCount);
  }
  keep(from, to, more) {
    const length = to - from;
    const needed = length + more + PADDING;
    const { memory } = this.kernel;
    if (needed <= this.#capacity) new Uint8Array(memory.buffer, this.#block, this.#capacity).copyWithin(0, from, to);
    else {
      const before = this.#capacity === 0 ? void 0 : this.#block;
      this.#capacity = Math.max(needed, this.#capacity * 2);
      this.#block = this.#wasm.allocate(this.#capacity) >>> 0;
      if (before !== void 0) {
        new Uint8Array(memory.buffer).copyWithin(this.#block, before + from, before + to);
        this.#wasm.release(before);
      }
    }
  }
  view(length) {
    return Buffer.from(this.kernel.memory.buffer, this.#block, length);
  }
  /** Turns to a block of so many bytes. */
  load(length) {
    this.#length = length;
    this.#isTrusted = void 0;
  }
  /**
   * Walks records from a place in the block on.
   * @returns how many these were, how many lines they have, where the next one starts, and why it was not walked
   */
  walk(at, limit) {
    const wasm = this.#wasm;
    const from = this.#block + at;
    this.#isTrusted ??= isCleanUtf8(this.view(this.#length));
    wasm.walkJson(from, this.#block + this.#length, limit, this.#isTrusted);
    const count2 = wasm.walked.value;
    const to = wasm.walkedTo.value >>> 0;
    const lines = this.#isLines ? count2 : count2 === 0 ? 0 : wasm.countLineFeeds(from, to);
    return { count: count2, lines, at: to - this.#block, end: WALK_ENDS[wasm.stoppedBy.value] ?? "unusual" };
  }
  /** The records that were walked last as rows of texts, if their cells were written apart. */
  rows() {
    const { cellTexts, cellTextsEnd, wideCells, wideCellsEnd, cellEntries, cellEntriesEnd } = this.#wasm;
    const { buffer } = this.kernel.memory;
    const textBetween = (start, end, encoding) => Buffer.from(buffer, start, end - start).toString(encoding);
    const ascii3 = textBetween(cellTexts.value, cellTextsEnd.value, "latin1");
    const wide = textBetween(wideCells.value, wideCellsEnd.value, "utf8");
    const entries = new Int32Array(buffer, cellEntries.value, (cellEntriesEnd.value - cellEntries.value) >>> 2);
    return cutRows(entries, this.#width, ascii3, wide);
  }
  /** Where the cells of the records that were walked last lie, if they were written together. */
  written() {
    const { walked, cellTexts, cellTextsEnd, cellEntries, cellEntriesEnd } = this.#wasm;
    return {
      rowCount: walked.value,
      text: cellTexts.value >>> 0,
      byteLength: cellTextsEnd.value - cellTexts.value,
      entries: cellEntries.value >>> 0,
      entryCount: (cellEntriesEnd.value - cellEntries.value) >>> 2,
    };
  }
  /** Gives its memory back to the kernel. */
  release() {
    if (this.#capacity > 0) this.#wasm.release(this.#block);
    this.#capacity = 0;
    this.#wasm.endJson();
  }
};
function cutRows(entries, width, ascii3, wide) {
  const rows = [];
  let start = 0;
  let wideStart = 0;
  for (let at = 0; at < entries.length;) {
    const row = new Array(width);
    for (let cell = 0; cell < width; cell += 1, at += 1) {
      const entry = entries[at] ?? 0;
      if ((entry & SPECIAL) === 0) {
        row[cell] = ascii3.substring(start, entry);
        start = entry;
      } else if (entry & IS_NULL) row[cell] = null;
      else {
        const end = entry & OFFSET_BITS;
        row[cell] = wide.substring(wideStart, end);
        wideStart = end;
      }
    }
    rows.push(row);
  }
  return rows;
}
var SPECIAL = NON_ASCII | IS_NULL;
function isCleanUtf8(bytes) {
  if (isAscii(bytes)) return true;
  return isUtf8(bytes.subarray(0, bytes.length - incompleteTail(bytes).length)) && !bytes.includes(REPLACEMENT);
}
var REPLACEMENT = Buffer.from("\uFFFD");
var PADDING = 64;

// packages/tables/src/formats/json/known-records.ts
var KnownRecords = class {
  sink;
  #columns;
  #walker;
  #ownKernel;
  #nodes = /* @__PURE__ */ new Map();
  /** Whether the cells of records are made, here or for the sink. */
  hasRows;
  #onWalked;
  #blockLength = 0;
  /** @param options - without `rows` records are passed, and come as rows with a cell that says nothing */
  constructor(columns, options) {
    this.sink = options.sink;
    this.#columns = columns;
    this.hasRows = options.rows;
    this.#onWalked = options.onWalked;
    if (!options.sink) this.#ownKernel = borrowKernel();
    const kernel = this.#ownKernel ?? options.sink.kernel;
    this.#walker = new RecordWalker(kernel, { ...options, cells: options.sink ? "together" : options.rows ? "apart" : "none" });
    this.#nodes.set(columns.root, this.#walker.root);
    for (const key of columns.takeAll()) this.#tell(key);
    this.#walker.setWidth(columns.names.length);
  }
  /** Where it wants the block to lie. */
  get room() {
    return this.#walker;
  }
  /** Turns to the block that lies there. */
  load(length) {
    this.#blockLength = length;
    this.#walker.load(length);
  }
  /** Walks records from a place in the block on: see `RecordWalker.walk`. */
  walk(at, limit) {
    if (this.#blockLength > MAX_BLOCK || this.#columns.names.length === 0) return void 0;
    this.#follow();
    const walked = this.#walker.walk(at, limit);
    this.#onWalked?.(walked.count);
    return walked;
  }
  /** The records that were walked last. */
  rows(count2) {
    return this.hasRows ? this.#walker.rows() : Array.from({ length: count2 }, () => NO_CELLS2);
  }
  /** Gives the records that were walked last to the sink. */
  giveAway(firstRow) {
    this.sink?.add(this.#walker.written(), firstRow);
  }
  release() {
    this.#walker.release();
    if (this.#ownKernel) returnKernel(this.#ownKernel);
  }
  #follow() {
    if (!this.#columns.hasChanges) return;
    for (const key of this.#columns.takeChanges()) this.#tell(key);
    this.#walker.setWidth(this.#columns.names.length);
  }
  #tell(key) {
    let node = this.#nodes.get(key);
    if (node === void 0) {
      const parent = key.parent && this.#nodes.get(key.parent);
      if (parent === void 0 || !isPlain(key.name)) return;
      node = this.#walker.addKey(parent, key.name);
      this.#nodes.set(key, node);
    }
    this.#walker.setColumn(node, key.column);
  }
};
var NO_CELLS2 = [null];
var MAX_BLOCK = 128 * 1024 * 1024;
function isPlain(name) {
  return JSON.stringify(name).length === name.length + 2 && !name.includes("\uFFFD");
}

// packages/tables/src/formats/json/seek-records.ts
async function seekRecords(source, scanner, path) {
  let rest = path;
  for (let depth = 0; ; depth += 1) {
    const code = await source.whole(() => scanner.next());
    if (rest === "") {
      if (code === OPEN_BRACKET) scanner.at += 1;
      return { what: code === OPEN_BRACKET ? "list" : scanner.atEnd ? "nothing" : "one", depth };
    }
    if (code !== OPEN_BRACE) return { what: "nothing", depth };
    scanner.at += 1;
    const left = await seekKey(source, scanner, rest);
    if (left === void 0) return { what: "nothing", depth };
    rest = left;
  }
}
async function passRest(source, scanner, depth) {
  return depth === 0 || passStructure(source, scanner, new Structure(depth));
}
async function seekKey(source, scanner, path) {
  if ((await source.whole(() => scanner.next())) === CLOSE_BRACE) return void 0;
  do {
    const key = await source.whole(() => {
      if (scanner.next() !== QUOTE2) scanner.expect(QUOTE2, "a key in quotes");
      const name = scanner.string();
      scanner.expect(COLON, "a colon");
      scanner.next();
      return name;
    });
    if (key === path) return "";
    if (path.startsWith(`${key}.`)) return path.slice(key.length + 1);
    const code = scanner.next();
    if (code !== OPEN_BRACE && code !== OPEN_BRACKET) await source.whole(() => scanner.passValue());
    else if (!(await passStructure(source, scanner, new Structure(0)))) throw scanner.fault("the file ends before the records");
  } while (!(await source.whole(() => scanner.endOrComma(CLOSE_BRACE))));
  return void 0;
}
async function passStructure(source, scanner, structure) {
  while (true) {
    const end = structure.pass(scanner.text, scanner.at);
    scanner.line += structure.lines;
    structure.lines = 0;
    scanner.at = end < 0 ? scanner.text.length : end;
    if (end >= 0 || scanner.isLast) return end >= 0;
    await source.more();
  }
}
async function somethingFollows(source, scanner) {
  try {
    return !Number.isNaN(await source.whole(() => scanner.next()));
  } catch (error) {
    if (error === INCOMPLETE) throw error;
    return true;
  }
}

// packages/tables/src/formats/json/read-json.ts
async function* readJson(bytes, columns, options) {
  const { form } = options;
  const batch = new JsonBatch();
  const budget = options.budget ?? UNLIMITED;
  const notice = (code, at, detail) => batch.notice(code, scanner.line, source.byteOffset(at), detail);
  const scanner = new JsonScanner(notice);
  const source = new JsonSource(scanner, bytes, options);
  const records = new JsonRecords(
    scanner,
    columns,
    form.kind,
    { flattenDepth: options.flattenDepth, keysOnly: options.keysOnly === true, rows: options.rows !== false, budget },
    notice,
  );
  let known;
  try {
    await source.begin();
    const place = form.records === "document" ? await seek() : void 0;
    if (place?.what === "nothing") return;
    const lie = place?.what ?? (form.records === "lines" ? "lines" : "values");
    if (form.kind === "object" && !options.scanOnly && (lie === "lines" || lie === "list")) {
      const { flattenDepth, keysOnly = false, rows = true, sink, onWalked } = options;
      known = new KnownRecords(columns, { lines: lie === "lines", flattenDepth, rows: rows && !keysOnly, sink, onWalked });
      source.lend(known);
    }
    const reader = new JsonReader(lie, {
      scanner,
      source,
      records,
      columns,
      batch,
      budget,
      known,
      maxScans: options.walkAlways === true ? 0 : MAX_SCANS,
    });
    let state = reader.read();
    for (; state === "full" || state === "more"; state = reader.read()) {
      if (!batch.isEmpty) yield batch.take(source.passed);
      if (state === "more") await source.more(known);
    }
    if (place && state === "end") await leave(place);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    batch.forget();
    batch.notice("truncated_file", error.line, source.byteOffset(error.at), error.message);
    batch.settle();
  } finally {
    known?.release();
    await source.close();
  }
  if (!batch.isEmpty) yield batch.take(source.passed);
  async function seek() {
    const place = await seekRecords(source, scanner, form.path);
    if (place.what === "nothing" && form.path !== "") {
      const message = `The document has no records at ${JSON.stringify(form.path)}: check recordsPath, which is keys joined by dots`;
      throw new RowmillError("OPTION_INVALID", message, { details: { recordsPath: form.path }, retriable: false });
    }
    return place;
  }
  async function leave({ depth }) {
    const closed = await passRest(source, scanner, depth);
    if (!closed) notice("truncated_file", scanner.at, "the document is not closed");
    else if (await somethingFollows(source, scanner)) notice("trailing_data", scanner.at, "the document has ended before");
    batch.settle();
  }
}

// packages/tables/src/formats/json/open-json.ts
async function openJson({ input, head, decodeAs }, json, options, say) {
  const { form } = json;
  const { flattenDepth, maxRecordLength, budget } = options;
  const columns = new JsonColumns();
  const read2 = { form, encoding: decodeAs, flattenDepth, maxRecordLength, budget };
  const sample = await firstRows2(only(head.bytes), columns, { ...read2, rows: form.kind === "row" });
  if (options.allColumns && form.kind === "object" && input.rereadable && !head.complete)
    await passAll(input.open(), columns, { ...read2, keysOnly: true });
  if (json.otherKeys.length > 0) say(valuesOutside(json));
  const common = {
    recordsPath: json.format === "json" ? form.path : null,
    otherTables: json.others.map(({ path }) => ({ kind: "array", name: path })),
    batches: () => readJson(head.open(), columns, read2),
    batchesBeside: (sink, look) => readJson(look ? lookAt(head.open(), look) : head.open(), columns, { ...read2, sink }),
  };
  if (form.kind === "row") {
    const { names } = json;
    const isNamed = names !== void 0 && options.header !== true;
    return { ...common, ...(isNamed ? namedForm(names) : rowsForm(sample, options.header)) };
  }
  if (form.kind === "value") columns.columnOf(columns.key(columns.root, VALUE_COLUMN) ?? columns.root);
  return { ...common, ...namedForm(columns.names) };
}
function namedForm(names) {
  return { preambleRows: 0, headerRows: 0, hasHeader: true, headerConfidence: 1, columns: names, columnCount: names.length };
}
var VALUE_COLUMN = "value";
var SAMPLE_ROWS2 = 300;
async function firstRows2(bytes, columns, read2) {
  const rows = [];
  for await (const batch of readJson(bytes, columns, read2)) {
    if (rows.length < SAMPLE_ROWS2) rows.push(...batch.rows.slice(0, SAMPLE_ROWS2));
  }
  return rows;
}
async function passAll(bytes, columns, read2) {
  for await (const batch of readJson(bytes, columns, read2)) void batch;
}
async function* lookAt(chunks, look) {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}
async function* only(bytes) {
  yield bytes;
}
function rowsForm(sample, header) {
  const texts = sample.map((row) => row.map((cell) => cell ?? ""));
  const frame = frameOf(texts, { header });
  const table = sample.slice(frame.preambleRows).filter((row) => row.length > 0 && !isBlankRow(row));
  const names = headerNames(table.slice(0, frame.headerRows));
  return {
    preambleRows: frame.preambleRows,
    headerRows: frame.headerRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columns: Array.from({ length: Math.max(names.length, frame.width) }, (_, index) => columnName(names[index], index)),
    columnCount: frame.width,
  };
}
function valuesOutside({ otherKeys, form }) {
  const shown3 = otherKeys.slice(0, 5).join(", ");
  const message = `The records were read from "${form.path}". The document has values beside them that are in no row: ${shown3}${otherKeys.length > 5 ? " and more" : ""}.`;
  return { code: "values_outside", severity: "info", message, count: otherKeys.length, rows: [] };
}

// packages/tables/src/formats/delimited/read-sample.ts
function readSample(text, dialect, maxRows = Number.POSITIVE_INFINITY) {
  const kernel = borrowKernel();
  const index = createStructuralIndex(dialect, { maxRecordBytes: MAX_RECORD_BYTES, maxCells: MAX_CELLS }, kernel);
  const cutter = createRowCutter(index);
  const rows = [];
  const repairs = [];
  index.append(Buffer.from(text));
  while (rows.length < maxRows && index.next(true)) {
    cutter.start();
    for (const row of cutter.take(maxRows - rows.length)) rows.push(row);
    for (const repair of index.repairs()) if (repair.row <= rows.length) repairs.push(repair);
  }
  index.release();
  returnKernel(kernel);
  for (const { kind, row } of repairs) if (kind === "comment_line") rows[row - 1] = [];
  return { rows, repairs };
}
var MAX_RECORD_BYTES = 128 * 1024 * 1024;
var MAX_CELLS = 16384;

// packages/tables/src/formats/lines/known-text.ts
function isKnownText(lines) {
  const filled = lines.filter((line) => line.trim() !== "");
  const [first = "", second = ""] = filled;
  if (MARKUP.test(first) || (/^\s*<[a-z!?][^<>]*>/i.test(first) && /^\s*</.test(second))) return true;
  if (/^BEGIN:(?:VCARD|VCALENDAR)\s*$/i.test(first) || /^-----BEGIN [A-Z ]+-----/.test(first) || /^(?:#!\/|\s*(?:\/\*|<!--))/.test(first))
    return true;
  if (/^>\S/.test(first) && /^[A-Z*-]{20,}\s*$/.test(second)) return true;
  if (share(filled, SQL) >= 0.3 && share(filled, /;\s*$/) >= 0.3) return true;
  if (areMailHeaders(filled)) return true;
  return filled.length >= LEAST_LINES && isStructured(filled);
}
var MARKUP = /^\s*(?:<\?xml\b|<!doctype\b|<html\b|%YAML\b|diff --git )/i;
var SQL =
  /^\s*(?:insert\s+into|create\s+(?:table|index|view|database|schema)|drop\s+table|alter\s+table|lock\s+tables|update\s+\S+\s+set|delete\s+from|commit|begin|set\s+\S+\s*=)\b/i;
var MAIL = /^(?:From|To|Cc|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Reply-To|X-[A-Za-z-]+): /i;
function areMailHeaders(lines) {
  const headers = lines.findIndex((line) => !MAIL.test(line) && !/^\s/.test(line));
  const names = new Set((headers < 0 ? lines : lines.slice(0, headers)).map((line) => line.split(":")[0]?.toLowerCase()));
  return names.size >= 3 && (names.has("from") || names.has("subject"));
}
function isStructured(lines) {
  const kinds = FORMS.map((form) => lines.filter((line) => form.test(line)).length);
  const covered = lines.filter((line) => FORMS.some((form) => form.test(line))).length;
  const [blocks = 0, settings = 0, indented = 0] = kinds;
  const several = kinds.filter((count2) => count2 > 0).length >= 2;
  return several && covered >= lines.length * MOST && (blocks > 0 || (settings > 0 && indented > 0));
}
var LEAST_LINES = 4;
var MOST = 0.7;
var BLOCK = /^\s*\[[^\]"',;|]+\]\s*$|^\s*[\w."'-][\w. "'-]*:\s*$|[{(]\s*$/;
var FORMS = [BLOCK, /^\s*[A-Za-z_][\w.-]*\s*(?:=|:\s)\s*\S/, /^(?: {2}|\t)\s*\S/, /^\s*(?:[})\]]+[;,]?\s*$|#|;|\/\/|\/?\*)/, /;\s*$/];
function share(lines, form) {
  return lines.length === 0 ? 0 : lines.filter((line) => form.test(line)).length / lines.length;
}

// packages/tables/src/formats/lines/choose-lines.ts
function isSurelyDelimited({ delimiter, confidence }, columnCount) {
  return (
    (delimiter !== ";" || columnCount > 2) &&
    delimiter !== null &&
    USUAL.has(delimiter) &&
    delimiter.trim() !== "" &&
    confidence >= NO_DOUBT
  );
}
function isFixedWidth(text, { layout, rulerLine }, dialect) {
  const { delimiter } = dialect;
  if (rulerLine === void 0 && delimiter === null && layout.length === 2 && isSecondProse(text, layout[1]?.start ?? 1)) return false;
  if (delimiter === null || rulerLine !== void 0) return delimiter === null || delimiter.trim() === "" || dialect.confidence < NO_DOUBT;
  if (delimiter.trim() !== "") return !USUAL.has(delimiter) && layout.length > 2 && dialect.confidence < 0.5;
  const rows = readSample(text, dialect, SAMPLE_ROWS3).rows.filter((row) => row.some((cell) => cell.trim() !== ""));
  const quoting = text.split("\n", SAMPLE_ROWS3).filter((line) => QUOTED_BLANK.test(line)).length;
  if (dialect.quote === '"' && quoting * 2 >= rows.length) return false;
  return rows.some((row) => row.length !== layout.length);
}
function isSecondProse(text, start) {
  const rest = text.split("\n", SAMPLE_ROWS3).map((line) => line.slice(start - 1).trim());
  const words = rest.filter((line) => line !== "").map((line) => line.split(/\s+/).length);
  return words.filter((count2) => count2 >= 6).length * 2 > words.length;
}
var USUAL = /* @__PURE__ */ new Set([",", ";", "	", "|"]);
var NO_DOUBT = 0.8;
var SAMPLE_ROWS3 = 200;
var QUOTED_BLANK = /(?:^| )"[^" ]* [^"]*"(?:\s|$)/;
function isFreeText(lines, dialect, named) {
  const filled = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE_ROWS3);
  const [first] = filled;
  if (first === void 0) return false;
  if (!isUsual(dialect) && isKnownText(filled)) return true;
  if (dialect.delimiter !== null && dialect.confidence >= UNSURE) return false;
  if (named === "text") return true;
  if (named === "delimited") return false;
  const words = filled.map(countWords).toSorted((a, b) => a - b);
  const usual = words[words.length >> 1] ?? 0;
  const ends = filled.filter((line) => /[.!?:…。！？][”」』"')\]]?\s*$/.test(line)).length;
  const heads = countWords(first);
  return heads >= 3 && usual >= 4 && (ends * 3 >= filled.length || usual >= 7);
}
function isUsual({ delimiter, confidence }) {
  return delimiter !== null && delimiter !== ";" && USUAL.has(delimiter) && confidence >= SURE;
}
var SURE = 0.95;
function countWords(line) {
  return line.trim().split(/\s+/).length + ((line.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)?.length ?? 0) >> 1);
}
var UNSURE = 0.3;

// packages/tables/src/formats/lines/detect-layout.ts
function detectLayout(lines) {
  const filled = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE_LINES2);
  if (filled.length < LEAST_LINES2 || filled.some((line) => line.includes("	") || line.length > MAX_WIDTH)) return void 0;
  const rulerLine = lines.findIndex((line, index) => index < RULER_WITHIN2 && RULER.test(line));
  if (rulerLine >= 0) {
    const body = lines.slice(rulerLine + 1).filter((line) => line.trim() !== "");
    return { layout: fieldsAt(startsOf(lines[rulerLine] ?? "")), confidence: body.length > 0 ? 0.95 : 0.6, rulerLine };
  }
  return byGutters(filled) ?? (filled.length < 6 ? void 0 : byGutters(filled.slice(Math.min(3, filled.length >> 2))));
}
function fitsFurther(lines, { layout }) {
  const filled = lines.filter((line) => line.trim() !== "");
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crossing = filled.filter((line) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)))).length;
  return crossing <= Math.max(MOST_TITLES, filled.length * 0.1);
}
var MOST_TITLES = 6;
function byGutters(lines) {
  const blocks = blocksOf2(lines);
  if (blocks.length < 2) return void 0;
  const aligned = blocks.filter((block) => isAligned(block, lines)).length;
  if (aligned < blocks.length * 0.9 || isProse(blocks, lines)) return void 0;
  const confidence = Math.round((0.5 + 0.4 * Math.min(1, lines.length / 20)) * 100) / 100;
  return { layout: fieldsAt(blocks.map(({ from }) => from)), confidence, rulerLine: void 0 };
}
function isProse(blocks, lines) {
  let filled = 0;
  let sentences = 0;
  for (const line of lines) {
    const values2 = blocks.map(({ from, to }) => line.slice(from, to).trim()).filter((value) => value !== "");
    filled += values2.length;
    if (values2.slice(0, blocks.length - 1).some((value) => value.split(/\s+/, WORDS2).length === WORDS2)) sentences += 1;
  }
  return filled < blocks.length * lines.length * LEAST_FILLED || sentences * 4 > lines.length;
}
var WORDS2 = 7;
var LEAST_FILLED = 0.4;
var SAMPLE_LINES2 = 300;
var LEAST_LINES2 = 3;
var MAX_WIDTH = 5e3;
var RULER_WITHIN2 = 20;
var RULER = /^\s*[-=_]{2,}(?: +[-=_]{2,})+\s*$/;
function startsOf(ruler) {
  return [...ruler.matchAll(/\S+/g)].map((match) => match.index);
}
function fieldsAt(starts) {
  return starts.map((from, index) => {
    const start = index === 0 ? 1 : from + 1;
    const next = starts[index + 1];
    return { start, width: next === void 0 ? Number.POSITIVE_INFINITY : next + 1 - start };
  });
}
function blocksOf2(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const used = new Uint32Array(width);
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) if (line.charCodeAt(at) !== 32) used[at] = (used[at] ?? 0) + 1;
  }
  const leastGutter = lines.length < 10 ? 2 : 1;
  const blocks = [];
  let from = -1;
  let blanks = leastGutter;
  for (let at = 0; at < width; at += 1) {
    if (used[at] === 0) {
      blanks += 1;
      continue;
    }
    if (blanks >= leastGutter) {
      if (from >= 0) blocks.push({ from, to: at - blanks });
      from = at;
    }
    blanks = 0;
  }
  if (from >= 0) blocks.push({ from, to: width });
  return blocks;
}
function isAligned({ from, to }, lines) {
  let filled = 0;
  let left = 0;
  let right = 0;
  for (const line of lines) {
    const value = line.slice(from, to);
    if (value.trim() === "") continue;
    filled += 1;
    if (value[0] !== " ") left += 1;
    if (value.length === to - from && !value.endsWith(" ")) right += 1;
  }
  return filled > 0 && Math.max(left, right) >= filled * 0.85;
}

// packages/tables/src/text/line-end.ts
function lineEndOf(text, quote) {
  if (!text.includes("\r")) return "lf";
  if (isCrlf(text, quote)) return "crlf";
  const seen = /* @__PURE__ */ new Set();
  let inQuotes = false;
  for (let position = 0; position < text.length; position += 1) {
    const sign = text[position];
    if (sign === quote) inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (sign === "\n") seen.add("lf");
    if (sign === "\r") {
      const crlf = text[position + 1] === "\n";
      seen.add(crlf ? "crlf" : "cr");
      if (crlf) position += 1;
    }
  }
  const [first, second] = seen;
  return second === void 0 ? (first ?? "lf") : "mixed";
}
function isCrlf(text, quote) {
  const first = text.indexOf("\r\n");
  if (first < 0 || /\r(?!\n)|(?<!\r)\n/.test(text)) return false;
  return quote === null || text.slice(0, first).split(quote).length % 2 === 1;
}

// packages/tables/src/formats/lines/drawn-table.ts
function detectDrawnTable(lines) {
  if (!lines.some(isRuling)) return void 0;
  const bar = lines.some((line) => line.includes("\u2502")) ? "\u2502" : "|";
  const isRow = (line) => line !== void 0 && line.includes(bar) && !isRuling(line);
  const header = lines.findIndex(isRow);
  const end = lines.findLastIndex((line) => isRow(line) || isRuling(line)) + 1;
  if (header < 0 || !isRuling(lines[header + 1] ?? "")) return void 0;
  const inside = lines.slice(header, end).filter((line) => !isRuling(line));
  const width = cutDrawnRow(lines[header] ?? "", bar).length;
  const isEven = inside.length > 1 && inside.every((line) => isRow(line) && cutDrawnRow(line, bar).length === width);
  const isMost = (end - header) * 2 >= lines.filter((line) => line.trim() !== "").length;
  return isEven && isMost && width > 1 ? { bar, header, end } : void 0;
}
function isRuling(line) {
  return RULING.test(line) && JUNCTION.test(line);
}
var RULING = /^[\s:+|│├┌└╭╰╞]*[-=─═]{2}[-=─═:\s+|│┼┬┴┤├╪╡┐┘╮╯]*$/;
var JUNCTION = /[+|│┼┬┴┤╪]/;
function cutDrawnRow(line, bar) {
  const text = line.trim();
  const from = text.startsWith(bar) ? 1 : 0;
  const to = text.length - (text.length > 1 && text.endsWith(bar) && !text.endsWith(`\\${bar}`) ? 1 : 0);
  return text
    .slice(from, to)
    .split(bar === "|" ? /(?<!\\)\|/ : bar)
    .map((cell) => cell.trim().replaceAll(`\\${bar}`, bar));
}

// packages/tables/src/formats/lines/cut-fields.ts
function createFieldCutter(layout, hasGutters) {
  const fields = layout.map(({ start, width }) => ({ from: start - 1, to: start - 1 + width }));
  const gaps = gapsBetween(fields);
  const seams = hasGutters ? fields.slice(1).map(({ from }) => from) : [];
  return (line, note) => {
    const characters = HIGH.test(line) ? Array.from(line) : void 0;
    const at = (from, to) => (characters ? characters.slice(from, to).join("") : line.slice(from, to));
    for (const { from, to } of gaps) {
      const outside = at(from, to).trim();
      if (outside !== "") note("text_between_fields", `${JSON.stringify(shown2(outside))} from position ${from + 1} on`);
    }
    for (const seam of seams) {
      if (/^\S\S/.test(at(seam - 1, seam + 1))) note("text_between_fields", `a value goes on over position ${seam + 1}`);
    }
    return fields.map(({ from, to }) => at(from, to).trim());
  };
}
var HIGH = /[\ud800-\udbff]/;
function gapsBetween(fields) {
  const gaps = [];
  let end = 0;
  for (const { from, to } of fields) {
    if (from > end) gaps.push({ from: end, to: from });
    end = to;
  }
  if (Number.isFinite(end)) gaps.push({ from: end, to: Number.POSITIVE_INFINITY });
  return gaps;
}
function shown2(text) {
  return text.length <= 30 ? text : `${text.slice(0, 29)}\u2026`;
}

// packages/tables/src/formats/lines/note-lines.ts
function noteLines(lines, layout) {
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crosses = (line) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)));
  const isBlank2 = (at) => (lines[at] ?? "").trim() === "";
  let to = lines.length;
  while (to > 0 && isBlank2(to - 1)) to -= 1;
  let from = to;
  for (let at = to - 1; at > 0; at -= 1) {
    if (isBlank2(at)) continue;
    const line = lines[at] ?? "";
    if (!ROW_COUNT.test(line) && !crosses(line)) break;
    if (ROW_COUNT.test(line) || isBlank2(at - 1)) from = at;
  }
  return { from, to };
}
var ROW_COUNT = /^\s*\(?\d+ (?:rows?|records?|zeilen?|lignes?|filas?)\b[^,;|\t]{0,30}$/i;
async function* readLines(source, { encoding, maxRecordLength }, readLine) {
  const decoder = new TextDecoder();
  let rest = "";
  let row = 1;
  let bytes = 0;
  for await (const piece of utf8Chunks(source, encoding)) {
    bytes = piece.bytes;
    yield* take(decoder.decode(piece.chunk, { stream: true }), false);
    if (rest.length > maxRecordLength) throw tooLong(row, maxRecordLength);
  }
  yield* take(decoder.decode(), true);
  function* take(text, last) {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    if (last && rest !== "" && rest !== CTRL_Z) lines.push(rest.endsWith("\r") ? rest.slice(0, -1) : rest);
    for (let from = 0; from < lines.length; from += BATCH_ROWS3) yield batch(lines.slice(from, from + BATCH_ROWS3));
  }
  function batch(lines) {
    const firstRow = row;
    const problems = [];
    const note = (code, detail) => problems.push({ code, row, line: row, detail });
    const rows = lines.map((line) => {
      if (line.length > maxRecordLength) throw tooLong(row, maxRecordLength);
      if (line.includes("\uFFFD")) note("invalid_bytes", "bytes that are no text");
      const cells = readLine(line, note);
      row += 1;
      return cells;
    });
    return { firstRow, rows, bytes, problems };
  }
}
var BATCH_ROWS3 = 1e3;
var CTRL_Z = "";
function tooLong(line, maxRecordLength) {
  const message = `The file cannot be read on: line ${line} is longer than ${maxRecordLength} characters. Raise maxRecordLength if it is really that long`;
  return new RowmillError("FILE_RECORD_TOO_LARGE", message, { details: { row: line, line, maxRecordLength }, retriable: false });
}

// packages/tables/src/formats/lines/open-lines.ts
var SAMPLE_LINES3 = 300;
function openFreeText({ head, decodeAs }, { maxRecordLength }) {
  return {
    preambleRows: 0,
    headerRows: 0,
    hasHeader: true,
    headerConfidence: 1,
    columns: ["text"],
    columnCount: 1,
    layout: null,
    batches: () => readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line) => [line]),
  };
}
function openDetectedLayout(source, detected, options) {
  const { layout, rulerLine } = detected;
  const cut = createFieldCutter(layout, true);
  const rows = sampleLines(source).map((line) => cut(line, () => {}).map((cell) => cell ?? ""));
  const found = frameOf(rows, { header: options.header, complete: false });
  const ruled = rulerLine !== void 0 && rulerLine > 0;
  const preambleRows = ruled ? rulerLine - 1 : found.preambleRows;
  const headerRows = ruled ? 2 : found.headerRows;
  const names = headerNames(rows.slice(preambleRows, preambleRows + headerRows));
  const notes = source.sample.complete ? noteLines(sampleLines(source, Number.POSITIVE_INFINITY), layout) : { from: 0, to: 0 };
  const hasNotes = notes.to > notes.from;
  for (const finding2 of footerFindings(notes)) options.say(finding2);
  const read2 = () => readFields(source, layout, true, options);
  const batches = () => (hasNotes ? onlyTable(read2(), notes.from) : read2());
  return {
    preambleRows,
    headerRows,
    hasHeader: headerRows > 0,
    headerConfidence: ruled ? 1 : found.headerConfidence,
    columns: layout.map((_, index) => columnName(names[index], index)),
    columnCount: layout.length,
    layout: layout.map((field, index) => (names[index] ? { ...field, name: names[index] } : field)),
    batches,
  };
}
function openGivenLayout(source, layout, options) {
  const cut = createFieldCutter(layout, false);
  const rows = sampleLines(source).map((line) => cut(line, () => {}).map((cell) => cell ?? ""));
  const found = frameOf(rows, { header: options.header, complete: false });
  const names = headerNames(rows.slice(found.preambleRows, found.preambleRows + found.headerRows));
  const isNamed = layout.some(({ name }) => name !== void 0);
  const columns = layout.map(({ name }, index) => columnName(name ?? names[index], index));
  return {
    // With names of the caller's own, what the file says about them is no row of data, either.
    preambleRows: isNamed ? found.preambleRows + found.headerRows : found.preambleRows,
    headerRows: isNamed ? 0 : found.headerRows,
    hasHeader: isNamed || found.headerRows > 0,
    headerConfidence: isNamed ? 1 : found.headerConfidence,
    columns,
    columnCount: columns.length,
    layout,
    batches: () => readFields(source, layout, false, options),
  };
}
function readFields({ head, decodeAs }, layout, hasGutters, { maxRecordLength }) {
  const cut = createFieldCutter(layout, hasGutters);
  return readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line, note) => {
    if (line.trim() !== "") return cut(line, note);
    note("blank_lines", "a blank line");
    return [];
  });
}
function sampleLines({ sample }, most = SAMPLE_LINES3) {
  return sample.text.split(/\r\n|\n|\r/, Math.min(most, 2 ** 32 - 1));
}

// packages/tables/src/formats/lines/open-drawn.ts
function openDrawn(source, { maxRecordLength, say }) {
  const { head, decodeAs, sample } = source;
  if (!sampleLines(source).some(isRuling)) return void 0;
  const lines = sampleLines(source, sample.complete ? Number.POSITIVE_INFINITY : void 0);
  const drawn = detectDrawnTable(sample.complete ? lines : lines.slice(0, -1));
  if (!drawn) return void 0;
  const { bar, header, end } = drawn;
  const columns = cutDrawnRow(lines[header] ?? "", bar).map((name, index) => columnName(name, index));
  const notes = sample.complete ? lines.findIndex((line, index) => index >= end && line.trim() !== "") : -1;
  if (notes >= 0)
    for (const finding2 of footerFindings({ from: notes, to: lines.findLastIndex((line) => line.trim() !== "") + 1 })) say(finding2);
  const read2 = () =>
    readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line, note) => {
      if (line.trim() !== "" && !isRuling(line)) return line.includes(bar) ? cutDrawnRow(line, bar) : [line];
      note(line.trim() === "" ? "blank_lines" : "ruling_lines", "drawn");
      return [];
    });
  return {
    dialect: { delimiter: bar, quote: null, escape: null, skipInitialSpace: true, lineEnd: lineEndOf(sample.text, null), confidence: 0.95 },
    preambleRows: header,
    headerRows: 1,
    hasHeader: true,
    headerConfidence: 1,
    columns,
    columnCount: columns.length,
    layout: null,
    batches: () => (sample.complete ? onlyTable(read2(), end) : read2()),
  };
}
async function* readWithCsvParse(bytes, options) {
  const { dialect, maxRecordLength } = options;
  const settings = csvParseOptions(dialect);
  const { parse } = await loadCsvParse();
  const parser = parse({ ...settings, max_record_size: maxRecordLength });
  let taken2 = 0;
  const source = Readable.from(pieces());
  const piping = pipeline$1(source, parser).catch(() => {});
  let rows = [];
  let firstRow = 1;
  try {
    for await (const row of parser) {
      rows.push(row);
      if (rows.length === BATCH_ROWS4) yield batch();
    }
    if (rows.length > 0) yield batch();
  } catch (error) {
    throw readError2(error, maxRecordLength);
  } finally {
    source.destroy();
    parser.destroy();
    await piping;
  }
  async function* pieces() {
    for await (const { chunk, bytes: soFar } of utf8Chunks(bytes, options.encoding)) {
      taken2 = soFar;
      if (chunk.length > 0) yield Uint8Array.from(chunk);
    }
  }
  function batch() {
    const complete = { firstRow, rows, bytes: taken2, problems: [...replacementSigns(rows, firstRow)] };
    firstRow += rows.length;
    rows = [];
    return complete;
  }
}
async function loadCsvParse() {
  try {
    return await import("csv-parse");
  } catch (cause) {
    throw engineMissing("csv-parse", cause);
  }
}
var BATCH_ROWS4 = 1e3;
function csvParseOptions({ delimiter, quote, escape, skipInitialSpace, mergeDelimiters, comment }) {
  if (mergeDelimiters === true) throw unknownDialect("columns that are parted by runs of a delimiter");
  if (quote === null && escape !== null) throw unknownDialect("escapes without quotes");
  return {
    delimiter: delimiter ?? NO_DELIMITER,
    quote,
    escape,
    ltrim: skipInitialSpace,
    comment: comment ?? null,
    comment_no_infix: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
  };
}
var NO_DELIMITER = "\n";
function unknownDialect(what) {
  return new RowmillError("OPTION_INVALID", `csv-parse cannot read ${what}: leave the option "engine" out`, { retriable: false });
}
function readError2(error, maxRecordLength) {
  const { code, records } = error;
  if (typeof code !== "string" || !code.startsWith("CSV_")) return error;
  const row = Number(records ?? 0) + 1;
  const options = { cause: error, details: { row }, retriable: false };
  if (code === "CSV_MAX_RECORD_SIZE") {
    const message2 = `The file cannot be read on: row ${row} is longer than ${maxRecordLength} bytes, or a quote in it is never closed`;
    return new RowmillError("FILE_RECORD_TOO_LARGE", message2, options);
  }
  const message = `csv-parse gave up at row ${row} (${code}): mend the file, or leave the option "engine" out`;
  return new RowmillError("FILE_CORRUPT", message, options);
}
function* replacementSigns(rows, firstRow) {
  for (const [index, row] of rows.entries()) {
    if (row.some((cell) => cell.includes("\uFFFD"))) yield { code: "invalid_bytes", row: firstRow + index, line: firstRow + index };
  }
}

// packages/tables/src/formats/delimited/cut-rows.ts
function cutRows2(text, dialect, maxRows = Number.POSITIVE_INFINITY) {
  const cutter = new SampleCutter(text, dialect);
  const rows = [];
  while (rows.length < maxRows && cutter.position < text.length) rows.push(cutter.row());
  return { rows, quoted: cutter.quoted, malformed: cutter.malformed, enclosed: cutter.enclosed };
}
var ENCLOSED = /[^\w .-]/;
var SampleCutter = class {
  position = 0;
  quoted = 0;
  malformed = 0;
  enclosed = /* @__PURE__ */ new Set();
  #text;
  #delimiter;
  #escape;
  #merge;
  #skipSpace;
  #comment;
  #quote;
  #lineFeed;
  #carriageReturn;
  #nextQuote;
  constructor(text, dialect) {
    this.#text = text;
    this.#delimiter = dialect.delimiter;
    this.#quote = dialect.quote;
    this.#escape = dialect.escape === dialect.quote ? null : dialect.escape;
    this.#merge = dialect.mergeDelimiters === true;
    this.#skipSpace = dialect.skipInitialSpace;
    this.#comment = dialect.comment ?? null;
    this.#lineFeed = text.indexOf("\n");
    this.#carriageReturn = text.indexOf("\r");
    this.#nextQuote = this.#quote === null ? -1 : text.indexOf(this.#quote);
  }
  row() {
    const start = this.position;
    const end = this.#lineEnd(start);
    if (this.#comment !== null && this.#text.startsWith(this.#comment, start)) {
      this.#endRow(end);
      return [];
    }
    if (this.#nextQuote >= 0 && this.#nextQuote < start) this.#nextQuote = this.#text.indexOf(this.#quote ?? "", start);
    const plain =
      (this.#nextQuote < 0 || this.#nextQuote >= end) && (this.#escape === null || !this.#text.slice(start, end).includes(this.#escape));
    if (!plain) return this.#quotedRow();
    const line = this.#text.slice(start, end);
    this.#endRow(end);
    return this.#plainCells(line);
  }
  #plainCells(line) {
    if (this.#delimiter === null) return [line];
    if (!this.#merge) {
      const cells2 = line.split(this.#delimiter);
      return this.#skipSpace ? cells2.map((cell) => cell.trimStart()) : cells2;
    }
    const cells = line.split(this.#delimiter).filter((cell) => cell !== "");
    return cells.length === 0 ? [""] : cells;
  }
  /** A row with quotes or escapes, cell by cell. */
  #quotedRow() {
    const text = this.#text;
    const cells = [];
    while (true) {
      if (this.#merge) this.#skip(this.#delimiter ?? "");
      const lineEnd = this.#lineEnd(this.position);
      if (this.#merge && this.position >= lineEnd && cells.length > 0) {
        this.#endRow(lineEnd);
        return cells;
      }
      if (this.#skipSpace) while (text[this.position] === " ") this.position += 1;
      cells.push(this.#cell(lineEnd));
      if (this.#delimiter !== null && text.startsWith(this.#delimiter, this.position)) {
        this.position += this.#delimiter.length;
        continue;
      }
      this.#endRow(this.position);
      return cells;
    }
  }
  #skip(sign) {
    while (this.#text.startsWith(sign, this.position)) this.position += sign.length;
  }
  #cell(lineEnd) {
    const start = this.position;
    if (this.#quote !== null && this.#text.startsWith(this.#quote, start)) {
      const close = this.#closingQuote(start + 1);
      if (close < 0) {
        this.malformed += 1;
        this.#quote = null;
        this.#nextQuote = -1;
      } else {
        const after = this.#afterQuote(close + 1);
        if (after >= 0) {
          this.quoted += 1;
          this.position = after;
          const cell2 = this.#unescaped(this.#text.slice(start + 1, close));
          if (ENCLOSED.test(cell2)) this.enclosed.add(cell2);
          return cell2;
        }
        this.malformed += 1;
        this.position = this.#plainEnd(close + 1, this.#lineEnd(close + 1));
        return this.#text.slice(start, this.position);
      }
    }
    this.position = this.#plainEnd(start, lineEnd);
    const cell = this.#text.slice(start, this.position);
    return this.#escape !== null && cell.includes(this.#escape) && this.#quote === null ? this.#unescaped(cell) : cell;
  }
  /** Where a cell without quotes ends: at a delimiter that no escape stands before, or with its line. */
  #plainEnd(from, lineEnd) {
    if (this.#delimiter === null) return lineEnd;
    let at = this.#text.indexOf(this.#delimiter, from);
    while (at >= 0 && at < lineEnd && this.#escape !== null && this.#quote === null && this.#text[at - 1] === this.#escape && at > from) {
      at = this.#text.indexOf(this.#delimiter, at + 1);
    }
    return at < 0 || at > lineEnd ? lineEnd : at;
  }
  #closingQuote(from) {
    const quote = this.#quote ?? "";
    let at = this.#text.indexOf(quote, from);
    while (at >= 0) {
      if (this.#escape !== null) {
        if (!this.#isEscaped(at, from)) return at;
        at = this.#text.indexOf(quote, at + 1);
      } else if (this.#text[at + 1] === quote) at = this.#text.indexOf(quote, at + 2);
      else return at;
    }
    return -1;
  }
  /** Whether an odd number of escapes stands before a position. */
  #isEscaped(at, from) {
    let before = at - 1;
    while (before >= from && this.#text[before] === this.#escape) before -= 1;
    return (at - 1 - before) % 2 === 1;
  }
  /** Where the cell ends after its closing quote: there, or after blanks; -1 if something else follows. */
  #afterQuote(from) {
    const text = this.#text;
    let at = from;
    while (true) {
      const sign = text[at];
      if (sign === void 0 || sign === "\n" || sign === "\r") return at;
      if (this.#delimiter !== null && text.startsWith(this.#delimiter, at)) return at;
      if (sign !== " ") return -1;
      at += 1;
    }
  }
  #unescaped(content) {
    if (this.#escape === null) {
      const quote = this.#quote ?? "";
      return quote !== "" && content.includes(quote) ? content.replaceAll(quote + quote, quote) : content;
    }
    if (!content.includes(this.#escape)) return content;
    const special = this.#quote ?? this.#delimiter ?? "";
    return content.replaceAll(this.#escape + special, special).replaceAll(this.#escape + this.#escape, this.#escape);
  }
  #lineEnd(from) {
    const { length } = this.#text;
    if (this.#lineFeed >= 0 && this.#lineFeed < from) this.#lineFeed = this.#text.indexOf("\n", from);
    if (this.#carriageReturn >= 0 && this.#carriageReturn < from) this.#carriageReturn = this.#text.indexOf("\r", from);
    return Math.min(this.#lineFeed < 0 ? length : this.#lineFeed, this.#carriageReturn < 0 ? length : this.#carriageReturn);
  }
  #endRow(end) {
    this.position = end + (this.#text.startsWith("\r\n", end) ? 2 : 1);
  }
};

// packages/tables/src/formats/delimited/dialect-candidates.ts
function delimiterCandidates(lines) {
  const found = [{ delimiter: null, prior: 1, needsTypes: false }];
  const signs = signsOf(lines);
  for (const [delimiter, prior] of USUAL2) {
    if (signs.has(delimiter)) found.push({ delimiter, prior, needsTypes: false });
  }
  const runs = runsOfSigns(lines);
  for (const [sign, count2] of signs) {
    if (
      USUAL2.has(sign) ||
      runs.some((run) => run === sign.repeat(run.length) && standsTogether(run, lines)) ||
      count2 < lines.length * MOST_LINES
    )
      continue;
    if (sign === " ") {
      found.push({ delimiter: " ", prior: 0.55, needsTypes: true });
      if (lines.some((line) => line.trim().includes("  ")))
        found.push({ delimiter: " ", prior: 0.5, needsTypes: true, mergeDelimiters: true });
    } else if (sign < " ") found.push({ delimiter: sign, prior: 0.97, needsTypes: false });
    else found.push({ delimiter: sign, prior: RARE.has(sign) ? 0.7 : 0.4, needsTypes: !RARE.has(sign) });
  }
  for (const delimiter of runs) found.push({ delimiter, prior: 0.95, needsTypes: false });
  return found;
}
function dialectCandidates(sample, lines, delimiters, options) {
  const hasMarks = mayHaveComments(lines);
  return delimiters.flatMap(({ delimiter, prior, needsTypes, mergeDelimiters = false }) => {
    const comments = hasMarks ? commentLines(lines, delimiter) : null;
    const comment = comments?.endsWithNames === false ? comments.prefix : null;
    const marked = comments?.endsWithNames === true ? comments.prefix : null;
    return quotings(sample, delimiter, options).flatMap(({ quote, escape, usual }) => {
      const dialect = { delimiter, quote, escape, skipInitialSpace: false, mergeDelimiters, comment };
      const candidate = { dialect, prior: prior * usual, needsTypes, marked };
      const spaced = delimiter !== null && delimiter !== " " && delimiter !== "	" && sample.includes(`${delimiter} `);
      return spaced ? [candidate, { ...candidate, dialect: { ...dialect, skipInitialSpace: true } }] : [candidate];
    });
  });
}
var MOST_LINES = 0.5;
var USUAL2 = /* @__PURE__ */ new Map([
  [",", 1],
  [";", 0.99],
  ["	", 0.99],
  ["|", 0.96],
]);
var RARE = new Set("^~\xA7\xA6\xAC\xB6");
var NEVER = /[\p{L}\p{N}\p{M}"'`.\-_/\\()[\]{}<>@+%$€£¥°]+/gu;
function signsOf(lines) {
  const inLines = /* @__PURE__ */ new Map();
  for (const [signs, count2] of withoutText(lines, NEVER, "")) {
    for (const sign of new Set(signs)) inLines.set(sign, (inLines.get(sign) ?? 0) + count2);
  }
  return inLines;
}
function withoutText(lines, text, between) {
  const counts = /* @__PURE__ */ new Map();
  for (const rest of lines.join("\n").replaceAll(text, between).split("\n")) counts.set(rest, (counts.get(rest) ?? 0) + 1);
  return counts;
}
function runsOfSigns(lines) {
  const runs = /* @__PURE__ */ new Map();
  for (const [rest, count2] of withoutText(lines, NO_RUN, " ")) {
    const seen = /* @__PURE__ */ new Set();
    for (const run of rest.split(" ")) {
      if (run.length < 2) continue;
      seen.add(run);
      for (let length = 2; length <= 4 && length < run.length; length += 1) {
        if (run.length % length === 0 && run === run.slice(0, length).repeat(run.length / length)) seen.add(run.slice(0, length));
      }
    }
    for (const run of seen) if (run.length <= 4) runs.set(run, (runs.get(run) ?? 0) + count2);
  }
  return [...runs]
    .filter(([run, count2]) => count2 >= lines.length * MOST_LINES && (isRepeated(run) || standsTogether(run, lines)))
    .toSorted(([a, countA], [b, countB]) => countB - countA || a.length - b.length)
    .slice(0, 3)
    .map(([run]) => run);
}
function isRepeated(run) {
  const [sign = ""] = run;
  return !USUAL2.has(sign) && run === sign.repeat(run.length);
}
var NO_RUN = /[\p{L}\p{N}\p{M}\t\v\f \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"'`.\-_/\\()[\]{}@%+$€£¥°]+/gu;
function standsTogether(run, lines) {
  let together = 0;
  let apart = 0;
  for (const line of lines) {
    const parts = line.split(run);
    together += parts.length - 1;
    apart += parts.filter((part) => part.includes(run[0] ?? "")).length;
  }
  return apart <= Math.max(together * 0.1, together >= FEW ? 1 : 0);
}
var FEW = 6;
function quotings(sample, delimiter, options) {
  if (options.quote === null) return [{ quote: null, escape: options.escape ?? null, usual: 1 }];
  const marks = options.quote === void 0 ? quoteMarks(sample, delimiter) : [{ quote: options.quote, usual: 1 }];
  const found = marks.flatMap(({ quote, usual }) => {
    if (options.escape !== void 0) return [{ quote, escape: options.escape ?? quote, usual }];
    const doubled = { quote, escape: quote, usual };
    return sample.includes(`\\${quote}`) ? [doubled, { quote, escape: "\\", usual: usual * 0.99 }] : [doubled];
  });
  if (options.quote !== void 0) return found;
  if (found.length > 1 || sample.includes('"')) found.push({ quote: null, escape: null, usual: 0.5 });
  if (delimiter !== null && sample.includes(`\\${delimiter}`)) found.push({ quote: null, escape: "\\", usual: 0.9 });
  return found;
}
function quoteMarks(sample, delimiter) {
  const sides = delimiter === null ? ["\n", "\r"] : [delimiter, "\n", "\r"];
  const others = ["'", "`"].filter((mark) => {
    const opens =
      sample.startsWith(mark) || sides.some((side) => sample.includes(side + mark)) || sample.includes(`${delimiter ?? "\n"} ${mark}`);
    return opens && (sample.endsWith(mark) || sides.some((side) => sample.includes(mark + side)));
  });
  return [{ quote: '"', usual: 1 }, ...others.map((quote) => ({ quote, usual: 0.97 }))];
}

// packages/tables/src/formats/delimited/cell-shape.ts
var Shape = { Empty: 0, Number: 1, Date: 2, Typed: 3, Code: 4, Words: 5, Odd: 6 };
var SHAPE_COUNT = 7;
var PLAUSIBILITY = [0.7, 1, 1, 1, 0.85, 0.75, 0.1];
function shapeOf(cell) {
  if (cell === "") return Shape.Empty;
  const kind = readKind(cell);
  if (kind !== Kind.Text) return SHAPE_OF_KIND[kind] ?? Shape.Typed;
  const text = cell.length > LONGEST2 ? cell.slice(0, LONGEST2) : cell.trim();
  if (text === "") return Shape.Empty;
  return shapeOfText(text, cell.length > LONGEST2);
}
var LONGEST2 = 400;
var SHAPE_OF_KIND = {
  [Kind.Integer]: Shape.Number,
  [Kind.Identifier]: Shape.Code,
  [Kind.PointNumber]: Shape.Number,
  [Kind.CommaNumber]: Shape.Number,
  [Kind.PointOrGroup]: Shape.Number,
  [Kind.CommaOrGroup]: Shape.Number,
  [Kind.CommaGrouped]: Shape.Number,
  [Kind.PointGrouped]: Shape.Number,
  [Kind.BlankGrouped]: Shape.Number,
  [Kind.Percent]: Shape.Number,
  [Kind.Currency]: Shape.Number,
  [Kind.Guarded]: Shape.Number,
  [Kind.TrailingMinus]: Shape.Number,
  [Kind.Date]: Shape.Date,
  [Kind.DateDayFirst]: Shape.Date,
  [Kind.DateMonthFirst]: Shape.Date,
  [Kind.DateEitherOrder]: Shape.Date,
  [Kind.DateTime]: Shape.Date,
  [Kind.DateTimeDayFirst]: Shape.Date,
  [Kind.DateTimeMonthFirst]: Shape.Date,
  [Kind.DateTimeEitherOrder]: Shape.Date,
  [Kind.Time]: Shape.Date,
  // Missing values fit into every column.
  [Kind.NullToken]: Shape.Empty,
  [Kind.WeakNullToken]: Shape.Empty,
};
function shapeOfText(text, isCut) {
  const first = text[0] ?? "";
  const last = text.at(-1) ?? "";
  if (!isCut && isJson(first, last)) return Shape.Code;
  if (!isCut && text.length > 1 && (isQuote(first) || (isQuote(last) && !/\d["']$/.test(text)))) return Shape.Odd;
  let depth = 0;
  let marks = 0;
  let quotes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const role = code < 128 ? (ROLES[code] ?? 0) : 0;
    if (role === 0) continue;
    if (role === CONTROL || role === PARTS_CELLS) return Shape.Odd;
    if (role === QUOTE3) quotes += isDigit2(text.charCodeAt(index - 1)) ? 0 : 1;
    else if (role === OPENS) depth += 1;
    else if (role === CLOSES) depth -= 1;
    else {
      const after = text.charCodeAt(index + 1);
      if (index > 0 && index + 1 < text.length && after !== BLANK && !isOneValue(text, index, code, after)) return Shape.Odd;
      marks += 1;
    }
  }
  if (quotes % 2 === 1 && !isCut) return Shape.Odd;
  const blank = text.includes(" ");
  if (blank && WIDE_GAP.test(text)) return Shape.Odd;
  if (depth !== 0 && !isCut && !/^\S\)|[:;]-?[()]/.test(text)) return Shape.Odd;
  return !blank && marks === 0 && /[\d_/\\=@#.:-]/.test(text) ? Shape.Code : Shape.Words;
}
var WIDE_GAP = /\S {3,}\S/;
var BLANK = 32;
var COLON2 = 58;
var COMMA2 = 44;
var CONTROL = 1;
var QUOTE3 = 2;
var OPENS = 3;
var CLOSES = 4;
var PUNCTUATION = 5;
var PARTS_CELLS = 6;
var ROLES = new Uint8Array(128);
ROLES.fill(CONTROL, 0, 32);
for (const [signs, role] of [
  ['"', QUOTE3],
  ["([{", OPENS],
  [")]}", CLOSES],
  [",;:*", PUNCTUATION],
  ["|^~", PARTS_CELLS],
]) {
  for (const sign of signs) ROLES[sign.charCodeAt(0)] = role;
}
function isJson(first, last) {
  return (first === "{" && last === "}") || (first === "[" && last === "]");
}
function isQuote(sign) {
  return sign === '"' || sign === "'" || sign === "`";
}
function isOneValue(text, index, code, after) {
  if (code === COLON2 && (after === 47 || after === 92)) return true;
  return (code === COMMA2 || code === COLON2) && isDigit2(text.charCodeAt(index - 1)) && isDigit2(after) && /[^\d,:]/.test(text);
}
function isDigit2(code) {
  return code >= 48 && code <= 57;
}

// packages/tables/src/formats/delimited/score-dialect.ts
function scoreDialect(candidate, pieces, maxRows) {
  const { prior, needsTypes, marked } = candidate;
  const dialect = marked === null ? candidate.dialect : { ...candidate.dialect, comment: marked };
  const all = [];
  let quoted = 0;
  let malformed = 0;
  const enclosed = /* @__PURE__ */ new Set();
  for (const [index, piece] of pieces.entries()) {
    const cut = index === 0 ? cutRows2(piece, dialect, maxRows) : cutLater(piece, dialect, maxRows);
    quoted += cut.quoted;
    malformed += cut.malformed;
    for (const cell of cut.enclosed) enclosed.add(cell);
    for (const row of cut.rows) if (row.length > 0 && !isBlankRow(row)) all.push(row);
  }
  if (all.length === 0 && dialect.delimiter !== null) return { ...NOTHING2, score: prior * 0.05 };
  const region = tableRegion(all);
  const { width, consistency } = region;
  const table = all.slice(region.from, region.to);
  if (width < (dialect.delimiter === null ? 1 : 2))
    return { score: prior * 0.01, width, consistency, covered: 0, plausibility: 0, blankLed: 0, rows: all.length };
  const { plausibility, typed, blankLed, typedColumns } = judgeColumns(table, width, enclosed);
  const quotes = 1 - malformed / (quoted + malformed + 2);
  const covered = table.length / all.length;
  const columns = dialect.delimiter === null ? SINGLE_COLUMN + (1 - SINGLE_COLUMN) * wholeValues(table) : 1 - 0.5 / width;
  const wholly = consistency === 1 && covered === 1 && typedColumns * 2 >= width && isHeader(table[0]) ? WHOLLY_TYPED : 0;
  const witnesses = Math.min(1, Math.max(wholly, typed + (quoted / (table.length * width)) * 2));
  const isProse2 = (blankLed > 0.8 || dialect.skipInitialSpace) && quoted === 0;
  const unlikely = isProse2 && (covered < MOSTLY || endsLikeSentences(table)) ? LIKE_SENTENCES : 0.6;
  const usual = prior * (needsTypes ? 0.35 + 0.65 * witnesses : isProse2 ? unlikely + (1 - unlikely) * witnesses : 1);
  const score = usual * columns * consistency ** 2 * (0.4 + 0.6 * covered) * plausibility * quotes;
  return { score, width, consistency, covered, plausibility, blankLed, rows: all.length };
}
var NOTHING2 = { width: 0, consistency: 0, covered: 0, plausibility: 0, blankLed: 0, rows: 0 };
function endsLikeSentences(rows) {
  const some = rows.slice(0, JUDGED_ROWS);
  return (
    some.filter((row) => new RegExp(`\\p{Ll}\\p{L}[.!?\u2026]["'\u201D\u2019)]?\\s*$`, "u").test(row.at(-1) ?? "")).length * 2 >=
    some.length
  );
}
var LIKE_SENTENCES = 0.35;
var MOSTLY = 0.75;
function cutLater(piece, dialect, maxRows) {
  const cut = cutRows2(piece, dialect, maxRows);
  if (cut.malformed === 0 || dialect.quote === null) return cut;
  const close = /\r\n|\n|\r/g;
  for (let end = close.exec(piece); end !== null; end = close.exec(piece)) {
    if (piece[end.index - 1] !== dialect.quote) continue;
    const inside = cutRows2(piece.slice(close.lastIndex), dialect, maxRows);
    return inside.malformed < cut.malformed ? inside : cut;
  }
  return cut;
}
function isHeader(row = []) {
  return row.every((cell) => new RegExp("^\\p{L}[\\p{L}\\d_.]*$", "u").test(cell));
}
var WHOLLY_TYPED = 0.75;
function wholeValues(rows) {
  const some = rows.slice(0, JUDGED_ROWS);
  if (isNamedDecimals(some)) return 1;
  let whole = 0;
  for (const [line = ""] of some) {
    const shape = SEVERAL_NUMBERS.test(line) ? Shape.Words : shapeOf(line);
    if (shape === Shape.Date || (shape === Shape.Typed && !/[,;|\t]/.test(line))) whole += 1;
    else if (shape === Shape.Number) whole += line.includes(",") ? (/^\D?\d{1,3}(?:,\d{3})+$/.test(line) ? 0.6 : 0.5) : 1;
  }
  return some.length === 0 ? 0 : whole / some.length;
}
var SEVERAL_NUMBERS = /^\s*[-+]?\d*\.\d+\s+[-+]?\d*\.\d+/;
function isNamedDecimals([name, ...values2]) {
  if (!new RegExp('^\\s*"?\\p{L}[^,;|\\t]*$', "u").test(name?.[0] ?? "") || /:\s*$/.test(name?.[0] ?? "")) return false;
  return values2.length > 1 && values2.every(([line = ""]) => /^\s*[-+]?\d{1,3}(?:\d*|(?:\.\d{3})*),\d{1,4}\s*$/.test(line));
}
var SINGLE_COLUMN = 0.32;
var JUDGED_COLUMNS = 40;
var JUDGED_ROWS = 120;
function judgeColumns(rows, width, enclosed) {
  const step = Math.max(1, width / JUDGED_COLUMNS);
  const rowStep = Math.max(1, rows.length / JUDGED_ROWS);
  let sum = 0;
  let columns = 0;
  let typed = 0;
  let typedColumns = 0;
  let filled = 0;
  let led = 0;
  let ledOf = 0;
  for (let at = 0; at < width; at += step) {
    const column = Math.floor(at);
    const counts = new Float64Array(SHAPE_COUNT);
    for (let index = 0; index < rows.length; index += rowStep) {
      const cell = rows[Math.floor(index)]?.[column];
      if (cell === void 0) continue;
      if (column > 0 && cell !== "") {
        ledOf += 1;
        if (cell.startsWith(" ")) led += 1;
      }
      const seen = shapeOf(cell);
      const shape = seen === Shape.Odd && enclosed.has(cell) ? Shape.Words : seen;
      counts[shape] = (counts[shape] ?? 0) + 1;
    }
    const judged = judgeColumn(counts);
    if (judged.filled === 0 && column === width - 1 && width > 2) continue;
    sum += judged.plausibility;
    columns += 1;
    typed += judged.typed;
    if (judged.filled > 2 && judged.typed >= judged.filled - 1) typedColumns += 1;
    filled += judged.filled;
  }
  return {
    plausibility: columns === 0 ? 0 : sum / columns,
    typed: filled === 0 ? 0 : typed / filled,
    typedColumns,
    blankLed: ledOf === 0 ? 0 : led / ledOf,
  };
}
function judgeColumn(counts) {
  const filled = counts.reduce((total, count2) => total + count2, 0) - (counts[Shape.Empty] ?? 0);
  if (filled === 0) return { plausibility: EMPTY_COLUMN, typed: 0, filled };
  let plausible = 0;
  let most = 0;
  for (let shape = 1; shape < SHAPE_COUNT; shape += 1) {
    const count2 = counts[shape] ?? 0;
    plausible += count2 * (PLAUSIBILITY[shape] ?? 0);
    const alike = shape === Shape.Words ? count2 + (counts[Shape.Code] ?? 0) : count2;
    most = Math.max(most, alike);
  }
  const typed = (counts[Shape.Number] ?? 0) + (counts[Shape.Date] ?? 0) + (counts[Shape.Typed] ?? 0);
  return { plausibility: (plausible / filled) * (0.75 + 0.25 * (most / filled)), typed, filled };
}
var EMPTY_COLUMN = 0.4;

// packages/tables/src/formats/delimited/separator-line.ts
function separatorLine(text) {
  const match = /^(["']?)sep=(\\t|[^\r\n]{1,4}?)\1(?:\r\n|\n|\r|$)/i.exec(text);
  if (!match) return void 0;
  const [line, , sign = ""] = match;
  return { delimiter: sign === "\\t" ? "	" : sign, length: line.length };
}

// packages/tables/src/formats/delimited/detect-table.ts
function detectTable(sample, options = {}) {
  const separator = separatorLine(sample.text);
  const body = separator === void 0 ? sample.text : sample.text.slice(separator.length);
  const fixed = options.delimiter === void 0 ? separator?.delimiter : options.delimiter;
  const pieces = [body, ...(sample.later ?? [])];
  const { dialect, confidence, marked } = detectDialect(pieces, fixed, options);
  const read2 = readSample(body, dialect, sample.complete ? Number.POSITIVE_INFINITY : LAYOUT_ROWS).rows;
  const rows = marked === null ? read2 : withoutMarked(read2, marked);
  const frame = shift(frameOf(rows, { header: options.header, complete: sample.complete }), separator === void 0 ? 0 : 1);
  return {
    dialect,
    lineEnd: lineEndOf(sample.text, dialect.quote),
    confidence,
    preambleRows: frame.preambleRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columnCount: frame.width,
    frame,
    rowCount: rows.length + (separator === void 0 ? 0 : 1),
  };
}
var LAYOUT_ROWS = 1e3;
function withoutMarked(rows, sign) {
  const end = rows.findIndex(([first = ""]) => first !== "" && !first.startsWith(sign));
  return rows.map((row, index) => (index < end - 1 ? [] : row));
}
var FIRST_LOOK = { characters: 24 * 1024, rows: 60 };
var SECOND_LOOK = { characters: 256 * 1024, rows: 300 };
var FINALISTS = 6;
function detectDialect(pieces, fixed, options) {
  const lines = pieces.flatMap((piece) => linesOf(piece));
  const delimiters = fixed === void 0 ? delimiterCandidates(lines) : [{ delimiter: fixed, prior: 1, needsTypes: false }];
  const shortened = (characters) => pieces.map((piece) => piece.slice(0, characters));
  const quick = shortened(FIRST_LOOK.characters);
  const candidates = dialectCandidates(pieces.join("\n"), lines, delimiters, options);
  const first = rank2(candidates, quick, FIRST_LOOK.rows).slice(0, FINALISTS);
  const ranked = rank2(
    inReach(first).map(({ candidate }) => candidate),
    shortened(SECOND_LOOK.characters),
    SECOND_LOOK.rows,
  );
  const [winner] = ranked;
  if (!winner) throw new Error("no dialect was tried");
  const best = cutsFirstLine(winner, lines) ? winner : (ranked.find((other) => cutsAll(other, lines)) ?? winner);
  const dialect = fitQuoting(withoutPadding(best, first), candidates, pieces);
  const rival = ranked.find(({ candidate }) => candidate.dialect.delimiter !== best.candidate.dialect.delimiter);
  const confidence = fixed === void 0 ? confidenceOf(best.score, rival?.score.score ?? 0) : 1;
  return { dialect, confidence, marked: best.candidate.marked };
}
function cutsFirstLine({ candidate }, lines) {
  const [first = ""] = lines;
  const { delimiter } = candidate.dialect;
  return delimiter === null ? !NAMES2.test(first) : first.includes(delimiter);
}
var NAMES2 = new RegExp("^\\p{L}[\\p{L}\\d_]*(?:([,;|\\t])\\p{L}[\\p{L}\\d_]*)(?:\\1\\p{L}[\\p{L}\\d_]*)*$", "u");
function cutsAll({ candidate, score }, [first = ""]) {
  const { delimiter } = candidate.dialect;
  const isEven = score.consistency === 1 && score.covered === 1 && score.width > 1 && score.rows > 2;
  return isEven && candidate.prior > 0.9 && delimiter !== null && first.includes(delimiter);
}
function withoutPadding({ candidate, score }, ranked) {
  const { dialect } = candidate;
  if (score.blankLed < ALWAYS || dialect.skipInitialSpace) return dialect;
  const { delimiter, quote, escape } = dialect;
  const isSpaced = (other) => other.skipInitialSpace && other.delimiter === delimiter && other.quote === quote && other.escape === escape;
  return ranked.find((other) => isSpaced(other.candidate.dialect))?.candidate.dialect ?? dialect;
}
var ALWAYS = 0.98;
function fitQuoting(best, candidates, pieces) {
  const malformed = (dialect) => pieces.reduce((sum, piece) => sum + cutRows2(piece, dialect).malformed, 0);
  let fittest = best;
  let least = best.quote === null ? 0 : malformed(best);
  for (const { dialect } of candidates) {
    const isVariant = dialect.delimiter === best.delimiter && dialect.mergeDelimiters === best.mergeDelimiters;
    if (least === 0 || !isVariant || dialect.quote !== best.quote) continue;
    const found = malformed(dialect);
    if (found < least) [fittest, least] = [dialect, found];
  }
  return fittest;
}
function inReach(ranked) {
  const [leader] = ranked;
  const isOther = ({ candidate }) => candidate.dialect.delimiter !== leader?.candidate.dialect.delimiter;
  return ranked.filter((other) => isOther(other) || other.score.score >= REACH * (leader?.score.score ?? 0));
}
var REACH = 0.5;
function rank2(candidates, pieces, maxRows) {
  return candidates
    .map((candidate) => ({ candidate, score: scoreDialect(candidate, pieces, maxRows) }))
    .toSorted((a, b) => b.score.score - a.score.score);
}
function linesOf(piece) {
  return piece
    .slice(0, 32768)
    .split(/\r\n|\n|\r/, 200)
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(0, 4096));
}
function confidenceOf(best, rival) {
  const lead = best.score === 0 ? 0 : 1 - rival / best.score;
  return Math.round(100 / (1 + Math.exp(0.8 - 3.7 * lead - 3.2 * best.score))) / 100;
}
function shift(frame, rows) {
  if (rows === 0) return frame;
  const { from, to } = frame.footer;
  return {
    ...frame,
    preambleRows: frame.preambleRows + rows,
    unitsRow: frame.unitsRow === void 0 ? void 0 : frame.unitsRow + rows,
    dataStart: frame.dataStart + rows,
    dataEnd: frame.dataEnd + rows,
    totalRows: frame.totalRows.map((row) => row + rows),
    footer: { from: from + rows, to: to + rows },
    otherTables: frame.otherTables.map((table) => ({ ...table, from: table.from + rows, to: table.to + rows })),
  };
}

// packages/tables/src/formats/delimited/open-delimited.ts
function openDelimited(source, options) {
  const { head, sample, decodeAs } = source;
  const table = detectTable(sample, options);
  const { dialect, lineEnd, confidence, preambleRows, hasHeader, headerConfidence, columnCount } = table;
  const { maxRecordLength, maxColumns, engine } = options;
  const readWith = engine === "csv-parse" ? readWithCsvParse : readCsv;
  const { headerRows } = table.frame;
  const width = sample.cutInLine ? 0 : columnCount;
  const isCut = sample.complete && table.frame.dataEnd < table.rowCount;
  const read2 = () => readWith(head.open(), { dialect, encoding: decodeAs, maxRecordLength, maxColumns });
  return {
    dialect: { ...dialect, lineEnd, confidence },
    preambleRows,
    headerRows,
    hasHeader,
    headerConfidence,
    columns: sample.cutInLine ? [] : columnsOf(table.frame),
    columnCount: width,
    otherTables: blocksOf(table.frame),
    findings: [...frameFindings(table.frame), ...notesFindings(countNotes(sample.end, dialect, width))],
    batches: () => (isCut ? onlyTable(read2(), table.frame.dataEnd) : read2()),
    delimited:
      isCut || engine === "csv-parse"
        ? void 0
        : { dialect, decodeAs, maxRecordLength, maxColumns, path: source.input.path, open: () => head.open() },
  };
}
function countNotes(end, dialect, width) {
  if (end === void 0 || width < 2) return 0;
  const { rows, repairs } = readSample(end, dialect);
  const isOdd = repairs.some(({ kind }) => kind === "unclosed_quote" || kind === "malformed_quotes");
  return isOdd ? 0 : notesAtEnd(rows, width);
}
function columnsOf({ headerRows, columnNames, width }) {
  return headerRows === 0 ? Array.from({ length: width }, (_, index) => columnName(void 0, index)) : columnNames.map(columnName);
}

// packages/tables/src/text/sample-text.ts
function sampleText(head, encoding) {
  const short = completeLines(head, encoding, SAMPLE_BYTES);
  const enough = short.text.split(/\r\n|\n|\r/, ENOUGH_LINES + 1).length > ENOUGH_LINES;
  return enough ? short : completeLines(head, encoding, head.bytes.length);
}
var SAMPLE_BYTES = 128 * 1024;
var ENOUGH_LINES = 20;
function completeLines(head, encoding, length) {
  const text = textDecoder(encoding).decode(head.bytes.subarray(0, length), { stream: true });
  if (head.complete && head.bytes.length <= length) return { text, cutInLine: false, complete: true };
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  if (end < 0) return { text, cutInLine: true, complete: false };
  return { text: text.slice(0, end + 1), cutInLine: false, complete: false };
}

// packages/tables/src/open/open-text.ts
async function openText(input, head, context) {
  const guess = await detectEncoding(input, head, context);
  assertText(head.bytes.subarray(0, MAGIC_BYTES), /^utf-(?:16|32)|^iso-2022/.test(guess.encoding));
  const encoding = { name: guess.encoding, byteOrderMark: guess.byteOrderMark, confidence: guess.confidence };
  const decodeAs = guess.asciiOnly && !head.complete && !input.rereadable ? void 0 : guess.encoding;
  const start = sampleText(head, guess.encoding);
  const later = start.complete ? [] : await laterSamples(input, head.bytes.length, guess.encoding);
  const end = start.complete ? void 0 : await lastLines(input, head, guess.encoding);
  const sample = { ...start, later, end };
  const source = { input, head, sample, decodeAs };
  const common = { ...PLAIN2, encoding, encodingIsSampled: guess.isSampled };
  const json = chooseJson(head, guess.encoding, context);
  if (json) {
    const options = { header: context.header, flattenDepth: context.flattenDepth, maxRecordLength: context.maxRecordLength };
    const table2 = await openJson(
      source,
      json,
      { ...options, allColumns: context.allColumns === true, budget: context.budget },
      context.say,
    );
    return { ...common, format: json.format, formatConfidence: json.confidence, ...table2 };
  }
  const lines = openAsLines(source, context);
  if (lines) return { ...common, ...lines };
  const drawn = isUnsaid(context) ? openDrawn(source, context) : void 0;
  if (drawn) return { ...common, format: "delimited", formatConfidence: drawn.dialect.confidence, ...drawn };
  const { findings, ...table } = openDelimited(source, context);
  if (context.format === void 0 && context.delimiter === void 0) {
    const other = openUndelimited(source, table, context);
    if (other) return { ...common, ...other };
  }
  for (const finding2 of findings) context.say(finding2);
  return { ...common, format: "delimited", formatConfidence: table.dialect.confidence, ...table };
}
function isUnsaid({ format, delimiter, quote, escape, header, engine }) {
  return [format, delimiter, quote, escape, header, engine].every((option) => option === void 0);
}
function openAsLines(source, context) {
  if (context.layout !== void 0 && (context.format ?? "fixed-width") === "fixed-width") {
    return { format: "fixed-width", formatConfidence: 1, ...openGivenLayout(source, context.layout, context) };
  }
  if (context.format === "text") return { format: "text", formatConfidence: 1, ...openFreeText(source, context) };
  if (context.format !== "fixed-width") return void 0;
  const detected = detectLayout(sampleLines(source));
  if (detected) return { format: "fixed-width", formatConfidence: 1, ...openDetectedLayout(source, detected, context) };
  throw invalidOption("The fields of this fixed-width text cannot be found by themselves: say in the option layout where they stand");
}
function openUndelimited(source, { dialect, columnCount }, context) {
  const named = formatOfName(context.fileName);
  if (named !== "fixed-width" && isSurelyDelimited(dialect, columnCount)) return void 0;
  const lines = sampleLines(source);
  const found = detectLayout(lines);
  const detected = found && (named === "fixed-width" || fitsFurther(sampleLines(source, MORE_LINES), found)) ? found : void 0;
  if (detected && (named === "fixed-width" || isFixedWidth(source.sample.text, detected, dialect))) {
    return { format: "fixed-width", formatConfidence: detected.confidence, ...openDetectedLayout(source, detected, context) };
  }
  if (!isFreeText(lines, dialect, named)) return void 0;
  return { format: "text", formatConfidence: named === "text" ? 0.9 : 0.7, ...openFreeText(source, context) };
}
var MORE_LINES = 3e3;
var MAGIC_BYTES = 64 * 1024;
var PLAIN2 = {
  container: null,
  entry: null,
  dialect: null,
  sheet: null,
  layout: null,
  recordsPath: null,
  otherTables: [],
  delimited: void 0,
};
function chooseJson(head, encoding, context) {
  const { format, recordsPath, delimiter } = context;
  if (format !== void 0 && format !== "json" && format !== "jsonl") return void 0;
  if (format === void 0 && delimiter !== void 0) return void 0;
  const named = formatOfName(context.fileName);
  const name = named === "json" || named === "jsonl" ? named : void 0;
  const bytes = encoding === "utf-8" ? Buffer.from(head.bytes.buffer, head.bytes.byteOffset, head.bytes.length) : toUtf8(head, encoding);
  if (format !== void 0) return detectJson(bytes, head.complete, { format, recordsPath });
  const detected = detectJson(bytes, head.complete, { recordsPath });
  if (detected?.format === "json" && name === "jsonl" && !bytes.toString("latin1").trim().includes("\n")) {
    return detectJson(bytes, head.complete, { format: "jsonl" });
  }
  if (detected || name === void 0) return detected;
  return /^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(bytes.toString("latin1", 0, 1e3))
    ? detectJson(bytes, head.complete, { format: name })
    : void 0;
}
function toUtf8(head, encoding) {
  return Buffer.from(textDecoder(encoding).decode(head.bytes, { stream: !head.complete }));
}

// packages/tables/src/open/omit-rows.ts
async function* omitRows(batches, form, omit) {
  const header = [];
  const held = [];
  const totals = new TotalRows();
  for await (const batch of batches) {
    held.push(omitInside(batch));
    while (held.length > 1 && count(held.slice(1)) >= LAST_ROWS) yield held.shift();
  }
  yield* omit.includes("notes") ? withoutNotes(held, form.columnCount) : held;
  function omitInside(batch) {
    return without(batch, (row, number) => {
      if (number <= form.preambleRows || row.length === 0 || isBlankRow(row)) return void 0;
      if (header.length < form.headerRows) {
        header.push(row);
        return void 0;
      }
      if (omit.includes("repeated_headers") && header.some((names) => isSame2(names, row))) return "the header again";
      return omit.includes("totals") && totals.take(textsOf(row)) ? "a total" : void 0;
    });
  }
}
var LAST_ROWS = 64;
function* withoutNotes(batches, width) {
  const last = batches.flatMap(({ rows, firstRow }) => rows.map((row, index) => ({ row, number: firstRow + index })));
  let notes = notesAtEnd(
    last.map(({ row }) => textsOf(row)),
    width,
  );
  let from = Number.POSITIVE_INFINITY;
  for (const { row, number } of last.toReversed()) {
    if (notes === 0) break;
    if (row.length === 0 || isBlankRow(row)) continue;
    notes -= 1;
    from = number;
  }
  for (const batch of batches) {
    yield without(batch, (row, number) => (number >= from && row.length > 0 && !isBlankRow(row) ? "a note under the table" : void 0));
  }
}
function without(batch, reason) {
  const problems = [];
  const rows = batch.rows.map((row, index) => {
    const number = batch.firstRow + index;
    const detail = reason(row, number);
    if (detail === void 0) return row;
    problems.push({ code: "omitted_rows", row: number, line: number, detail });
    return NO_ROW;
  });
  return problems.length === 0 ? batch : { ...batch, rows, problems: [...batch.problems, ...problems] };
}
var NO_ROW = [];
function isSame2(names, row) {
  return row.length > 1 && row.length === names.length && names.every((name, column) => name === row[column]);
}
function textsOf(row) {
  return row.map((cell) => cell ?? "");
}
function count(batches) {
  return batches.reduce((sum, { rows }) => sum + rows.length, 0);
}

// packages/tables/src/open/other-tables.ts
function noteOtherTables({ otherTables }, say) {
  const others = otherTables.filter(({ kind }) => kind !== "block");
  const [first] = others;
  if (!first) return;
  const shown3 = others.slice(0, 5).map(({ name, hidden }) => JSON.stringify(name) + (hidden === true ? " (hidden)" : ""));
  const more = others.length > shown3.length ? ` and ${others.length - shown3.length} more` : "";
  const what = others.length === 1 ? "another table that was" : `${others.length} other tables that were`;
  const message = `The file has ${what} not read: ${shown3.join(", ")}${more}. Name one with the option ${OPTIONS[first.kind]}.`;
  say({ code: "other_tables", severity: "info", message, count: others.length, rows: [] });
}
var OPTIONS = { sheet: "sheet", entry: "entry", array: "recordsPath" };

// packages/tables/src/open/open-table.ts
async function openTable(input, options) {
  const taken2 = countTaken(input);
  const findings = [];
  const omit = options.omit ?? [];
  const say = (finding2) => {
    if (omit.some((kind) => finding2.code === UNLESS_OMITTED[kind])) return;
    if (!findings.some(({ code, message }) => code === finding2.code && message === finding2.message)) findings.push(finding2);
  };
  const fileName = options.fileName ?? (input.path === void 0 ? void 0 : basename(input.path));
  const budget = new ExpansionBudget(options, () => input.sizeBytes ?? input.bytes?.length ?? taken2.bytes());
  const table = await openContent(taken2.input, { ...options, fileName, budget, say }, 0);
  const unlikeName = options.format === void 0 ? nameFinding(table, fileName) : void 0;
  if (unlikeName) say(unlikeName);
  noteOtherTables(table, say);
  return {
    ...table,
    ...(omit.length === 0 ? {} : { batches: () => omitRows(table.batches(), table, omit), delimited: void 0 }),
    findings,
    encodingIsSampled: table.encodingIsSampled ?? false,
    sizeBytes: table.sizeBytes ?? input.sizeBytes,
    bytesTaken: table.bytesTaken ?? taken2.bytes,
    close: async () => table.close?.(),
  };
}
var UNLESS_OMITTED = {
  repeated_headers: void 0,
  notes: "footer_rows",
  totals: "total_rows",
};
async function openContent(input, context, depth) {
  const head = await readHead(input, HEAD_BYTES);
  if (isOle(head.bytes)) throw await oleErrorOf(input, head.bytes);
  if (!isGzip(head.bytes) && !isZip(head.bytes)) {
    if (context.format === "xlsx") throw invalidOption('The file is no workbook, as format: "xlsx" says');
    return openText(input, head, context);
  }
  if (depth === MAX_DEPTH3) throw notText("an archive in archives", "Unpack it first");
  const packed = inputOfHead(head, input);
  if (isZip(head.bytes)) return openArchive(packed, context, (inner2, innerContext) => openContent(inner2, innerContext, depth + 1));
  const inner = gunzipInput(packed, context, context.say);
  const content = await openContent(inner, { ...context, fileName: context.fileName?.replace(/\.gz$/i, "") }, depth + 1);
  return { ...content, container: "gzip", bytesTaken: void 0 };
}
async function oleErrorOf(input, head) {
  const access = input.path === void 0 ? bytesAccess(input.bytes ?? head) : await fileAccess(input.path);
  try {
    return await oleError(access);
  } finally {
    await access.close();
  }
}
var MAX_DEPTH3 = 3;
var HEAD_BYTES = 1024 * 1024;
function countTaken(input) {
  let taken2 = 0;
  async function* open5() {
    taken2 = 0;
    for await (const chunk of input.open()) {
      taken2 += chunk.length;
      yield chunk;
    }
  }
  return { input: { ...input, open: open5 }, bytes: () => taken2 };
}
function byteOrderMarkLength(fd) {
  const start = Buffer.alloc(3);
  return readSync(fd, start, 0, 3, 0) === 3 && start.equals(BYTE_ORDER_MARK) ? 3 : 0;
}
var BYTE_ORDER_MARK = Buffer.from([239, 187, 191]);
function isPlainSource({ dialect }) {
  return (dialect.escape === null || dialect.escape === dialect.quote) && (dialect.comment ?? null) === null;
}
async function profileDelimited(source, tally, kernel, onBlock, mustBeUtf8 = false) {
  const index = createStructuralIndex(source.dialect, { maxRecordBytes: source.maxRecordLength, maxCells: source.maxColumns }, kernel);
  const cutter = createRowCutter(index);
  const { path, decodeAs, maxRecordLength } = source;
  let turnEndsAt = performance.now() + TURN_MS;
  let taken2 = 0;
  let offset = 0;
  const add = (last) => addBlocks(index, cutter, tally, { offset, last, maxRecordLength, mustBeUtf8 });
  const turn = async (bytes) => {
    add(false);
    onBlock(bytes, index.rowsBefore + index.rowCount);
    if (performance.now() < turnEndsAt) return;
    await setImmediate();
    turnEndsAt = performance.now() + TURN_MS;
  };
  if (path !== void 0 && decodeAs === "utf-8") {
    var _stack = [];
    try {
      const file = __using(_stack, openFile(path));
      offset = byteOrderMarkLength(file.fd);
      taken2 = offset;
      for (let read2 = index.appendFrom(file.fd, READ_BYTES, taken2); read2 > 0; read2 = index.appendFrom(file.fd, READ_BYTES, taken2)) {
        taken2 += read2;
        await turn(taken2);
      }
    } catch (_) {
      var _error = _,
        _hasError = true;
    } finally {
      __callDispose(_stack, _error, _hasError);
    }
  } else {
    for await (const { chunk, bytes } of utf8Chunks(source.open(), decodeAs)) {
      index.append(chunk);
      await turn(bytes);
    }
  }
  add(true);
  return path !== void 0 && decodeAs === "utf-8" ? taken2 : void 0;
}
function openFile(path) {
  const fd = openSync(path, "r");
  return { fd, [Symbol.dispose]: () => closeSync(fd) };
}
function addBlocks(index, cutter, tally, { offset, last, maxRecordLength, mustBeUtf8 }) {
  while (index.next(last)) {
    const invalid = index.invalidRows();
    if (mustBeUtf8) expectUtf8(index, invalid);
    for (const repair of [...index.repairs(), ...invalid]) {
      tally.findings.noteProblem(toReadProblem({ ...repair, offset: offset + repair.offset }));
    }
    tally.addBlock(index, cutter, invalid.length === 0, index.rowCount, offset);
  }
  if (index.isTooLarge) throw recordTooLarge(index, maxRecordLength);
}
var TURN_MS = 8;

export {
  FORMAT_OPTIONS,
  TABLE_FORMATS,
  byteOrderMarkLength,
  checkFormatOptions,
  fileInput,
  invalidOption,
  isPlainSource,
  memoryInput,
  openTable,
  openTemporary,
  openTemporarySync,
  profileDelimited,
  receivedError,
  sentError,
  streamInput,
  wholeNumber,
  withoutTrailingZeros,
};
//# sourceMappingURL=chunk-RLV6C42U.js.map
//# sourceMappingURL=chunk-RLV6C42U.js.map
