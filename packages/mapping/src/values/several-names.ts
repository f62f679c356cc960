import { valueWords } from "./fold-value.ts";
import { type Found, namesOfTarget, type TargetValue } from "./target-value.ts";

/** Names of a target for values that are several of the others. */
const SEVERAL = /\b(?:more than one|two or more|multiple|mixed|several|various|mehrere|plusieurs|varios|più|vários|meerdere)\b/i;

/**
 * Finds values that name two targets or more, as `asian;white` does: they mean the target for several, or none.
 */
export function severalNames(targets: readonly TargetValue[]): (value: string) => Found | "several" | undefined {
  const names = targets
    .flatMap((target) => namesOfTarget(target).map((name) => ({ target: target.value, words: valueWords(name).join(" ") })))
    .filter(({ words }) => words.length >= SHORTEST)
    .toSorted((one, other) => other.words.length - one.words.length || (one.words < other.words ? -1 : 1));
  const forSeveral = targets.find((target) => namesOfTarget(target).some((name) => SEVERAL.test(name)));
  return (value) => {
    const found = new Set<string>();
    let rest = ` ${valueWords(value).join(" ")} `;
    for (const { target, words } of names) {
      if (!rest.includes(` ${words} `)) continue;
      rest = rest.replace(` ${words} `, " | ");
      found.add(target);
    }
    if (found.size < 2) return undefined;
    if (!forSeveral) return "several";
    return { target: forSeveral.value, confidence: 0.85, reason: `It names ${found.size} values of the target.` };
  };
}

/** Shorter names are codes, which stand in texts by chance. */
const SHORTEST = 4;
