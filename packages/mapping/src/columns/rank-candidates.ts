import type { MatchTable } from "../table/column.ts";
import { type ColumnPair, matchColumns, type MatchOptions } from "./match-columns.ts";

/** Options of `rankCandidates`. */
export interface RankOptions extends MatchOptions {
  /** How many candidates each target gets at most. @defaultValue 5 */
  readonly limit?: number | undefined;
}

/** The source columns that may fit one target column, the best first. */
export interface TargetCandidates {
  /** The place of the target column in its table, from 0. */
  readonly target: number;
  readonly candidates: readonly ColumnPair[];
}

/**
 * Ranks the source columns for each target column, by names, values and types. It works offline, and the same columns give the same result in any order.
 *
 * @example
 * ```ts
 * const [email] = rankCandidates(
 *   { columns: [{ name: "Nachname" }, { name: "E-Mail-Adresse" }] },
 *   { columns: [{ name: "email" }, { name: "last_name" }] },
 * );
 * email?.candidates[0]; // { source: 1, target: 0, confidence: 0.97, ... }
 * ```
 */
export function rankCandidates(source: MatchTable, target: MatchTable, options: RankOptions = {}): TargetCandidates[] {
  const { limit = 5, ...matching } = options;
  const match = matchColumns(source, target, matching);
  return target.columns.map((_, index) => ({ target: index, candidates: match.candidatesOfTarget(index, limit) }));
}
