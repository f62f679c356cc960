import { kindsAgree } from "../names/name-kind.ts";
import type { NameKind } from "../words/kinds.ts";
import type { ValueGroup } from "./column-evidence.ts";
import type { PreparedColumn } from "./prepared-side.ts";

/** Headers that say different kinds of values (`email`, `email consent`) are hardly the same. */
const OTHER_KIND = 0.5;

const GROUPS_OF_KIND: Readonly<Record<NameKind, readonly ValueGroup[]>> = {
  date: ["date", "number", "time"],
  time: ["time", "date", "number"],
  money: ["number"],
  quantity: ["number"],
  flag: ["boolean", "number"],
  email: ["email"],
  phone: ["phone", "number"],
  url: ["url"],
  percent: ["number"],
};

/** How much the types of two columns let them be the same, from 0 to 1. Unknown types forbid nothing. */
export function typeFactor(source: PreparedColumn, target: PreparedColumn): number {
  const sourceKind = source.names[0]?.forms[0]?.kind as NameKind | undefined;
  const targetKind = target.names[0]?.forms[0]?.kind as NameKind | undefined;
  let factor = kindsAgree(sourceKind, targetKind) ? 1 : OTHER_KIND;
  factor *= groupFactor(source.evidence.group, target.evidence.group);
  // One side has values or a type, the other only a name that says what it should have.
  if (target.evidence.group === undefined) factor *= nameFactor(targetKind, source.evidence.group);
  if (source.evidence.group === undefined) factor *= nameFactor(sourceKind, target.evidence.group);
  return factor;
}

function groupFactor(one: ValueGroup | undefined, other: ValueGroup | undefined): number {
  if (one === undefined || other === undefined || one === other) return 1;
  const pair = new Set([one, other]);
  // What is special in form is nothing else: an address of e-mail, a URL.
  if (pair.has("email") || pair.has("url")) return pair.has("text") ? 0.75 : 0.4;
  if (pair.has("text")) return 0.85;
  if (pair.has("date") && pair.has("time")) return 0.9;
  if (pair.has("phone") && pair.has("number")) return 0.95;
  if (pair.has("boolean") && pair.has("number")) return 0.85;
  return pair.has("date") && pair.has("number") ? 0.75 : 0.7;
}

function nameFactor(kind: NameKind | undefined, group: ValueGroup | undefined): number {
  if (kind === undefined || group === undefined) return 1;
  if (GROUPS_OF_KIND[kind].includes(group)) return 1;
  return group === "text" ? 0.85 : 0.6;
}
