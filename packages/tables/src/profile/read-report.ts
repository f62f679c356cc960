import type { ColumnTally, CountedRows, KeptCell, KindTally, NumberSample } from "./column/column-tally.ts";
import { type CountedValues, Field, RECORD } from "./column/counted-values.ts";
import type { Kind } from "../values/kind.ts";
import type { ProfileKernel } from "../values/profile-kernel.ts";

/** What is known of the rows as a whole. */
export interface RowsReport {
  readonly rowCount: number;
  /** Of the rows, the empty cells that were blank lines before the first row of a table with one column. */
  readonly leadingBlanks: number;
  /** Blank lines after the last row of a table with one column: empty cells if another row follows. */
  readonly heldBlanks: CountedRows;
  readonly blankLines: CountedRows;
  readonly shortRows: CountedRows;
  readonly longRows: CountedRows;
}

/** Asks the kernel about the rows. */
export function readRowsReport(kernel: ProfileKernel): RowsReport {
  const report = openReport(kernel, kernel.exports.reportTable());
  return {
    rowCount: report.number(),
    leadingBlanks: report.number(),
    heldBlanks: report.rows(),
    blankLines: report.rows(),
    shortRows: report.rows(),
    longRows: report.rows(),
  };
}

/** Asks the kernel about a column. The order is that of assembly/profile/report.ts. */
export function readColumnReport(kernel: ProfileKernel, column: number): ColumnTally {
  const report = openReport(kernel, kernel.exports.reportColumnAt(column));
  const { number, rows, kept, list } = report;
  const exact = number() === 0;
  const [emptyCount, blankCount, filledCount, zonedCount] = [number(), number(), number(), number()];
  const [minLength, maxLength, lengthSum] = [number(), number(), number()];
  const [wordBreaks, phraseCount, codeCount] = [number(), number(), number()];
  const hasText = number() === 1;
  const [minText, maxText] = [report.text(), report.text()];
  const [leading, trailing] = [rows(), rows()];
  const tokens = new Map(kept().map(({ text, count }) => [text, count]));
  const samples = kept();
  const patterns = new Map(list(() => [number(), number()] as const));
  const kinds = new Map(list(() => readKind(report)).map((tally) => [tally.kind, tally]));
  const registers = report.bytes();
  const sampleLimit = number();
  const sampled = { length: number(), address: number() };
  return {
    exact,
    emptyCount,
    blankCount,
    filledCount,
    zonedCount,
    minLength: hasText ? minLength : 0,
    maxLength,
    lengthSum,
    wordBreaks,
    phraseCount,
    codeCount,
    minText: hasText ? minText : undefined,
    maxText: hasText ? maxText : undefined,
    leading,
    trailing,
    tokens,
    samples,
    patterns,
    kinds,
    registers,
    sampleLimit,
    numbers: readSample(kernel, sampled.address, sampled.length),
    values: report.values(),
  };
}

type Report = ReturnType<typeof openReport>;

/** A report is a row of doubles; texts are addresses and lengths. */
function openReport({ memory }: ProfileKernel, address: number) {
  const doubles = new Float64Array(memory.buffer, address >>> 0);
  let position = 0;
  const number = () => doubles[position++] ?? 0;
  const text = () => {
    const start = number();
    return decode(Buffer.from(memory.buffer, start, number()));
  };
  const list = <Item>(item: () => Item): Item[] => Array.from({ length: number() }, item);
  const rows = (): CountedRows => {
    const count = number();
    return { count, rows: list(number) };
  };
  const kept = () => list((): KeptCell & { readonly count: number } => ({ text: text(), row: number(), count: number() }));
  const bytes = () => {
    const start = number();
    const length = number();
    return start === 0 ? undefined : new Uint8Array(memory.buffer, start, length).slice();
  };
  const values = (): CountedValues => {
    const size = number() * RECORD;
    const records = doubles.slice(position, position + size);
    // The kernel has the texts one behind the other, in the order of their values.
    const from = records[Field.Start] ?? 0;
    let length = 0;
    for (let at = 0; at < size; at += RECORD) {
      records[at + Field.Start] = length;
      length += records[at + Field.Bytes] ?? 0;
    }
    return { records, texts: new Uint8Array(memory.buffer, from, length).slice() };
  };
  return { number, text, list, rows, kept, bytes, values };
}

function readKind({ number, list, kept }: Report): KindTally {
  const [kind, count, shift, sum, squares, min, max, monthFirstMin, monthFirstMax] = Array.from({ length: 9 }, number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // How many there are is `count` already.
  number();
  return { kind: kind as Kind, count, shift, sum, squares, min, max, monthFirstMin, monthFirstMax, rows: list(number), examples: kept() };
}

function readSample({ memory }: ProfileKernel, address: number, length: number): NumberSample {
  const doubles = new Float64Array(memory.buffer, address, length * 2);
  const words = new Uint32Array(memory.buffer, address, length * 4);
  const sample = { numbers: new Float64Array(length), hashes: new Uint32Array(length), kinds: new Uint8Array(length) };
  for (let index = 0; index < length; index += 1) {
    sample.numbers[index] = doubles[index * 2] ?? 0;
    sample.hashes[index] = words[index * 4 + 2] ?? 0;
    sample.kinds[index] = words[index * 4 + 3] ?? 0;
  }
  return sample;
}

/** What the reader of values knows of a cell stands for all of it: the kernel keeps at most 256 characters, the profile marks that with `…`. */
function decode(bytes: Buffer): string {
  return bytes.toString("utf8");
}
