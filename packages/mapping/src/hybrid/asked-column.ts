import type { AskedColumn, SampleLevel } from "../providers/mapping-provider.ts";
import type { CountedValue, MatchColumn } from "../table/column.ts";

const MAX_NAME = 80;
const MAX_DESCRIPTION = 160;
const MAX_VALUE = 24;
const MASKS = 3;
const SAMPLES = 3;
const ALLOWED = 12;

/** Columns with such names never show values, nor masks: the length of a secret is a part of it. */
const SECRET =
  /passw|passwort|passphrase|passcode|contrase|senha|secret|token|api.?key|private.?key|credential|(?:^|[^a-z])(?:pwd|pin|cvv|cvc)(?:[^a-z]|$)/i;

/**
 * What a provider may see of a column.
 *
 * @param meaning - its header in English words
 */
export function askedColumn(id: string, column: MatchColumn, meaning: string, level: SampleLevel): AskedColumn {
  const { name, title, description, type, semantic, enum: allowed, values = [] } = column;
  const isSecret = SECRET.test(name) || SECRET.test(title ?? "");
  const masks = isSecret ? [] : masksOf(values);
  const samples = isSecret ? [] : samplesOf(column, meaning, level);
  return {
    id,
    name: shownText(name, MAX_NAME),
    ...(title === undefined || title === name ? {} : { title: shownText(title, MAX_NAME) }),
    ...(description === undefined ? {} : { description: shownText(description, MAX_DESCRIPTION) }),
    ...(type === undefined ? {} : { type }),
    ...(semantic === undefined ? {} : { semantic }),
    ...(masks.length === 0 ? {} : { masks }),
    ...(samples.length === 0 ? {} : { samples }),
    ...(allowed === undefined ? {} : { allowed: allowed.slice(0, ALLOWED).map((value) => shownText(value, MAX_VALUE)) }),
  };
}

/** A column by its name only, for questions about many. */
export function namedColumn(id: string, { name, type }: MatchColumn): AskedColumn {
  return { id, name: shownText(name, MAX_NAME), ...(type === undefined ? {} : { type }) };
}

/** A text as it stands in a prompt: one line, cut, without characters that hide or reorder others. */
export function shownText(text: string, maxLength: number): string {
  const cut = text.slice(0, 4 * maxLength).toWellFormed();
  const line = cut.replaceAll(/[\p{C}\p{Z}\s]+/gu, " ").trim();
  const letters = [...line];
  return letters.length <= maxLength ? line : `${letters.slice(0, maxLength - 1).join("")}…`;
}

/** The forms of values, the most frequent first. */
function masksOf(values: readonly CountedValue[]): string[] {
  const counts = new Map<string, number>();
  for (const { value, count } of values.slice(0, 200)) {
    const mask = maskOf(value);
    if (mask !== "") counts.set(mask, (counts.get(mask) ?? 0) + count);
  }
  return [...counts]
    .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, MASKS)
    .map(([mask]) => mask);
}

/** The form of a value: letters are `a` or `A`, digits `9`, runs of letters one; of other characters only punctuation is kept. */
function maskOf(value: string): string {
  return value
    .slice(0, 2 * MAX_VALUE)
    .trim()
    .replaceAll(/\p{N}/gu, "9")
    .replaceAll(/[\p{Lu}\p{Lt}]+/gu, "A")
    .replaceAll(/[\p{L}\p{M}]+/gu, (run) => (/^A+$/.test(run) ? "A" : run.startsWith("A") ? "Aa" : "a"))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[^Aa9 .,:;/\\@+_#%&'"()[\]|*$€£¥-]/gu, "?")
    .slice(0, MAX_VALUE);
}

/** Few different values, each of several rows, are words of a list rather than data of a person. */
const LIST_VALUES = 20;
const ROWS_PER_VALUE = 3;
const PERSONAL = new Set(
  "name person contact customer client employee user street house address email phone mobile fax birth age sex tax passport insurance iban bic account card".split(
    " ",
  ),
);
const PERSONAL_SEMANTICS = new Set(["email", "phone", "url", "uuid", "iban", "ip", "credit_card"]);
const MAX_WORD = 24;

function samplesOf(column: MatchColumn, meaning: string, level: SampleLevel): string[] {
  const { values = [] } = column;
  if (level === "none") return [];
  if (level === "masked" && !isListOfWords(column, meaning)) return [];
  return values
    .filter(({ value }) => value.trim() !== "")
    .slice(0, SAMPLES)
    .map(({ value }) => shownText(value, MAX_VALUE));
}

function isListOfWords({ semantic = "", values = [], valueCount, distinctCount }: MatchColumn, meaning: string): boolean {
  if (PERSONAL_SEMANTICS.has(semantic) || meaning.split(" ").some((word) => PERSONAL.has(word))) return false;
  const distinct = Math.max(distinctCount ?? 0, values.length);
  const rows = valueCount ?? values.reduce((sum, { count }) => sum + count, 0);
  return distinct <= LIST_VALUES && rows >= ROWS_PER_VALUE * distinct && values.every(({ value }) => isHarmless(value));
}

const MOST_DIGITS = 5;

/** A short word without anything that identifies: no address, no long number. */
function isHarmless(value: string): boolean {
  return value.length <= MAX_WORD && !/@|:\/\//.test(value) && value.replaceAll(/[^\p{N}]/gu, "").length <= MOST_DIGITS;
}
