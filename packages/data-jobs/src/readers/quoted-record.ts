import type { Dialect } from "./dialect.ts";

/** How far a record with quotes was read. All positions count from the start of the record. */
export interface QuotedScan {
  /** Where the record ends in the text (before its line end), or -1 if the text ends first. */
  readonly end: number;
  /** Where to go on when more text has come. */
  readonly resumeAt: number;
  readonly inQuotes: boolean;
  readonly atFieldStart: boolean;
  /** The last opening quote, and how many line breaks of the record came before it. */
  readonly openedAt: number;
  readonly openedLine: number;
  /** How many line breaks the record has inside quotes. */
  readonly lineBreaks: number;
  /** Whether something other than a delimiter or a line end followed a closing quote. */
  readonly malformed: boolean;
}

/**
 * Finds the end of a record that has quotes, by the rules that csv-parse has with `relax_quotes`: a quote opens only at
 * the start of a field; a quote that is followed by something else than a delimiter or a line end does not close
 * properly, and the rest of the field is plain.
 *
 * @param start - where the record starts
 * @param before - what an earlier call answered about the same record, with less text
 * @param last - whether no more text will come
 */
export function scanQuoted(text: string, start: number, before: QuotedScan | undefined, dialect: Dialect, last: boolean): QuotedScan {
  const quote = codeOf(dialect.quote);
  const delimiter = codeOf(dialect.delimiter);
  const escape = dialect.escape === dialect.quote ? -1 : codeOf(dialect.escape);
  let { inQuotes, atFieldStart, openedAt, openedLine, lineBreaks, malformed } = before ?? FRESH;
  let position = start + (before?.resumeAt ?? 0);
  // The character after a quote, an escape or a CR decides what it means.
  const limit = last ? text.length : text.length - 1;
  for (; position < limit; position += 1) {
    const code = text.charCodeAt(position);
    if (inQuotes) {
      if (code === escape) {
        position += 1;
        if (isLineEnd(text, position)) lineBreaks += 1;
      } else if (code === quote) {
        const next = text.charCodeAt(position + 1);
        if (next === quote && escape < 0) position += 1;
        else {
          inQuotes = false;
          malformed ||= position + 1 < text.length && next !== delimiter && next !== LINE_FEED && next !== CARRIAGE_RETURN;
        }
      } else if (isLineEnd(text, position)) lineBreaks += 1;
    } else if (code === LINE_FEED || code === CARRIAGE_RETURN) return answer(position);
    else if (code === delimiter) atFieldStart = true;
    else if (code === quote && atFieldStart) {
      inQuotes = true;
      atFieldStart = false;
      openedAt = position - start;
      openedLine = lineBreaks;
    } else if (!(dialect.skipInitialSpace && atFieldStart && isTrimmed(code))) atFieldStart = false;
  }
  return answer(last && !inQuotes ? text.length : -1);

  function answer(end: number): QuotedScan {
    return { end, resumeAt: position - start, inQuotes, atFieldStart, openedAt, openedLine, lineBreaks, malformed };
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FRESH = { inQuotes: false, atFieldStart: true, openedAt: 0, openedLine: 0, lineBreaks: 0, malformed: false };

/** LF and a CR without LF: CRLF is counted once, at its LF. */
function isLineEnd(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  return code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(position + 1) !== LINE_FEED);
}

/** What csv-parse trims with `ltrim`: the same as `String.prototype.trim`. */
function isTrimmed(code: number): boolean {
  return code === 0x20 || (code < 0x20 || code >= 0xa0 ? String.fromCharCode(code).trim() === "" : false);
}

function codeOf(sign: string | null): number {
  return sign === null ? -1 : sign.charCodeAt(0);
}
