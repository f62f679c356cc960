import type { JobChange } from "@rowmill/core/adapter";

/** Who wants to hear of changes, in this process: no other one works with the file. */
export interface ChangeFeed {
  /** Tells everybody. */
  tell(change: JobChange): void;
  /** Adds a listener; the answer removes it. */
  subscribe(listener: (change: JobChange) => void): () => void;
  /** Removes all listeners. */
  close(): void;
}

/** Makes a change feed. */
export function createChangeFeed(): ChangeFeed {
  const listeners = new Set<(change: JobChange) => void>();

  return {
    tell(change) {
      for (const listener of listeners) listener(change);
    },

    subscribe(listener) {
      // A wrapper of its own, so that the same function can listen twice.
      const entry = (change: JobChange) => listener(change);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },

    close: () => listeners.clear(),
  };
}
