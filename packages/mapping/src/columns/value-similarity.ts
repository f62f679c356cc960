import type { ColumnEvidence } from "./column-evidence.ts";

/** What comparing the values of two columns found. */
export interface ValueSimilarity {
  /** How alike the values look, from 0 to 1: form, length, how often they repeat. */
  readonly shape: number;
  /** How many values both have, as a share of the smaller set, discounted where such an overlap proves little. */
  readonly overlap: number;
  /** Two small lists of values that share none. */
  readonly disjoint: boolean;
}

/** Fewer equal values prove little. */
const PROVING_VALUES = 6;
const SPECIAL_SHAPE = 0.75;

/**
 * Compares the values of two columns, or returns `undefined` if one has none.
 *
 * @param shared - how many values and words both have
 */
export function valueSimilarity(
  source: ColumnEvidence,
  target: ColumnEvidence,
  shared: { readonly values: number; readonly words: number },
): ValueSimilarity | undefined {
  if (!source.hasValues || !target.hasValues) return undefined;
  const masks = cosine(source.masks, target.masks);
  const length = 1 - Math.min(1, Math.abs(Math.log((1 + source.meanLength) / (1 + target.meanLength))) / 1.5);
  const distinct = 1 - Math.abs(source.distinctShare - target.distinctShare);
  const sameGroup = source.group === target.group ? 1 : 0;
  // What is special in form is the same, however else it looks.
  const special = sameGroup && source.group !== "text" && source.group !== "number" ? SPECIAL_SHAPE : 0;
  const words = source.group === "text" && target.group === "text" ? shareOf(shared.words, source.words, target.words) : 0;
  const shape = Math.max(special, 0.34 * masks + 0.2 * length + 0.14 * distinct + 0.2 * sameGroup + 0.12 * Math.min(1, 1.5 * words));
  const small = Math.min(source.values.size, target.values.size);
  return {
    shape,
    overlap:
      shareOf(shared.values, source.values, target.values) *
      Math.min(1, distinctiveCount(source.values, target.values, shared.values) / PROVING_VALUES),
    disjoint: shared.values === 0 && source.isEnumeration && target.isEnumeration && small >= 2,
  };
}

/** A count of common members as a share of the smaller set. */
function shareOf(count: number, one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return count === 0 ? 0 : count / Math.min(one.size, other.size);
}

/** Equal values that are more than small numbers, single letters and truth words. */
function distinctiveCount(one: ReadonlySet<string>, other: ReadonlySet<string>, count: number): number {
  if (count === 0) return 0;
  let distinctive = 0;
  for (const value of one) if (other.has(value) && value.length >= 3 && !/^\d{1,3}$/.test(value)) distinctive += 1;
  return distinctive;
}

function cosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let product = 0;
  let oneSquare = 0;
  let otherSquare = 0;
  for (const [key, share] of one) {
    product += share * (other.get(key) ?? 0);
    oneSquare += share * share;
  }
  for (const share of other.values()) otherSquare += share * share;
  return product === 0 ? 0 : product / Math.sqrt(oneSquare * otherSquare);
}
