import { MappingProviderError, type ProviderErrorCode } from "../provider-error.ts";
import { ResponseTooLargeError } from "./bounded-fetch.ts";

/** A request that did not succeed. */
export interface CallFailure {
  readonly error: MappingProviderError;
  /** Whether the same request may succeed later. */
  readonly isPassing: boolean;
  /** How long the endpoint asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the endpoint may take the question in another form. */
  readonly mayTakeOtherForm: boolean;
}

/** What the `openai` package throws, as far as it is read. Errors of another copy of the package are known, too. */
interface ApiErrorLike {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly error?: unknown;
  readonly headers?: unknown;
  readonly name?: unknown;
  readonly cause?: unknown;
}

/** Finds out why a request failed. `secrets` never appear in the message. */
export function callFailure(thrown: unknown, secrets: readonly string[], now: number): CallFailure {
  const error = (typeof thrown === "object" && thrown !== null ? thrown : {}) as ApiErrorLike;
  if (hasCause(thrown, ResponseTooLargeError))
    return final("model_answer_too_large", "The model's answer is longer than any that was asked for.");
  if (thrown instanceof SyntaxError) return notTheApi();
  if (typeof error.status !== "number") return connectionFailure();
  const facts = factsOf(error);
  return statusFailure(error.status, facts, { said: quoted(facts.message, secrets), retryAfterMs: retryAfterMs(error.headers, now) });
}

/** What a body of the status 200 says went wrong. */
export function bodyFailure(body: Readonly<Record<string, unknown>>, secrets: readonly string[]): CallFailure {
  const facts = factsOf({ error: body });
  const status = Number(body["status"] ?? body["code"]);
  return statusFailure(status >= 400 && status < 600 ? status : 400, facts, { said: quoted(facts.message, secrets) });
}

/** The failure of a response that is not one of the API. */
export function notTheApi(): CallFailure {
  return final(
    "model_endpoint_invalid",
    "The address answers, but not as the API does: a web page or a proxy may stand before it. Check baseURL.",
  );
}

interface ErrorFacts {
  readonly code: string;
  readonly message: string;
}

interface Said {
  /** What the endpoint said, or nothing if it could tell a secret. */
  readonly said: string;
  readonly retryAfterMs?: number | undefined;
}

const QUOTA = /insufficient_quota|billing|credit|exceeded_current_quota/;
const TOO_LONG = /context_length|context length|context window|maximum context|too many tokens|too long|string_above_max_length/;
const NO_MODEL = /model_not_found|model[^.]{0,100}(?:does not exist|not found|is not available)/;
const FILTERED = /content_policy|content_filter|responsible ?ai/;
const FORM = /response_format|json_schema|json_object|tool|function|format|schema|support/;

function statusFailure(status: number, { code, message }: ErrorFacts, { said, retryAfterMs: waitMs }: Said): CallFailure {
  const text = `${code} ${message}`.toLowerCase();
  if (status === 401 || status === 403)
    return final(
      "model_key_rejected",
      `The endpoint rejects the key, or its rights (status ${status}). Check the key, the model and baseURL.`,
    );
  if (status === 402 || (status === 429 && QUOTA.test(text)))
    return final("model_quota", "The account of the key has no quota left. Check its plan and billing.");
  if (status === 429) return passing("model_rate_limited", "The endpoint takes no more requests for now (status 429).", waitMs);
  if (status === 408 || status === 409 || status >= 500)
    return passing("model_server_failed", `The endpoint failed (status ${status}).`, waitMs);
  if (status >= 300 && status < 400)
    return final("model_endpoint_invalid", `The address redirects (status ${status}), which is not followed. Name its target as baseURL.`);
  if (status === 413 || TOO_LONG.test(text)) return final("model_question_too_large", "The question is too long for the model.");
  if (FILTERED.test(text)) return final("model_refused", "The endpoint refuses the question by its rules for content.");
  const rejected = final(
    "model_request_rejected",
    `The endpoint rejects the request (status ${status})${said}. Check the model and baseURL.`,
  );
  if (NO_MODEL.test(text) && !/support/.test(text)) return rejected;
  const mayTakeOtherForm = [400, 415, 422].includes(status) || ([404, 405].includes(status) && FORM.test(text));
  return { ...rejected, mayTakeOtherForm };
}

function connectionFailure(): CallFailure {
  return passing("model_unreachable", "The endpoint could not be reached, or closed the connection.");
}

function final(code: ProviderErrorCode, message: string): CallFailure {
  return { error: new MappingProviderError(code, message), isPassing: false, mayTakeOtherForm: false };
}

function passing(code: ProviderErrorCode, message: string, waitMs?: number): CallFailure {
  return { error: new MappingProviderError(code, message), isPassing: true, retryAfterMs: waitMs, mayTakeOtherForm: false };
}

const MAX_SAID = 200;
const MAX_READ = 2_000;
/** Parts of a key as short as this are not shown. */
const SECRET_PART = 6;

/** The endpoint's message as it may be shown: cut, on one line, and not at all if it repeats a part of a secret. */
function quoted(message: string, secrets: readonly string[]): string {
  const shown = message
    .slice(0, 2 * MAX_SAID)
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_SAID);
  if (shown === "" || secrets.some((secret) => sharesPart(shown, secret))) return "";
  return `: ${JSON.stringify(shown)}`;
}

function sharesPart(text: string, secret: string): boolean {
  for (let at = 0; at + SECRET_PART <= secret.length; at += 1) if (text.includes(secret.slice(at, at + SECRET_PART))) return true;
  return secret !== "" && secret.length < SECRET_PART && text.includes(secret);
}

/** Servers write `{ error: { code, type, message } }`, `{ error: "text" }` or a text. */
function factsOf({ code, type, error }: ApiErrorLike): ErrorFacts {
  const body = typeof error === "object" && error !== null ? (error as Readonly<Record<string, unknown>>) : {};
  const texts = [code, type, body["code"], body["type"]].filter((value) => typeof value === "string");
  const message = typeof error === "string" ? error : body["message"];
  return { code: texts.join(" ").slice(0, MAX_READ), message: typeof message === "string" ? message.slice(0, MAX_READ) : "" };
}

/** The headers of RFC 9110 and of OpenAI, in milliseconds from now. */
function retryAfterMs(headers: unknown, now: number): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const after = headers.get("retry-after");
  if (after === null) return undefined;
  const seconds = Number(after);
  if (seconds >= 0) return seconds * 1_000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function hasCause(thrown: unknown, type: typeof ResponseTooLargeError): boolean {
  let error: unknown = thrown;
  for (let depth = 0; depth < 5 && error instanceof Error; depth += 1) {
    if (error instanceof type) return true;
    error = error.cause;
  }
  return false;
}
