import { foldText } from "../names/fold-text.ts";
import type { ColumnNames, ReadName } from "../names/read-names.ts";
import { readNames } from "../names/read-names.ts";
import type { MatchColumn, MatchTable } from "../table/column.ts";
import { type ColumnEvidence, columnEvidence } from "./column-evidence.ts";
import { type IndexedForm, numbersOf } from "./name-similarity.ts";

/** A column, with all that comparing it needs. It is made once, whatever it is compared with. */
export interface PreparedColumn {
  readonly column: MatchColumn;
  readonly names: readonly PreparedName[];
  readonly evidence: ColumnEvidence;
}

/** One name of a column. */
export interface PreparedName {
  readonly name: ReadName;
  readonly forms: readonly IndexedForm[];
  /** Runs of three letters, as numbers, without repetitions. */
  readonly trigrams: readonly string[];
  /** Whether it says nothing: `col1`, `Unnamed: 3`. */
  readonly placeholder: boolean;
  /** Whether it may be made of abbreviations that no list knows. */
  readonly cryptic: boolean;
  /** The name without the prefix that all headers of its table share. */
  readonly withoutPrefix: string;
}

/** One of two tables that are compared. */
export interface PreparedSide {
  readonly columns: readonly PreparedColumn[];
  /** Every different word of its headers; forms refer to them by number. */
  readonly vocabulary: readonly string[];
}

const RAREST_WEIGHT_COLUMNS = 4;
const COMMON_WEIGHT = 0.35;
/** Words that stand in headers of every table say less than the words beside them. */
const GENERIC = wordSet("number id code type date value text data information field column");
const GENERIC_WEIGHT = 0.7;
/** A header that says no more than its subject mostly means the name of it: `customer`, `customer name`. */
const NAME_WEIGHT = 0.55;
/** Of several columns (`booking date`, `value date`) those are the main ones, and these the special ones. */
const MAIN = wordSet("transaction booking entry record main primary default item own full");
const MAIN_WEIGHT = 0.5;
const SPECIAL = wordSet(
  "start end birth death due expiry value original foreign alternative other previous old secondary parent second third",
);
const SPECIAL_WEIGHT = 1.25;
/** Of a table whose headers are unknown words to this share, short headers may be abbreviations, too. */
const CRYPTIC = 0.5;
const CRYPTIC_TABLE = 0.4;
const CRYPTIC_LETTERS = 4;
const CRYPTIC_IN_CRYPTIC_TABLE = 0.25;

/** Prepares one side. `other` is the table that it is compared with: its words help to split compounds. */
export function prepareSide({ columns }: MatchTable, other: MatchTable): PreparedSide {
  const names = readNames(columns, other.columns);
  const weightOf = wordWeights(names);
  const numbers = new Map<string, number>();
  const numberOf = (token: string) => {
    const known = numbers.get(token);
    if (known !== undefined) return known;
    numbers.set(token, numbers.size);
    return numbers.size - 1;
  };
  const own = names.map(([first]) => first?.unknownShare ?? 0);
  const crypticTable = own.length > 0 && own.reduce((sum, share) => sum + share, 0) / own.length >= CRYPTIC_TABLE;
  const prepared = columns.map((column, index) => ({
    column,
    evidence: columnEvidence(column),
    names: (names[index] ?? []).map((name) => {
      const withoutPrefix = strippedName(name);
      return {
        name,
        forms: name.forms.map(({ tokens, weights, kind, trust }) => {
          const weighted = Float64Array.from(tokens, (token, at) => Math.max(0.02, (weights[at] ?? 1) * weightOf(token)));
          return {
            tokens: Int32Array.from(tokens, numberOf),
            weights: weighted,
            total: weighted.reduce((sum, weight) => sum + weight, 0),
            numbers: numbersOf(tokens),
            kind,
            trust,
          };
        }),
        trigrams: trigramsOf(name.compact),
        placeholder: isPlaceholder(name.text),
        cryptic:
          name.unknownShare >= CRYPTIC ||
          (crypticTable && (name.unknownShare >= CRYPTIC_IN_CRYPTIC_TABLE || withoutPrefix.length <= CRYPTIC_LETTERS)),
        withoutPrefix,
      };
    }),
  }));
  return { columns: prepared, vocabulary: [...numbers.keys()] };
}

/** How much a word says among the headers of its table: all, if it stands in one of them. */
function wordWeights(names: readonly ColumnNames[]): (token: string) => number {
  const counts = new Map<string, number>();
  for (const [own] of names) {
    for (const token of new Set(own?.forms[0]?.tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const columns = names.length;
  return (token) => {
    const generic = plainWeight(token);
    if (columns < RAREST_WEIGHT_COLUMNS) return generic;
    const rarity = Math.log(columns / (counts.get(token) ?? 1)) / Math.log(columns);
    return generic * (COMMON_WEIGHT + (1 - COMMON_WEIGHT) * rarity);
  };
}

function plainWeight(token: string): number {
  if (token === "name") return NAME_WEIGHT;
  if (GENERIC.has(token)) return GENERIC_WEIGHT;
  if (MAIN.has(token)) return MAIN_WEIGHT;
  return SPECIAL.has(token) ? SPECIAL_WEIGHT : 1;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** The header as it was written, from the first word on that is its own. */
function strippedName({ text, words, prefixLength }: ReadName): string {
  const folded = foldText(text);
  // Folding may have changed the length: then the places do not agree.
  if (prefixLength === 0 || folded.length !== text.length) return text;
  let from = 0;
  for (const { surface } of words.slice(0, prefixLength)) from = folded.indexOf(surface, from) + surface.length;
  return text.slice(from);
}

/** Names that programs give to columns without one. */
const PLACEHOLDER =
  /^[\s_]*(?:(?:unnamed|column|columna|colonne|colonna|coluna|col|field|feld|champ|campo|spalte|kolom|kolumna|kolumn|sutun|var|variable|attr|attribute|f|c|v|x)[\s_:.#-]*|[:.#-][\s_:.#-]*)?(?:\d+[\s_]*)?$/u;

function isPlaceholder(text: string): boolean {
  return text.length < 24 && PLACEHOLDER.test(foldText(text));
}

function trigramsOf(compact: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at + 3 <= compact.length; at += 1) found.add(compact.slice(at, at + 3));
  return [...found];
}
