import { RowmillError } from "../../domain/errors.ts";
import type { HandlerContext } from "../../domain/job-type.ts";

/**
 * Runs around every handler: `await next()` runs the next middleware, and at last the handler. It resolves to what the handler returned, and rejects
 * with what that threw. The result of the job is the handler's own: a middleware can only make an attempt fail, by throwing.
 *
 * `next` is called exactly once. A middleware that throws before that keeps the handler from running.
 */
export type Middleware = (context: HandlerContext, next: () => Promise<unknown>) => unknown;

/**
 * Calls a handler through its middleware, the first one outermost. Settles when the handler has stopped, however early a middleware returns or throws.
 * @throws RowmillError `MIDDLEWARE_INVALID` if a middleware does not call `next`, or calls it twice
 */
export async function callThrough(middleware: readonly Middleware[], context: HandlerContext, handler: () => unknown): Promise<unknown> {
  // A copy: what is added meanwhile counts from the next attempt on.
  const [outer, ...inner] = middleware;
  if (!outer) return await handler();
  let running: Promise<unknown> | undefined;
  let isOver = false;
  const next = async (): Promise<unknown> => {
    if (running || isOver) throw misused("called next() twice, or after it had returned", context);
    running = callThrough(inner, context, handler);
    return await running;
  };
  try {
    await outer(context, next);
  } catch (error) {
    // The job keeps its slot until the handler has stopped.
    await running?.catch(() => {});
    throw error;
  } finally {
    isOver = true;
  }
  if (!running) throw misused("returned without calling next()", context);
  return await running;
}

function misused(what: string, { job }: HandlerContext): RowmillError {
  return new RowmillError("MIDDLEWARE_INVALID", `A middleware ${what} for job ${job.id}: call next() exactly once, and await it`);
}
