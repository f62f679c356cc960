import { type ColumnMatch, type ColumnPair, matchColumns, type MatchOptions } from "../columns/match-columns.ts";
import type { TargetCandidates } from "../columns/rank-candidates.ts";
import type { ColumnMapping, ColumnMappingField, TableDialect } from "../document/document-schema.ts";
import { headerFingerprint, sourceColumnsOf } from "../document/source-columns.ts";
import { foldText } from "../names/fold-text.ts";
import type { MatchTable } from "../table/column.ts";
import { isProfile, type ProfiledTable } from "../targets/from-profile.ts";
import { profileTable, targetTable } from "../targets/match-tables.ts";
import { parseTarget } from "../targets/parse-target.ts";
import type { Target } from "../targets/table-schema.ts";
import { type ComposedField, composedFields } from "./composed-fields.ts";
import { proposeSteps } from "./propose-steps.ts";

/** A pair of names that a user has decided on before. */
export interface NamedPair {
  /** The header of the source column. */
  readonly source: string;
  /** The name of the target field. */
  readonly target: string;
}

/** Options of `suggestMapping`. */
export interface SuggestOptions {
  readonly name?: string | undefined;
  /** Pairs that the user has accepted before: they are taken first, as `by: "memory"`. */
  readonly remembered?: readonly NamedPair[] | undefined;
  /** Pairs that the user has rejected: they are not proposed, and are kept in the document. */
  readonly rejected?: readonly NamedPair[] | undefined;
  /** From this confidence on a proposal is `accepted`, and runs. Left out, all are only `suggested`. */
  readonly acceptFrom?: number | undefined;
  /** Below this score of a pair the target stays empty. @defaultValue 0.42 */
  readonly minScore?: number | undefined;
  /** How many candidates are kept for each target. @defaultValue 5 */
  readonly limit?: number | undefined;
  readonly dialect?: TableDialect | undefined;
}

/** A proposal for a mapping. */
export interface MappingSuggestion {
  readonly document: ColumnMapping;
  /** The best source columns for each target field, by their places. */
  readonly candidates: readonly TargetCandidates[];
  /** The ids of source columns that no field uses. */
  readonly unmappedSource: readonly string[];
  /** The names of target fields that stay empty. */
  readonly unmappedTarget: readonly string[];
  /** The mean confidence of the fields that are mapped, 0 to 1; 0 if none is. */
  readonly overallConfidence: number;
}

/**
 * Proposes how the columns of a file map to a target, offline, as a document.
 *
 * @param source - the profile of the file (`analyzeFile`, best with `topValues: 200`), or a table of columns, or a list of names
 * @param target - what `parseTarget` takes
 * @throws RowmillError `TARGET_INVALID`
 *
 * @example
 * ```ts
 * const { document } = suggestMapping(["Vorname", "Nachname", "E-Mail"], ["full_name", "email"]);
 * document.fields; // full_name from vorname and nachname by `join`, email from e_mail
 * ```
 */
export function suggestMapping(
  source: ProfiledTable | MatchTable | readonly string[],
  target: unknown,
  options: SuggestOptions = {},
): MappingSuggestion {
  const parsed = parseTarget(target);
  const sourceTable = matchTableOf(source);
  const goal = targetTable(parsed, isProfile(target) && isProfiled(target) ? target : undefined);
  const columns = sourceColumnsOf(sourceTable.columns.map(({ name }) => name));
  const places = (pairs: readonly NamedPair[]) => placesOf(pairs, sourceTable, goal);
  const matching: MatchOptions = { minScore: options.minScore, rejected: places(options.rejected ?? []) };
  const match = matchColumns(sourceTable, goal, matching);
  const fields = fieldsOf(match, {
    sourceTable,
    goal,
    target: parsed,
    ids: columns.map(({ id }) => id),
    remembered: places(options.remembered ?? []),
    acceptFrom: options.acceptFrom,
  });
  const rejected = places(options.rejected ?? []).map((pair) => ({
    target: goal.columns[pair.target]?.name ?? "",
    from: columns[pair.source]?.id ?? "",
  }));
  const document: ColumnMapping = {
    format: "column-mapping",
    version: 1,
    ...(options.name === undefined ? {} : { name: options.name }),
    source: {
      columns,
      fingerprint: headerFingerprint(columns.map(({ name }) => name)),
      ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
    },
    target: parsed,
    fields,
    ...(rejected.length > 0 ? { rejected } : {}),
  };
  const used = new Set(fields.flatMap(({ from }) => [from ?? []].flat()));
  const mapped = fields.filter(({ confidence }) => confidence !== undefined);
  return {
    document,
    candidates: goal.columns.map((_, index) => ({ target: index, candidates: match.candidatesOfTarget(index, options.limit ?? 5) })),
    unmappedSource: columns.map(({ id }) => id).filter((id) => !used.has(id)),
    unmappedTarget: fields.filter(({ status }) => status === "unmapped").map((field) => field.target),
    overallConfidence: hundredths(mapped.reduce((sum, { confidence = 0 }) => sum + confidence, 0) / Math.max(1, mapped.length)),
  };
}

interface FieldContext {
  readonly sourceTable: MatchTable;
  readonly goal: MatchTable;
  readonly target: Target;
  readonly ids: readonly string[];
  readonly remembered: readonly { readonly source: number; readonly target: number }[];
  readonly acceptFrom: number | undefined;
}

const MEMORY_CONFIDENCE = 0.99;

function fieldsOf(match: ColumnMatch, context: FieldContext): ColumnMappingField[] {
  const { sourceTable, goal, target, ids, remembered, acceptFrom = Infinity } = context;
  const memory = new Map(remembered.map((pair) => [pair.target, pair.source]));
  const taken = new Set(memory.values());
  const composed = new Map(composedFields(match, sourceTable.columns, goal.columns).map((field) => [field.target, field]));
  const assigned = new Map(match.assigned.map((pair) => [pair.target, pair]));
  return target.fields.flatMap((field, place): ColumnMappingField[] => {
    const status = (confidence = 0) => (confidence >= acceptFrom ? ("accepted" as const) : ("suggested" as const));
    const remembers = memory.get(place);
    const whole = composed.get(place);
    if (whole && remembers === undefined) {
      const made = composedField(whole, context);
      return [...made.hidden, made.field].map((one) => ({ ...one, status: status(whole.confidence) }));
    }
    const proposal = memoryField(remembers, ids) ?? pairField(assigned.get(place), ids, sourceTable, goal, taken);
    const column = sourceTable.columns[remembers ?? assigned.get(place)?.source ?? -1];
    if (!proposal || !column) return [{ target: field.name, status: "unmapped" }];
    const steps = proposeSteps(column, field);
    return [{ target: field.name, ...proposal, ...(steps.length > 0 ? { steps } : {}), status: status(proposal.confidence) }];
  });
}

type Proposal = Omit<ColumnMappingField, "target" | "status">;

function memoryField(source: number | undefined, ids: readonly string[]): Proposal | undefined {
  const from = source === undefined ? undefined : ids[source];
  if (from === undefined) return undefined;
  return { from, by: "memory", confidence: MEMORY_CONFIDENCE, reason: "You mapped this column to this field before." };
}

/** A field of several columns. Columns whose numbers have to be read first become hidden fields, since steps read one column at a time. */
function composedField(composed: ComposedField, { sourceTable, goal, ids }: FieldContext) {
  const hidden: Omit<ColumnMappingField, "status">[] = [];
  const readingSteps = (source: number | undefined) => {
    const column = sourceTable.columns[source ?? -1];
    return composed.numeric && column ? proposeSteps(column, { name: column.name, type: "number" }) : [];
  };
  const [first, ...others] = composed.from;
  const from = [first, ...others].map((source, at) => {
    const id = ids[source ?? -1] ?? "";
    const steps = at === 0 ? [] : readingSteps(source);
    if (steps.length === 0) return id;
    const name = `${id}_number`;
    hidden.push({ target: name, from: id, steps, hidden: true, by: "heuristic" });
    return name;
  });
  const [only = ""] = from;
  const field: Omit<ColumnMappingField, "status"> = {
    target: goal.columns[composed.target]?.name ?? "",
    from: from.length === 1 ? only : from,
    steps: [...readingSteps(first), ...composed.steps(from)],
    by: "heuristic",
    confidence: composed.confidence,
    reason: composed.reason,
  };
  return { hidden, field };
}

function pairField(
  pair: ColumnPair | undefined,
  ids: readonly string[],
  sourceTable: MatchTable,
  goal: MatchTable,
  taken: ReadonlySet<number>,
): Proposal | undefined {
  const from = pair ? ids[pair.source] : undefined;
  if (!pair || from === undefined || taken.has(pair.source)) return undefined;
  const isExact = sourceTable.columns[pair.source]?.name === goal.columns[pair.target]?.name;
  const reason = pair.reasons.join(" ");
  return { from, by: isExact ? "exact" : "heuristic", confidence: pair.confidence, ...(reason === "" ? {} : { reason }) };
}

/** The places of pairs of names, as far as both columns are there. Case and accents do not matter. */
function placesOf(pairs: readonly NamedPair[], source: MatchTable, target: MatchTable): { source: number; target: number }[] {
  const find = ({ columns }: MatchTable, name: string) => {
    const exact = columns.findIndex((column) => column.name === name);
    return exact >= 0 ? exact : columns.findIndex((column) => foldText(column.name) === foldText(name));
  };
  return pairs.flatMap((pair) => {
    const place = { source: find(source, pair.source), target: find(target, pair.target) };
    return place.source < 0 || place.target < 0 ? [] : [place];
  });
}

/** A table of columns, whatever form it is given in. */
function matchTableOf(source: ProfiledTable | MatchTable | readonly string[]): MatchTable {
  if (isNames(source)) return { columns: source.map((name) => ({ name })) };
  return isProfiled(source) ? profileTable(source) : source;
}

function isNames(source: ProfiledTable | MatchTable | readonly string[]): source is readonly string[] {
  return Array.isArray(source);
}

function isProfiled(source: ProfiledTable | MatchTable): source is ProfiledTable {
  return source.columns.every((column) => "topValues" in column);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
