import { InvalidStep } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { exactlyOne, patternOf, refuseFlags } from "./pattern-parameter.ts";

/** Splits the text and takes a part, or the text from one part to another as it stands; null if there is no such part. */
export const compileSplit: StepCompiler<"split"> = (step) => {
  const { part, from = 0, to } = step;
  const cuts = cutsBy(step);
  if (part === undefined && step.from === undefined && to === undefined) throw new InvalidStep("", "One of part, from and to is expected");
  if (part !== undefined && (step.from !== undefined || to !== undefined)) throw new InvalidStep("part", "It excludes from and to");
  const isCostly = step.pattern !== undefined;
  if (part !== undefined) {
    return textStep((text) => {
      const parts = cuts(text);
      const found = parts.at(part);
      return found === undefined ? null : text.slice(found.start, found.end);
    }, isCostly);
  }
  return textStep((text) => {
    const parts = cuts(text).slice(from, to);
    const [first, last] = [parts[0], parts.at(-1)];
    return first && last ? text.slice(first.start, last.end) : null;
  }, isCostly);
};

/** Where a part stands in its text. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** What a text is split by. */
interface SplitParameters {
  readonly by?: string | undefined;
  readonly pattern?: string | undefined;
  readonly ignoreCase?: boolean | undefined;
  readonly multiline?: boolean | undefined;
  readonly dotAll?: boolean | undefined;
}

/** The parts of a text: at least one. @throws InvalidStep */
export function cutsBy(parameters: SplitParameters): (text: string) => TextPart[] {
  exactlyOne({ by: parameters.by, pattern: parameters.pattern }, "by", "pattern");
  const { by } = parameters;
  if (by !== undefined) {
    refuseFlags(parameters);
    return (text) => {
      const parts: TextPart[] = [];
      let start = 0;
      for (let end = text.indexOf(by); end >= 0; end = text.indexOf(by, start)) {
        parts.push({ start, end });
        start = end + by.length;
      }
      parts.push({ start, end: text.length });
      return parts;
    };
  }
  const pattern = patternOf(parameters.pattern ?? "", parameters);
  return (text) => {
    const parts: TextPart[] = [];
    let start = 0;
    for (const match of pattern.matches(text)) {
      // A match of nothing separates nothing.
      if (match.end === match.start) continue;
      parts.push({ start, end: match.start });
      start = match.end;
    }
    parts.push({ start, end: text.length });
    return parts;
  };
}
