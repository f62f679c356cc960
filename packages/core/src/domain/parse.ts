import { z } from "zod";
import { type ErrorCode, RowmillError } from "./errors.ts";

/**
 * Parses a value with a schema. Returns the value itself where the schema has no asynchronous parts, so that a job waits for nothing.
 *
 * @param what - names the value in the error message: `The input of a "resize" job`
 * @throws RowmillError with `code`: not retriable, with zod's first issues in `details.issues`, if the schema refuses the value;
 * retriable if the schema itself throws (a refinement that asks a database which is away)
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  code: ErrorCode,
): z.output<Schema> | Promise<z.output<Schema>> {
  let payload: z.core.ParsePayload | Promise<z.core.ParsePayload>;
  try {
    // Never `safeParse`: on an asynchronous part it throws, and leaves behind a promise whose rejection is unhandled.
    payload = schema._zod.run({ value, issues: [] }, { async: true });
  } catch (cause) {
    throw couldNotBeChecked(cause, what, code);
  }
  if (payload instanceof Promise) return parsed(payload, what, code);
  if (payload.issues.length === 0) return payload.value as z.output<Schema>;
  throw invalid(payload.issues, what, code);
}

async function parsed<Output>(running: Promise<z.core.ParsePayload>, what: string, code: ErrorCode): Promise<Output> {
  const payload = await running.catch((cause: unknown) => {
    throw couldNotBeChecked(cause, what, code);
  });
  if (payload.issues.length === 0) return payload.value as Output;
  throw invalid(payload.issues, what, code);
}

function couldNotBeChecked(cause: unknown, what: string, code: ErrorCode): RowmillError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RowmillError(code, `${what} could not be checked: ${reason}`, { cause, retriable: true });
}

function invalid(rawIssues: readonly z.core.$ZodRawIssue[], what: string, code: ErrorCode): RowmillError {
  const error = new z.ZodError(rawIssues.map((issue) => z.core.util.finalizeIssue(issue, { async: true }, z.config())));
  const issues = error.issues.slice(0, MAX_ISSUES);
  const left = error.issues.length - issues.length;
  const reasons = `${z.prettifyError({ issues })}${left > 0 ? `\n… and ${left} more` : ""}`;
  return new RowmillError(code, `${what} is not valid: ${reasons}`, { cause: error, retriable: false, details: { issues } });
}

/** How many of zod's issues are reported: a list of a hundred thousand wrong items has as many. */
const MAX_ISSUES = 20;
