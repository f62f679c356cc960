import type { ColumnPair } from "../columns/match-columns.ts";
import type { ComposedField } from "../suggest/composed-field.ts";
import type { MappingTask } from "../suggest/mapping-task.ts";
import type { ProposedPair } from "../suggest/proposed-fields.ts";
import type { NamedMatch, NamedMatches } from "./ask-for-columns.ts";
import type { OpenColumns } from "./open-columns.ts";
import type { ProviderTalk } from "./provider-session.ts";

/** What the matcher and the model propose together for open columns. */
export interface MergedMatches {
  readonly pairs: readonly ProposedPair[];
  readonly composed: readonly ComposedField[];
}

/** A pair that only a model names is never surer. */
const MAX_MODEL_ONLY = 0.75;
/** An offline pair that the model does not name keeps this share of its confidence. */
const NOT_NAMED = 0.6;
const LEAST_CONFIDENCE = 0.3;
/** Below this confidence of the matcher's own a pair is not accepted because a model agrees. */
const LEAST_OWN = 0.7;
/** Columns whose types fit less are not the same, whatever a model says: a number is no e-mail address. */
const LEAST_TYPE_FIT = 0.5;

interface Candidate {
  readonly target: number;
  readonly sources: readonly number[];
  readonly confidence: number;
  readonly reasons: readonly string[];
  /** How sure the offline matcher is, if it proposes the same. */
  readonly own?: number;
}

/** Weighs what a model named against what the matcher found, and chooses from the surest down, each column once. */
export function mergeMatches(
  task: MappingTask,
  open: OpenColumns,
  { matches, answered }: NamedMatches,
  session: ProviderTalk,
): MergedMatches {
  const openTargets = new Set(open.targets);
  const taken = new Set(task.remembered.map(({ source }) => source));
  const settled = task.match.assigned.filter(({ target }) => !openTargets.has(target));
  const offline = task.match.assigned.filter(({ source, target }) => openTargets.has(target) && !taken.has(source));
  const asked = answered.map(({ sources, targets }) => ({ sources: new Set(sources), targets: new Set(targets) }));
  const wasAsked = ({ source, target }: ColumnPair) =>
    asked.some((question) => question.sources.has(source) && question.targets.has(target));
  const namedFor = new Map(matches.map((match) => [match.target, match]));

  const kept = offline.flatMap((pair): Candidate[] => {
    const named = namedFor.get(pair.target);
    const isAgreed = named?.sources.length === 1 && named.sources[0] === pair.source;
    if (isAgreed) return [agreed(pair, named)];
    const { source, target, confidence, reasons } = pair;
    if (!wasAsked(pair)) return [{ target, sources: [source], confidence, reasons, own: confidence }];
    const lowered = confidence * NOT_NAMED;
    return lowered < LEAST_CONFIDENCE
      ? []
      : [{ target, sources: [source], confidence: lowered, reasons: [...reasons, "The model does not name this pair."], own: confidence }];
  });
  const agreedTargets = new Set(
    kept.filter(({ target, sources }) => namedFor.get(target)?.sources[0] === sources[0]).map(({ target }) => target),
  );
  const usable = matches.filter((match) => isUsable(match, task));
  session.drop(matches.length - usable.length);
  const added = usable
    .filter(({ target, sources }) => sources.length > 1 || !agreedTargets.has(target))
    .map((match): Candidate => ({ ...match, confidence: modelOnly(match, task), reasons: [modelReason(match)] }));
  const chosen = chooseEachOnce([...kept, ...added], task);
  return {
    pairs: [...settled, ...chosen.filter(({ sources }) => sources.length === 1).map((one) => pairOf(one, task))],
    composed: chosen.filter(({ sources }) => sources.length > 1).map(joinOf),
  };
}

function agreed({ source, target, confidence, reasons }: ColumnPair, named: NamedMatch): Candidate {
  const merged = Math.max(confidence, 0.5 * confidence + 0.5 * named.confidence);
  return { target, sources: [source], confidence: merged, reasons: [...reasons, "The model names the same pair."], own: confidence };
}

/** What the model names must not be refused by the user, and must fit by type; several columns make texts only. */
function isUsable({ target, sources }: NamedMatch, { match, rejected, target: { fields } }: MappingTask): boolean {
  const isRejected = sources.some((source) => rejected.some((pair) => pair.source === source && pair.target === target));
  const { type = "any" } = fields[target] ?? {};
  if (isRejected || (sources.length > 1 && type !== "any" && type !== "string")) return false;
  return sources.length > 1 || match.typeFit(sources[0] ?? -1, target) >= LEAST_TYPE_FIT;
}

function modelOnly({ target, sources: [source = -1, ...others], confidence }: NamedMatch, { match }: MappingTask): number {
  if (others.length > 0) return Math.min(MAX_MODEL_ONLY, confidence);
  const found = match.pair(source, target).confidence;
  return Math.min(MAX_MODEL_ONLY, Math.max(confidence * match.typeFit(source, target), 0.5 * confidence + 0.5 * found));
}

function modelReason({ reason }: NamedMatch): string {
  return reason === "" ? "The model names this pair." : `The model names this pair: ${JSON.stringify(reason)}`;
}

/** From the surest down, each column once. Of equally sure ones the offline matcher's comes first, then the order of names decides. */
function chooseEachOnce(candidates: readonly Candidate[], { sourceTable, goal }: MappingTask): Candidate[] {
  const key = ({ target, sources }: Candidate) =>
    JSON.stringify([goal.columns[target]?.name, ...sources.map((source) => sourceTable.columns[source]?.name)]);
  const ordered = candidates
    .map((candidate) => ({ candidate, key: key(candidate) }))
    .toSorted(
      (one, other) =>
        other.candidate.confidence - one.candidate.confidence ||
        (other.candidate.own ?? 0) - (one.candidate.own ?? 0) ||
        (one.key < other.key ? -1 : 1),
    );
  const sources = new Set<number>();
  const targets = new Set<number>();
  return ordered.flatMap(({ candidate }) => {
    if (targets.has(candidate.target) || candidate.sources.some((source) => sources.has(source))) return [];
    targets.add(candidate.target);
    for (const source of candidate.sources) sources.add(source);
    return [candidate];
  });
}

function pairOf({ target, sources: [source = -1], confidence, reasons, own }: Candidate, { match, acceptFrom }: MappingTask): ProposedPair {
  const { score } = match.pair(source, target);
  const byModel = own === undefined ? { by: "model" as const, needsReview: true } : { needsReview: own < Math.min(acceptFrom, LEAST_OWN) };
  return { source, target, score, confidence: hundredths(confidence), reasons, ...byModel };
}

function joinOf({ target, sources, confidence, reasons }: Candidate): ComposedField {
  return {
    target,
    from: sources,
    steps: () => [{ op: "join", by: " " }],
    confidence: hundredths(confidence),
    reason: reasons.join(" "),
    by: "model",
    needsReview: true,
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
