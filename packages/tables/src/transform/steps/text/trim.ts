import { InvalidStep } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Removes white space, or the given characters, from the ends. */
export const compileTrim: StepCompiler<"trim"> = ({ side = "both", chars }) => {
  const atStart = side !== "end";
  const atEnd = side !== "start";
  if (chars === undefined) {
    // JavaScript's white space is Unicode's White_Space and U+FEFF, but for U+0085.
    if (side === "both") return textStep((text) => (text.includes(NEXT_LINE) ? trimmed(text, isSpace, true, true) : text.trim()));
    return textStep((text) => trimmed(text, isSpace, atStart, atEnd));
  }
  const removed = new Set(chars);
  if (removed.size === 0) throw new InvalidStep("chars", "At least one character is expected");
  return textStep((text) => trimmed(text, (character) => removed.has(character), atStart, atEnd));
};

const NEXT_LINE = "\u{85}";

function isSpace(character: string): boolean {
  return character === NEXT_LINE || character.trim() === "";
}

function trimmed(text: string, isRemoved: (character: string) => boolean, atStart: boolean, atEnd: boolean): string {
  let start = 0;
  let end = text.length;
  while (atStart && start < end) {
    const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
    if (!isRemoved(character)) break;
    start += character.length;
  }
  while (atEnd && end > start) {
    const character = lastCharacter(text, end);
    if (!isRemoved(character)) break;
    end -= character.length;
  }
  return text.slice(start, end);
}

function lastCharacter(text: string, end: number): string {
  const pair = end >= 2 ? text.codePointAt(end - 2) : undefined;
  return pair !== undefined && pair > 0xff_ff ? String.fromCodePoint(pair) : text.charAt(end - 1);
}
