import type { CountedValue } from "../table/column.ts";
import { valueWords } from "./fold-value.ts";
import { type Found, namesOfTarget, type TargetValue } from "./target-value.ts";

/** Words that at least this share of the names have say nothing: `Stage` of `Stage IIA`, `wc` of `wc-completed`. */
const COMMON_SHARE = 0.4;
const LEAST_NAMES = 4;

/**
 * Finds targets by what is left of names and values without the words that most of them share, and by the last part of paths
 * (`Asia/Kathmandu`, `c: packages`).
 */
export function coreNames(targets: readonly TargetValue[], source: readonly CountedValue[]): (value: string) => Found | undefined {
  const names = targets.flatMap((target) => namesOfTarget(target).map((name) => ({ target: target.value, name, words: valueWords(name) })));
  const ofTarget = withoutCommonWords(names.map(({ words }) => words));
  const ofSource = withoutCommonWords(source.map(({ value }) => valueWords(value)));
  const cores = new Map<string, string | undefined>();
  for (const { target, name, words } of names) {
    const lastPart = valueWords(name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf(": ")) + 1));
    for (const core of new Set([ofTarget(words), lastPart.join(" ")])) {
      if (core === "") continue;
      cores.set(core, cores.has(core) && cores.get(core) !== target ? undefined : target);
    }
  }
  return (value) => {
    const words = valueWords(value);
    for (const core of [words.join(" "), ofSource(words)]) {
      const target = core === "" ? undefined : cores.get(core);
      if (target !== undefined) return { target, confidence: 0.93, reason: `The same but for words that most values have.` };
    }
    return undefined;
  };
}

function withoutCommonWords(lists: readonly (readonly string[])[]): (words: readonly string[]) => string {
  const counts = new Map<string, number>();
  for (const words of lists) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isCommon = (word: string) => lists.length >= LEAST_NAMES && (counts.get(word) ?? 0) >= lists.length * COMMON_SHARE;
  return (words) => words.filter((word) => !isCommon(word)).join(" ");
}
