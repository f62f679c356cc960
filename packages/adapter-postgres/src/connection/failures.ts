import { RowmillError } from "@rowmill/core";

/** Why a statement failed, as far as it matters for the next step. */
export interface Failure {
  readonly kind:
    /** It may succeed in a moment: the server stops or starts, the statement met another one, or a resource is used up. */
    | "transient"
    /** The server rejects this user or this database. */
    | "denied"
    /** The server rejects the statement or a value in it, and would again. */
    | "rejected"
    /** The tables are missing. Only a store that does not look for them first gets this far. */
    | "no tables"
    /** The pool was ended by its owner. */
    | "pool ended";
  /** Whether the statement may have committed although its response was lost. */
  readonly mayBeDone: boolean;
  /** Whether the connection cannot be used any more. */
  readonly isBroken: boolean;
}

/** Classifies the error of a driver; `undefined` for an error of ours, or a defect. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof NoAnswerError) return { kind: "transient", mayBeDone: error.mayBeDone, isBroken: true };
  if (!(error instanceof Error) || RowmillError.is(error) || error instanceof TypeError || error instanceof RangeError) return undefined;
  const { code, message } = error as Error & { readonly code?: unknown };
  if (typeof code === "string" && NETWORK_CODES.has(code)) return { ...LOST, mayBeDone: !CONNECT_CODES.has(code) };
  if (typeof code === "string" && SQL_STATE.test(code)) return failureOfState(code, message);
  if (NO_CONNECTION.test(message)) return { ...LOST, mayBeDone: false };
  if (BROKEN_CONNECTION.test(message)) return LOST;
  if (POOL_ENDED.test(message)) return { kind: "pool ended", mayBeDone: false, isBroken: false };
  return { kind: "denied", mayBeDone: false, isBroken: true };
}

/** Whether the server rejected a row because a unique index has its values. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "23505";
}

const LOST: Failure = { kind: "transient", mayBeDone: true, isBroken: true };
const PASSES: Failure = { kind: "transient", mayBeDone: false, isBroken: false };

// https://www.postgresql.org/docs/current/errcodes-appendix.html
function failureOfState(code: string, message: string): Failure {
  const answered = { mayBeDone: false, isBroken: false };
  // Broken connections; a server that stops or starts (57P01 to 57P05); a commit whose end is unknown.
  if (code.startsWith("08") || code.startsWith("57P0") || code === "40003") return LOST;
  if (PREPARED_CODES.has(code) || CHANGED_PLAN.test(message)) return { ...PASSES, isBroken: true };
  if (PASSING_CODES.has(code) || PASSING_CLASSES.has(code.slice(0, 2))) return PASSES;
  if (code === "42P01" || code === "3F000") return { kind: "no tables", ...answered };
  if (DENIED_CODES.has(code) || code.startsWith("28")) return { kind: "denied", ...answered };
  return { kind: "rejected", ...answered };
}

const SQL_STATE = /^[\dA-Z]{5}$/;

const PASSING_CLASSES = new Set([
  "53", // insufficient_resources: a full disk (53100), no memory, too many connections (53300)
  "58", // system_error, of the operating system
]);

const PASSING_CODES = new Set([
  "40000", // transaction_rollback
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "55006", // object_in_use
  "55P03", // lock_not_available: lock_timeout
  "57014", // query_canceled: statement_timeout, or an administrator
  "25006", // read_only_sql_transaction: the old primary, after a failover
  "25P03", // idle_in_transaction_session_timeout
  "25P04", // transaction_timeout
  "XX000", // internal_error: "tuple concurrently updated", and what poolers report
]);

/** The server lost a prepared statement, or has one that we did not make: a pooler, or DISCARD ALL on a shared connection. */
const PREPARED_CODES = new Set(["26000", "42P05"]);
const CHANGED_PLAN = /cached plan must not change result type/;

// Class 28 is a wrong user or password.
const DENIED_CODES = new Set([
  "3D000", // invalid_catalog_name: no such database
  "42501", // insufficient_privilege
]);

/** Codes of Node's that a statement can fail with. */
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "EMFILE",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Those that say that there never was a connection. */
const CONNECT_CODES = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENOENT", "EADDRNOTAVAIL", "EMFILE"]);

// What pg reports without a code.
const NO_CONNECTION = /connection timeout|timeout exceeded when trying to connect|not queryable/i;
const BROKEN_CONNECTION = /connection terminated|connection error|query read timeout/i;
const POOL_ENDED = /after calling end on the pool/i;

/** The driver's error for a statement or a connection that did not come in time: the connection may be half open. */
export class NoAnswerError extends Error {
  readonly code = "ETIMEDOUT";
  readonly mayBeDone: boolean;

  /** @param mayBeDone - whether a statement was sent that may have committed */
  constructor(message: string, mayBeDone: boolean) {
    super(message);
    this.name = "NoAnswerError";
    this.mayBeDone = mayBeDone;
  }
}

/** The error that callers get for a failure of the driver's. */
export function storeError(cause: Error, { kind }: Failure, waitedMs?: number): RowmillError {
  const { code } = cause as Error & { readonly code?: string };
  const reason = cause.message || code || cause.name;
  const details = { ...(code !== undefined && { driverCode: code }), ...(waitedMs !== undefined && { waitMs: waitedMs }) };
  switch (kind) {
    case "transient": {
      const duration = waitedMs === undefined ? "" : ` for ${waitedMs} ms`;
      const message = `PostgreSQL was not available${duration}: ${reason}. ${ADVICE[code ?? ""] ?? "Check the database; the call can be made again"}`;
      return new RowmillError("STORE_UNAVAILABLE", message, { cause, details });
    }
    case "pool ended":
      return new RowmillError(
        "STORE_UNAVAILABLE",
        "The pool of this store was ended. Close the manager and the store first, then the pool",
        {
          cause,
          retriable: false,
        },
      );
    case "denied": {
      const message = `PostgreSQL rejected the connection or the user: ${reason}. Check the connection string and the user's privileges`;
      return new RowmillError("STORE_REFUSED", message, { cause, details, retriable: true });
    }
    case "rejected": {
      const message = `PostgreSQL rejected a statement (${code}): ${reason}. Nothing of it was stored; check the value, and constraints and triggers on Rowmill's tables`;
      return new RowmillError("STORE_REFUSED", message, { cause, details, retriable: false });
    }
    case "no tables": {
      const message = `The tables of Rowmill are missing: ${reason}. Run the SQL that migrationSql returns, or set migrate: "auto"`;
      return new RowmillError("STORE_SCHEMA_MISSING", message, { cause, details });
    }
  }
}

/** What to do about an error that passes, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  ETIMEDOUT: "The call can be made again",
  "53100": "Free space on the server's disk",
  "53300": "Raise max_connections of the server, or give the pools of its clients fewer connections",
  "55P03": "Find what holds the lock in pg_locks, or raise lock_timeout",
  "57014": "Find what blocks the statement in pg_stat_activity, or raise statement_timeout",
  "26000": "If a pooler in transaction mode is in between, set listen: false",
  "42P05": "If a pooler in transaction mode is in between, set listen: false",
  "25006": "Connect to a server that accepts writes",
};
