import { defineRoute, type Route } from "@rowmill/core";
import { SSE_HEARTBEAT, SSE_RETRY, sseEvent, sseResponse } from "../events/sse.ts";
import { changedSince, OVERLAP_MS, userEvent, type UserFeed } from "../events/user-feeds.ts";
import type { OpenStream } from "../limits/open-streams.ts";
import type { RouterContext } from "../router-context.ts";
import { resumeHeaders, resumeQuery } from "./job-events-route.ts";
import { jobToJson } from "./job-json.ts";

/** `GET /jobs/events`: all jobs of a user, live. */
export function jobsEventsRoute({ manager, streams, openStreams, userFeeds }: RouterContext): Route {
  return defineRoute({
    name: "followJobs",
    method: "GET",
    path: "/jobs/events",
    summary: "Follow all your jobs live",
    description:
      "Server-sent events. `snapshot` is the first page of the list of jobs; `status` is one job, whenever one has changed, at most four times a second. " +
      "Whoever comes back with the id of the last event is told of every job that has changed since, some of them once more: look at `revision`.",
    tag: "jobs",
    query: resumeQuery,
    headers: resumeHeaders,
    answers: { 200: { description: "The events.", bytes: "text/event-stream" } },
    problems: ["LIMIT_REACHED", "DRAINING"],
    handle({ method, query, headers, userId, signal, isStillAllowed }) {
      const lastEventId = headers["last-event-id"] ?? query.last_event_id;
      const stream = method === "HEAD" ? { signal, close() {} } : openStreams.open(userId, signal);
      return sseResponse(events(userId, lastEventId, stream, isStillAllowed), streams.stallMs);
    },
  });

  async function* events(
    userId: string | null,
    lastEventId: string | undefined,
    { signal, close }: OpenStream,
    isStillAllowed: () => Promise<boolean>,
  ): AsyncGenerator<string, void, undefined> {
    // Joined before anything is read: what changes meanwhile waits.
    const feed = userFeeds.join(userId);
    try {
      yield SSE_RETRY;
      yield* missed(userId, lastEventId);
      yield* live(feed, signal, isStillAllowed);
    } finally {
      feed.leave();
      close();
    }
  }

  async function* missed(userId: string | null, lastEventId: string | undefined): AsyncGenerator<string, void, undefined> {
    if (lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId)) {
      const sinceMs = Number(lastEventId);
      const { jobs, isWhole } = await changedSince(manager, userId, sinceMs - OVERLAP_MS);
      if (isWhole) {
        // The news first, then what is told again for safety, the latest of it first: whoever is cut after a few events gets on.
        const news = jobs.filter((job) => job.updatedAt.getTime() > sinceMs);
        const again = jobs.filter((job) => job.updatedAt.getTime() <= sinceMs).toReversed();
        const newestMs = news.at(-1)?.updatedAt.getTime() ?? sinceMs;
        for (const job of news) yield userEvent(job);
        for (const job of again) yield userEvent(job, newestMs);
        return;
      }
    }
    const { jobs } = await manager.listJobs({ userId });
    const newest = Math.max(...jobs.map(({ updatedAt }) => updatedAt.getTime()));
    yield sseEvent("snapshot", { items: jobs.map(jobToJson) }, jobs.length > 0 ? String(newest) : undefined);
  }

  async function* live(
    feed: UserFeed,
    signal: AbortSignal,
    isStillAllowed: () => Promise<boolean>,
  ): AsyncGenerator<string, void, undefined> {
    let checkedAtMs = performance.now();
    while (!signal.aborted && !feed.isTooSlow) {
      const news = feed.take();
      if (news.length > 0) {
        yield news.join("");
      } else if (performance.now() - checkedAtMs >= streams.recheckMs) {
        if (!(await isStillAllowed())) return;
        checkedAtMs = performance.now();
      } else if (!(await feed.wait(streams.heartbeatMs, signal)) && !signal.aborted) {
        yield SSE_HEARTBEAT;
      }
    }
  }
}
