/** What a pair's confidence rests on. */
export interface ConfidenceEvidence {
  /** The score of the pair, lowered where its columns fit others better. */
  readonly score: number;
  /** How far the best other pair of either column lies below: a margin of 0 is a toss. */
  readonly margin: number;
  /** Whether the names alone would not say it: the values do. */
  readonly byValues: boolean;
}

/**
 * The share of right pairs among those of a score, as counted on the development sets of the bench (docs/mapping.md), each a point of a line. Above 0.9 it is
 * kept low on purpose: other data is less kind.
 */
const CURVE: readonly (readonly [score: number, share: number])[] = [
  [0, 0],
  [0.3, 0.2],
  [0.42, 0.4],
  [0.55, 0.58],
  [0.65, 0.7],
  [0.72, 0.82],
  [0.8, 0.89],
  [0.86, 0.93],
  [0.95, 0.97],
  [1, 0.99],
];

/** With less than this between a pair and the next, either may be right. */
const CLEAR_MARGIN = 0.08;
/** Values that look alike are never enough to be sure. */
const MAX_BY_VALUES = 0.75;
const MAX_UNCLEAR = 0.85;

/** How sure a pair is: of pairs with a confidence of 0.9 or more, 95 in 100 should be right. From 0 to 1, in hundredths. */
export function pairConfidence({ score, margin, byValues }: ConfidenceEvidence): number {
  let confidence = onCurve(score);
  if (margin < CLEAR_MARGIN) confidence = Math.min(confidence * (0.8 + (0.2 * Math.max(0, margin)) / CLEAR_MARGIN), MAX_UNCLEAR);
  if (byValues) confidence = Math.min(confidence, MAX_BY_VALUES);
  return Math.round(confidence * 100) / 100;
}

function onCurve(score: number): number {
  for (let at = 1; at < CURVE.length; at += 1) {
    const [right, high] = CURVE[at] ?? [1, 1];
    const [left, low] = CURVE[at - 1] ?? [0, 0];
    if (score <= right) return low + ((high - low) * (score - left)) / (right - left);
  }
  return 0.99;
}
