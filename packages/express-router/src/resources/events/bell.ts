/** Wakes those who wait for something to happen. */
export interface Bell {
  /**
   * Resolves when the bell is rung, with `true`; or when the time is up or the signal aborts, with `false`.
   * @param ms - how long to wait at most
   */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  ring(): void;
}

/** Makes a bell. */
export function createBell(): Bell {
  let listeners = new Set<() => void>();

  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const end = (isRung: boolean) => {
          clearTimeout(timer);
          listeners.delete(rung);
          signal.removeEventListener("abort", given);
          resolve(isRung);
        };
        const rung = () => end(true);
        const given = () => end(false);
        const timer = setTimeout(given, ms);
        listeners.add(rung);
        signal.addEventListener("abort", given, { once: true });
        if (signal.aborted) given();
      }),

    ring() {
      const woken = listeners;
      listeners = new Set();
      for (const listener of woken) listener();
    },
  };
}
