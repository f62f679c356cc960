import type { Step } from "@rowmill/tables";

/** A target that is made of several source columns, or of a part of one. */
export interface ComposedField {
  readonly target: number;
  /** The source columns, in the order in which the steps take them. */
  readonly from: readonly number[];
  /** Whether the columns are calculated with, so that their numbers have to be read. */
  readonly numeric?: boolean;
  /** The steps; `ids` are those of the source columns. */
  readonly steps: (ids: readonly string[]) => readonly Step[];
  readonly confidence: number;
  readonly reason: string;
  /** Who proposes it. @defaultValue the offline matcher */
  readonly by?: "model" | undefined;
  /** Whether the field stays `suggested`, however sure it is. */
  readonly needsReview?: boolean | undefined;
}
