import type { CountedValue } from "../table/column.ts";
import { coreNames } from "./core-names.ts";
import { foldValue } from "./fold-value.ts";
import { chooseKnownList, type ListOfTargets } from "./list-of-targets.ts";
import { severalNames } from "./several-names.ts";
import { createNameScorer, type ScoredName } from "./score-names.ts";
import { type Found, namesOfTarget, type TargetValue } from "./target-value.ts";

/** What a value of the source means in the target. */
export interface ValuePair {
  readonly source: string;
  /** How many rows have the value. */
  readonly count: number;
  /** The value of the target, or `null` if none is likely: the pair is open. */
  readonly target: string | null;
  /** How likely the pair is right, from 0 to 1; 0 for an open one. */
  readonly confidence: number;
  /** Why, as a sentence. */
  readonly reason: string;
  /** Who proposes it. @defaultValue the offline matcher */
  readonly by?: "model" | undefined;
}

/** What `suggestValues` proposes. */
export interface ValueSuggestion {
  /** One for each value of the source, in its order. */
  readonly pairs: readonly ValuePair[];
  /** How many rows have a value that is open. */
  readonly openRows: number;
  /** The pairs that are not open, for a `lookup` step. */
  readonly table: Readonly<Record<string, string>>;
}

/** Options of `suggestValues`. */
export interface SuggestValuesOptions {
  /** Pairs below this confidence are left open. @defaultValue 0.5 */
  readonly minConfidence?: number | undefined;
}

/**
 * Proposes which value of a target each value of a source means: by case, accents and punctuation, by lists of countries, currencies,
 * languages, months, weekdays, sexes, priorities and answers in many languages, and by words, abbreviations and spelling. What is not
 * likely stays open. Deterministic, and independent of the order of the values.
 *
 * @example
 * ```ts
 * const { table } = suggestValues([{ value: "männlich", count: 12 }, { value: "w", count: 9 }], [{ value: "M", label: "male" }, { value: "F", label: "female" }]);
 * // { "männlich": "M", "w": "F" }
 * ```
 */
export function suggestValues(
  source: readonly CountedValue[],
  targets: readonly TargetValue[],
  { minConfidence = 0.5 }: SuggestValuesOptions = {},
): ValueSuggestion {
  const equal = equalNames(targets);
  const several = severalNames(targets);
  const list = chooseKnownList(targets);
  const scorer = createNameScorer(
    targets,
    source.map(({ value }) => value),
  );
  const core = coreNames(targets, source);
  const pairs = source.map(({ value, count }): ValuePair => {
    const found = equal(value) ?? several(value) ?? ofList(value, list) ?? core(value) ?? ofNames(value, scorer(value), list);
    if (!found || found === "several" || found.confidence < minConfidence)
      return { source: value, count, target: null, confidence: 0, reason: openReason(found) };
    return { source: value, count, ...found };
  });
  return suggestionOfPairs(pairs);
}

/** What follows from the pairs. */
export function suggestionOfPairs(pairs: readonly ValuePair[]): ValueSuggestion {
  return {
    pairs,
    openRows: pairs.reduce((rows, { target, count }) => rows + (target === null ? count : 0), 0),
    table: Object.fromEntries(pairs.flatMap(({ source: from, target }) => (target === null ? [] : [[from, target]]))),
  };
}

/** Values and names that are the same but for case, accents and punctuation. */
function equalNames(targets: readonly TargetValue[]): (value: string) => Found | undefined {
  const exact = new Map<string, string>();
  const folded = new Map<string, string | undefined>();
  for (const target of targets) {
    for (const name of namesOfTarget(target)) {
      if (!exact.has(name)) exact.set(name, target.value);
      const key = foldValue(name);
      folded.set(key, folded.has(key) && folded.get(key) !== target.value ? undefined : target.value);
    }
  }
  for (const { value } of targets) exact.set(value, value);
  return (value) => {
    const same = exact.get(value);
    if (same !== undefined) return { target: same, confidence: 1, reason: "The same text." };
    const key = foldValue(value);
    const alike = key === "" ? undefined : folded.get(key);
    return alike === undefined
      ? undefined
      : { target: alike, confidence: key.length === 1 ? 0.92 : 0.98, reason: "The same but for case, accents and punctuation." };
  };
}

function ofList(value: string, list: ListOfTargets | undefined): Found | "several" | undefined {
  const found = list?.find(value);
  if (found === "several") return found;
  if (!list || !found) return undefined;
  if (found.isWhole) return { target: found.target, confidence: list.isClosed ? 0.97 : 0.88, reason: `Both are names of ${list.thing}.` };
  return { target: found.target, confidence: 0.72, reason: `${JSON.stringify(found.part)} is a name of ${list.thing}.` };
}

function ofNames(value: string, [best, next]: readonly ScoredName[], list: ListOfTargets | undefined): Found | undefined {
  if (!best) return undefined;
  // Close rivals make a proposal doubtful.
  const margin = next === undefined ? 1 : Math.min(1, 0.75 + (best.score - next.score) * 2);
  // Of a closed list every common name is known: what is not found there is something else.
  const closed = list?.isClosed === true ? 0.85 : 1;
  return { target: best.target, confidence: Math.min(0.96, best.score) * margin * closed, reason: best.reason(value) };
}

function openReason(found: Found | "several" | undefined): string {
  if (found === "several") return "It names several values of the target.";
  return found === undefined
    ? "No value of the target is alike."
    : `Not sure enough: ${JSON.stringify(found.target)} is the nearest value.`;
}
