import type { JsonFault } from "./json-fault.ts";
import { INCOMPLETE } from "./json-fault.ts";
import { CLOSE_BRACKET, COMMA, type JsonScanner, LINE_FEED, OPEN_BRACE, OPEN_BRACKET } from "./json-scanner.ts";
import { Structure } from "./structure.ts";

/** Passes the rest of a line in which a record is broken, up to its end. Throws `INCOMPLETE` like the scanner. */
export function passBrokenLine(scanner: JsonScanner, start: number): void {
  const end = scanner.text.indexOf("\n", start);
  if (end < 0 && !scanner.isLast) throw INCOMPLETE;
  scanner.at = end < 0 ? scanner.text.length : end;
}

/**
 * Passes records that are broken somewhere in their middle. A record that is never closed looks as if it went on to the end of the file, and
 * a file may have one every few bytes: so each search without a result halves how far the next one goes, and each with one doubles it.
 */
export class BrokenRecords {
  #reach = Number.POSITIVE_INFINITY;

  /**
   * Passes a broken record: up to the bracket that closes it, or to the line where another one starts if that comes first; or, if neither
   * comes, up to what looks like the start of another object. Answers `false` if that does not come before the file ends either. Throws
   * `INCOMPLETE` like the scanner.
   *
   * @param start - where the record starts
   * @param line - the line of that place
   */
  pass(scanner: JsonScanner, start: number, line: number, fault: JsonFault): boolean {
    const { text } = scanner;
    const first = text.charCodeAt(start);
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
      scanner.at = fault.at;
      scanner.line = fault.line;
      passToSeparator(scanner);
      return !scanner.atEnd;
    }
    const stop = Math.min(text.length, start + this.#reach);
    // Where a quote is missing, the bracket that closes it seems to come much later.
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
}

/** As much as a record of a table usually has. */
const LEAST_REACH = 4096;

/** Passes whatever stands before the next comma, closing bracket or line end. */
function passToSeparator(scanner: JsonScanner): void {
  const { text } = scanner;
  let { at } = scanner;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACKET || code === LINE_FEED) break;
  }
  if (at >= text.length && !scanner.isLast) throw INCOMPLETE;
  scanner.at = at;
}

/** The end of the line before the next one that starts as the record does: with the same bracket behind the same blanks. */
function nextLineLikeIt(text: string, start: number, stop: number): number {
  const blanks = /\n[ \t]*$/.exec(text.slice(Math.max(0, start - MAX_INDENT), start))?.[0];
  if (blanks === undefined) return -1;
  const next = text.slice(start, stop).indexOf(`${blanks}${text[start]}`);
  return next < 0 ? -1 : start + next;
}

const MAX_INDENT = 256;

function nextObject(text: string, from: number): number {
  const boundary = /\}\s*(?:,\s*)?(?=\{\s*")/g;
  boundary.lastIndex = from;
  const match = boundary.exec(text);
  return match ? match.index + 1 : -1;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
