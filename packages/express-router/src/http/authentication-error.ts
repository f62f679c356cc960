import { RowmillError } from "@rowmill/core";

/**
 * The answer to what `authenticate` threw: `NOT_AUTHENTICATED` or `ACCESS_DENIED` if the error says that the caller is to blame, else
 * `undefined`. Expired tokens come all day long: they are answered, and not logged.
 *
 * An error blames the caller by a status (`status`, `statusCode`, or boom's `output.statusCode`) of 401 or 403, as errors of http-errors,
 * express-jwt and passport do; by a code of jose; or by a name of jsonwebtoken.
 */
export function authenticationError(error: unknown): RowmillError | undefined {
  if (RowmillError.is(error, "NOT_AUTHENTICATED") || RowmillError.is(error, "ACCESS_DENIED")) return error;
  const status = statusOf(error);
  if (status === 403) return new RowmillError("ACCESS_DENIED", "You may not use this API", { cause: error, retriable: false });
  return status === 401 || isTokenError(error) ? notAuthenticated(error) : undefined;
}

/** The request has no valid identity. */
export function notAuthenticated(cause?: unknown): RowmillError {
  return new RowmillError("NOT_AUTHENTICATED", "The request has no valid identity: log in, or send a valid token", {
    ...(cause !== undefined && { cause }),
    retriable: false,
  });
}

function statusOf(error: unknown): unknown {
  const { status, statusCode, output } = (error ?? {}) as { status?: unknown; statusCode?: unknown; output?: { statusCode?: unknown } };
  return status ?? statusCode ?? output?.statusCode;
}

function isTokenError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && JOSE_CODES.has(code)) return true;
  return JSON_WEB_TOKEN_NAMES.has(error.name) && !HOSTS_MISTAKE.test(error.message);
}

/** What jose throws about a token. A key set that cannot be fetched (`ERR_JWKS_TIMEOUT`, `ERR_JOSE_GENERIC`) is not the caller's fault. */
const JOSE_CODES = new Set([
  "ERR_JOSE_ALG_NOT_ALLOWED",
  "ERR_JOSE_NOT_SUPPORTED",
  "ERR_JWE_DECRYPTION_FAILED",
  "ERR_JWE_INVALID",
  "ERR_JWKS_NO_MATCHING_KEY",
  "ERR_JWS_INVALID",
  "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "ERR_JWT_CLAIM_VALIDATION_FAILED",
  "ERR_JWT_EXPIRED",
  "ERR_JWT_INVALID",
]);

/** The classes of jsonwebtoken. */
const JSON_WEB_TOKEN_NAMES = new Set(["JsonWebTokenError", "NotBeforeError", "TokenExpiredError"]);

/**
 * What jsonwebtoken 9 throws with the same class about its own options: a secret that is not set would otherwise refuse every user, and no log
 * would say why.
 */
const HOSTS_MISTAKE =
  /^(?:secret or public key|error in secret or public key|secretOrPublicKey is not|verify must|clockTimestamp|nonce must|allowInvalid|"maxAge")/;
