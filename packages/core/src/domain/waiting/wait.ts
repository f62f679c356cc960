import { checkOptions, delayInMs } from "../check-option.ts";
import { RowmillError } from "../errors.ts";
import type { Json } from "../json.ts";

/** What a job waits for between two attempts. The first of these that comes ends the wait. */
export interface WaitingFor {
  /** Its children: `"settled"` when all of them have finished, `"failed"` also when the first of them fails. */
  readonly children: "settled" | "failed" | null;
  /** The name of a signal. */
  readonly signal: string | null;
  /** A moment. */
  readonly until: Date | null;
}

/** What ended a wait. It is there for the next attempt, and for those after it until one of them waits again or ends the job. */
export type Wakeup =
  | { readonly by: "children" }
  | { readonly by: "signal"; readonly signal: string; readonly payload: Json }
  | { readonly by: "time" };

/** A child that is held until its parent lets it run has this as its `runAt`. */
export const HELD_UNTIL = new Date(Date.UTC(9999, 11, 31));

/** The progress of a job that waits for its children: their own, by weight. @param children - `progress` 0 to 100 */
export function progressOfChildren(children: { readonly weight: number; readonly progress: number }): number {
  return children.weight > 0 ? Math.min(99, Math.floor(children.progress / children.weight)) : 0;
}

/** What `HandlerContext.waitFor` takes: at least one of these. The first that comes ends the wait. */
export interface WaitForOptions {
  /** `true`: all children have finished. `"failed"`: that, or one of them has failed or was cancelled. */
  readonly children?: boolean | "failed";
  /** A signal of this name (`manager.signalJob`); one that has come already counts. 1 to 100 letters, digits, `_`, `-`, `.`, `:` and `/`. */
  readonly signal?: string;
  /** A moment. */
  readonly until?: Date;
  /** So many milliseconds after now. Not together with `until`. */
  readonly timeoutMs?: number;
  /**
   * What there is to see meanwhile: JSON, stored as the result of the job until it has another one (`Job.result`). Over HTTP it is
   * `GET /jobs/{id}/result`, with the status 202. @defaultValue nothing
   */
  readonly result?: unknown;
}

/** What an attempt waits for; `until` is a moment, or so many milliseconds after now by the store's clock. */
export interface WaitRequest extends Omit<WaitingFor, "until"> {
  readonly until: { readonly at: Date } | { readonly inMs: number } | null;
}

/** What a handler returns to end its attempt by waiting. Made by `HandlerContext.waitFor`. */
export class Wait {
  readonly request: WaitRequest;
  /** What there is to see meanwhile; `undefined`: nothing. */
  readonly result: unknown;

  constructor(request: WaitRequest, result: unknown) {
    this.request = request;
    this.result = result;
  }
}

/** What a handler returns to end its job as cancelled. Made by `HandlerContext.cancel`. */
export class Cancellation {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Ends a job as cancelled, for a handler to return. @throws RowmillError `OPTION_INVALID` */
export function cancel(reason: string): Cancellation {
  if (typeof reason !== "string" || reason === "") refuse("cancel needs a reason: a sentence for the users of the job");
  return new Cancellation(reason);
}

/**
 * Makes a wait, for a handler to return.
 * @throws RowmillError `OPTION_INVALID`
 */
export function waitFor(options: WaitForOptions): Wait {
  checkOptions(options, ["children", "signal", "until", "timeoutMs", "result"], "waitFor");
  const { children = false, signal, until, timeoutMs, result } = options;
  if (typeof children !== "boolean" && children !== "failed") refuse(`Option "children" must be true, false or "failed"`);
  if (signal !== undefined) checkSignalName(signal);
  if (until !== undefined && (!(until instanceof Date) || Number.isNaN(until.getTime()))) refuse(`Option "until" must be a valid Date`);
  if (until !== undefined && timeoutMs !== undefined) refuse(`Options "until" and "timeoutMs" say the same thing: give one of them`);
  if (children === false && signal === undefined && until === undefined && timeoutMs === undefined) {
    refuse(`waitFor needs something to wait for: children, signal, until or timeoutMs`);
  }
  const request: WaitRequest = {
    children: children === true ? "settled" : children || null,
    signal: signal ?? null,
    until: until ? { at: until } : timeoutMs === undefined ? null : { inMs: delayInMs("timeoutMs", timeoutMs, 0) },
  };
  return new Wait(request, result);
}

/** Refuses what cannot be the name of a signal. @throws RowmillError `OPTION_INVALID` */
export function checkSignalName(name: unknown): asserts name is string {
  if (typeof name === "string" && /^[\w.:/-]{1,100}$/.test(name)) return;
  refuse(`A signal's name has 1 to 100 letters, digits, "_", "-", ".", ":" or "/", got ${JSON.stringify(name)}`);
}

function refuse(message: string): never {
  throw new RowmillError("OPTION_INVALID", message);
}
