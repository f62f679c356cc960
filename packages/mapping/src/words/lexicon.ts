import { foldText, stemWord } from "../names/fold-text.ts";
import { abbreviations } from "./abbreviations.ts";
import { wordsOf } from "./header-words.ts";
import { languages } from "./languages/index.ts";
import { opposites, strongSynonyms, weakSynonyms } from "./synonyms.ts";

/** One meaning of a word or a phrase: an English concept, in words. */
export interface Reading {
  readonly concept: readonly string[];
  /** The languages in which it has this meaning; `abbreviation` is English shorthand. */
  readonly languages: readonly string[];
}

/** All that is known about the words of headers. */
export interface Lexicon {
  /** The meanings of a phrase, given as words without plural endings that are joined by spaces. */
  readings(phrase: string): readonly Reading[];
  /** Whether a word stands in some list, so that another spelling is another word. */
  isKnown(word: string): boolean;
  /** Whether a word is part of an English concept, and not only of another language. */
  isEnglish(word: string): boolean;
  /** How alike two English words are by meaning: 1 to 0, and below 0 if they exclude each other. `undefined` if the lists do not say. */
  relation(one: string, other: string): number | undefined;
  /** The word that an unknown one is a misspelling of, if exactly one is so near. */
  corrected(word: string): string | undefined;
  /** How many words the longest phrase has. */
  readonly longestPhrase: number;
  /** The words of languages that write compounds as one word, and their meaning. */
  readonly compounding: ReadonlySet<string>;
}

/** Strong synonyms count like this, weak ones like that, and opposites as evidence against a pair. */
const STRONG_SYNONYM = 0.88;
const WEAK_SYNONYM = 0.62;
const OPPOSITE = -0.6;

/** Languages that write `Rechnungsdatum` as one word. */
const COMPOUNDING: ReadonlySet<string> = new Set(["de", "nl", "sv", "da"]);

let built: Lexicon | undefined;

/** The lexicon of all lists. It is made when it is first used, and never changes. */
export function lexicon(): Lexicon {
  built ??= buildLexicon();
  return built;
}

/** The form in which a phrase is looked up. */
function phraseKey(phrase: string): string {
  return foldText(phrase)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map(stemWord)
    .join(" ");
}

function buildLexicon(): Lexicon {
  const readings = new Map<string, Reading[]>();
  const known = new Set<string>();
  const englishWords = new Set<string>();
  const compounding = new Set<string>();
  let longestPhrase = 1;

  const english = new Map<string, string>();
  for (const [concept, words] of Object.entries(languages[0]?.words ?? {})) {
    for (const word of wordsOf(words)) english.set(phraseKey(word), phraseKey(concept));
  }
  const conceptOf = (phrase: string) => (english.get(phraseKey(phrase)) ?? phraseKey(phrase)).split(" ");
  const add = (phrase: string, concept: readonly string[], language: string) => {
    const key = phraseKey(phrase);
    const words = key.split(" ");
    longestPhrase = Math.max(longestPhrase, words.length);
    for (const word of words) known.add(word);
    if (language === "en") for (const word of words) englishWords.add(word);
    const list = readings.get(key) ?? [];
    const same = list.findIndex((reading) => reading.concept.join(" ") === concept.join(" "));
    if (same < 0) list.push({ concept, languages: [language] });
    else list[same] = { concept, languages: [...new Set([...(list[same]?.languages ?? []), language])] };
    readings.set(key, list);
    if (COMPOUNDING.has(language) && words.length === 1 && key.length >= 3) compounding.add(key);
  };

  for (const { language, words } of languages) {
    for (const [concept, list] of Object.entries(words)) {
      const canonical = conceptOf(concept);
      for (const word of canonical) englishWords.add(word);
      for (const word of wordsOf(list)) for (const spelling of spellings(word)) add(spelling, canonical, language);
    }
  }
  for (const [concept, list] of Object.entries(abbreviations)) {
    const canonical = conceptOf(concept);
    for (const word of canonical) englishWords.add(word);
    for (const word of wordsOf(list)) add(word, canonical, "abbreviation");
  }
  const relations = new Map<string, number>();
  const relate = (groups: readonly string[], strength: number) => {
    for (const group of groups) {
      const words = wordsOf(group).map((word) => conceptOf(word).join(" "));
      for (const one of words) {
        for (const word of one.split(" ")) englishWords.add(word);
        for (const other of words) {
          if (one === other) continue;
          const key = pairKey(one, other);
          // A strong relation is not weakened by a weak group that has both words, too.
          if (!relations.has(key)) relations.set(key, strength);
        }
      }
    }
  };
  relate(opposites, OPPOSITE);
  relate(strongSynonyms, STRONG_SYNONYM);
  relate(weakSynonyms, WEAK_SYNONYM);

  for (const word of englishWords) known.add(word);
  let misspellings: ReadonlyMap<string, string | null> | undefined;
  return {
    readings: (phrase) => readings.get(phrase) ?? [],
    isKnown: (word) => known.has(word),
    isEnglish: (word) => englishWords.has(word),
    relation: (one, other) => (one === other ? 1 : relations.get(pairKey(one, other))),
    corrected(word) {
      if (word.includes(DAMAGED)) return undamaged(word, known);
      if (word.length < MIN_CORRECTED) return undefined;
      misspellings ??= deletions(known);
      return nearest(word, known, misspellings);
    },
    longestPhrase,
    compounding,
  };
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}|${other}` : `${other}|${one}`;
}

/** A word as it is written, and with the letters that stand for umlauts where keyboards lack them. */
function spellings(word: string): string[] {
  const lower = word.toLowerCase();
  const digraphs: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
  const spelled = lower.replaceAll(/[äöüøå]/g, (letter) => digraphs[letter] ?? letter);
  return spelled === lower ? [word] : [word, spelled];
}

/** What decoders write for a letter that they could not read. */
const DAMAGED = "\uFFFD";

/** The only known word that has a letter where a damaged one has none. */
function undamaged(word: string, known: ReadonlySet<string>): string | undefined {
  if (word.length < 4) return undefined;
  const fitting = [...known].filter(
    (other) => other.length === word.length && [...word].every((letter, at) => letter === DAMAGED || letter === other[at]),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Shorter words have too many neighbours. */
const MIN_CORRECTED = 6;

/** Every text that a known word becomes when one letter is left out, and that word; `null` if there are several. */
function deletions(known: ReadonlySet<string>): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const word of known) {
    if (word.length < MIN_CORRECTED || word.includes(" ")) continue;
    for (let at = 0; at < word.length; at += 1) {
      const key = word.slice(0, at) + word.slice(at + 1);
      const earlier = found.get(key);
      found.set(key, earlier === undefined || earlier === word ? word : null);
    }
  }
  return found;
}

/** The known word at a distance of one letter that is missing, added, replaced, or swapped with its neighbour. */
function nearest(word: string, known: ReadonlySet<string>, misspellings: ReadonlyMap<string, string | null>): string | undefined {
  const missing = misspellings.get(word);
  if (missing) return missing;
  const found = new Set<string>();
  for (let at = 0; at < word.length; at += 1) {
    const shorter = word.slice(0, at) + word.slice(at + 1);
    if (known.has(shorter)) found.add(shorter);
    const neighbour = misspellings.get(shorter);
    if (neighbour?.length === word.length) found.add(neighbour);
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
