import type { Kind } from "../../values/kind.ts";
import type { ColumnTally, CountedRows, KeptCell, KindTally, NumberSample, TallySize } from "../column/column-tally.ts";
import { Field, joinValues, RECORD, valueCount } from "../column/counted-values.ts";
import { firstRows, ROW_LIMIT } from "../findings/first-rows.ts";
import { addHash } from "../column/hyper-log-log.ts";
import { SAMPLE_LIMIT, SAMPLED_CELLS } from "../column/sample-limits.ts";

/** The tally of a column in a part of a file, and how many rows lie above that part. */
export interface ColumnPart {
  readonly tally: ColumnTally;
  readonly rowsBefore: number;
}

/**
 * Puts together what was counted about a column in the parts of a file, in their order. It is what one pass over the whole file counts, but
 * for the last digits of floating-point sums, and for top values that are estimates in one pass as well.
 */
export function joinColumns(parts: readonly ColumnPart[], size: TallySize): ColumnTally {
  const tallies = parts.map(({ tally }) => tally);
  const total = (count: (tally: ColumnTally) => number) => tallies.reduce((sum, tally) => sum + count(tally), 0);
  const texts = tallies.filter(({ minText }) => minText !== undefined);
  const values = joinValues(parts.map(({ tally, rowsBefore }) => ({ values: tally.values, rowsBefore })));
  const textBytes = sumOf(values.records, Field.Bytes);
  const exact = tallies.every((tally) => tally.exact) && valueCount(values) <= size.countedValues && textBytes <= size.textBytes;
  return {
    exact,
    emptyCount: total(({ emptyCount }) => emptyCount),
    blankCount: total(({ blankCount }) => blankCount),
    filledCount: Math.min(
      SAMPLED_CELLS,
      total(({ filledCount }) => filledCount),
    ),
    zonedCount: total(({ zonedCount }) => zonedCount),
    minLength: texts.length === 0 ? 0 : Math.min(...texts.map(({ minLength }) => minLength)),
    maxLength: Math.max(...tallies.map(({ maxLength }) => maxLength)),
    lengthSum: total(({ lengthSum }) => lengthSum),
    wordBreaks: total(({ wordBreaks }) => wordBreaks),
    phraseCount: total(({ phraseCount }) => phraseCount),
    codeCount: total(({ codeCount }) => codeCount),
    minText: texts.map(({ minText }) => minText).reduce(lower, undefined),
    maxText: texts.map(({ maxText }) => maxText).reduce(higher, undefined),
    leading: joinRows(parts.map(({ tally, rowsBefore }) => ({ rows: tally.leading, rowsBefore }))),
    trailing: joinRows(parts.map(({ tally, rowsBefore }) => ({ rows: tally.trailing, rowsBefore }))),
    tokens: addUp(tallies.map(({ tokens }) => tokens)),
    samples: joinSamples(tallies),
    patterns: addUp(tallies.map(({ patterns }) => patterns)),
    kinds: joinKinds(parts),
    registers: exact ? undefined : joinRegisters(tallies, 2 ** size.precision),
    ...joinNumbers(tallies, size.sampledNumbers),
    values,
  };
}

/** Adds the numbers of rows above to rows that were counted from the start of a part. */
export function joinRows(parts: readonly { readonly rows: CountedRows; readonly rowsBefore: number }[]): CountedRows {
  return {
    count: parts.reduce((sum, { rows }) => sum + rows.count, 0),
    rows: firstRows(parts.map(({ rows, rowsBefore }) => rows.rows.map((row) => row + rowsBefore))),
  };
}

function sumOf(records: Float64Array, field: number): number {
  let sum = 0;
  for (let at = field; at < records.length; at += RECORD) sum += records[at] ?? 0;
  return sum;
}

function joinRegisters(tallies: readonly ColumnTally[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  for (const { registers, values } of tallies) {
    if (registers) addRegisters(joined, registers);
    else for (let at = 0; at < values.records.length; at += RECORD) addHash(joined, values.records[at] ?? 0, values.records[at + 1] ?? 0);
  }
  return joined;
}

function addRegisters(joined: Uint8Array, registers: Uint8Array): void {
  for (let index = 0; index < joined.length; index += 1) {
    const rank = registers[index] ?? 0;
    if (rank > (joined[index] ?? 0)) joined[index] = rank;
  }
}

/** A number is in the sample if its hash is not above the limit, which is halved until it fits: so do it all parts together. */
function joinNumbers(tallies: readonly ColumnTally[], capacity: number): { readonly sampleLimit: number; readonly numbers: NumberSample } {
  let sampleLimit = Math.min(...tallies.map((tally) => tally.sampleLimit));
  const within = () => tallies.reduce((sum, { numbers }) => sum + countUpTo(numbers.hashes, sampleLimit), 0);
  let size = within();
  while (size > capacity) {
    sampleLimit >>>= 1;
    size = within();
  }
  const joined = { numbers: new Float64Array(size), kinds: new Uint8Array(size), hashes: new Uint32Array(size) };
  let at = 0;
  for (const { numbers: part } of tallies) {
    for (let index = 0; index < part.hashes.length; index += 1) {
      const hash = part.hashes[index] ?? 0;
      if (hash > sampleLimit) continue;
      joined.numbers[at] = part.numbers[index] ?? 0;
      joined.kinds[at] = part.kinds[index] ?? 0;
      joined.hashes[at] = hash;
      at += 1;
    }
  }
  return { sampleLimit, numbers: joined };
}

function countUpTo(hashes: Uint32Array, limit: number): number {
  let count = 0;
  for (let index = 0; index < hashes.length; index += 1) if ((hashes[index] ?? 0) <= limit) count += 1;
  return count;
}

function joinKinds(parts: readonly ColumnPart[]): Map<Kind, KindTally> {
  const joined = new Map<Kind, KindTally>();
  for (const { tally, rowsBefore } of parts) {
    for (const [kind, own] of tally.kinds) {
      const moved = {
        ...own,
        rows: own.rows.map((row) => row + rowsBefore),
        examples: own.examples.map(({ row, text }) => ({ row: row + rowsBefore, text })),
      };
      const before = joined.get(kind);
      joined.set(kind, before ? joinKind(before, moved) : moved);
    }
  }
  return joined;
}

function joinKind(a: KindTally, b: KindTally): KindTally {
  return {
    kind: a.kind,
    count: a.count + b.count,
    ...joinMoments(a, b),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    monthFirstMin: Math.min(a.monthFirstMin, b.monthFirstMin),
    monthFirstMax: Math.max(a.monthFirstMax, b.monthFirstMax),
    rows: firstRows([a.rows, b.rows]),
    examples: differentCells([...a.examples, ...b.examples], ROW_LIMIT),
  };
}

/** Chan, Golub and LeVeque, "Algorithms for computing the sample variance" (1983). The joined shift is the mean. */
function joinMoments(a: KindTally, b: KindTally): Pick<KindTally, "shift" | "sum" | "squares"> {
  const [none] = [a, b].filter(({ count, shift }) => count === 0 || Number.isNaN(shift));
  if (none) {
    const { shift, sum, squares } = none === a ? b : a;
    return { shift, sum, squares };
  }
  const [meanOfA, meanOfB] = [a.shift + a.sum / a.count, b.shift + b.sum / b.count];
  const count = a.count + b.count;
  const distance = meanOfB - meanOfA;
  const within = a.squares - a.sum ** 2 / a.count + (b.squares - b.sum ** 2 / b.count);
  return { shift: meanOfA + (distance * b.count) / count, sum: 0, squares: within + (distance ** 2 * a.count * b.count) / count };
}

/** The first different values among the first cells of all parts together. */
function joinSamples(tallies: readonly ColumnTally[]): KeptCell[] {
  let before = 0;
  const cells: KeptCell[] = [];
  for (const { samples, filledCount } of tallies) {
    for (const { text, row } of samples) cells.push({ text, row: before + row });
    before += filledCount;
  }
  return differentCells(
    cells.filter(({ row }) => row <= SAMPLED_CELLS),
    SAMPLE_LIMIT,
  );
}

function differentCells(cells: readonly KeptCell[], limit: number): KeptCell[] {
  const different = new Map<string, KeptCell>();
  for (const cell of cells) if (!different.has(cell.text)) different.set(cell.text, cell);
  return [...different.values()].slice(0, limit);
}

function addUp<Key>(counts: readonly ReadonlyMap<Key, number>[]): Map<Key, number> {
  const total = new Map<Key, number>();
  for (const part of counts) for (const [key, count] of part) total.set(key, (total.get(key) ?? 0) + count);
  return total;
}

function lower(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

function higher(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
