import type { Job } from "@rowmill/core";
import { isFinished } from "@rowmill/core/adapter";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { endEvent, hasHeardTheEnd } from "./job-feeds.ts";
import { SSE_HEARTBEAT, SSE_RETRY, sseResponse } from "./sse.ts";
import type { OpenStream } from "../../limits/open-streams.ts";
import type { RouterContext } from "../../router-context.ts";
import { jobParams, requireJob } from "../jobs/job-params.ts";

/** Where a stream that was cut goes on. */
export const resumeHeaders = z.object({
  "last-event-id": z.string().max(100).optional().meta({ description: "The id of the last event that came: goes on from there." }),
});

/** The same for who can set no headers. */
export const resumeQuery = z.strictObject({
  last_event_id: z.string().max(100).optional().meta({ description: "The same as the header Last-Event-ID." }),
});

/** `GET /jobs/{id}/events`: a job, live. */
export function jobEventsRoute({ manager, streams, openStreams, jobFeeds }: RouterContext): Route {
  return defineRoute({
    name: "followJob",
    method: "GET",
    path: "/jobs/{id}/events",
    summary: "Follow a job live",
    description:
      "Server-sent events. `status` is the job as it is now, first of all and then after every change, at most four times a second; whoever reads " +
      "slowly gets the newest only. `end` is the job when it has finished, and the last event.",
    tag: "jobs",
    params: jobParams,
    query: resumeQuery,
    headers: resumeHeaders,
    answers: {
      200: { description: "The events.", bytes: "text/event-stream" },
      204: { description: "The job has finished, and its end was told before: there is nothing to come back for." },
    },
    problems: ["JOB_NOT_FOUND", "LIMIT_REACHED", "DRAINING"],
    async handle({ method, params, query, headers, userId, signal, isStillAllowed }) {
      const job = await requireJob(manager, params.id, userId);
      const lastEventId = headers["last-event-id"] ?? query.last_event_id;
      if (hasHeardTheEnd(job, lastEventId)) return { status: 204 };
      const stream = method === "HEAD" ? { signal, close() {} } : openStreams.open(userId, signal);
      return sseResponse(events(job, lastEventId, stream, isStillAllowed), streams.stallMs);
    },
  });

  async function* events(
    job: Job,
    lastEventId: string | undefined,
    { signal, close }: OpenStream,
    isStillAllowed: () => Promise<boolean>,
  ): AsyncGenerator<string, void, undefined> {
    const feed = jobFeeds.join(job);
    let told = lastEventId;
    let checkedAtMs = performance.now();
    try {
      yield SSE_RETRY;
      while (!signal.aborted) {
        const { latest, isOver } = feed;
        // Before all else: to whom something can always be told, because they read slowly, is asked about, too.
        if (performance.now() - checkedAtMs >= streams.recheckMs) {
          if (!(await isStillAllowed())) return;
          checkedAtMs = performance.now();
        } else if (told !== String(latest.job.revision)) {
          told = String(latest.job.revision);
          yield latest.text;
        } else if (isFinished(latest.job.status)) {
          yield endEvent(latest.job);
          return;
        } else if (isOver) {
          return;
        } else if (!(await feed.wait(streams.heartbeatMs, signal)) && !signal.aborted) {
          yield SSE_HEARTBEAT;
        }
      }
    } finally {
      feed.leave();
      close();
    }
  }
}
