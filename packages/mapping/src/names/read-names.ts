import type { MatchColumn } from "../table/column.ts";
import type { NameKind } from "../words/kinds.ts";
import { type Lexicon, lexicon, type Reading } from "../words/lexicon.ts";
import { stopWords } from "../words/stop-words.ts";
import { nameKind } from "./name-kind.ts";
import { splitCompound } from "./split-compound.ts";
import { MAX_NAME_LENGTH, type NameWord, splitName } from "./split-name.ts";
import { tableLanguages } from "./table-languages.ts";

/** One way to read a header: English words, and how much each says. */
export interface NameForm {
  readonly tokens: readonly string[];
  /** From 0 to 1, for each token. */
  readonly weights: readonly number[];
  readonly kind: NameKind | undefined;
  /** How far to trust this reading, from 0 to 1: a part of a header counts less than all of it. */
  readonly trust: number;
}

/** A header, read. */
export interface ReadName {
  /** As it was given. */
  readonly text: string;
  /** Its letters and digits, folded. */
  readonly compact: string;
  readonly words: readonly NameWord[];
  readonly forms: readonly NameForm[];
  /** How many of its words are the prefix of all headers of its table. */
  readonly prefixLength: number;
  /** The share of its words that no list knows: 1 for `ASSTTY`, 0 for `order date`. A known abbreviation counts half. */
  readonly unknownShare: number;
}

/** The names of one column: its own first, then its title and aliases. */
export type ColumnNames = readonly ReadName[];

/** Ways to read a header are tried up to this number. */
const MAX_FORMS = 4;
const MAX_ALIASES = 12;
const STOP_WEIGHT = 0.15;
const ASIDE_WEIGHT = 0.45;
const PATH_WEIGHT = 0.4;
/** The prefix of a vocabulary (`dcterms:`) and of a table say little. */
const SHARED_PREFIX_WEIGHT = 0.1;
/** From this share of the columns on, a first word is the table's and not the column's. */
const SHARED_PREFIX = 0.7;
const SHARED_PREFIX_COLUMNS = 4;

/** Reads the names of a table's columns. The result does not depend on the order of the columns. */
export function readNames(columns: readonly MatchColumn[], others: readonly MatchColumn[]): ColumnNames[] {
  const words = lexicon();
  const texts = columns.map(namesOf);
  const split = texts.map((names) => names.map((name) => splitName(name)));
  const languages = tableLanguages(split.flat(), words);
  const partsOfOthers = new Set(
    others
      .flatMap((column) => namesOf(column).flatMap((name) => splitName(name).map(({ text }) => text)))
      .filter((word) => word.length >= 4),
  );
  const prefix = sharedPrefix(split.map(([own]) => own ?? []));
  const hasFirstName = split.some((names) => names.some((name) => meansFirstName(name, languages, words)));
  const context = { words, languages, partsOfOthers, prefix, hasFirstName };
  return texts.map((names, column) => names.map((text, index) => readName(text, split[column]?.[index] ?? [], context)));
}

interface NameContext {
  readonly words: Lexicon;
  readonly languages: ReadonlySet<string>;
  readonly partsOfOthers: ReadonlySet<string>;
  /** The words that nearly all headers begin with. */
  readonly prefix: readonly string[];
  readonly hasFirstName: boolean;
}

function namesOf({ name, title, aliases }: MatchColumn): string[] {
  const texts = [name, ...(title === undefined ? [] : [title]), ...(aliases ?? []).slice(0, MAX_ALIASES)];
  return [...new Set(texts.map((text) => text.slice(0, MAX_NAME_LENGTH)))];
}

/** The words that nearly all headers begin with. */
function sharedPrefix(names: readonly (readonly NameWord[])[]): string[] {
  const prefix: string[] = [];
  if (names.length < SHARED_PREFIX_COLUMNS) return prefix;
  for (;;) {
    const counts = new Map<string, number>();
    for (const words of names) {
      const next = words[prefix.length];
      if (!next || words.length <= prefix.length + 1 || !beginsWith(words, prefix)) continue;
      counts.set(next.text, (counts.get(next.text) ?? 0) + 1);
    }
    const shared = [...counts].find(([, count]) => count >= names.length * SHARED_PREFIX)?.[0];
    if (shared === undefined) return prefix;
    prefix.push(shared);
  }
}

function beginsWith(words: readonly NameWord[], prefix: readonly string[]): boolean {
  return words.length > prefix.length && prefix.every((word, at) => words[at]?.text === word);
}

function meansFirstName(name: readonly NameWord[], languages: ReadonlySet<string>, words: Lexicon): boolean {
  const key = name.map(({ text }) => text).join(" ");
  return key === "first name" || readingsOf(key, languages, words).some(({ concept }) => concept.join(" ") === "first name");
}

function readName(text: string, words: readonly NameWord[], context: NameContext): ReadName {
  const forms: NameForm[] = [];
  const add = (form: NameForm) => {
    const key = form.tokens.join(" ");
    if (forms.length < MAX_FORMS && form.tokens.length > 0 && !forms.some((other) => other.tokens.join(" ") === key)) forms.push(form);
  };
  const parts = alternatives(text).map(({ part, trust }) => formsOf(splitName(part), trust, context));
  const choice = choiceForm(parts, context);
  if (choice) add(choice);
  else for (const form of [...formsOf(words, 1, context), ...parts.flat()]) add(form);
  const prefixLength = beginsWith(words, context.prefix) ? context.prefix.length : 0;
  const own = words.slice(prefixLength);
  return {
    text,
    compact: own.map(({ surface }) => surface).join(""),
    words,
    prefixLength,
    forms,
    unknownShare: own.length === 0 ? 0 : own.reduce((sum, { text: word }) => sum + strangeness(word, context), 0) / own.length,
  };
}

/** `Debit/Credit` says which of both a row is: the column is neither, but has a type. `Payer/Payee` has the one or the other. */
function choiceForm(parts: readonly (readonly NameForm[])[], { words }: NameContext): NameForm | undefined {
  const [one, other, ...more] = parts.map(([form]) => form?.tokens.join(" ") ?? "");
  if (one === undefined || other === undefined || more.length > 0 || (words.relation(one, other) ?? 0) >= 0) return undefined;
  if (nameKind(one.split(" ")) !== "money") return undefined;
  const tokens = [...one.split(" "), ...other.split(" "), "type"];
  return { tokens, weights: tokens.map((token) => (token === "type" ? 1 : STOP_WEIGHT)), kind: undefined, trust: 0.8 };
}

/** The parts of a header that names its column several times: `license / license url`, `payer/payee`. */
function alternatives(text: string): { part: string; trust: number }[] {
  const hasWords = (part: string) => /[\p{L}\p{N}]/u.test(part);
  const spaced = text.split(/\s\/\s/u).filter(hasWords);
  if (spaced.length > 1) return spaced.map((part) => ({ part, trust: 0.95 }));
  const joined = text.split("/").filter(hasWords);
  return joined.length === 2 && !/[:.@[]/.test(text) ? joined.map((part) => ({ part, trust: 0.88 })) : [];
}

/** How little is known of a word: 0 if it is a word, 0.5 if it is an abbreviation or too short to tell, 1 if it stands in no list. */
function strangeness(word: string, { words, languages }: NameContext): number {
  if (/^\p{N}+$/u.test(word)) return 0;
  if (stopWords.has(word)) return 0.5;
  if (words.isEnglish(word) && word.length > 2) return 0;
  const readings = readingsOf(word, languages, words);
  if (readings.length === 0) return words.isEnglish(word) ? 0.5 : 1;
  return readings.every(isAbbreviation) ? 0.5 : 0;
}

function isAbbreviation({ languages }: Reading): boolean {
  return languages.every((language) => language === "abbreviation");
}

/** The ways to read a list of words: phrases first, then single words, in each language that the table is written in. */
function formsOf(words: readonly NameWord[], trust: number, context: NameContext): NameForm[] {
  let partial: { tokens: string[]; weights: number[]; trust: number }[] = [{ tokens: [], weights: [], trust }];
  for (let at = 0; at < words.length;) {
    const { length, choices } = nextPhrase(words, at, context);
    const weight = weightOf(words, at, length, context);
    partial = partial.flatMap((form) =>
      choices.map((choice, index) => ({
        tokens: [...form.tokens, ...choice],
        weights: [...form.weights, ...choice.map((token) => (stopWords.has(token) ? Math.min(weight, STOP_WEIGHT) : weight))],
        trust: form.trust * (index === 0 ? 1 : 0.98),
      })),
    );
    if (partial.length > MAX_FORMS) partial = partial.slice(0, MAX_FORMS);
    at += length;
  }
  return partial.map((form) => ({ ...form, kind: nameKind(form.tokens) }));
}

function weightOf(words: readonly NameWord[], at: number, length: number, { prefix }: NameContext): number {
  const word = words[at];
  if (!word) return 1;
  if (at + length <= prefix.length && beginsWith(words, prefix)) return SHARED_PREFIX_WEIGHT;
  return PATH_WEIGHT ** Math.min(word.depth, 3) * (word.aside ? ASIDE_WEIGHT : 1);
}

/** What stands at a place: how many words it takes, and the English words for each of its meanings. */
function nextPhrase(words: readonly NameWord[], at: number, context: NameContext): { length: number; choices: string[][] } {
  const { words: known, languages, hasFirstName } = context;
  const depth = words[at]?.depth;
  for (let length = Math.min(known.longestPhrase, words.length - at); length >= 1; length -= 1) {
    const phrase = words.slice(at, at + length);
    // A phrase does not go beyond a segment of a path, nor into parentheses.
    if (phrase.some((word) => word.depth !== depth || word.aside !== words[at]?.aside)) continue;
    const readings = readingsOf(phrase.map(({ text }) => text).join(" "), languages, known);
    if (readings.length === 0) continue;
    const choices = readings.map(({ concept }) => [...concept]);
    // An English word that is one of another language, too (`Art`), or that looks like an abbreviation (`st`), may also mean itself.
    const own = words[at]?.text ?? "";
    if (length === 1 && !readings.some(({ languages: of }) => of.includes("en")) && !choices.some((choice) => choice.join(" ") === own)) {
      if (known.isEnglish(own) || readings.every((reading) => isAbbreviation(reading))) choices.push([own]);
    }
    return { length, choices: withFamilyName(choices, hasFirstName && words.length === 1) };
  }
  const word = words[at]?.text ?? "";
  return { length: 1, choices: withFamilyName(singleWord(word, context), hasFirstName && words.length === 1) };
}

/** Beside a column of first names, one that is called `name` has family names: in German, French and Italian files it is the rule. */
function withFamilyName(choices: string[][], applies: boolean): string[][] {
  return applies && choices.some((choice) => choice.join(" ") === "name") ? [...choices, ["family", "name"]] : choices;
}

function singleWord(word: string, context: NameContext): string[][] {
  const { words: known, languages, partsOfOthers } = context;
  if (known.isKnown(word) || partsOfOthers.has(word) || /^\p{N}+$/u.test(word)) return [[word]];
  if (/^\p{Script=Han}+$/u.test(word)) return [splitHan(word, known)];
  const part = (piece: string) =>
    partsOfOthers.has(piece) || (known.isKnown(piece) && (known.isEnglish(piece) || readingsOf(piece, languages, known).length > 0));
  const parts = splitCompound(word, part, known);
  if (parts) {
    const meanings = parts.flatMap((piece) => [...(readingsOf(piece, languages, known)[0]?.concept ?? [piece])]);
    // The whole may be a phrase: `firstname`.
    const whole = readingsOf(meanings.join(" "), languages, known)[0]?.concept;
    return [whole ? [...whole] : meanings];
  }
  const corrected = known.corrected(word);
  if (corrected === undefined) return [[word]];
  return [[...(readingsOf(corrected, languages, known)[0]?.concept ?? [corrected])]];
}

/** Nothing separates Chinese words: the longest that is known is taken, and what is unknown stays in single characters. */
function splitHan(word: string, known: Lexicon): string[] {
  const tokens: string[] = [];
  const characters = [...word];
  for (let at = 0; at < characters.length;) {
    let length = Math.min(6, characters.length - at);
    while (length > 1 && known.readings(characters.slice(at, at + length).join("")).length === 0) length -= 1;
    const piece = characters.slice(at, at + length).join("");
    tokens.push(...(known.readings(piece)[0]?.concept ?? [piece]));
    at += length;
  }
  return tokens;
}

function readingsOf(phrase: string, languages: ReadonlySet<string>, words: Lexicon): readonly Reading[] {
  return words.readings(phrase).filter((reading) => reading.languages.some((language) => languages.has(language) || language === "zh"));
}
