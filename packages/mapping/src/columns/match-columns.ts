import type { MatchTable } from "../table/column.ts";
import { type AssignedPair, assignGreedily, compareTexts, mutualScores } from "./assign.ts";
import { pairConfidence } from "./confidence.ts";
import { type PreparedColumn, prepareSide } from "./prepared-side.ts";
import { pairReasons } from "./reasons.ts";
import { type PairScores, scorePairs } from "./score-pairs.ts";

/** A source column that may fit a target column. Columns are given by their place in their table: names may repeat. */
export interface ColumnPair {
  readonly source: number;
  readonly target: number;
  /** For the order of candidates: 0 to 1. It says less about how sure a pair is than `confidence`. */
  readonly score: number;
  /** How sure the pair is, from 0 to 1: of pairs with 0.9 or more, 95 in 100 are right. */
  readonly confidence: number;
  /** Sentences, the strongest reason first. */
  readonly reasons: readonly string[];
}

/** All that matching two tables found. */
export interface ColumnMatch {
  readonly sourceCount: number;
  readonly targetCount: number;
  /** What the headers mean, in English words: `birth date` for `Geburtsdatum`. */
  readonly sourceMeanings: readonly string[];
  readonly targetMeanings: readonly string[];
  /** Pairs that can be proposed, each column once, in the order of their targets. */
  readonly assigned: readonly ColumnPair[];
  /** The score of a pair: 0 to 1. */
  score(source: number, target: number): number;
  /** A pair with its confidence and reasons, whether it was chosen or not. */
  pair(source: number, target: number): ColumnPair;
  /** How much the types of two columns let them be the same, 0 to 1. */
  typeFit(source: number, target: number): number;
  /** The best sources for a target, and the best targets for a source, from the best score down. */
  candidatesOfTarget(target: number, limit: number): readonly ColumnPair[];
  candidatesOfSource(source: number, limit: number): readonly ColumnPair[];
}

/** Options of matching. */
export interface MatchOptions {
  /** Pairs below this score are not chosen. @defaultValue 0.42 */
  readonly minScore?: number | undefined;
  /** Pairs that must not be chosen: those that a user has rejected. */
  readonly rejected?: readonly AssignedPair[] | undefined;
}

const MIN_SCORE = 0.42;
/** Lower scores are noise. */
const LEAST_CANDIDATE = 0.05;
/** A pair whose columns were given to others is ranked below pairs that were chosen. */
const NOT_CHOSEN = 0.85;

/** Matches the columns of two tables. The result is the same for any order of the columns. */
export function matchColumns(source: MatchTable, target: MatchTable, options: MatchOptions = {}): ColumnMatch {
  const sourceSide = prepareSide(source, target);
  const targetSide = prepareSide(target, source);
  const pairs = scorePairs(sourceSide, targetSide);
  const { width } = pairs;
  const scores = mutualScores(pairs);
  for (const { source: s, target: t } of options.rejected ?? []) scores[s * width + t] = 0;
  const tieOrder = tieOrderOf(sourceSide.columns, targetSide.columns, width);
  const chosen = assignGreedily(scores, width, options.minScore ?? MIN_SCORE, tieOrder);
  const ranked = scores.map((score) => score * NOT_CHOSEN);
  for (const { source: s, target: t } of chosen) ranked[s * width + t] = scores[s * width + t] ?? 0;

  const pair = (s: number, t: number): ColumnPair => {
    const cell = s * width + t;
    const score = ranked[cell] ?? 0;
    const facts = factsOf(pairs, cell);
    const rest = Math.max(bestOther(scores, cell, s * width, 1, width), bestOther(scores, cell, t, width, sourceSide.columns.length));
    const byValues = facts.name < 0.4;
    const reasons = pairReasons(sourceSide.columns[s] as PreparedColumn, targetSide.columns[t] as PreparedColumn, facts);
    return { source: s, target: t, score, confidence: pairConfidence({ score, margin: (scores[cell] ?? 0) - rest, byValues }), reasons };
  };
  const best = (cells: readonly number[], limit: number) =>
    cells
      .filter((cell) => (ranked[cell] ?? 0) >= LEAST_CANDIDATE)
      .toSorted((a, b) => (ranked[b] ?? 0) - (ranked[a] ?? 0) || tieOrder(a) - tieOrder(b))
      .slice(0, limit)
      .map((cell) => pair(Math.floor(cell / width), cell % width));
  return {
    sourceCount: source.columns.length,
    targetCount: width,
    sourceMeanings: sourceSide.columns.map(meaningOf),
    targetMeanings: targetSide.columns.map(meaningOf),
    assigned: chosen.toSorted((a, b) => a.target - b.target).map(({ source: s, target: t }) => pair(s, t)),
    score: (s, t) => ranked[s * width + t] ?? 0,
    pair,
    typeFit: (s, t) => pairs.types[s * width + t] ?? 1,
    candidatesOfTarget: (t, limit) =>
      best(
        source.columns.map((_, s) => s * width + t),
        limit,
      ),
    candidatesOfSource: (s, limit) =>
      best(
        target.columns.map((_, t) => s * width + t),
        limit,
      ),
  };
}

/** The first reading of a header. */
function meaningOf({ names }: PreparedColumn): string {
  return names[0]?.name.forms[0]?.tokens.join(" ") ?? "";
}

function factsOf(pairs: PairScores, cell: number) {
  return {
    name: pairs.names[cell] ?? 0,
    overlap: pairs.overlaps[cell] ?? 0,
    shape: pairs.shapes[cell] ?? 0,
    type: pairs.types[cell] ?? 1,
    abbreviated: pairs.abbreviated[cell] === 1,
  };
}

/** The best score in a row or a column of the table of pairs, but for one cell. */
function bestOther(scores: Float64Array, except: number, start: number, step: number, count: number): number {
  let best = 0;
  for (let index = 0, cell = start; index < count; index += 1, cell += step) {
    if (cell !== except && (scores[cell] ?? 0) > best) best = scores[cell] ?? 0;
  }
  return best;
}

/** Orders pairs of equal scores by what the columns are, not by where they stand. */
function tieOrderOf(sources: readonly PreparedColumn[], targets: readonly PreparedColumn[], width: number): (cell: number) => number {
  const sourceRanks = ranksOf(sources);
  const targetRanks = ranksOf(targets);
  return (cell) => (sourceRanks[Math.floor(cell / width)] ?? 0) * width + (targetRanks[cell % width] ?? 0);
}

/** The place of each column in the order of names, kinds and values. */
function ranksOf(columns: readonly PreparedColumn[]): number[] {
  const keys = columns.map(({ column, evidence }) =>
    [column.name, evidence.group ?? "", ...[...evidence.values].slice(0, 5)].join("\u0000"),
  );
  const ranks = Array.from(keys, () => 0);
  const order = keys.map((key, index) => ({ key, index })).toSorted((one, other) => compareTexts(one.key, other.key));
  for (const [rank, { index }] of order.entries()) ranks[index] = rank;
  return ranks;
}
