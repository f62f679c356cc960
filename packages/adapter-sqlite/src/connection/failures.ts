import { RowmillError } from "@rowmill/core";

/**
 * What SQLite can be kept from working by: its primary result codes (https://www.sqlite.org/rescode.html), and what to say.
 * What may pass by itself is unavailable; what somebody has to mend first is refused.
 */
const FAILURES = {
  busy: { resultCode: 5, code: "STORE_UNAVAILABLE", message: "another connection writes to it and does not come to an end" },
  readOnly: { resultCode: 8, code: "STORE_REFUSED", message: "it may not be written to" },
  io: { resultCode: 10, code: "STORE_UNAVAILABLE", message: "the disk failed" },
  corrupt: { resultCode: 11, code: "STORE_REFUSED", message: "it is damaged: restore it from a backup" },
  full: { resultCode: 13, code: "STORE_UNAVAILABLE", message: "the disk is full" },
  canNotOpen: { resultCode: 14, code: "STORE_REFUSED", message: "it can not be opened: the process must be allowed to write there" },
  notADatabase: { resultCode: 26, code: "STORE_REFUSED", message: "it is no SQLite database: give another path, or move it away" },
} as const;

/** Whether an error is SQLite's, and this one. */
export function isFailure(error: unknown, failure: keyof typeof FAILURES): boolean {
  return resultCode(error) === FAILURES[failure].resultCode;
}

/**
 * Says what keeps SQLite from working, as a `RowmillError`. Any other error, such as a broken constraint, is answered as it is.
 */
export function sqliteFailure(path: string, cause: unknown): unknown {
  const failure = Object.values(FAILURES).find((known) => known.resultCode === resultCode(cause));
  if (!failure) return cause;
  return new RowmillError(failure.code, `SQLite can not work with ${path}: ${failure.message}`, { cause, details: { path } });
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  // The upper bits tell variants of an error apart.
  return (error as { errcode: number }).errcode & 0xff;
}
