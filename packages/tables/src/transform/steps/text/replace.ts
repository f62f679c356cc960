import type { LinearPattern, Match } from "../../../values/regular-expression.ts";
import { type CompiledStep, InvalidStep, StepFailure } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { exactlyOne, patternOf, refuseFlags } from "./pattern-parameter.ts";

/** Replaces parts of the text: a literal, a pattern, or characters of some kinds. */
export const compileReplace: StepCompiler<"replace"> = (step, context) => {
  const { with: by = "", first = false, find, findColumn, pattern, keep, remove } = step;
  exactlyOne(step, "find", "findColumn", "pattern", "keep", "remove");
  if (pattern !== undefined) return replacePattern(patternOf(pattern, step), by, first);
  refuseFlags(step);
  if (findColumn !== undefined) {
    const column = context.column(findColumn, "findColumn");
    return {
      run(value, row) {
        const found = column(row);
        if (value === null || found instanceof StepFailure) return found instanceof StepFailure ? found : value;
        return found === null || found === "" ? value : replaceLiteral(value, found, by, first);
      },
      readsRow: true,
      isCostly: false,
    };
  }
  if (find !== undefined) return textStep((text) => replaceLiteral(text, find, by, first));
  const kinds = [keep ?? remove ?? []].flat();
  const isOfKinds = (character: string) => kinds.some((kind) => CHARACTERS[kind].test(character));
  return textStep((text) => replaceCharacters(text, (character) => isOfKinds(character) !== (keep !== undefined), by, first), true);
};

function replaceCharacters(text: string, isReplaced: (character: string) => boolean, by: string, first: boolean): string {
  let replaced = "";
  let isDone = false;
  for (const character of text) {
    const replaces: boolean = !isDone && isReplaced(character);
    replaced += replaces ? by : character;
    isDone ||= replaces && first;
  }
  return replaced;
}

const CHARACTERS = {
  digits: /\p{Nd}/u,
  letters: /[\p{L}\p{M}]/u,
  spaces: /[\s\u0085]/u,
  punctuation: /[\p{P}\p{S}]/u,
} as const;

function replaceLiteral(text: string, find: string, by: string, first: boolean): string {
  return first ? text.replace(find, () => by) : text.replaceAll(find, () => by);
}

function replacePattern(pattern: LinearPattern, by: string, first: boolean): CompiledStep {
  const replacement = replacementOf(by, pattern.groupCount);
  return textStep((text) => {
    let replaced = "";
    let end = 0;
    for (const match of pattern.matches(text)) {
      replaced += text.slice(end, match.start) + replacement(match);
      end = match.end;
      if (first) break;
    }
    return end === 0 && replaced === "" ? text : replaced + text.slice(end);
  }, true);
}

/** `$1` to `$99` are groups, `$$` a dollar sign; any other `$` is itself. */
function replacementOf(by: string, groupCount: number): (match: Match) => string {
  const pieces: (string | number)[] = [];
  let end = 0;
  for (const found of by.matchAll(/\$(?:\$|(\d\d?))/g)) {
    pieces.push(by.slice(end, found.index));
    end = found.index + found[0].length;
    const digits = found[1];
    if (digits === undefined) pieces.push("$");
    else {
      // `$12` is the first group and a 2 where there are fewer than twelve.
      const group = Number(digits) <= groupCount ? Number(digits) : Number(digits[0]);
      if (group > groupCount || group === 0) {
        throw new InvalidStep(
          "with",
          group === 0 ? "$0 is no group: put the whole pattern in parentheses and use $1" : `The pattern has no group ${group}`,
        );
      }
      pieces.push(group);
      end -= digits.length - String(group).length;
    }
  }
  pieces.push(by.slice(end));
  const parts = pieces.filter((piece) => piece !== "");
  return (match) => parts.map((piece) => (typeof piece === "string" ? piece : (match.group(piece) ?? ""))).join("");
}
