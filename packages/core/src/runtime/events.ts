import { EventEmitter } from "eventemitter3";
import type { Job, JobProgress } from "../domain/job.ts";
import type { Logger } from "../ports/logger.ts";
import { bindContext } from "./async-context.ts";

/** What happens in this process, and what listeners are told. For what happens anywhere, use `watchJob`. */
export interface ManagerEvents {
  /** A job was stored by this manager. */
  "job:created": { readonly job: Job };
  /** An attempt began here. */
  "job:started": { readonly job: Job };
  /** An attempt here has come further. At most one a job in `progressIntervalMs`. */
  "job:progress": { readonly job: Job; readonly progress: JobProgress };
  /** An attempt here failed, and there will be another one at `job.runAt`. */
  "job:retrying": { readonly job: Job };
  /** An attempt here was cut short by `close`, and the job waits for another process. */
  "job:handed-back": { readonly job: Job };
  /** An attempt here ended by waiting: `job.waitingFor` says for what. */
  "job:waiting": { readonly job: Job };
  /** This manager found that a wait is over: `job.wakeup` says what ended it. */
  "job:woken": { readonly job: Job };
  "job:completed": { readonly job: Job };
  /** The last attempt failed here, or this manager found that the job had killed its process too often. */
  "job:failed": { readonly job: Job };
  /** The job was cancelled by this manager, or while it ran here. */
  "job:cancelled": { readonly job: Job };
  /** This manager found a lapsed lease and made the job pending again. */
  "job:reclaimed": { readonly job: Job };
  /** An attempt here no longer owns its job: its lease lapsed and another process has taken it. `job` is as the attempt began. */
  "attempt:lost": { readonly job: Job };
  /** A handler here ignored its signal, and its slot was freed without it: see `timeoutMs` of `defineJobType`. `job` is as the attempt began. */
  "attempt:abandoned": { readonly job: Job };
}

/**
 * A listener of one event. May be asynchronous; what it throws is logged and harms nothing. It runs in the `AsyncLocalStorage` context in which it
 * was registered.
 */
export type Listener<Name extends keyof ManagerEvents> = (event: ManagerEvents[Name]) => unknown;

/** The events of one manager. */
export interface Events {
  on<Name extends keyof ManagerEvents>(name: Name, listener: Listener<Name>): () => void;
  emit<Name extends keyof ManagerEvents>(name: Name, event: ManagerEvents[Name]): void;
  removeAll(): void;
}

/** Makes an emitter whose listeners cannot harm the emitter. */
export function createEvents(logger: Logger): Events {
  const emitter = new EventEmitter();

  return {
    on(name, listener) {
      const safely = callSafely(bindContext(listener), (error) => logger.error({ error, event: name }, `A listener of "${name}" threw`));
      emitter.on(name, safely);
      return () => emitter.off(name, safely);
    },
    emit: (name, event) => void emitter.emit(name, event),
    removeAll: () => void emitter.removeAllListeners(),
  };
}

/** Wraps a callback of a user's, so that what it throws, now or later, goes to `onError`. */
export function callSafely<Args extends unknown[]>(
  callback: (...args: Args) => unknown,
  onError: (error: unknown) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      const answer = callback(...args);
      if (answer instanceof Promise) answer.catch(onError);
    } catch (error) {
      onError(error);
    }
  };
}
