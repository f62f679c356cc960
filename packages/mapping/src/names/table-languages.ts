import type { Lexicon } from "../words/lexicon.ts";
import type { NameWord } from "./split-name.ts";

/** A language takes part if it explains at least this share of the headers that the best one explains. */
const SHARE_OF_BEST = 0.5;

/**
 * The languages that the headers of a table are written in. `Tag` is a day only where other headers are German; `data` a date only among Italian, Polish or
 * Portuguese ones. English and its abbreviations always take part.
 */
export function tableLanguages(names: readonly (readonly NameWord[])[], words: Lexicon): ReadonlySet<string> {
  const explained = new Map<string, number>();
  for (const name of names) {
    const found = new Set<string>();
    for (const { text } of name) {
      const readings = words.readings(text);
      if (readings.some(({ languages }) => languages.includes("en"))) continue;
      for (const { languages } of readings) for (const language of languages) found.add(language);
    }
    for (const language of found) explained.set(language, (explained.get(language) ?? 0) + 1);
  }
  explained.delete("abbreviation");
  const best = Math.max(0, ...explained.values());
  const taking = [...explained].filter(([, count]) => count >= best * SHARE_OF_BEST).map(([language]) => language);
  return new Set(["en", "abbreviation", ...taking]);
}
