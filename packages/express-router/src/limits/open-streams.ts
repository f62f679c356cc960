import { RowmillError } from "@rowmill/core";
import { createUserSlots } from "./user-slots.ts";

/** An open event stream or long poll. */
export interface OpenStream {
  /** Aborts when the caller has gone, and when the router drains. */
  readonly signal: AbortSignal;
  /** Releases the user's slot. May be called again. */
  close(): void;
}

/** All open streams of a router, with a limit for each user. */
export interface OpenStreams {
  readonly isDraining: boolean;
  /** @throws RowmillError `LIMIT_REACHED`, `DRAINING` */
  open(userId: string | null, caller: AbortSignal): OpenStream;
  /** @throws RowmillError `DRAINING` */
  checkOpen(): void;
  /** Ends all streams, and opens no more. */
  drain(): void;
}

/** Creates it. */
export function createOpenStreams(perUser: number): OpenStreams {
  const controllers = new Set<AbortController>();
  const slots = createUserSlots(perUser, `You have ${perUser} streams open, as many as you may have`);
  let isDraining = false;

  return {
    get isDraining() {
      return isDraining;
    },

    open(userId, caller) {
      checkOpen();
      const release = slots.take(userId);
      // Not AbortSignal.any: the caller's signal and ours end together.
      const controller = new AbortController();
      controllers.add(controller);
      const abort = () => controller.abort();
      if (caller.aborted) abort();
      caller.addEventListener("abort", abort, { once: true });
      return {
        signal: controller.signal,
        close() {
          caller.removeEventListener("abort", abort);
          controllers.delete(controller);
          release();
        },
      };
    },

    checkOpen,

    drain() {
      isDraining = true;
      for (const controller of controllers) controller.abort();
    },
  };

  function checkOpen(): void {
    if (isDraining) throw new RowmillError("DRAINING", "The server is about to stop. Send the request again in a few seconds.");
  }
}
