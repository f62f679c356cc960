import type { ProviderMatch, SampleLevel } from "../providers/mapping-provider.ts";
import type { MappingTask } from "../suggest/mapping-task.ts";
import { askedColumn, namedColumn, shownText } from "./asked-column.ts";
import { embeddedNearness } from "./nearness.ts";
import type { OpenColumns } from "./open-columns.ts";
import type { ProviderTalk } from "./provider-session.ts";
import { shortlists } from "./shortlists.ts";

/** A target field and the source columns that a model names for it, by their places. */
export interface NamedMatch {
  readonly target: number;
  readonly sources: readonly number[];
  readonly confidence: number;
  readonly reason: string;
}

/** What a model named, and what it was asked. */
export interface NamedMatches {
  readonly matches: readonly NamedMatch[];
  /** The columns of the questions that were answered: a pair of one of them that is not named was refused. */
  readonly answered: readonly OpenColumns[];
}

/** Up to so many columns go into one question, both sides together: that costs less than asking for each. */
const ONE_QUESTION = 150;
/** Columns that no shortlist held are asked for by their names alone: so many of the smaller side, and of the larger one in each question. */
const NAMES_OF_SMALLER = 100;
const NAMES_OF_LARGER = 300;
/** Questions that are under way together. */
const CONCURRENCY = 3;
const MAX_REASON = 200;
/** A value that is made of more columns is no match of columns. */
const MAX_SOURCES = 4;

/** Asks about the open columns: in one question, or, if they are many, by a shortlist for each column of the smaller side. */
export async function askForColumns(
  task: MappingTask,
  open: OpenColumns,
  session: ProviderTalk,
  level: SampleLevel,
): Promise<NamedMatches> {
  if (open.sources.length === 0 || open.targets.length === 0) return { matches: [], answered: [] };
  const askAll = (questions: readonly OpenColumns[], detail: SampleLevel | "names") =>
    inTurns(questions, (question) => askOnce(task, question, session, detail));
  if (open.sources.length + open.targets.length <= ONE_QUESTION) return merged(await askAll([open], level));

  const listed = await askAll(shortlists(task.match, open, await embeddedNearness(task, open, session)), level);
  const rest = unnamed(open, merged(listed));
  const questions = questionsOfNames(rest);
  if (!questions) {
    session.warn({
      code: "model_columns_not_asked",
      message: `${rest.sources.length} columns and ${rest.targets.length} fields are too many to be asked for without likely counterparts.`,
    });
  }
  return merged([...listed, ...(await askAll(questions ?? [], "names"))]);
}

/** Questions that show each pair of these columns once, or `undefined` if they are too many. */
function questionsOfNames({ sources, targets }: OpenColumns): OpenColumns[] | undefined {
  if (sources.length === 0 || targets.length === 0) return [];
  if (Math.min(sources.length, targets.length) > NAMES_OF_SMALLER) return undefined;
  if (sources.length > targets.length) return slices(sources).map((part) => ({ sources: part, targets }));
  return slices(targets).map((part) => ({ sources, targets: part }));
}

function slices(places: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(places.length / NAMES_OF_LARGER) }, (_, index) =>
    places.slice(index * NAMES_OF_LARGER, (index + 1) * NAMES_OF_LARGER),
  );
}

async function askOnce(
  { sourceTable, goal, match }: MappingTask,
  question: OpenColumns,
  session: ProviderTalk,
  detail: SampleLevel | "names",
): Promise<NamedMatches> {
  const sides = {
    source: { places: question.sources, table: sourceTable, meanings: match.sourceMeanings, letter: "S" },
    target: { places: question.targets, table: goal, meanings: match.targetMeanings, letter: "T" },
  };
  const asked = ({ places, table, meanings, letter }: (typeof sides)["source"]) =>
    places.map((place, index) => {
      const column = table.columns[place] ?? { name: "" };
      const id = `${letter}${index + 1}`;
      return detail === "names" ? namedColumn(id, column) : askedColumn(id, column, meanings[place] ?? "", detail);
    });
  const source = asked(sides.source);
  const target = asked(sides.target);
  const answer = await session.ask({ kind: "columns", source, target });
  if (!answer) return { matches: [], answered: [] };
  const sourceOf = new Map(source.map(({ id }, index) => [id, question.sources[index] ?? -1]));
  const targetOf = new Map(target.map(({ id }, index) => [id, question.targets[index] ?? -1]));
  const known = answer.matches.flatMap((one) => namedMatch(one, sourceOf, targetOf) ?? []);
  // An answer that names one target twice contradicts itself, and says nothing of it.
  const counts = new Map<number, number>();
  for (const named of known) counts.set(named.target, (counts.get(named.target) ?? 0) + 1);
  const matches = known.filter((named) => counts.get(named.target) === 1);
  session.drop(answer.matches.length - matches.length);
  return { matches, answered: [question] };
}

/** A match whose ids are all of the question, or `undefined`: an id that is not is never guessed. */
function namedMatch(
  { target, sources, confidence, reason = "" }: ProviderMatch,
  sourceOf: ReadonlyMap<string, number>,
  targetOf: ReadonlyMap<string, number>,
): NamedMatch | undefined {
  const place = targetOf.get(target);
  const places = [...new Set(sources)].map((id) => sourceOf.get(id));
  if (place === undefined || places.length === 0 || places.length > MAX_SOURCES || places.includes(undefined)) return undefined;
  return {
    target: place,
    sources: places as number[],
    confidence: Math.min(1, Math.max(0, confidence)),
    reason: shownText(typeof reason === "string" ? reason : "", MAX_REASON),
  };
}

/** The surest match of each target. Of equally sure ones the first is taken: questions are asked in the order of the columns. */
function merged(parts: readonly NamedMatches[]): NamedMatches {
  const surest = new Map<number, NamedMatch>();
  for (const match of parts.flatMap(({ matches }) => matches)) {
    if (match.confidence > (surest.get(match.target)?.confidence ?? -1)) surest.set(match.target, match);
  }
  return { matches: [...surest.values()], answered: parts.flatMap(({ answered }) => answered) };
}

function unnamed(open: OpenColumns, { matches }: NamedMatches): OpenColumns {
  const sources = new Set(matches.flatMap((match) => match.sources));
  const targets = new Set(matches.map(({ target }) => target));
  return {
    sources: open.sources.filter((source) => !sources.has(source)),
    targets: open.targets.filter((target) => !targets.has(target)),
  };
}

/** Runs a task for each item, a few at a time. The results are in the order of the items. */
async function inTurns<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}
