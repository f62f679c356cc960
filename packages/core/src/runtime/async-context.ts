import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { Clock } from "../ports/clock.ts";

/** Calls a function in some asynchronous context: with the values that `AsyncLocalStorage.getStore()` returns there. */
export type RunInContext = <Result>(act: () => Result) => Result;

/**
 * Calls a function in a context without any values of `AsyncLocalStorage`: no tenant, no transaction, no trace of a request.
 *
 * Work that serves several callers, or none, runs here: handlers, timers, batched store calls, the change feed. Otherwise it would run in the
 * context of the request that happened to start it.
 */
export function inCleanContext<Result>(act: () => Result): Result {
  return isKeptByResource ? empty.runInAsyncScope(callAsChild<Result>, undefined, act) : empty.runInAsyncScope(act);
}

/** A resource of its own for each call: on Node 22, what `enterWith` sets would otherwise stay with the shared one. */
function callAsChild<Result>(act: () => Result): Result {
  return new AsyncResource(RESOURCE_TYPE).runInAsyncScope(act);
}

/** Binds a callback to the context of the code that passed it in. */
export function bindContext<Callback extends (...args: never[]) => unknown>(callback: Callback): Callback {
  // Checked where it is called: JavaScript callers may pass anything.
  return typeof callback === "function" ? AsyncLocalStorage.bind(callback) : callback;
}

/** Returns a function that runs others in the context of this moment. */
export function currentContext(): RunInContext {
  return AsyncLocalStorage.snapshot();
}

/** Makes the timers of a clock call back in the clean context, wherever they were set. */
export function withCleanTimers(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    setTimer: (callback, delayMs, keepAlive) => clock.setTimer(() => inCleanContext(callback), delayMs, keepAlive),
  };
}

const RESOURCE_TYPE = "RowmillTask";

const empty = emptyResource();

/**
 * Makes a resource that carries no values. Node copies those of the moment into a new resource, and a bundler or a framework may load this
 * module lazily, inside of a request. So the values are removed: all that Node keeps in a resource beside its ids. A version of Node that
 * hides them leaves the context of the moment in which this module was loaded, which is empty where it is imported at the top of a file.
 */
function emptyResource(): AsyncResource {
  const resource = new AsyncResource(RESOURCE_TYPE);
  for (const symbol of Object.getOwnPropertySymbols(resource)) {
    if (!/^(async_id|trigger_async_id|destroyed)/.test(symbol.description ?? "")) Reflect.deleteProperty(resource, symbol);
  }
  return resource;
}

/** Whether what `enterWith` sets stays with the resource, as on Node 22. Newer versions keep it for the call only. */
const isKeptByResource = keepsWhatEnters();

function keepsWhatEnters(): boolean {
  const probe = new AsyncLocalStorage<boolean>();
  const resource = new AsyncResource(RESOURCE_TYPE);
  resource.runInAsyncScope(() => probe.enterWith(true));
  const isKept = resource.runInAsyncScope(() => probe.getStore()) === true;
  probe.disable();
  return isKept;
}
