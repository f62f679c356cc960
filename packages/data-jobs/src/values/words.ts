import { Kind } from "./kind.ts";

/** The kind of a value that is one well-known word, in any of its usual cases; `Text` for every other. */
export function wordKind(text: string): Kind {
  if (text.length > LONGEST_WORD) return Kind.Text;
  return WORDS.get(text) ?? Kind.Text;
}

/** Whether a text is a word for "there is no value", also one that means it only among numbers. */
export function isNullToken(text: string): boolean {
  const kind = wordKind(text);
  return kind === Kind.NullToken || kind === Kind.WeakNullToken;
}

const LONGEST_WORD = 5;

const WORDS: ReadonlyMap<string, Kind> = new Map([
  ...["true", "false", "yes", "no"].flatMap((word) => cases(word).map((form) => [form, Kind.Boolean] as const)),
  ...["y", "n", "t", "f", "Y", "N", "T", "F"].map((letter) => [letter, Kind.BooleanLetter] as const),
  // "Null" is left out: it is a surname. "NA" is weak: it is also Namibia.
  ...["NULL", "null", "\\N", "N/A", "n/a", "#N/A"].map((token) => [token, Kind.NullToken] as const),
  ...["Null", "NA", "na", "None", "none", "NONE", "nan", "NaN", "NAN", "-", "--", "?", "."].map(
    (token) => [token, Kind.WeakNullToken] as const,
  ),
]);

function cases(word: string): string[] {
  return [word, word.toUpperCase(), (word[0] ?? "").toUpperCase() + word.slice(1)];
}
