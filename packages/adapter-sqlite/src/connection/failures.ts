import { RowmillError } from "@rowmill/core";

/**
 * What keeps SQLite from working: its primary result codes (https://www.sqlite.org/rescode.html), the error that a caller gets, and what to say.
 * Retriable is what may pass, by itself or because an administrator mends it while jobs run.
 */
const FAILURES = {
  busy: {
    resultCode: 5,
    code: "STORE_UNAVAILABLE",
    retriable: true,
    message: "another connection writes to it and does not come to an end",
  },
  readOnly: { resultCode: 8, code: "STORE_REFUSED", retriable: true, message: "it may not be written to" },
  io: { resultCode: 10, code: "STORE_UNAVAILABLE", retriable: true, message: "the disk failed" },
  corrupt: { resultCode: 11, code: "STORE_REFUSED", retriable: false, message: "it is damaged: restore it from a backup" },
  full: { resultCode: 13, code: "STORE_UNAVAILABLE", retriable: true, message: "the disk is full" },
  canNotOpen: {
    resultCode: 14,
    code: "STORE_REFUSED",
    retriable: true,
    message: "it can not be opened: the process must be allowed to write there",
  },
  tooBig: { resultCode: 18, code: "STORE_REFUSED", retriable: false, message: "a value is larger than SQLite can hold" },
  constraint: {
    resultCode: 19,
    code: "STORE_REFUSED",
    retriable: false,
    message: "a constraint or a trigger rejects a row. Nothing of the write was stored; check the value, and triggers on Rowmill's tables",
  },
  notADatabase: {
    resultCode: 26,
    code: "STORE_REFUSED",
    retriable: false,
    message: "it is no SQLite database: give another path, or move it away",
  },
} as const;

/** Whether an error is SQLite's, and this one. */
export function isFailure(error: unknown, failure: keyof typeof FAILURES): boolean {
  return resultCode(error) === FAILURES[failure].resultCode;
}

/** Says what keeps SQLite from working, as a `RowmillError`. Any other error is answered as it is. */
export function sqliteFailure(path: string, cause: unknown): unknown {
  const failure = Object.values(FAILURES).find((known) => known.resultCode === resultCode(cause));
  if (!failure) return cause;
  const { code, retriable, message } = failure;
  const reason = code === "STORE_REFUSED" && cause instanceof Error ? ` (${cause.message})` : "";
  return new RowmillError(code, `SQLite can not work with ${path}: ${message}${reason}`, { cause, retriable, details: { path } });
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  // The upper bits tell variants of an error apart.
  return (error as { errcode: number }).errcode & 0xff;
}
