import type { z } from "zod";
import { checkOptions } from "./check-option.ts";
import { checkSchema } from "./check-schema.ts";
import { RowmillError } from "./errors.ts";

/** How jobs of a type are created over HTTP: `POST /jobs/{path}`. */
export interface JobEndpoint<Input = unknown, Body extends z.ZodType = z.ZodType> {
  /** The last segment of the address: lower-case letters, digits and `-`, at most 64. */
  readonly path: string;
  /** What the body must look like. @defaultValue the type's input */
  readonly body?: Body;
  /** What the answer says. @defaultValue "Job created and queued" */
  readonly message?: string;
  /** What the answer says of this input, instead of `message`. */
  messageFor?(input: Input): string;
  /** What it does, in one line of the API's document. @defaultValue made from the type's name */
  readonly summary?: string;
  /**
   * Makes the job's input, as it comes in, of the body that `body` has parsed. What it throws refuses the request. The same body makes the
   * same input, or a request that is repeated with its `Idempotency-Key` is a conflict.
   * @defaultValue the body itself
   */
  toInput?(body: z.output<Body>, owner: { readonly userId: string | null }): Input | Promise<Input>;
}

/**
 * Answers a type's endpoint if it can be one.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkEndpoint(endpoint: JobEndpoint, type: string): JobEndpoint {
  const of = `the endpoint of job type "${type}"`;
  checkOptions(endpoint, ["path", "body", "message", "messageFor", "summary", "toInput"], of);
  // One segment, because `/jobs/x/cancel` cancels a job.
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(endpoint.path)) {
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "path" of ${of} must have 1 to 64 lower-case letters, digits and "-", got ${JSON.stringify(endpoint.path)}`,
    );
  }
  if (endpoint.body !== undefined) checkSchema(endpoint.body, `Option "body" of ${of}`, true);
  return endpoint;
}
