import { RowmillError } from "@rowmill/core/errors";
/** One thing that is wrong with a mapping. */
export interface MappingProblem {
  /** Where: `fields[2].steps[0].by`. */
  readonly path: string;
  /** A sentence for people, without the path. */
  readonly message: string;
}
/** The error for a mapping that cannot be run. It carries all problems, of which the message has the first few. */
export declare function mappingInvalid(problems: readonly MappingProblem[]): RowmillError;
//# sourceMappingURL=mapping-problem.d.ts.map
