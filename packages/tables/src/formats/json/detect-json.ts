import { JsonFault, INCOMPLETE } from "./json-fault.ts";
import { findArrays, type FoundArray, type SeenDocument } from "./find-arrays.ts";
import type { RecordKind } from "./json-records.ts";
import { JsonScanner, OPEN_BRACE, OPEN_BRACKET } from "./json-scanner.ts";
import { KEYED_PATH } from "./keyed-records.ts";
import { type NamesBeside, namesBeside } from "./names-beside.ts";
import type { JsonForm } from "./read-json.ts";

/** What the start of a JSON file looks like. */
export interface DetectedJson {
  readonly format: "json" | "jsonl";
  readonly form: JsonForm;
  /** 0 to 1. */
  readonly confidence: number;
  /** Other arrays that could be tables. */
  readonly others: readonly FoundArray[];
  /** Keys of a document that are beside its records. */
  readonly otherKeys: readonly string[];
  /** Whether the records are the values of the document's keys. */
  readonly isKeyed?: boolean | undefined;
  /** What the columns of its rows are called, where an array beside them says so. */
  readonly names?: readonly string[] | undefined;
}

/** What a caller fixes. */
export interface JsonChoice {
  readonly format?: "json" | "jsonl" | undefined;
  readonly recordsPath?: string | undefined;
}

/**
 * Recognizes JSON Lines, JSON values one after the other, and JSON documents, by the start of a file.
 *
 * @param start - UTF-8
 * @param complete - whether that is the whole file
 */
export function detectJson(start: Buffer, complete: boolean, choice: JsonChoice = {}): DetectedJson | undefined {
  const bytes = withoutMarks(start);
  if (choice.format === "jsonl") return linesOrValues(bytes, complete) ?? asLines("object", 1);
  const document = findArrays(bytes, complete);
  if (choice.format === "json" || choice.recordsPath !== undefined) return asDocument(document ?? NOTHING, bytes, choice.recordsPath);
  if (!document) return linesOrValues(bytes, complete);
  const follows = document.end === undefined ? undefined : whatFollows(bytes, document.end, complete);
  const holds = document.good > 0 && document.good >= document.bad;
  // A value that ends, with nothing behind it: also a single line.
  if (follows === "nothing") return holds || document.bad === 0 ? asDocument(document, bytes) : undefined;
  if (follows === undefined && goesOn(document)) return asDocument(document, bytes);
  const lines = linesOrValues(bytes, complete);
  if (lines && (follows === "value" || !document.isArray || lines.confidence > 0.9)) return lines;
  if (follows !== undefined && (!isSubstantial(document) || isFirstCell(bytes, document.end ?? 0))) return lines;
  return holds ? asDocument(document, bytes) : lines;
}

/** Without a byte order mark, and with blanks for the record separators of RFC 7464. */
function withoutMarks(start: Buffer): Buffer {
  const bytes = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? start.subarray(3) : start;
  return bytes.includes(0x1e) ? Buffer.from(bytes.map((byte) => (byte === 0x1e ? 0x20 : byte))) : bytes;
}

const NOTHING: SeenDocument = { isArray: false, arrays: [], otherKeys: [], hasKeyedRecords: false, good: 0, bad: 0, end: undefined };

/** An array of which all that was seen are items, as a rule: it may have one in each line, and is no JSON Lines for that. */
function goesOn({ isArray, arrays, good, bad }: SeenDocument): boolean {
  if (isArray && arrays.some((array) => isInner(array) && array.kind === "object" && array.items >= 2)) return good >= bad * 9;
  const items = arrays.find(({ path }) => path === "");
  return isArray && items !== undefined && items.items >= (items.kind === "object" ? 2 : ENOUGH_ITEMS) && good >= bad * 9;
}

/** Behind a row that is not closed all others are one item: few say nothing. */
const ENOUGH_ITEMS = 10;

/** A document with something behind it is one only if it is more than a word in brackets: `[1],2`. */
function isSubstantial(document: SeenDocument): boolean {
  return document.arrays.some(({ kind }) => kind !== "value") || (!document.isArray && document.good > 0);
}

function asDocument(seen: SeenDocument, bytes: Buffer, path?: string): DetectedJson {
  if (path === KEYED_PATH || (path === undefined && seen.hasKeyedRecords)) {
    const form = { records: "document", kind: "object", path: "" } as const;
    return { format: "json", form, confidence: confidenceOf(seen), others: [], otherKeys: [], isKeyed: true };
  }
  const document = withInner(seen, path);
  const { arrays } = document;
  const confidence = confidenceOf(document);
  const asked = arrays.find((array) => array.path === path);
  const tables = arrays.filter((array) => array.path === "" || array.kind !== "value");
  // A list that describes the columns of rows beside it is no table.
  const descriptions = tables.flatMap((table) => namesBeside(table, arrays, bytes)?.array ?? []);
  const chosen = asked ?? (path === undefined ? largest(tables.filter((table) => !descriptions.includes(table))) : undefined);
  const named = chosen && namesBeside(chosen, arrays, bytes);
  // An object without a table in it is one record, its arrays are cells.
  const form: JsonForm = { records: "document", kind: chosen?.kind ?? "object", path: path ?? chosen?.path ?? "" };
  const isList = chosen !== undefined && chosen.path !== "";
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

function confidenceOf({ good, bad }: SeenDocument): number {
  return good + bad === 0 ? 0.5 : Math.round((good / (good + bad)) * 100) / 100;
}

/**
 * The same document without its outer array, if it has its records in an inner one, beside an object or two; or without the inner one, whose items are no
 * objects.
 */
function withInner(document: SeenDocument, path: string | undefined): SeenDocument {
  const inner = document.arrays.find(isInner);
  if (!inner || path === "") return document;
  const outer = document.arrays.find((array) => array.path === "");
  const holds = inner.kind === "object" && inner.items > 0 && (outer === undefined || outer.items <= Number(inner.path) + 1);
  if (!holds) return { ...document, arrays: document.arrays.filter((array) => array !== inner) };
  const beside = Array.from({ length: Number(inner.path) }, (_, place) => String(place));
  return { ...document, arrays: document.arrays.filter((array) => array !== outer), otherKeys: beside };
}

function isInner({ path }: FoundArray): boolean {
  return /^\d$/.test(path);
}

/** Lists of single values that are in no row either. */
function listsBeside({ arrays }: SeenDocument, chosen: FoundArray, named: NamesBeside | undefined): string[] {
  const lists = arrays.filter((array) => array.kind === "value" && array !== chosen && array !== named?.array);
  return lists.map(({ path }) => path);
}

/** What goes on behind the start of the file is taken to be the largest. */
function largest(arrays: readonly FoundArray[]): FoundArray | undefined {
  return arrays.toSorted((a, b) => Number(b.open) - Number(a.open) || RANK[b.kind] - RANK[a.kind] || b.bytes - a.bytes)[0];
}

const RANK: Readonly<Record<RecordKind, number>> = { object: 1, row: 1, value: 0 };

function whatFollows(bytes: Buffer, end: number, complete: boolean): "nothing" | "value" | "text" {
  const rest = bytes.subarray(end).toString("latin1");
  const next = /[^\s,]/.exec(rest)?.[0];
  if (next === undefined) return complete || rest.length > 0 ? "nothing" : "text";
  return next === "{" || next === "[" ? "value" : "text";
}

/** Whether a value is the first cell of a table, in this line and in the next: a delimiter and another cell follow. */
function isFirstCell(bytes: Buffer, end: number): boolean {
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

/** JSON Lines if most lines are a JSON object or array each; values one after the other if the first two are. */
function linesOrValues(bytes: Buffer, complete: boolean): DetectedJson | undefined {
  const text = bytes.toString("latin1");
  const all = text.split("\n", SAMPLE_LINES + 1).filter((line) => line.trim() !== "");
  // The last one may be cut.
  const lines = complete && all.length <= SAMPLE_LINES ? all : all.slice(0, -1);
  const kinds = lines.map((line) => lineKind(line));
  const good = kinds.filter((kind) => kind !== undefined);
  if (good.length > 0 && good.length * 2 >= lines.length) {
    const rows = good.filter((kind) => kind === "row").length;
    return asLines(rows * 2 > good.length ? "row" : "object", Math.round((good.length / lines.length) * 100) / 100);
  }
  return values(bytes, complete);
}

const SAMPLE_LINES = 100;

function asLines(kind: RecordKind, confidence: number): DetectedJson {
  return { format: "jsonl", form: { records: "lines", kind, path: "" }, confidence, others: [], otherKeys: [] };
}

function lineKind(line: string): RecordKind | undefined {
  const scanner = new JsonScanner(() => {});
  scanner.load(Buffer.from(line, "latin1"), true, 0);
  scanner.oneLine = true;
  const code = scanner.next();
  if (code !== OPEN_BRACE && code !== OPEN_BRACKET) return undefined;
  return passes(scanner) && /^[\s,]*(?:$|[{[])/.test(scanner.text.slice(scanner.at)) ? (code === OPEN_BRACE ? "object" : "row") : undefined;
}

function values(bytes: Buffer, complete: boolean): DetectedJson | undefined {
  const scanner = new JsonScanner(() => {});
  scanner.load(bytes, complete, 0);
  const codes: number[] = [];
  while (codes.length < 2) {
    while (/[\s,]/.test(scanner.text[scanner.at] ?? "")) scanner.at += 1;
    const code = scanner.text.charCodeAt(scanner.at);
    if ((code !== OPEN_BRACE && code !== OPEN_BRACKET) || !passes(scanner)) return undefined;
    codes.push(code);
  }
  const kind = codes.every((code) => code === OPEN_BRACKET) ? "row" : "object";
  return { format: "jsonl", form: { records: "values", kind, path: "" }, confidence: 0.9, others: [], otherKeys: [] };
}

function passes(scanner: JsonScanner): boolean {
  try {
    scanner.reset();
    scanner.passValue();
    return true;
  } catch (error) {
    if (error === INCOMPLETE || error instanceof JsonFault) return false;
    throw error;
  }
}
