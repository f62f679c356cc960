import { defineRoute, type Route } from "@rowmill/core/http";
import { SSE_HEARTBEAT, SSE_RETRY, sseEvent, sseResponse } from "./sse.ts";
import { byChange, changedSince, isAfter, momentOf, OVERLAP_MS, positionOf, userEvent, type UserFeed } from "./user-feeds.ts";
import type { OpenStream } from "../../limits/open-streams.ts";
import type { RouterContext } from "../../router-context.ts";
import { resumeHeaders, resumeQuery } from "./job-events-route.ts";
import { jobToJson } from "../jobs/job-json.ts";

/** `GET /jobs/events`: all jobs of a user, live. */
export function jobsEventsRoute({ manager, streams, openStreams, userFeeds }: RouterContext): Route {
  return defineRoute({
    name: "followJobs",
    method: "GET",
    path: "/jobs/events",
    summary: "Follow all your jobs live",
    description:
      "Server-sent events. `snapshot` is the first page of the list of jobs; `status` is one job, whenever one has changed, at most four times a second. " +
      "A client that reconnects with the id of its last event receives every job that has changed since, some of them again: compare `revision`.",
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
    const sinceMs = lastEventId === undefined ? undefined : momentOf(lastEventId);
    if (lastEventId !== undefined && sinceMs !== undefined) {
      const { jobs, isWhole } = await changedSince(manager, userId, sinceMs - OVERLAP_MS);
      if (isWhole) {
        const news = jobs.filter((job) => isAfter(job, lastEventId));
        for (const job of news) yield userEvent(job);
        const newest = news.at(-1);
        const position = newest ? positionOf(newest) : lastEventId;
        // What is sent again for safety comes in no order: a client that is cut off after every few events receives each of them in the end.
        const again = jobs.filter((job) => !isAfter(job, lastEventId)).map((job) => ({ job, place: Math.random() }));
        for (const { job } of again.toSorted((a, b) => a.place - b.place)) yield userEvent(job, position);
        return;
      }
    }
    const { jobs } = await manager.listJobs({ userId });
    const newest = jobs.toSorted(byChange).at(-1);
    yield sseEvent("snapshot", { items: jobs.map(jobToJson) }, newest && positionOf(newest));
  }

  async function* live(
    feed: UserFeed,
    signal: AbortSignal,
    isStillAllowed: () => Promise<boolean>,
  ): AsyncGenerator<string, void, undefined> {
    let checkedAtMs = performance.now();
    while (!signal.aborted && !feed.isTooSlow) {
      // Before all else: to whom something can always be told, because they read slowly, is asked about, too.
      if (performance.now() - checkedAtMs >= streams.recheckMs) {
        if (!(await isStillAllowed())) return;
        checkedAtMs = performance.now();
      }
      const news = feed.take();
      if (news.length > 0) {
        yield news.join("");
      } else if (!(await feed.wait(streams.heartbeatMs, signal)) && !signal.aborted) {
        yield SSE_HEARTBEAT;
      }
    }
  }
}
