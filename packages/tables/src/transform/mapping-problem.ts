import { RowmillError } from "@rowmill/core/errors";

/** One thing that is wrong with a mapping. */
export interface MappingProblem {
  /** Where: `fields[2].steps[0].by`. */
  readonly path: string;
  /** A sentence for people, without the path. */
  readonly message: string;
}

/** The error for a mapping that cannot be run. It carries all problems, of which the message has the first few. */
export function mappingInvalid(problems: readonly MappingProblem[]): RowmillError {
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown.length ? ` (and ${problems.length - shown.length} more)` : "";
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new RowmillError("MAPPING_INVALID", `The mapping has ${count}: ${shown.join("; ")}${more}`, {
    details: { problems },
    retriable: false,
  });
}

const SHOWN_PROBLEMS = 10;
