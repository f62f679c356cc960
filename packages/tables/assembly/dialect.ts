// How the text is written. Set once, before the first block.

/** No such sign: no byte has this value. */
export const NONE: i32 = -1;

/** The delimiter, if it is one byte; else NONE. */
export let delimiter: i32 = NONE;
/** A delimiter of up to 16 bytes, and its length; 0 for a file of one column. */
export const delimiterBytes: usize = memory.data(16);
export let delimiterLength: i32 = 0;
/** Whether several delimiters in a row part two cells only, and those at the ends of a line none. */
export let delimiterRuns: bool = false;
export let quote: i32 = NONE;
/** What comes before a quote inside quotes: the quote itself, or another sign. */
export let escape: i32 = NONE;
/** Whether blanks before a cell do not belong to it. */
export let trimStart: bool = false;
/** What a line starts with that is no record, and its length; 0 for none. */
export const commentBytes: usize = memory.data(16);
export let commentLength: i32 = 0;
/** Whether the SIMD pass knows this dialect. */
export let isPlain: bool = false;

/** The most bytes of a record, its line end left out. */
export let maxRecordBytes: i32 = 16 * 1024 * 1024;
/** The most cells of a record. What follows them stays together in one more cell. */
export let maxCells: i32 = 16384;

/** `delimiterBytes` and `commentBytes` are filled in by the host first. Signs are bytes below 0x80, or NONE. */
export function setDialect(
  ofDelimiter: i32,
  runs: bool,
  ofQuote: i32,
  ofEscape: i32,
  trim: bool,
  ofComment: i32,
  recordBytes: i32,
  cells: i32,
): void {
  delimiterLength = ofDelimiter;
  delimiter = ofDelimiter == 1 ? <i32>load<u8>(delimiterBytes) : NONE;
  delimiterRuns = runs;
  quote = ofQuote;
  escape = ofEscape;
  trimStart = trim;
  commentLength = ofComment;
  maxRecordBytes = recordBytes;
  maxCells = cells;
  isPlain = ofDelimiter <= 1 && !runs && !trim && ofComment == 0 && ofEscape == ofQuote;
}
