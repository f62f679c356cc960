import type { MatchColumn } from "../table/column.ts";
import type { MappingTask } from "../suggest/mapping-task.ts";
import { shownText } from "./asked-column.ts";
import type { OpenColumns } from "./open-columns.ts";
import type { ProviderSession } from "./provider-session.ts";

/** Makes a vector for each text, in their order: an endpoint for embeddings. */
export type Embed = (
  texts: readonly string[],
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<readonly (readonly number[])[]>;

/** How near the meanings of a source column and a target field are, from -1 to 1. */
export type Nearness = (source: number, target: number) => number;

const MAX_TEXT = 240;

/** Embeds the names of the open columns. Without `embed`, or if it fails, there is no nearness. */
export async function embeddedNearness(
  { sourceTable, goal }: MappingTask,
  open: OpenColumns,
  embed: Embed | undefined,
  session: ProviderSession,
  signal: AbortSignal | undefined,
): Promise<Nearness | undefined> {
  if (!embed) return undefined;
  const texts = [
    ...open.sources.map((place) => embeddedText(sourceTable.columns[place])),
    ...open.targets.map((place) => embeddedText(goal.columns[place])),
  ];
  try {
    const vectors = (await embed(texts, { signal })).map(unitVector);
    if (vectors.length !== texts.length) throw new Error("One vector for each text is expected");
    const sources = new Map(open.sources.map((place, index) => [place, vectors[index] ?? []]));
    const targets = new Map(open.targets.map((place, index) => [place, vectors[open.sources.length + index] ?? []]));
    return (source, target) => product(sources.get(source) ?? [], targets.get(target) ?? []);
  } catch {
    signal?.throwIfAborted();
    session.warn({ code: "model_embed_failed", message: "The hook embed failed: candidates were chosen without it." });
    return undefined;
  }
}

/** What is embedded of a column: its names and its description, no values. */
function embeddedText(column: MatchColumn | undefined): string {
  const { name = "", title = "", description = "" } = column ?? {};
  return shownText([name, title, description].filter((text) => text !== "").join(". "), MAX_TEXT);
}

function unitVector(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : [];
}

function product(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
