import { isNumber } from "./token-similarity.ts";

/** One way to read a header, with its words as numbers into the table of their similarities. */
export interface IndexedForm {
  readonly tokens: Int32Array;
  /** How much each word says: its place in the header, and how rare it is among the headers of its table. */
  readonly weights: Float64Array;
  readonly total: number;
  readonly numbers: readonly string[];
  readonly kind: string | undefined;
  readonly trust: number;
}

/** How alike the words of all sources and of all targets are: `values[source * width + target]`. */
export interface TokenTable {
  readonly values: Float32Array;
  readonly width: number;
}

/** What comparing two headers found. */
export interface FormSimilarity {
  /** From 0 to 1. */
  readonly score: number;
  /** The share of each header that the other one explains. */
  readonly sourceShare: number;
  readonly targetShare: number;
}

const NOTHING: FormSimilarity = { score: 0, sourceShare: 0, targetShare: 0 };
const CONFLICT = 0.5;
const OTHER_NUMBER = 0.45;
const NUMBER_MISSING = 0.93;

/** Aligns the words of two headers: for each word the best partner, weighted, in both directions. */
export function formSimilarity(source: IndexedForm, target: IndexedForm, { values, width }: TokenTable): FormSimilarity {
  let sourceSum = 0;
  let conflict = false;
  const targetBest = new Float64Array(target.tokens.length);
  for (let s = 0; s < source.tokens.length; s += 1) {
    const row = (source.tokens[s] ?? 0) * width;
    let best = 0;
    let worst = 0;
    for (let t = 0; t < target.tokens.length; t += 1) {
      const similarity = values[row + (target.tokens[t] ?? 0)] ?? 0;
      if (similarity > best) best = similarity;
      if (similarity < worst) worst = similarity;
      if (similarity > (targetBest[t] ?? 0)) targetBest[t] = similarity;
    }
    sourceSum += best * (source.weights[s] ?? 0);
    // Opposites count if neither word has a better partner.
    if (worst < 0 && best < 0.5) conflict = true;
  }
  if (sourceSum === 0) return NOTHING;
  let targetSum = 0;
  for (let t = 0; t < target.tokens.length; t += 1) targetSum += (targetBest[t] ?? 0) * (target.weights[t] ?? 0);
  const sourceShare = sourceSum / source.total;
  const targetShare = targetSum / target.total;
  const arithmetic = (sourceShare + targetShare) / 2;
  const harmonic = (2 * sourceShare * targetShare) / (sourceShare + targetShare);
  let score = 0.5 * (arithmetic + harmonic) * source.trust * target.trust;
  if (conflict) score *= CONFLICT;
  score *= numberFactor(source.numbers, target.numbers);
  return { score, sourceShare, targetShare };
}

/** `address 1` is not `address 2`, but may be `address`. */
function numberFactor(source: readonly string[], target: readonly string[]): number {
  if (source.length === 0 && target.length === 0) return 1;
  if (source.join(" ") === target.join(" ")) return 1;
  return source.length === 0 || target.length === 0 ? NUMBER_MISSING : OTHER_NUMBER;
}

/** The numbers among words. */
export function numbersOf(tokens: readonly string[]): string[] {
  return tokens.filter(isNumber).map((token) => String(Number(token)));
}
