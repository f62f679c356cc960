import { lexicon } from "../words/lexicon.ts";
import { abbreviationSimilarity } from "./abbreviation.ts";
import { formSimilarity, type TokenTable } from "./name-similarity.ts";
import type { PreparedColumn, PreparedName, PreparedSide } from "./prepared-side.ts";
import { sharedCounts } from "./shared-counts.ts";
import { tokenSimilarity } from "./token-similarity.ts";
import { typeFactor } from "./type-filter.ts";
import { valueSimilarity } from "./value-similarity.ts";

/** How well each source column fits each target column: the cell of a pair is `source * width + target`. */
export interface PairScores {
  readonly width: number;
  /** From names, values and types together, 0 to 1. */
  readonly scores: Float64Array;
  /** What the names alone say. */
  readonly names: Float64Array;
  /** The share of values that both columns have, as far as it proves something. */
  readonly overlaps: Float64Array;
  /** How alike the values look; 0 where one side has none. */
  readonly shapes: Float64Array;
  /** How much the types allow, 0 to 1. */
  readonly types: Float64Array;
  /** Whether the name is understood as an abbreviation. */
  readonly abbreviated: Uint8Array;
}

const ALIAS_TRUST = 0.98;
const TRIGRAM_WEIGHT = 0.75;
/** Letters that two known words share by chance count less than those of unknown ones. */
const KNOWN_TRIGRAM_WEIGHT = 0.55;
const ABBREVIATION_WEIGHT = 0.88;
const OVERLAP_WEIGHT = 0.85;
/** Values alone can propose a pair, but never make it sure. */
const RESCUE_WEIGHT = 0.5;

/** Scores all pairs of columns. */
export function scorePairs(source: PreparedSide, target: PreparedSide): PairScores {
  const width = target.columns.length;
  const cells = source.columns.length * width;
  const result: PairScores = {
    width,
    scores: new Float64Array(cells),
    names: new Float64Array(cells),
    overlaps: new Float64Array(cells),
    shapes: new Float64Array(cells),
    types: new Float64Array(cells),
    abbreviated: new Uint8Array(cells),
  };
  const table = tokenTable(source, target);
  const trigrams = sharedTrigrams(source, target);
  const setsOf = ({ columns }: PreparedSide, kind: "values" | "words") => columns.map(({ evidence }) => evidence[kind]);
  const values = sharedCounts(setsOf(source, "values"), setsOf(target, "values"));
  const words = sharedCounts(setsOf(source, "words"), setsOf(target, "words"));
  source.columns.forEach((sourceColumn, s) => {
    target.columns.forEach((targetColumn, t) => {
      const cell = s * width + t;
      const shared = { values: values[cell] ?? 0, words: words[cell] ?? 0 };
      scorePair(result, cell, sourceColumn, targetColumn, { table, trigrams, shared });
    });
  });
  return result;
}

/** What pairs have in common, found for all of them at once. */
interface PairContext {
  readonly table: TokenTable;
  readonly trigrams: ReadonlyMap<PreparedName, ReadonlyMap<PreparedName, number>>;
  readonly shared: { readonly values: number; readonly words: number };
}

function scorePair(
  result: PairScores,
  cell: number,
  source: PreparedColumn,
  target: PreparedColumn,
  { table, trigrams, shared }: PairContext,
): void {
  let name = 0;
  let abbreviated = 0;
  source.names.forEach((sourceName, s) => {
    const common = trigrams.get(sourceName);
    target.names.forEach((targetName, t) => {
      const trust = (s === 0 ? 1 : ALIAS_TRUST) * (t === 0 ? 1 : ALIAS_TRUST);
      const plain = trust * plainSimilarity(sourceName, targetName, table, common?.get(targetName) ?? 0);
      const short = trust * ABBREVIATION_WEIGHT * abbreviation(sourceName, targetName);
      if (Math.max(plain, short) <= name) return;
      name = Math.max(plain, short);
      abbreviated = short > plain ? 1 : 0;
    });
  });
  const types = typeFactor(source, target);
  const values = valueSimilarity(source.evidence, target.evidence, shared);
  const overlap = values?.overlap ?? 0;
  let score = name;
  if (values) {
    score = name * (0.86 + 0.2 * values.shape);
    score = 1 - (1 - Math.min(1, score)) * (1 - OVERLAP_WEIGHT * overlap * overlap);
    const instance = Math.max(overlap, values.shape);
    if (source.names[0]?.placeholder || target.names[0]?.placeholder) score = Math.max(score, PLACEHOLDER_WEIGHT * instance);
    else if (name < RESCUE_BELOW) score = Math.max(score, RESCUE_WEIGHT * instance * instance);
    if (values.disjoint) score *= 0.88;
  }
  result.names[cell] = name;
  result.abbreviated[cell] = abbreviated;
  result.types[cell] = types;
  result.overlaps[cell] = overlap;
  result.shapes[cell] = values?.shape ?? 0;
  result.scores[cell] = Math.min(1, score * types);
}

const RESCUE_BELOW = 0.35;
/** A name that says nothing leaves the word to the values. */
const PLACEHOLDER_WEIGHT = 0.62;

function plainSimilarity(source: PreparedName, target: PreparedName, table: TokenTable, trigrams: number): number {
  if (source.name.compact !== "" && source.name.compact === target.name.compact) return 1;
  let best = 0;
  for (const sourceForm of source.forms) {
    for (const targetForm of target.forms) {
      const { score } = formSimilarity(sourceForm, targetForm, table);
      if (score > best) best = score;
    }
  }
  const known = source.name.unknownShare === 0 && target.name.unknownShare === 0;
  return Math.max(0.97 * best, (known ? KNOWN_TRIGRAM_WEIGHT : TRIGRAM_WEIGHT) * trigrams);
}

function abbreviation(source: PreparedName, target: PreparedName): number {
  const forward = source.cryptic ? abbreviationSimilarity(source.withoutPrefix, target.name.words.slice(target.name.prefixLength)) : 0;
  const backward = target.cryptic ? abbreviationSimilarity(target.withoutPrefix, source.name.words.slice(source.name.prefixLength)) : 0;
  return Math.max(forward, backward);
}

function tokenTable(source: PreparedSide, target: PreparedSide): TokenTable {
  const words = lexicon();
  const width = target.vocabulary.length;
  const values = new Float32Array(source.vocabulary.length * width);
  source.vocabulary.forEach((one, s) => {
    target.vocabulary.forEach((other, t) => {
      values[s * width + t] = tokenSimilarity(one, other, words);
    });
  });
  return { values, width };
}

/** Dice's coefficient of the trigrams of all pairs of names that share some. */
function sharedTrigrams(source: PreparedSide, target: PreparedSide): Map<PreparedName, Map<PreparedName, number>> {
  const holders = new Map<string, PreparedName[]>();
  for (const { names } of target.columns) {
    for (const name of names) {
      for (const trigram of name.trigrams) {
        const list = holders.get(trigram);
        if (list) list.push(name);
        else holders.set(trigram, [name]);
      }
    }
  }
  const shared = new Map<PreparedName, Map<PreparedName, number>>();
  for (const { names } of source.columns) {
    for (const name of names) {
      const counts = new Map<PreparedName, number>();
      for (const trigram of name.trigrams) for (const other of holders.get(trigram) ?? []) counts.set(other, (counts.get(other) ?? 0) + 1);
      for (const [other, count] of counts) counts.set(other, (2 * count) / (name.trigrams.length + other.trigrams.length));
      shared.set(name, counts);
    }
  }
  return shared;
}
