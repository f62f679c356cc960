import type { Step } from "@rowmill/tables";
import type { ColumnMatch } from "../columns/match-columns.ts";
import type { MatchColumn } from "../table/column.ts";
import type { ComposedField } from "./composed-field.ts";
import { splitFields } from "./split-fields.ts";

/** A target by its meaning, the parts that make it, and what stands between them. */
const JOINS: readonly {
  readonly whole: readonly string[];
  readonly parts: readonly string[];
  readonly optional?: string;
  readonly by: string;
}[] = [
  {
    whole: ["full name", "name", "display name", "contact name", "person name", "customer name", "client name", "employee name"],
    parts: ["first name", "family name"],
    optional: "middle name",
    by: " ",
  },
  { whole: ["timestamp", "date"], parts: ["date", "time"], by: " " },
  { whole: ["street", "address", "address line", "street house number"], parts: ["street", "house number"], by: " " },
  { whole: ["address", "full address"], parts: ["street", "postal code", "city"], by: ", " },
];

const COMPOSED_CONFIDENCE = 0.85;
/** A single source that is as sure as this is not replaced by several. */
const SURE = 0.8;

/** Finds targets that no single column fills, but several together do, or a part of one. */
export function composedFields(match: ColumnMatch, source: readonly MatchColumn[], target: readonly MatchColumn[]): ComposedField[] {
  const sure = new Map(match.assigned.filter(({ confidence }) => confidence >= SURE).map((pair) => [pair.target, pair.source]));
  const composed: ComposedField[] = [];
  match.targetMeanings.forEach((meaning, index) => {
    const field =
      signedAmount(match, source, index, meaning, sure) ?? (sure.has(index) ? undefined : joined(match, target, index, meaning));
    if (field) composed.push(field);
  });
  const isFree = (index: number) => !sure.has(index) && !composed.some((field) => field.target === index);
  const confident = new Set(sure.values());
  const others = { isFree, sureSourceOf: (index: number) => sure.get(index), isSure: (index: number) => confident.has(index) };
  return [...composed, ...splitFields(match, source, others), ...bySign(match, source, isFree)];
}

function sourceOf({ sourceMeanings }: ColumnMatch, meaning: string): number | undefined {
  const index = sourceMeanings.indexOf(meaning);
  return index < 0 || sourceMeanings.includes(meaning, index + 1) ? undefined : index;
}

function joined(match: ColumnMatch, target: readonly MatchColumn[], index: number, meaning: string): ComposedField | undefined {
  for (const { whole, parts, optional, by } of JOINS) {
    if (!whole.includes(meaning)) continue;
    // A date takes a time only if it is declared to have one.
    if (meaning === "date" && target[index]?.type !== "datetime") continue;
    const from = parts.map((part) => sourceOf(match, part));
    if (from.some((one) => one === undefined)) continue;
    // The parts have targets of their own: then the whole has its own source, too, or none.
    if (parts.every((part) => match.targetMeanings.includes(part)) && parts.length > 0 && !whole.slice(0, 1).includes(meaning)) continue;
    const middle = optional === undefined ? undefined : sourceOf(match, optional);
    const columns = [from[0], middle, ...from.slice(1)].filter((one) => one !== undefined);
    return {
      target: index,
      from: columns,
      steps: () => [{ op: "join", by }],
      confidence: COMPOSED_CONFIDENCE,
      reason: `The file has ${parts.join(" and ")} in columns of their own.`,
    };
  }
  return undefined;
}

const CREDITS = ["credit", "deposit", "inflow", "income", "received"];
const DEBITS = ["debit", "withdrawal", "outflow", "expense", "spent"];

/** Credit and debit columns make one signed amount. */
function signedAmount(
  match: ColumnMatch,
  source: readonly MatchColumn[],
  target: number,
  meaning: string,
  sure: ReadonlyMap<number, number>,
): ComposedField | undefined {
  if (!["amount", "transaction amount", "booking amount"].includes(meaning) || sure.has(target)) return undefined;
  const credit = CREDITS.map((word) => sourceOf(match, word)).find((index) => index !== undefined);
  const debit = DEBITS.map((word) => sourceOf(match, word)).find((index) => index !== undefined);
  if (credit === undefined || debit === undefined || match.sourceMeanings.includes("amount")) return undefined;
  const isNegative = hasNegatives(source[debit]);
  return {
    target,
    from: [credit, debit],
    numeric: true,
    steps: ([, debitId = ""]) => [{ op: "math", operator: isNegative ? "add" : "subtract", byColumn: debitId, emptyAs: 0 }],
    confidence: COMPOSED_CONFIDENCE,
    reason: "Credits and debits stand in columns of their own; credits count as positive, debits as negative.",
  };
}

/** One signed amount fills a target for what comes in and one for what goes out, if it has both signs. */
function bySign(match: ColumnMatch, source: readonly MatchColumn[], isFree: (target: number) => boolean): ComposedField[] {
  const amount = match.sourceMeanings.findIndex((meaning, index) => meaning.endsWith("amount") && hasNegatives(source[index]));
  const credit = match.targetMeanings.findIndex((meaning, index) => CREDITS.includes(meaning) && isFree(index));
  const debit = match.targetMeanings.findIndex((meaning, index) => DEBITS.includes(meaning) && isFree(index));
  if (amount < 0 || credit < 0 || debit < 0) return [];
  const reason = "One column has amounts of both signs.";
  const empty: Step = { op: "const", value: null };
  return [
    {
      target: credit,
      from: [amount],
      numeric: true,
      steps: () => [{ op: "when", greaterThan: 0, then: ["direct"], else: [empty] }],
      confidence: COMPOSED_CONFIDENCE,
      reason,
    },
    {
      target: debit,
      from: [amount],
      numeric: true,
      steps: () => [{ op: "when", lessThan: 0, then: [{ op: "math", operator: "negate" }], else: [empty] }],
      confidence: COMPOSED_CONFIDENCE,
      reason,
    },
  ];
}

function hasNegatives(column: MatchColumn | undefined): boolean {
  return column?.values?.some(({ value }) => /^\s*(?:[-−]|\(.*\)\s*$)/u.test(value) || /-\s*$/.test(value)) ?? false;
}
