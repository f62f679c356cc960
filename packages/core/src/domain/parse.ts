import { z } from "zod";
import { type ErrorCode, RowmillError } from "./errors.ts";

/**
 * Parses a value with a schema, which may have asynchronous parts.
 *
 * @param what - names the value in the error message: `The input of a "resize" job`
 * @throws RowmillError with `code`: not retriable, with zod's first issues in `details.issues`, if the schema refuses the value;
 * retriable if the schema itself throws (a refinement that asks a database which is away)
 */
export async function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  code: ErrorCode,
): Promise<z.output<Schema>> {
  // Never `safeParse` first: on an asynchronous part it throws, and leaves behind a promise whose rejection is unhandled.
  const parsed = await schema.safeParseAsync(value).catch((cause: unknown) => {
    throw new RowmillError(code, `${what} could not be checked: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      retriable: true,
    });
  });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAX_ISSUES);
  const left = parsed.error.issues.length - issues.length;
  const reasons = `${z.prettifyError({ issues })}${left > 0 ? `\n… and ${left} more` : ""}`;
  throw new RowmillError(code, `${what} is not valid: ${reasons}`, { cause: parsed.error, retriable: false, details: { issues } });
}

/** How many of zod's issues are told: a list of a hundred thousand wrong items has as many. */
const MAX_ISSUES = 20;
