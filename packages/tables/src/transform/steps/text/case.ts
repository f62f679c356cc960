import { InvalidStep } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Changes the case, by the root locale or the given one. */
export const compileCase: StepCompiler<"case"> = ({ to, locale, exceptions = [] }) => {
  const letters = lettersOf(locale);
  if (to === "upper") return textStep(letters.upper);
  if (to === "lower") return textStep(letters.lower);
  const written = new Map(exceptions.map((word) => [letters.lower(word), word]));
  if (to === "title") return textStep((text) => titled(text, letters, written), true);
  return textStep((text) => sentence(text, letters, written), true);
};

interface Letters {
  upper(text: string): string;
  lower(text: string): string;
}

function lettersOf(locale: string | undefined): Letters {
  if (locale === undefined) return { upper: (text) => text.toUpperCase(), lower: (text) => text.toLowerCase() };
  try {
    const [tag] = Intl.getCanonicalLocales(locale);
    return { upper: (text) => text.toLocaleUpperCase(tag), lower: (text) => text.toLocaleLowerCase(tag) };
  } catch {
    throw new InvalidStep("locale", `${JSON.stringify(locale)} is no language tag`);
  }
}

/** Letters, their marks, and apostrophes: a word of a title. */
const WORD = /[\p{L}\p{M}'’]+/gu;

function titled(text: string, letters: Letters, written: ReadonlyMap<string, string>): string {
  return text.replace(WORD, (word) => written.get(letters.lower(word)) ?? capitalized(word, letters));
}

function sentence(text: string, letters: Letters, written: ReadonlyMap<string, string>): string {
  const start = /\p{L}/u.exec(text)?.index;
  if (start === undefined) return text;
  const whole = text.slice(0, start) + capitalized(text.slice(start), letters);
  return written.size === 0 ? whole : whole.replace(WORD, (word) => written.get(letters.lower(word)) ?? word);
}

/** The first letter as a title has it, the others in lower case. */
function capitalized(word: string, letters: Letters): string {
  const start = /\p{L}/u.exec(word)?.index;
  if (start === undefined) return word;
  const first = String.fromCodePoint(word.codePointAt(start) ?? 0);
  // Letters after it, too: a final sigma depends on what stands before it.
  const rest = letters.lower(word.slice(start)).slice(letters.lower(first).length);
  return word.slice(0, start) + titleLetter(first, letters) + rest;
}

/** Four letters are two in one, and one becomes several: their titles are no capitals. */
function titleLetter(letter: string, letters: Letters): string {
  const digraph = DIGRAPHS.find((forms) => forms.includes(letter));
  if (digraph) return digraph[1] ?? letter;
  const upper = letters.upper(letter);
  const [first = "", ...others] = upper;
  return others.length === 0 || letter === upper ? upper : first + letters.lower(others.join(""));
}

/** Capital, title and small. */
const DIGRAPHS = ["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"];
