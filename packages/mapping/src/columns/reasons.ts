import type { ColumnEvidence, ValueGroup } from "./column-evidence.ts";
import type { PreparedColumn } from "./prepared-side.ts";

/** What the scores of one pair say. */
export interface PairFacts {
  readonly name: number;
  readonly overlap: number;
  readonly shape: number;
  readonly type: number;
  readonly abbreviated: boolean;
}

const NOTABLE_OVERLAP = 0.2;
const NOTABLE_SHAPE = 0.6;

/** Why two columns are taken for the same, as sentences; the strongest reason first. */
export function pairReasons(source: PreparedColumn, target: PreparedColumn, facts: PairFacts): string[] {
  const reasons: string[] = [];
  const name = nameReason(source, target, facts);
  if (name !== undefined) reasons.push(name);
  if (facts.overlap >= NOTABLE_OVERLAP) reasons.push(`${Math.round(facts.overlap * 100)} % of the values occur in both columns.`);
  const both = sameGroup(source.evidence, target.evidence);
  if (both !== undefined) reasons.push(both);
  else if (facts.shape >= NOTABLE_SHAPE && facts.name < 0.5) reasons.push("The values have the same form.");
  if (facts.type < 0.9) reasons.push("The types of the columns differ.");
  return reasons;
}

function nameReason(source: PreparedColumn, target: PreparedColumn, { name, abbreviated }: PairFacts): string | undefined {
  const sourceText = source.column.name;
  const targetText = target.column.name;
  if (name >= 1) return sourceText === targetText ? "The names are equal." : "The names are equal except for case, spaces and punctuation.";
  if (abbreviated) return `${quoted(sourceText)} and ${quoted(targetText)} can be read as an abbreviation and its full form.`;
  const meaning = (column: PreparedColumn) => column.names[0]?.name.forms[0]?.tokens.join(" ") ?? "";
  const sourceMeaning = meaning(source);
  const targetMeaning = meaning(target);
  if (name >= 0.9 && sourceMeaning !== "" && sourceMeaning === targetMeaning) return `Both names mean ${quoted(sourceMeaning)}.`;
  if (name >= 0.9) return "The names, or an alias, have the same words.";
  if (name >= 0.75) return `${quoted(sourceMeaning)} and ${quoted(targetMeaning)} mean nearly the same.`;
  return name >= 0.4 ? `The names ${quoted(sourceText)} and ${quoted(targetText)} are similar.` : undefined;
}

const GROUP_NAMES: Readonly<Partial<Record<ValueGroup, string>>> = {
  date: "dates",
  time: "times",
  boolean: "truth values",
  email: "e-mail addresses",
  url: "URLs",
  phone: "phone numbers",
};

function sameGroup(source: ColumnEvidence, target: ColumnEvidence): string | undefined {
  if (source.group === undefined || source.group !== target.group) return undefined;
  const name = GROUP_NAMES[source.group];
  return name === undefined ? undefined : `Both columns have ${name}.`;
}

/** A name as it stands in a sentence, cut: names come from files. */
function quoted(name: string): string {
  const shown = name.length <= 60 ? name : `${name.slice(0, 60)}…`;
  return JSON.stringify(shown);
}
