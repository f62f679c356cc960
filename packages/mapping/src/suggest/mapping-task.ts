import type { AssignedPair } from "../columns/assign.ts";
import { type ColumnMatch, matchColumns } from "../columns/match-columns.ts";
import { sourceColumnsOf } from "../document/source-columns.ts";
import { foldText } from "../names/fold-text.ts";
import type { MatchTable } from "../table/column.ts";
import { isProfile, type ProfiledTable } from "../targets/from-profile.ts";
import { profileTable, targetTable } from "../targets/match-tables.ts";
import { parseTarget } from "../targets/parse-target.ts";
import type { Target } from "../targets/table-schema.ts";
import type { NamedPair, SuggestOptions } from "./suggest-options.ts";

/** Both sides of a mapping, read and matched offline. A proposal is made of it, with a model or without. */
export interface MappingTask {
  readonly sourceTable: MatchTable;
  /** The target as the matcher takes it. */
  readonly goal: MatchTable;
  readonly target: Target;
  /** The source columns of the document, in the order of `sourceTable`. */
  readonly columns: readonly { readonly id: string; readonly name: string; readonly index: number }[];
  readonly match: ColumnMatch;
  readonly remembered: readonly AssignedPair[];
  readonly rejected: readonly AssignedPair[];
  /** `Infinity` if no proposal is accepted. */
  readonly acceptFrom: number;
}

/** What is mapped: the profile of a file, a table of columns, or a list of names. */
export type MappingSource = ProfiledTable | MatchTable | readonly string[];

/** Both sides of a mapping, read: values that can be sent to a thread. */
export interface MappingRequest {
  readonly source: MatchTable;
  readonly target: Target;
  /** The profile of the reference file, where the target is one. */
  readonly reference: ProfiledTable | undefined;
  readonly options: SuggestOptions;
}

/** Reads both sides of a mapping. @throws RowmillError `TARGET_INVALID` */
export function readRequest(source: MappingSource, target: unknown, options: SuggestOptions): MappingRequest {
  const reference = isProfile(target) && isProfiled(target) ? target : undefined;
  return { source: matchTableOf(source), target: parseTarget(target), reference, options };
}

/** Matches the columns of both sides offline. */
export function openMappingTask({ source, target, reference, options }: MappingRequest): MappingTask {
  const goal = targetTable(target, reference);
  const rejected = placesOf(options.rejected ?? [], source, goal);
  return {
    sourceTable: source,
    goal,
    target,
    columns: options.columns ?? sourceColumnsOf(source.columns.map(({ name }) => name)),
    match: matchColumns(source, goal, { minScore: options.minScore, rejected }),
    remembered: placesOf(options.remembered ?? [], source, goal),
    rejected,
    acceptFrom: options.acceptFrom ?? Infinity,
  };
}

/** The places of pairs of names, as far as both columns are there. Case and accents do not matter. */
function placesOf(pairs: readonly NamedPair[], source: MatchTable, target: MatchTable): AssignedPair[] {
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
export function matchTableOf(source: MappingSource): MatchTable {
  if (isNames(source)) return { columns: source.map((name) => ({ name })) };
  return isProfiled(source) ? profileTable(source) : source;
}

function isNames(source: MappingSource): source is readonly string[] {
  return Array.isArray(source);
}

function isProfiled(source: ProfiledTable | MatchTable): source is ProfiledTable {
  return source.columns.every((column) => "topValues" in column);
}
