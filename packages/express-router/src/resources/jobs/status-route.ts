import type { Job } from "@rowmill/core";
import { isFinished } from "@rowmill/core/adapter";
import { defineRoute, type Route, type RouteResponse } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { etagOf, matchesEtag } from "../../http/etag.ts";
import { jobSchema, jobToJson } from "./job-json.ts";
import { jobParams, requireDecidableJob } from "./job-params.ts";

/** `GET /jobs/{id}/status` */
export function statusRoute({ manager, openStreams }: RouterContext): Route {
  return defineRoute({
    name: "getJobStatus",
    method: "GET",
    path: "/jobs/{id}/status",
    summary: "See how a job is doing",
    tag: "jobs",
    params: jobParams,
    query: z.strictObject({
      wait: z
        .string()
        .regex(/^\d{1,2}$/, "It is a whole number of seconds, from 0 to 60.")
        .transform(Number)
        .refine((seconds) => seconds <= 60, "It is a whole number of seconds, from 0 to 60.")
        .optional()
        .meta({ description: "Answers when the job has changed, or after so many seconds, from 0 to 60." }),
    }),
    headers: z.object({
      "if-none-match": z.string().optional().meta({ description: "The ETag of an earlier answer: 304 if nothing has changed since." }),
    }),
    answers: {
      200: {
        description: "The job as it is now.",
        json: jobSchema,
        headers: { ETag: "Names this state of the job.", "Retry-After": "When to look again, in seconds, unless it has finished." },
      },
      304: { description: "Nothing has changed since `If-None-Match`." },
    },
    problems: ["JOB_NOT_FOUND", "LIMIT_REACHED", "DRAINING"],
    async handle(request) {
      const { params, query, headers } = request;
      const job = await requireDecidableJob(manager, params.id, request);
      const known = headers["if-none-match"];
      if (query.wait && !isFinished(job.status) && (known === undefined || matchesEtag(known, etagOf(job)))) {
        return respond(await nextState(job, request.userId, query.wait * 1_000, request.signal), known);
      }
      return respond(job, known);
    },
  });

  /** The job when it has changed, or as it still is when the time is up. */
  async function nextState(job: Job, userId: string | null, waitMs: number, caller: AbortSignal): Promise<Job> {
    const stream = openStreams.open(userId, caller);
    const timeout = new AbortController();
    const giveUp = () => timeout.abort();
    const timer = setTimeout(giveUp, waitMs);
    stream.signal.addEventListener("abort", giveUp, { once: true });
    // Who has gone while the job was read says so no more.
    if (stream.signal.aborted) giveUp();
    try {
      for await (const changed of manager.watchJob(job.id, { userId: job.userId, signal: timeout.signal })) {
        if (etagOf(changed) !== etagOf(job)) return changed;
      }
    } catch (error) {
      if (!timeout.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      stream.close();
    }
    return job;
  }
}

function respond(job: Job, ifNoneMatch: string | undefined): RouteResponse {
  const etag = etagOf(job);
  const headers = {
    ETag: etag,
    "Cache-Control": "private, no-cache",
    "Retry-After": isFinished(job.status) ? undefined : String(retryAfterS(job)),
  };
  if (matchesEtag(ifNoneMatch, etag)) return { status: 304, headers };
  return { status: 200, headers, json: jobToJson(job) };
}

/** The longer a job takes, the less an immediate update matters: a tenth of its age, from one to ten seconds. */
function retryAfterS({ createdAt }: Job): number {
  const ageS = (Date.now() - createdAt.getTime()) / 1_000;
  return Math.min(10, Math.max(1, Math.round(ageS / 10)));
}
