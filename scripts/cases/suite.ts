/** A set of cases: inputs or programs that once came out wrong, in a folder beside this repository. */
export interface Suite {
  /** The folder of the cases, below `ROWMILL_CASES`. */
  readonly folder: string;
  /** Runs the cases whose names begin with one of `prefixes` (all if there is none), one after the other. */
  run(folder: string, prefixes: readonly string[]): AsyncIterable<CaseResult>;
}

/** The result of one case. */
export interface CaseResult {
  readonly name: string;
  /** What it is a case of, where several cases are of one kind: right and wrong are counted for each. */
  readonly kind?: string;
  readonly isRight: boolean;
  /** Why it is wrong, in lines. */
  readonly report: string;
  /** How sure the library was of its answer, 0 to 1, where it says so. */
  readonly confidence?: number;
}

/** Whether a case is one of those that were asked for. */
export function isChosen(name: string, prefixes: readonly string[]): boolean {
  return prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix));
}
