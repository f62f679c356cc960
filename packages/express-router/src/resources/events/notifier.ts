/** Wakes callers that wait for a change. */
export interface Notifier {
  /**
   * Resolves with `true` at the next `notify`; with `false` when the time is up or the signal aborts.
   * @param ms - how long to wait at most
   */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  notify(): void;
}

/** Creates it. */
export function createNotifier(): Notifier {
  let listeners = new Set<() => void>();

  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const end = (isNotified: boolean) => {
          clearTimeout(timer);
          listeners.delete(notified);
          signal.removeEventListener("abort", given);
          resolve(isNotified);
        };
        const notified = () => end(true);
        const given = () => end(false);
        const timer = setTimeout(given, ms);
        listeners.add(notified);
        signal.addEventListener("abort", given, { once: true });
        if (signal.aborted) given();
      }),

    notify() {
      const woken = listeners;
      listeners = new Set();
      for (const listener of woken) listener();
    },
  };
}
