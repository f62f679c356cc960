import { createHash } from "node:crypto";
import { z } from "zod";
import type { ColumnMapping } from "../document/document-schema.ts";
import { headerFingerprint } from "../document/source-columns.ts";
import { foldText } from "../names/fold-text.ts";
import type { NamedPair } from "../suggest/suggest-options.ts";
import type { Target } from "../targets/table-schema.ts";

/** What a user decided about pairs of columns for one target, the newest last. */
export const mappingMemorySchema = z.array(
  z.strictObject({ source: z.string(), target: z.string(), verdict: z.enum(["accepted", "rejected"]) }),
);

/** What a user decided about pairs of columns for one target, the newest last. */
export type MappingMemory = z.infer<typeof mappingMemorySchema>;

/** Longer headers are no names; older pairs are forgotten first. */
const MAX_NAME_LENGTH = 500;
const MAX_PAIRS = 5_000;

/** Names a target: by its `name`, or, without one, by the names of its fields in any order. */
export function targetKey({ name, fields }: Target): string {
  if (name === undefined) return `fields:${headerFingerprint(fields.map((field) => field.name))}`;
  return `name:sha256:${createHash("sha256").update(name).digest("hex")}`;
}

/**
 * The memory after a user has saved a document: accepted and edited fields with one source column are accepted pairs, rejected fields and the
 * document's `rejected` are rejected pairs. A later decision replaces an earlier one about the same pair; a column that now fills another field
 * does not fill its earlier one any more. Names are compared without case and accents.
 *
 * @example
 * ```ts
 * const memory = rememberDecisions([], document);
 * suggestMapping(profile, document.target, recallDecisions(memory));
 * ```
 */
export function rememberDecisions(memory: MappingMemory, document: ColumnMapping): MappingMemory {
  const decided = decisionsOf(document);
  const pairs = new Set(decided.map(pairOf));
  const moved = new Set(decided.filter(({ verdict }) => verdict === "accepted").map(({ source }) => foldText(source)));
  const kept = memory.filter((one) => !pairs.has(pairOf(one)) && !(one.verdict === "accepted" && moved.has(foldText(one.source))));
  return [...kept, ...decided].slice(-MAX_PAIRS);
}

/** The memory as options of `suggestMapping`. */
export function recallDecisions(memory: MappingMemory): {
  readonly remembered: readonly NamedPair[];
  readonly rejected: readonly NamedPair[];
} {
  const pairsOf = (verdict: MappingMemory[number]["verdict"]) =>
    memory.flatMap((one) => (one.verdict === verdict ? [{ source: one.source, target: one.target }] : []));
  return { remembered: pairsOf("accepted"), rejected: pairsOf("rejected") };
}

function decisionsOf({ source, fields, rejected = [] }: ColumnMapping): MappingMemory {
  const counts = new Map<string, number>();
  for (const { name } of source.columns) counts.set(foldText(name), (counts.get(foldText(name)) ?? 0) + 1);
  const names = new Map([
    ...source.columns.map(({ name }) => [name, name] as const),
    ...source.columns.map(({ id, name }) => [id, name] as const),
  ]);
  const decided = new Map<string, MappingMemory[number]>();
  const add = (from: string, target: string, verdict: MappingMemory[number]["verdict"]) => {
    const name = names.get(from);
    // A name that several columns have says nothing about one of them.
    if (name === undefined || name.trim() === "" || name.length > MAX_NAME_LENGTH || counts.get(foldText(name)) !== 1) return;
    const pair = { source: name, target, verdict };
    decided.set(pairOf(pair), pair);
  };
  for (const { target, from } of rejected) add(from, target, "rejected");
  for (const { target, from, status, hidden } of fields) {
    const columns = [from ?? []].flat();
    if (hidden) continue;
    if (status === "rejected") for (const column of columns) add(column, target, "rejected");
    if ((status === "accepted" || status === "edited") && columns.length === 1) add(columns[0]!, target, "accepted");
  }
  return [...decided.values()];
}

function pairOf({ source, target }: NamedPair): string {
  return JSON.stringify([foldText(source), target]);
}
