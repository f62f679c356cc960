/** Why a statement failed, as far as it matters for what to do next. */
export type Failure =
  /** The database is away, or the statement met another one: it may work in a moment. */
  | "transient"
  /** The database is there and does not let us in, or not do it. */
  | "refused"
  /** The tables are not there: only a store that does not look for them first gets this far. */
  | "no tables"
  | "other";

/** Looks at an error of a driver. */
export function failureOf(error: unknown): Failure {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === "string") {
    if (TRANSIENT_CODES.has(code) || code.startsWith("08") || code.startsWith("57P0")) return "transient";
    if (code === "42P01" || code === "3F000") return "no tables";
    if (REFUSED_CODES.has(code) || code.startsWith("28")) return "refused";
  }
  // What pg says when a connection breaks or can not be had comes without a code.
  return typeof message === "string" && BROKEN_CONNECTION.test(message) ? "transient" : "other";
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html; class 08 are broken connections, 57P01 to 57P05 a server that
// stops or starts. The others are Node's.
const TRANSIENT_CODES = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "53300", // too_many_connections
  "25006", // read_only_sql_transaction: the old primary, after a failover
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

// Class 28 is a wrong user or password.
const REFUSED_CODES = new Set([
  "3D000", // invalid_catalog_name: no such database
  "42501", // insufficient_privilege
]);

const BROKEN_CONNECTION =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|connection error/i;

/** The driver's error for a statement that got no answer in time: the connection may be half open. */
export class NoAnswerError extends Error {
  readonly code = "ETIMEDOUT";
  constructor(what: string, limitMs: number) {
    super(`PostgreSQL ${what} within ${limitMs} ms`);
    this.name = "NoAnswerError";
  }
}
