import { RowmillError } from "@rowmill/core/errors";
import type { Cell } from "../table/table-reader.ts";
import type { Limits } from "./rule-schema.ts";
/** A limit for the whole that does not hold. */
export interface LimitProblem {
  readonly limit: keyof Limits;
  readonly field?: string | undefined;
  /** A sentence for the owner of the file. */
  readonly message: string;
}
interface Counts {
  readonly read: number;
  readonly added: number;
  readonly written: number;
  readonly rejected: number;
}
/** Watches the limits for the whole. Limits by `count` are seen as soon as they are passed, those by `share` at the end. */
export declare class LimitWatch {
  #private;
  /** @param fields - the names of the fields, by their places */
  constructor(limits: Limits | undefined, fields: readonly string[], temporaryFolder: string);
  /** The limits that do not hold, known until now. */
  get problems(): readonly LimitProblem[];
  /** Counts rows of the result. Limits by count that are passed are in `problems` afterwards. */
  take(
    rows: readonly {
      readonly values: readonly Cell[];
    }[],
    counts: Counts,
  ): void;
  /** Judges the whole. */
  end(counts: Counts): void;
  close(): void;
}
/** The error for a file that passes a limit. */
export declare function limitExceeded(problems: readonly LimitProblem[]): RowmillError;
export {};
//# sourceMappingURL=limits.d.ts.map
