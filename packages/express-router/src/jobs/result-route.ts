import { defineRoute, isFinished, type Job, type Route, RowmillError } from "@rowmill/core";
import { z } from "zod";
import type { RouterContext } from "../router-context.ts";
import { jobParams, requireJob } from "./job-params.ts";

/** `GET /jobs/{id}/result` */
export function resultRoute({ manager }: RouterContext): Route {
  return defineRoute({
    name: "getJobResult",
    method: "GET",
    path: "/jobs/{id}/result",
    summary: "Get what a job has found or made",
    tag: "jobs",
    params: jobParams,
    answers: { 200: { description: "The result.", json: z.unknown() } },
    problems: ["JOB_NOT_FOUND", "RESULT_NOT_READY", "RESULT_EXPIRED"],
    async handle({ params, userId }) {
      const job = await requireJob(manager, params.id, userId);
      if (job.status !== "completed") throw notReady(job);
      return { status: 200, headers: { "Cache-Control": "private, no-cache" }, json: job.result };
    },
  });
}

function notReady({ status }: Job): RowmillError {
  if (isFinished(status))
    return new RowmillError("RESULT_NOT_READY", `The job has ${status === "failed" ? "failed" : "been cancelled"}: it has no result`);
  return new RowmillError("RESULT_NOT_READY", "The job has not finished yet", { details: { retryAfterS: 1 } });
}
