import { z } from "zod";
import { type ErrorCode, RowmillError } from "./errors.ts";

/**
 * Parses a value with a schema. Schemas with asynchronous parts are awaited; all others are parsed without a promise inside.
 *
 * @param what - names the value in the error message: `The input of a "resize" job`
 * @throws RowmillError with `code`, not retriable; `details.issues` are zod's
 */
export async function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string, code: ErrorCode): Promise<z.output<Schema>> {
  let parsed: z.ZodSafeParseResult<z.output<Schema>>;
  try {
    parsed = schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof z.core.$ZodAsyncError)) throw failed(error instanceof Error ? error.message : String(error), error);
    parsed = await schema.safeParseAsync(value);
  }
  if (parsed.success) return parsed.data;
  throw failed(z.prettifyError(parsed.error), parsed.error, parsed.error.issues);

  function failed(reason: string, cause: unknown, issues?: unknown): RowmillError {
    return new RowmillError(code, `${what} is not valid: ${reason}`, { cause, retriable: false, details: { issues } });
  }
}
