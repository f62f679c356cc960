import type { Job } from "@rowmill/core";
import { inCleanContext, isFinished } from "@rowmill/core/adapter";
import type { RouterSettings } from "../../http/router-options.ts";
import { jobToJson } from "../jobs/job-json.ts";
import { type Notifier, createNotifier } from "./notifier.ts";
import { sseEvent } from "./sse.ts";

/** The states of one job, for all clients that follow it: read and serialized once, however many they are. */
export interface JobFeed extends Pick<Notifier, "wait"> {
  readonly latest: Moment;
  /** Whether nothing more comes: the job has finished, was deleted, or the manager closed. */
  readonly isOver: boolean;
  /** Ends the following of one client. */
  leave(): void;
}

/** A job at one moment. */
export interface Moment {
  readonly job: Job;
  /** The event that tells of it. */
  readonly text: string;
}

/** The feeds of all jobs that are followed. */
export interface JobFeeds {
  /** Follows a job. @param job - as it was just read, for this user */
  join(job: Job): JobFeed;
}

/** Creates it. */
export function createJobFeeds({ manager, streams, logger }: Pick<RouterSettings, "manager" | "streams" | "logger">): JobFeeds {
  const feeds = new Map<string, SharedFeed>();

  return {
    join(job) {
      let feed = feeds.get(job.id);
      if (!feed) {
        // Shared by all who follow the job, so it belongs to the request of none of them.
        feed = inCleanContext(() => startFeed(job));
        feeds.set(job.id, feed);
      }
      const joined = feed;
      joined.offer(job);
      joined.followers += 1;
      return {
        wait: joined.notifier.wait,
        get latest() {
          return joined.latest;
        },
        get isOver() {
          return joined.isOver;
        },
        leave() {
          joined.followers -= 1;
          if (joined.followers === 0) joined.stop();
        },
      };
    },
  };

  function startFeed(job: Job): SharedFeed {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let publishedAtMs = performance.now();
    let newest = job;
    const feed: SharedFeed = {
      notifier: createNotifier(),
      followers: 0,
      latest: momentOf(job),
      isOver: false,
      offer(read) {
        if (read.revision <= feed.latest.job.revision) return;
        if (read.revision > newest.revision) newest = read;
        publish();
      },
      stop() {
        if (feeds.get(job.id) === feed) feeds.delete(job.id);
        clearTimeout(timer);
        feed.isOver = true;
        controller.abort();
      },
    };
    void follow();
    return feed;

    async function follow(): Promise<void> {
      try {
        for await (const changed of manager.watchJob(job.id, { signal: controller.signal })) {
          newest = changed;
          const waitMs = publishedAtMs + streams.intervalMs - performance.now();
          // How far it has come may wait a little, what has become of it may not.
          if (newest.status !== feed.latest.job.status || waitMs <= 0) publish();
          else timer ??= setTimeout(publish, waitMs);
        }
      } catch (error) {
        if (!controller.signal.aborted) logger.debug({ error, jobId: job.id }, "A job that is looked at can be followed no more");
      }
      feed.stop();
      feed.notifier.notify();
    }

    function publish(): void {
      clearTimeout(timer);
      timer = undefined;
      if (newest.revision === feed.latest.job.revision) return;
      feed.latest = momentOf(newest);
      publishedAtMs = performance.now();
      feed.notifier.notify();
    }
  }
}

interface SharedFeed {
  readonly notifier: Notifier;
  followers: number;
  latest: Moment;
  isOver: boolean;
  /** Takes a state that was read elsewhere, if it is newer: no client receives an earlier state than it has seen. */
  offer(job: Job): void;
  stop(): void;
}

function momentOf(job: Job): Moment {
  return { job, text: sseEvent("status", jobToJson(job), String(job.revision)) };
}

/** The last event of a job that has finished. Its id says that the end was sent, so that no client reconnects for it. */
export function endEvent(job: Job): string {
  return sseEvent("end", jobToJson(job), `${job.revision}.end`);
}

/** Whether a client that reconnects with this event id has received everything. */
export function hasHeardTheEnd(job: Job, lastEventId: string | undefined): boolean {
  return isFinished(job.status) && lastEventId === `${job.revision}.end`;
}
