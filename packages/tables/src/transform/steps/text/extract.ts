import type { LinearPattern } from "../../../values/regular-expression.ts";
import { type CellResult, InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { jsonPointer } from "./json-pointer.ts";
import { exactlyOne, patternOf, refuseFlags } from "./pattern-parameter.ts";

/** Takes a part out of the text; null if it is not there. */
export const compileExtract: StepCompiler<"extract"> = (step) => {
  const { pattern, after, before, path, last = false, occurrence = 1, all = false, by = "" } = step;
  exactlyOne({ pattern, path, "after or before": after ?? before }, "pattern", "path", "after or before");
  if (occurrence === 0) throw new InvalidStep("occurrence", "Matches are counted from 1, or from -1 at the end");
  if (all && step.occurrence !== undefined) throw new InvalidStep("occurrence", "It has no effect together with all");
  if (step.by !== undefined && !all) throw new InvalidStep("by", "It is put between the matches of all, which is not set");
  if (path !== undefined) {
    const read = jsonPointer(path);
    return onError(
      textStep((text) => fromJson(text, read), true),
      step.onError,
    );
  }
  if (last && (pattern !== undefined || all || step.occurrence !== undefined)) {
    throw new InvalidStep("last", "It belongs to after and before; the last match of others is occurrence: -1");
  }
  const find = pattern === undefined ? betweenTexts(after, before, last) : matchesOf(patternOf(pattern, step));
  if (pattern === undefined) refuseFlags(step);
  return textStep((text) => {
    const found = find(text, all || occurrence < 0 ? Number.POSITIVE_INFINITY : occurrence);
    if (all) return found.length === 0 ? null : found.join(by);
    return found.at(occurrence > 0 ? occurrence - 1 : occurrence) ?? null;
  }, true);
};

/** The first `most` parts of a text. */
type Finder = (text: string, most: number) => string[];

/** The first group of each match, or the match if the pattern has no group. A group that took no part is the empty text. */
function matchesOf(pattern: LinearPattern): Finder {
  const group = pattern.groupCount > 0 ? 1 : 0;
  return (text, most) => {
    const found: string[] = [];
    for (const match of pattern.matches(text)) {
      found.push(match.group(group) ?? "");
      if (found.length === most) break;
    }
    return found;
  };
}

function betweenTexts(after: string | undefined, before: string | undefined, last: boolean): Finder {
  return (text, most) => {
    if (last) return one(text, after === undefined ? 0 : endOf(text.lastIndexOf(after), after), before, after === undefined);
    const found: string[] = [];
    let from = 0;
    while (found.length < most) {
      const start: number = after === undefined ? from : endOf(text.indexOf(after, from), after);
      if (start < 0) break;
      const end = before === undefined ? text.length : text.indexOf(before, start);
      if (end < 0) break;
      if (before === undefined && after !== undefined && most > 1) {
        // Without an end, each part goes up to the next start.
        const next = text.indexOf(after, start);
        found.push(text.slice(start, next < 0 ? text.length : next));
        if (next < 0) break;
        from = next;
        continue;
      }
      found.push(text.slice(start, end));
      if (before === undefined) break;
      // What ends a part may start the next, as in |a|b|.
      from = after === before ? end : end + before.length;
    }
    return found;
  };
}

/** The one part after the last `after`, or before the last `before`. */
function one(text: string, start: number, before: string | undefined, fromEnd: boolean): string[] {
  if (start < 0) return [];
  if (before === undefined) return [text.slice(start)];
  const end = fromEnd ? text.lastIndexOf(before) : text.indexOf(before, start);
  return end < 0 ? [] : [text.slice(start, end)];
}

function endOf(index: number, found: string): number {
  return index < 0 ? -1 : index + found.length;
}

function fromJson(text: string, read: (value: unknown) => unknown): CellResult {
  if (text === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new StepFailure("extract", text, "The cell is not JSON");
  }
  const found = read(value);
  if (found === undefined || found === null) return null;
  return typeof found === "string" ? found : JSON.stringify(found);
}
