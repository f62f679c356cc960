import { foldValue } from "./fold-value.ts";
import { presenceWords, priorityWords, sexWords, statusWords, truthWords, unitWords, weekdayWords } from "../words/values/answers.ts";
import { countryCodes, countryNames } from "../words/values/countries.ts";
import { usStates } from "../words/values/us-states.ts";

/** A list of things that have names in many languages: countries, months, answers. */
export interface KnownList {
  /** For reasons: "a country". */
  readonly thing: string;
  /** The thing that a folded text names. `undefined` if it names none of the list, or several. */
  find(folded: string): string | undefined;
}

/** The languages whose names `Intl` gives us. */
const LANGUAGES = "en de fr es it pt nl pl sv tr da nb fi hu el ru uk cs ro ja zh".split(" ");

/** All lists, made when each is first used. They never change. */
const builders: readonly (() => KnownList)[] = [
  () => listOf("a country", countries()),
  () => listOf("a currency", namesOf("currency", Intl.supportedValuesOf("currency"))),
  () => listOf("a language", namesOf("language", languageCodes())),
  () => listOf("a state of the United States", withCodes(usStates)),
  () => listOf("a month", months()),
  () => listOf("a weekday", weekdays()),
  () => listOf("a sex", wordsOf(sexWords)),
  () => listOf("yes or no", wordsOf(truthWords)),
  () => listOf("a priority", wordsOf(priorityWords)),
  () => listOf("a status", wordsOf(statusWords)),
  () => listOf("a unit", wordsOf(unitWords)),
  () => listOf("presence or absence", wordsOf(presenceWords)),
];
const built: (KnownList | undefined)[] = [];

/** The lists one after another, so that one is only made if those before it did not fit. */
export function* knownLists(): Generator<KnownList> {
  for (const [index, build] of builders.entries()) yield (built[index] ??= build());
}

function listOf(thing: string, names: Iterable<readonly [name: string, id: string]>): KnownList {
  const ids = new Map<string, string | undefined>();
  for (const [name, id] of names) {
    const folded = foldValue(name);
    if (folded === "") continue;
    ids.set(folded, ids.has(folded) && ids.get(folded) !== id ? undefined : id);
  }
  return { thing, find: (folded) => ids.get(folded) };
}

function* countries(): Generator<readonly [string, string]> {
  const codes = countryCodes.map((pair) => pair.split(" ") as [string, string]);
  yield* namesOf(
    "region",
    codes.map(([code]) => code),
  );
  for (const [code, longCode] of codes) yield [longCode, code];
  for (const [code, names] of Object.entries(countryNames)) for (const name of names.split(",")) yield [name, code];
}

/** The codes and their names in every language; of two things with one name in two languages neither is meant. */
function* namesOf(type: "region" | "currency" | "language", codes: readonly string[]): Generator<readonly [string, string]> {
  for (const code of codes) yield [code, code];
  for (const language of LANGUAGES) {
    for (const style of ["long", "short"] as const) {
      const names = new Intl.DisplayNames(language, { type, style, fallback: "none" });
      for (const code of codes) {
        const name = names.of(code);
        if (name !== undefined) yield [name, code];
      }
    }
    if (type !== "currency") continue;
    // `euro`, `euros`
    for (const code of codes) {
      const format = new Intl.NumberFormat(language, { style: "currency", currency: code, currencyDisplay: "name" });
      const name = format.formatToParts(1).find((part) => part.type === "currency")?.value;
      if (name !== undefined) yield [name, code];
    }
  }
}

/** Two letters for languages of ISO 639-1: every pair of letters that `Intl` has a name for. */
function languageCodes(): string[] {
  const letters = "abcdefghijklmnopqrstuvwxyz".split("");
  const english = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  return letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => english.of(code) !== undefined);
}

function* withCodes(names: Readonly<Record<string, string>>): Generator<readonly [string, string]> {
  for (const code of Object.keys(names)) yield [code, code];
  yield* wordsOf(names);
}

function* wordsOf(lists: Readonly<Record<string, string>>): Generator<readonly [string, string]> {
  for (const [id, words] of Object.entries(lists)) for (const word of words.split(",")) yield [word, id];
}

function* months(): Generator<readonly [string, string]> {
  for (let month = 0; month < 12; month += 1) yield* dateNames(Date.UTC(2024, month, 15), "month", String(month + 1));
}

function* weekdays(): Generator<readonly [string, string]> {
  // 2024-01-01 was a Monday.
  yield* wordsOf(weekdayWords);
  for (let day = 0; day < 7; day += 1) yield* dateNames(Date.UTC(2024, 0, 1 + day), "weekday", String(day + 1));
}

function* dateNames(time: number, field: "month" | "weekday", id: string): Generator<readonly [string, string]> {
  for (const language of [...LANGUAGES, "pt-BR"]) {
    for (const width of ["long", "short"] as const) {
      const alone = new Intl.DateTimeFormat(language, { [field]: width, timeZone: "UTC" }).format(time);
      yield [alone, id];
      // In some languages a month beside a day has another form.
      const beside = new Intl.DateTimeFormat(language, { [field]: width, day: "numeric", timeZone: "UTC" }).formatToParts(time);
      const part = beside.find(({ type }) => type === field)?.value;
      if (part !== undefined) yield [part, id];
      // Two letters, as calendars print them.
      if (field === "weekday" && width === "short" && /^\p{Script=Latin}/u.test(alone)) yield [alone.slice(0, 2), id];
    }
  }
}
