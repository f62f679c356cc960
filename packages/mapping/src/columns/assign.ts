import type { PairScores } from "./score-pairs.ts";

/** A pair that was chosen. */
export interface AssignedPair {
  readonly source: number;
  readonly target: number;
}

/**
 * Chooses pairs from the best score down, each column once. Equal scores are ordered by `tieOrder`, so that the result does not depend on where columns stand.
 */
export function assignGreedily(scores: Float64Array, width: number, least: number, tieOrder: (cell: number) => number): AssignedPair[] {
  const cells: number[] = [];
  for (let cell = 0; cell < scores.length; cell += 1) if ((scores[cell] ?? 0) >= least) cells.push(cell);
  cells.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || tieOrder(a) - tieOrder(b));
  const sources = new Set<number>();
  const targets = new Set<number>();
  const chosen: AssignedPair[] = [];
  for (const cell of cells) {
    const source = Math.floor(cell / width);
    const target = cell % width;
    if (sources.has(source) || targets.has(target)) continue;
    sources.add(source);
    targets.add(target);
    chosen.push({ source, target });
  }
  return chosen;
}

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Lowers scores of pairs whose columns fit others better: a pair that is the best of both keeps its score. */
export function mutualScores({ scores, width }: PairScores): Float64Array {
  const height = width === 0 ? 0 : scores.length / width;
  const rowBest = new Float64Array(height);
  const columnBest = new Float64Array(width);
  for (let cell = 0; cell < scores.length; cell += 1) {
    const score = scores[cell] ?? 0;
    const row = Math.floor(cell / width);
    const column = cell % width;
    if (score > (rowBest[row] ?? 0)) rowBest[row] = score;
    if (score > (columnBest[column] ?? 0)) columnBest[column] = score;
  }
  return scores.map((score, cell) => {
    if (score === 0) return 0;
    const row = rowBest[Math.floor(cell / width)] ?? 1;
    const column = columnBest[cell % width] ?? 1;
    return score * (0.7 + (0.15 * score) / row + (0.15 * score) / column);
  });
}
