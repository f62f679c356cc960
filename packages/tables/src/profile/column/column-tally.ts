import type { Kind } from "../../values/kind.ts";
import type { CountedValues } from "./counted-values.ts";

/** How much memory the tally of a column may use. */
export interface TallySize {
  /** Different values that are counted one by one. */
  readonly countedValues: number;
  /** Bytes of text that these may have. */
  readonly textBytes: number;
  /** The sketch of different values has `2 ** precision` registers of a byte. */
  readonly precision: number;
  /** Numbers in the sample that quantiles and histogram are made from. */
  readonly sampledNumbers: number;
}

/**
 * How big the tally of each column may be so that all together stay under about 80 MB, whatever the file holds.
 * Up to 1,000 columns get distinct counts within 2 %; with 16,384, the width of a spreadsheet, it is 7 %.
 */
export function tallySize(columnCount: number): TallySize {
  const share = (total: number, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.floor(total / Math.max(1, columnCount))));
  const countedValues = share(256_000, 16, 4_000);
  const precision = columnCount <= 1_000 ? 14 : columnCount <= 4_000 ? 12 : 10;
  return { countedValues, textBytes: countedValues * 64, precision, sampledNumbers: share(512_000, 32, 8_192) };
}

/** A cell, or its start if it has more than 256 characters. */
export interface KeptCell {
  readonly text: string;
  /** The row of an example; of a sample, which of the column's filled cells it is, from 1. */
  readonly row: number;
}

/** How often something came, and the first rows of it. */
export interface CountedRows {
  readonly count: number;
  readonly rows: readonly number[];
}

/** What the values of one kind add up to. */
export interface KindTally {
  readonly kind: Kind;
  readonly count: number;
  /** Sums of the distances from `shift`, and of their squares. NaN where the kind has no numbers. */
  readonly shift: number;
  readonly sum: number;
  readonly squares: number;
  readonly min: number;
  readonly max: number;
  /** The same bounds for dates of either order read month-first, and for eight digits read as a day. */
  readonly monthFirstMin: number;
  readonly monthFirstMax: number;
  /** The first rows with such a value, whatever the value. */
  readonly rows: readonly number[];
  /** The first different values. */
  readonly examples: readonly KeptCell[];
}

/** A sample of numbers: each with its kind and the hash by which it came into the sample. */
export interface NumberSample {
  readonly numbers: Float64Array;
  readonly kinds: Uint8Array;
  readonly hashes: Uint32Array;
}

/** Everything that was counted about one column, of the whole file or of a part of it. */
export interface ColumnTally {
  /** Whether every different value is in `values`, counted exactly. */
  readonly exact: boolean;
  /** Cells that are empty, or that their row does not have. */
  readonly emptyCount: number;
  /** Cells of blanks only. */
  readonly blankCount: number;
  /** How many filled cells there were, counted up to a thousand. */
  readonly filledCount: number;
  /** Dates and times that say their offset from UTC. */
  readonly zonedCount: number;
  /** Lengths in characters (code points), over values that are neither blank nor a null token. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly lengthSum: number;
  /** Blanks between the words of texts, texts that have some, and single words that have a digit. */
  readonly wordBreaks: number;
  readonly phraseCount: number;
  readonly codeCount: number;
  /** In the order of UTF-16 code units; `undefined` without values. */
  readonly minText: string | undefined;
  readonly maxText: string | undefined;
  readonly leading: CountedRows;
  readonly trailing: CountedRows;
  /** Null tokens and how often each came. */
  readonly tokens: ReadonlyMap<string, number>;
  /** The first different values among the first thousand filled cells. */
  readonly samples: readonly KeptCell[];
  /** How dates and times are written, and what sign the numbers of amounts have; see `Reading.pattern`. */
  readonly patterns: ReadonlyMap<number, number>;
  readonly kinds: ReadonlyMap<Kind, KindTally>;
  /** The registers of the sketch of different values; `undefined` while `exact`. */
  readonly registers: Uint8Array | undefined;
  /** The numbers whose hash is not above a limit. */
  readonly sampleLimit: number;
  readonly numbers: NumberSample;
  readonly values: CountedValues;
}
