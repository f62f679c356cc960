import { RowmillError } from "@rowmill/core/errors";

/** One thing that is wrong with a value that a caller gave. */
export interface Problem {
  /** Where: `fields[2].constraints.minimum`. */
  readonly path: string;
  /** A sentence for people, without the path. */
  readonly message: string;
}

const SHOWN_PROBLEMS = 10;

/**
 * The error for a target, a document or a template that cannot be used. It carries all problems, of which the message has the first few.
 * @param what - is the subject of the message: `The <what> has 2 problems`
 */
export function problemsError(
  code: "MAPPING_INVALID" | "TARGET_INVALID" | "TEMPLATE_MISMATCH",
  what: string,
  problems: readonly Problem[],
  details: Readonly<Record<string, unknown>> = {},
): RowmillError {
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown.length ? ` (and ${problems.length - shown.length} more)` : "";
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new RowmillError(code, `The ${what} has ${count}: ${shown.join("; ")}${more}`, { details: { ...details, problems } });
}
