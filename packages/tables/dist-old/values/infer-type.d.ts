import type { ColumnEvidence } from "./column-evidence.ts";
import type { ColumnSemantic, ColumnType, DateOrder } from "./column-type.ts";
import { Kind } from "./kind.ts";
/** How a column is read. */
export interface TypeDecision {
  readonly type: ColumnType;
  readonly semantic: ColumnSemantic | null;
  /** The decimal sign of the numbers, or `null` if no number shows one. */
  readonly decimalSign: "." | "," | null;
  /** `null` if the column has no numeric dates. */
  readonly dateOrder: DateOrder | null;
  /** The kinds that agree with type and semantic. */
  readonly agreeing: ReadonlySet<Kind>;
  /** Whether weak null tokens (`NA`, `-`, `?`, a quoted nothing) mean that a value is missing. */
  readonly weakTokensAreNull: boolean;
}
/**
 * Decides the type of a column from how many values there are of each kind.
 *
 * @param counts - indexed by `Kind`
 * @param distinct - how many different values there are, roughly: `Y` alone is a letter, `Y` and `N` are truth values
 * @param evidence - without it, no semantic is given that rests on more than the kinds
 */
export declare function inferType(counts: ArrayLike<number>, distinct: number, evidence?: ColumnEvidence): TypeDecision;
/** Kinds of cells that may turn out to be no values. */
export declare const MISSING_KINDS: readonly Kind[];
//# sourceMappingURL=infer-type.d.ts.map
