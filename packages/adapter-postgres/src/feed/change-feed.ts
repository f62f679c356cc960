import { randomBytes } from "node:crypto";
import { setImmediate as immediate, setTimeout as delay } from "node:timers/promises";
import type { Logger } from "@rowmill/core";
import type { JobChange } from "@rowmill/core/adapter";
import { fromPayload, toPayloads } from "./notices.ts";

/** Tells of changes: those of this store at once, and through the database those of others to us, and ours to them. */
export interface ChangeFeed {
  /** Says that these changes were committed by this store. */
  changed(changes: readonly JobChange[]): void;
  /** Reads a notification. */
  heard(payload: string): void;
  /** The payloads that tell of changes which a transaction of the caller's commits: this store hears of them like any other. */
  payloadsFor(changes: readonly JobChange[]): string[];
  subscribe(listener: (change: JobChange) => void): () => void;
  /** Resolves when all that was changed has been sent, or could not be. */
  flush(): Promise<void>;
  /** Ends all subscriptions. */
  close(): void;
}

/** What the feed works with. */
export interface ChangeFeedOptions {
  /** Sends notifications. `undefined`: nobody else is there to hear them. */
  readonly notify: ((payloads: readonly string[]) => Promise<void>) | undefined;
  readonly logger: Logger;
}

/**
 * Of how many jobs it is remembered what was told last. A change that arrives after a later one of its job is not told: it comes through
 * another connection, from another process, and says nothing new.
 */
const REMEMBERED_JOBS = 10_000;

/** How long changes gather after some were sent: so short that nobody who watches sees it, and many in a busy store. */
const GATHER_MS = 5;

/**
 * Makes the feed.
 *
 * Notifications are sent after the commit, by a statement of their own, and not by the one that changes the jobs: PostgreSQL lets only
 * one transaction commit at a time that has notified, so that all writers would wait for each other's disk (a lock on the whole database,
 * `PreCommit_Notify` in its src/backend/commands/async.c). A single change is sent in the next turn of the event loop; after that, changes gather for a moment.
 */
export function createChangeFeed({ notify, logger }: ChangeFeedOptions): ChangeFeed {
  const self = randomBytes(6).toString("base64url");
  const listeners = new Set<(change: JobChange) => void>();
  const toldRevisions = new Map<string, number>();
  let waiting: JobChange[] = [];
  let sending: Promise<void> | undefined;

  return {
    changed(changes) {
      if (changes.length === 0) return;
      tell(changes);
      if (!notify) return;
      waiting.push(...changes);
      sending ??= sendAll(notify);
    },
    heard: (payload) => tell(fromPayload(self, payload)),
    payloadsFor: (changes) => toPayloads("", changes),
    subscribe(listener) {
      // A wrapper of its own, so that the same function can listen twice.
      const entry = (change: JobChange) => listener(change);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    async flush() {
      await sending;
    },
    close() {
      listeners.clear();
    },
  };

  function tell(changes: readonly JobChange[]): void {
    if (listeners.size === 0) return;
    for (const change of changes) {
      if (change.revision <= (toldRevisions.get(change.jobId) ?? 0)) continue;
      // Nothing earlier of a new job can come late.
      if (change.revision > 1) remember(change);
      for (const listener of listeners) listener(change);
    }
  }

  function remember({ jobId, revision }: JobChange): void {
    // Deleted first, so that it moves to the end: the first ones are those that changed longest ago.
    toldRevisions.delete(jobId);
    toldRevisions.set(jobId, revision);
    if (toldRevisions.size <= REMEMBERED_JOBS) return;
    for (const oldest of toldRevisions.keys()) {
      toldRevisions.delete(oldest);
      break;
    }
  }

  async function sendAll(send: NonNullable<typeof notify>): Promise<void> {
    // What changes in the same moment goes together, and whoever waits for this change here goes first: a job that was stored begins
    // before others are told that it is there.
    await immediate();
    while (waiting.length > 0) {
      const payloads = toPayloads(self, waiting);
      waiting = [];
      try {
        await send(payloads);
      } catch (error) {
        logger.debug({ error }, "Other processes could not be told of changes; they will find them when they look");
      }
      await delay(GATHER_MS);
    }
    sending = undefined;
  }
}
