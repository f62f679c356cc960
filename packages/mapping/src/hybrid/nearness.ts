import type { MappingTask } from "../suggest/mapping-task.ts";
import type { MatchColumn } from "../table/column.ts";
import { shownText } from "./asked-column.ts";
import type { OpenColumns } from "./open-columns.ts";
import type { ProviderTalk } from "./provider-session.ts";

/** How near the meanings of a source column and a target field are, from -1 to 1. */
export type Nearness = (source: number, target: number) => number;

const MAX_TEXT = 240;

/** Embeds the names of the open columns, if the provider can. */
export async function embeddedNearness(
  { sourceTable, goal }: MappingTask,
  { sources, targets }: OpenColumns,
  session: ProviderTalk,
): Promise<Nearness | undefined> {
  const texts = [
    ...sources.map((place) => embeddedText(sourceTable.columns[place])),
    ...targets.map((place) => embeddedText(goal.columns[place])),
  ];
  const vectors = (await session.embed(texts))?.map(unitVector);
  if (!vectors) return undefined;
  const ofSource = new Map(sources.map((place, index) => [place, vectors[index] ?? []]));
  const ofTarget = new Map(targets.map((place, index) => [place, vectors[sources.length + index] ?? []]));
  return (source, target) => product(ofSource.get(source) ?? [], ofTarget.get(target) ?? []);
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
