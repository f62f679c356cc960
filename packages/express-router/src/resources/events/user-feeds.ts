import type { Job } from "@rowmill/core";
import { inCleanContext } from "@rowmill/core/adapter";
import type { RouterSettings } from "../../http/router-options.ts";
import { jobToJson } from "../jobs/job-json.ts";
import { type Notifier, createNotifier } from "./notifier.ts";
import { sseEvent } from "./sse.ts";

/** How far back a reconnecting client receives jobs again: clocks, commits and notices of one moment do not keep the same order. */
export const OVERLAP_MS = 10_000;

/** How often to look for changes that the store's change feed may have lost. */
const LOOK_MS = 30_000;

/** How many jobs wait for one reader at most. Who lets more pile up is too slow, and comes back for them later. */
const MAX_WAITING = 1_000;

/** How many jobs of a user are read in one call, so that other users get their turn. */
const READS_AT_ONCE = 20;

/** How many jobs a look for changes reads at most, by pages of 200. */
const MAX_PAGES = 10;

/** What one of those who follow a user's jobs has yet to be told. */
export interface UserFeed extends Pick<Notifier, "wait"> {
  /** Takes what is to be told, the earliest change first: of each job only the newest. */
  take(): readonly string[];
  /** Whether so much has piled up that this reader had better come back later. */
  readonly isTooSlow: boolean;
  leave(): void;
}

/** The feeds of all users whose jobs are followed. */
export interface UserFeeds {
  join(userId: string | null): UserFeed;
}

/** Creates it. */
export function createUserFeeds({ manager, streams, logger }: Pick<RouterSettings, "manager" | "streams" | "logger">): UserFeeds {
  const feeds = new Map<string | null, SharedFeed>();
  let stopListening: (() => void) | undefined;

  return {
    join(userId) {
      // Shared by all who follow this user's jobs, so it belongs to the request of none of them.
      const feed = inCleanContext(() => {
        stopListening ??= manager.onChange((change) => feeds.get(change.userId)?.note(change.jobId));
        return feeds.get(userId) ?? startFeed(userId);
      });
      feeds.set(userId, feed);
      const reader = createReader();
      feed.readers.add(reader);
      return {
        wait: reader.notifier.wait,
        get isTooSlow() {
          return reader.isTooSlow;
        },
        take() {
          const texts = [...reader.waiting.values()];
          reader.waiting.clear();
          return texts;
        },
        leave() {
          if (!feed.readers.delete(reader) || feed.readers.size > 0) return;
          feed.stop();
          feeds.delete(userId);
          if (feeds.size > 0) return;
          stopListening?.();
          stopListening = undefined;
        },
      };
    },
  };

  function startFeed(userId: string | null): SharedFeed {
    const noted = new Set<string>();
    /** The revision that was told last of each job that has changed since the last look. */
    let told = new Map<string, { readonly revision: number; readonly atMs: number }>();
    let newestMs = Date.now() - OVERLAP_MS;
    let timer: NodeJS.Timeout | undefined;
    let toldAtMs = -Infinity;
    const readers = new Set<Reader>();
    const looking = setInterval(() => void safely(look), LOOK_MS).unref();

    return {
      readers,
      // All changes of one interval are read together, so of each job so many are told at most.
      note(jobId) {
        noted.add(jobId);
        timer ??= setTimeout(() => void safely(tellNoted), Math.max(0, toldAtMs + streams.intervalMs - performance.now()));
      },
      stop() {
        clearTimeout(timer);
        clearInterval(looking);
      },
    };

    async function tellNoted(): Promise<void> {
      const ids = [...noted];
      noted.clear();
      try {
        for (let start = 0; start < ids.length; start += READS_AT_ONCE) {
          const jobs = await Promise.all(ids.slice(start, start + READS_AT_ONCE).map((id) => manager.getJob(id, { userId })));
          tell(jobs.filter((job) => job !== undefined));
        }
      } finally {
        toldAtMs = performance.now();
        timer = noted.size > 0 ? setTimeout(() => void safely(tellNoted), streams.intervalMs) : undefined;
      }
    }

    async function look(): Promise<void> {
      const sinceMs = newestMs - OVERLAP_MS;
      const { jobs } = await changedSince(manager, userId, sinceMs);
      tell(jobs);
      told = new Map([...told].filter(([, { atMs }]) => atMs >= sinceMs));
    }

    function tell(jobs: readonly Job[]): void {
      const news = jobs.filter(({ id, revision }) => revision > (told.get(id)?.revision ?? -1));
      for (const job of news.toSorted(byChange)) {
        newestMs = Math.max(newestMs, job.updatedAt.getTime());
        told.set(job.id, { revision: job.revision, atMs: job.updatedAt.getTime() });
        const text = userEvent(job);
        for (const reader of readers) reader.put(job.id, text);
      }
      if (news.length > 0) for (const { notifier } of readers) notifier.notify();
    }
  }

  async function safely(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      // The next look makes up for it.
      logger.warn({ error }, "Jobs that are followed could not be read");
    }
  }
}

/**
 * A user's jobs that have changed since a moment, the earliest change first.
 * `isWhole` is false if there are too many: the client was away for too long.
 */
export async function changedSince(
  manager: Pick<RouterSettings["manager"], "listJobs">,
  userId: string | null,
  sinceMs: number,
): Promise<{ readonly jobs: readonly Job[]; readonly isWhole: boolean }> {
  const jobs: Job[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await manager.listJobs({ userId, updatedFrom: new Date(sinceMs), limit: 200, cursor });
    jobs.push(...page.jobs);
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return { jobs: jobs.toSorted(byChange), isWhole: cursor === undefined };
}

/** The event of a job. @param position - where a reconnecting client continues */
export function userEvent(job: Job, position = positionOf(job)): string {
  return sseEvent("status", jobToJson(job), position);
}

/** Where a job's last change stands among all: its moment and, because many jobs may change in one millisecond, its id. */
export function positionOf({ updatedAt, id }: Job): string {
  return `${updatedAt.getTime()}-${id}`;
}

/** The moment of a position; `undefined` if this is none. */
export function momentOf(position: string): number | undefined {
  const [, epochMs] = /^(\d{1,15})-[\w-]{1,64}$/.exec(position) ?? [];
  return epochMs === undefined ? undefined : Number(epochMs);
}

/** Whether a job has changed after a position. */
export function isAfter(job: Job, position: string): boolean {
  const differenceMs = job.updatedAt.getTime() - momentOf(position)!;
  return differenceMs > 0 || (differenceMs === 0 && positionOf(job) > position);
}

interface SharedFeed {
  readonly readers: Set<Reader>;
  note(jobId: string): void;
  stop(): void;
}

interface Reader {
  readonly notifier: Notifier;
  readonly waiting: Map<string, string>;
  readonly isTooSlow: boolean;
  put(jobId: string, text: string): void;
}

function createReader(): Reader {
  const waiting = new Map<string, string>();
  let isTooSlow = false;
  return {
    notifier: createNotifier(),
    waiting,
    get isTooSlow() {
      return isTooSlow;
    },
    put(jobId, text) {
      // Taken out first, so that it comes to stand at the end.
      waiting.delete(jobId);
      if (waiting.size >= MAX_WAITING) isTooSlow = true;
      else waiting.set(jobId, text);
    },
  };
}

/** For `toSorted`: the earliest change first. */
export function byChange(a: Job, b: Job): number {
  return a.updatedAt.getTime() - b.updatedAt.getTime() || (a.id < b.id ? -1 : 1);
}
