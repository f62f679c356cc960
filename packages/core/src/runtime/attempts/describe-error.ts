import { types } from "node:util";
import { RowmillError } from "../../domain/errors.ts";
import type { JobError, JobErrorCause } from "../../domain/job.ts";
import { maskSecrets } from "../../domain/values/mask-secrets.ts";

/** The longest message or stack that is kept of an error, in characters: both go wherever the job goes. */
const MAX_ERROR_LENGTH = 10_000;

/** The same for each of its causes, for all of them together, and how many there are and how deep. */
const CAUSE_LENGTHS = { message: 1_000, stack: 2_000 };
const MAX_CAUSES_LENGTH = 20_000;
const MAX_CAUSES = 20;
const MAX_DEPTH = 8;

/** The longest name or code of an error, in characters. */
const MAX_NAME_LENGTH = 100;

/** A code of an application may be anything in JavaScript; this is what every store keeps and every client can compare. */
const CODE = /^[\x21-\x7e]{1,100}$/;

/** How far beyond its cut a text is searched for secrets, in characters: one that the cut divides could not be recognised. */
const MASKED_BEYOND_CUT = 1_000;

/** What is kept and logged of an error. */
export interface ErrorDescription extends Omit<JobError, "code">, Pick<JobErrorCause, "name" | "code"> {}

/**
 * Makes what is kept with a job of whatever its handler threw. Never throws.
 */
export function toJobError(thrown: unknown): JobError {
  const { message, stack, causes } = describeError(thrown);
  return { code: rowmillCodeOf(thrown) ?? "HANDLER_FAILED", message, stack, causes };
}

function rowmillCodeOf(thrown: unknown): string | undefined {
  try {
    return RowmillError.is(thrown) && typeof thrown.code === "string" && CODE.test(thrown.code) ? thrown.code : undefined;
  } catch {
    // A proxy that throws.
    return undefined;
  }
}

/**
 * Describes whatever was thrown, also what can hardly be read: a getter that throws, a proxy, a cycle. Texts are cut, and secrets in them masked.
 * Never throws.
 */
export function describeError(thrown: unknown): ErrorDescription {
  const lengths = { message: MAX_ERROR_LENGTH, stack: MAX_ERROR_LENGTH, both: 2 * MAX_ERROR_LENGTH };
  return { ...describeOne(thrown, lengths, "Something was thrown that is not an Error: "), causes: causesOf(thrown) };
}

/** The causes of an error, each followed by its own, without any that was there before. */
function causesOf(error: unknown): JobErrorCause[] {
  const causes: JobErrorCause[] = [];
  const seen = new Set([error]);
  let leftLength = MAX_CAUSES_LENGTH;
  add(error, 1);
  return causes;

  function add(parent: unknown, depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const cause of directCauses(parent, MAX_CAUSES - causes.length)) {
      if (seen.has(cause) || causes.length >= MAX_CAUSES || leftLength <= 0) continue;
      seen.add(cause);
      const described = { depth, ...describeOne(cause, { ...CAUSE_LENGTHS, both: leftLength }, "") };
      leftLength -= described.message.length + (described.stack?.length ?? 0);
      causes.push(described);
      add(cause, depth + 1);
    }
  }
}

/** The cause of an error and its inner errors, no more than `limit` of them. */
function directCauses(error: unknown, limit: number): unknown[] {
  try {
    if (!isError(error)) return [];
    const inner = Array.isArray(error.errors) ? (error.errors.slice(0, limit) as unknown[]) : [];
    return error.cause === undefined || error.cause === null ? inner : [error.cause, ...inner];
  } catch {
    return [];
  }
}

/** @param prefix - stands in front of what is no error and no text */
function describeOne(
  thrown: unknown,
  most: Readonly<Record<"message" | "stack" | "both", number>>,
  prefix: string,
): Omit<ErrorDescription, "causes"> {
  try {
    if (!isError(thrown)) {
      const message = kept(describeValue(thrown, prefix), Math.min(most.message, most.both));
      return { name: typeof thrown, code: null, message, stack: null };
    }
    const { name, code, message, stack } = thrown;
    const text = kept(String(message || name), Math.min(most.message, most.both));
    const stackLength = Math.min(most.stack, most.both - text.length);
    return {
      name: kept(String(name), MAX_NAME_LENGTH),
      code: typeof code === "string" || typeof code === "number" ? kept(String(code), MAX_NAME_LENGTH) : null,
      message: text,
      stack: typeof stack === "string" && stackLength > 0 ? kept(stack, stackLength) : null,
    };
  } catch {
    return { name: "unknown", code: null, message: "This error cannot be read", stack: null };
  }
}

/** Cuts a text and masks what is secret in it. */
function kept(text: string, maxLength: number): string {
  const masked = maskSecrets(text.slice(0, maxLength + MASKED_BEYOND_CUT));
  if (text.length <= maxLength) return masked;
  return `${masked.slice(0, maxLength)} … (${text.length - maxLength} more characters)`;
}

/** An error, of this realm or another one (a vm context, as test runners make them). Its fields may be anything. */
function isError(value: unknown): value is Record<"message" | "name" | "stack" | "cause" | "code" | "errors", unknown> {
  return value instanceof Error || types.isNativeError(value);
}

/** A text as it is, anything else as JSON. @param prefix - says that it is no error */
function describeValue(thrown: unknown, prefix: string): string {
  if (typeof thrown === "string" && thrown !== "") return thrown;
  let text: string | undefined;
  try {
    text = JSON.stringify(thrown);
  } catch {
    // A cycle, a BigInt, or a getter that throws: its type must do.
  }
  return `${prefix}${text?.slice(0, 500) ?? typeof thrown}`;
}
