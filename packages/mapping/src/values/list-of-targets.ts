import { foldText } from "../names/fold-text.ts";
import { foldValue } from "./fold-value.ts";
import { type KnownList, knownLists } from "./known-lists.ts";
import type { TargetValue } from "./target-value.ts";

/** A known list whose things are the values of a target. */
export interface ListOfTargets {
  readonly thing: string;
  /** Whether the target has nearly all of its values from the list: then a value that the list knows is certain. */
  readonly isClosed: boolean;
  /** The value of the target that a text means; `"several"` if it names two things of the list. */
  find(text: string): PartOfList | "several" | undefined;
}

/** A thing of a list that a text names, by all of it or by a part. */
export interface PartOfList {
  readonly target: string;
  readonly isWhole: boolean;
  readonly part: string;
}

/** Of the values of a target at least this share must be of a list. */
const LEAST_SHARE = 0.5;
const CLOSED_SHARE = 0.7;
/** Parts of a text that are shorter are no names: `IN`, `OR`. */
const LEAST_PART = 4;
const MOST_WORDS = 12;

/** The list that fits a target best, if one does. */
export function chooseKnownList(targets: readonly TargetValue[]): ListOfTargets | undefined {
  let best: { readonly list: KnownList; readonly byId: ReadonlyMap<string, string>; readonly share: number } | undefined;
  for (const list of knownLists()) {
    const byId = new Map<string, string>();
    for (const target of targets) {
      const id = idOf(list, target);
      // The first of two values that mean the same, such as `done` and `closed`, is as good as the other.
      if (id !== undefined && !byId.has(id)) byId.set(id, target.value);
    }
    const share = byId.size / Math.max(1, targets.length);
    if (byId.size >= 2 && share >= LEAST_SHARE && share > (best?.share ?? 0)) best = { list, byId, share };
  }
  if (!best) return undefined;
  const { list, byId, share } = best;
  return { thing: list.thing, isClosed: share >= CLOSED_SHARE, find: (text) => find(text, list, byId) };
}

/** A label says more than a code: `IN` is India, and Indiana. */
function idOf(list: KnownList, { value, label, aliases = [] }: TargetValue): string | undefined {
  const names = label === undefined || label === "" ? [value, ...aliases] : [label];
  return names.map((name) => list.find(foldValue(name))).find((id) => id !== undefined);
}

function find(text: string, list: KnownList, byId: ReadonlyMap<string, string>): PartOfList | "several" | undefined {
  const id = list.find(foldValue(text));
  const target = id === undefined ? undefined : byId.get(id);
  if (target !== undefined) return { target, isWhole: true, part: text };
  const words = foldText(text.slice(0, 200))
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word !== "");
  if (words.length < 2 || words.length > MOST_WORDS) return undefined;
  return findPart(words, list, byId);
}

/** The one thing that parts of a text name. A text that names two means neither. */
function findPart(words: readonly string[], list: KnownList, byId: ReadonlyMap<string, string>): PartOfList | "several" | undefined {
  const found = new Map<string, string>();
  const used = new Set<number>();
  for (let length = words.length; length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const part = words.slice(at, at + length).join(" ");
      const id = part.length < LEAST_PART || used.has(at) || used.has(at + length - 1) ? undefined : list.find(foldValue(part));
      if (id === undefined) continue;
      found.set(id, part);
      for (let word = at; word < at + length; word += 1) used.add(word);
    }
  }
  if (found.size > 1) return "several";
  const [first] = found;
  const target = first ? byId.get(first[0]) : undefined;
  return target === undefined || !first ? undefined : { target, isWhole: false, part: first[1] };
}
