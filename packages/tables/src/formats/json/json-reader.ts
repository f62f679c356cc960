import { BATCH_CELLS, type ExpansionBudget } from "../../table/expansion-budget.ts";
import type { Cell } from "../../table/table-reader.ts";
import { BrokenRecords, passBrokenLine } from "./broken-record.ts";
import type { JsonBatch } from "./json-batch.ts";
import type { JsonColumns } from "./json-columns.ts";
import { INCOMPLETE, JsonFault } from "./json-fault.ts";
import type { JsonRecords } from "./json-records.ts";
import { CLOSE_BRACKET, COMMA, type JsonScanner, LINE_FEED } from "./json-scanner.ts";
import type { JsonSource } from "./json-source.ts";
import type { KnownRecords } from "./known-records.ts";

/** Where records stand, and so where one ends: see `JsonForm`. */
export type RecordsForm = "lines" | "values" | "list" | "one";

/** Reads record after record from the block that is loaded. */
export class JsonReader {
  readonly #form: RecordsForm;
  readonly #scanner: JsonScanner;
  readonly #source: JsonSource;
  readonly #records: JsonRecords;
  readonly #columns: JsonColumns;
  readonly #batch: JsonBatch;
  readonly #budget: ExpansionBudget;
  readonly #known: KnownRecords | undefined;
  readonly #maxScans: number;
  readonly #broken = new BrokenRecords();
  #lineHasRecord = false;
  /** How many records are to be scanned before the next is looked at in the kernel, and how many were to be the last time. */
  #scansLeft = 0;
  #scans = 0;

  constructor(
    form: RecordsForm,
    parts: {
      readonly scanner: JsonScanner;
      readonly source: JsonSource;
      readonly records: JsonRecords;
      readonly columns: JsonColumns;
      readonly batch: JsonBatch;
      readonly budget: ExpansionBudget;
      readonly known: KnownRecords | undefined;
      readonly maxScans: number;
    },
  ) {
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
  read(): "full" | "more" | "end" | "cut" {
    const scanner = this.#scanner;
    while (!this.#batch.isFull) {
      const state = this.#readKnown();
      if (state !== undefined) return state;
      if (this.#batch.isFull) return "full";
      scanner.prepare();
      const { at, line } = scanner;
      const { noticed } = this.#batch;
      const columnCount = this.#columns.names.length;
      try {
        scanner.reset();
        const ended = this.#form === "lines" ? this.#readFromLine() : this.#form === "values" ? this.#readValue() : this.#readItem();
        if (ended !== undefined) return ended;
      } catch (error) {
        if (error !== INCOMPLETE) throw error;
        // Nothing of it has happened: it is read again with the next block.
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
  #readKnown(): "full" | "more" | undefined {
    const known = this.#known;
    if (!known || this.#lineHasRecord) return undefined;
    if (this.#scansLeft > 0) {
      this.#scansLeft -= 1;
      return undefined;
    }
    const { sink } = known;
    if (sink && !sink.isReady) return this.#batch.length < HEAD_ROWS ? undefined : "full";
    // What comes before is to be taken first.
    if (sink && !this.#batch.isEmpty) return "full";
    const scanner = this.#scanner;
    const width = this.#columns.names.length;
    const limit = Math.max(1, Math.min(sink ? MAX_ROWS : this.#batch.room, Math.floor(BATCH_CELLS / Math.max(1, width))));
    const walked = known.walk(scanner.at, limit);
    if (!walked) return undefined;
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
    // A look that finds little takes time: the less it finds, the less often.
    this.#scans = walked.count < FEW_RECORDS ? Math.min(this.#scans * 2 + 1, this.#maxScans) : 0;
    this.#scansLeft = this.#scans;
    return undefined;
  }

  /** Each line is a row, also a blank one. Several values in a line are several rows. */
  #readFromLine(): "end" | undefined {
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
    return undefined;
  }

  #readValue(): "end" | undefined {
    const code = this.#scanner.next();
    if (this.#scanner.atEnd) {
      this.#batch.settle();
      return "end";
    }
    if (code === RECORD_SEPARATOR || code === COMMA) this.#passSeparator(code);
    else {
      const { at } = this.#scanner;
      this.#batch.settle(this.#record());
      // A bracket that closes nothing ends whatever is broken before it, and was noted: it must not be met again.
      if (this.#scanner.at === at) this.#scanner.at += 1;
    }
    return undefined;
  }

  /** An item of an array, with the comma behind it, or the only value of a document. */
  #readItem(): "end" | "cut" | undefined {
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
    return undefined;
  }

  #leave(): "end" {
    this.#scanner.at += 1;
    this.#batch.settle();
    return "end";
  }

  #cut(detail: string, at: number, line: number): "cut" {
    this.#batch.forget();
    this.#notice("truncated_file", at, detail, line);
    this.#batch.settle();
    return "cut";
  }

  #passSeparator(code: number): void {
    if (code === COMMA) this.#notice("json_extensions", this.#scanner.at, "a comma between records");
    this.#scanner.at += 1;
  }

  /** The record that starts here; no cells if it is no JSON, and `undefined` if not even its end is found. */
  #record(): Cell[] | undefined {
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
      if (this.#form !== "lines") return this.#broken.pass(scanner, at, line, fault) || this.#form === "values" ? [] : undefined;
      passBrokenLine(scanner, at);
      return [];
    }
  }

  #notice(code: Parameters<JsonBatch["notice"]>[0], at: number, detail: string, line = this.#scanner.line): void {
    this.#batch.notice(code, line, this.#source.byteOffset(at), detail);
  }
}

/** Of records that somebody else takes: some milliseconds. */
const MAX_ROWS = 1_024;

/** Of texts, for somebody who is to take all others as they are. */
const HEAD_ROWS = 50;

const FEW_RECORDS = 8;
/** After how many scanned records the kernel is asked again, however little it found. */
export const MAX_SCANS = 31;

/** RFC 7464 has it before each record. */
const RECORD_SEPARATOR = 0x1e;
