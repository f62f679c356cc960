// Map columns
export { matchColumns, type ColumnMatch, type ColumnPair, type MatchOptions } from "./columns/match-columns.ts";
export { rankCandidates, type RankOptions, type TargetCandidates } from "./columns/rank-candidates.ts";
export type { AssignedPair } from "./columns/assign.ts";
export type { CountedValue, FieldType, MatchColumn, MatchTable } from "./table/column.ts";
