import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Writes one text for characters that look alike. */
export const compileNormalize: StepCompiler<"normalize"> = ({ form = "NFC", spaces, quotes, dashes, accents }) => {
  const changes: ((text: string) => string)[] = [];
  if (spaces) changes.push((text) => text.replace(INVISIBLE, "").replace(SPACES, " "));
  if (quotes) changes.push((text) => text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"'));
  if (dashes) changes.push((text) => text.replace(DASHES, "-"));
  if (accents) changes.push(withoutAccents);
  changes.push((text) => text.normalize(form));
  return textStep((text) => changes.reduce((changed, change) => change(changed), text), true);
};

/** Zero-width spaces, byte order marks, soft hyphens and marks of direction; not the joiners, which change letters. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc\u00b4]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g;
const DASHES = /[\u2010-\u2015\u2212\u00ad]/g;

/** Accents of Latin and Greek letters only: in other scripts such marks are vowels, or make another letter. */
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu;

const OTHER_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  ł: "l",
  Ł: "L",
  ħ: "h",
  Ħ: "H",
  ŧ: "t",
  Ŧ: "T",
  ı: "i",
  ŋ: "n",
  Ŋ: "N",
};

function withoutAccents(text: string): string {
  return text
    .normalize("NFD")
    .replace(ACCENTS, "$1")
    .replace(/[^\0-\u007f]/g, (letter) => OTHER_LETTERS[letter] ?? letter);
}
