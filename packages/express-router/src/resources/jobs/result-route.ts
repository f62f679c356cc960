import { type Job, mayUse, RowmillError } from "@rowmill/core";
import { isFinished } from "@rowmill/core/adapter";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { rangeHeaders } from "../files/content-route.ts";
import { fileResponse } from "../files/file-response.ts";
import type { RouterContext } from "../../router-context.ts";
import { jobParams, requireDecidableJob } from "./job-params.ts";

/** `GET /jobs/{id}/result` */
export function resultRoute({ manager, files, streams }: RouterContext): Route {
  return defineRoute({
    name: "getJobResult",
    method: "GET",
    path: "/jobs/{id}/result",
    summary: "Get what a job has found or made",
    description:
      "The file that the job has made, as `/files/{id}/content` answers it; of a job that has made none, what it answered, as JSON. " +
      "With `format=json`, what it answered in any case: a job that made a file may say more than the file, as the ids of others.",
    tag: "jobs",
    params: jobParams,
    query: z.strictObject({ format: z.literal("json").optional() }),
    headers: rangeHeaders,
    answers: {
      200: { description: "The result.", json: z.unknown(), bytes: "application/octet-stream" },
      202: { description: "The job waits for a decision, and this is what it is about.", json: z.unknown() },
      206: { description: "The part of the file that was asked for.", bytes: "application/octet-stream" },
      304: { description: "The caller has the file already." },
      416: { description: "The file ends before that part." },
    },
    problems: ["JOB_NOT_FOUND", "RESULT_NOT_READY", "RESULT_EXPIRED"],
    async handle({ params, query, method, headers, signal, userId, isReviewer }) {
      const job = await requireDecidableJob(manager, params.id, { userId, isReviewer });
      if (job.waitingFor && job.result !== null)
        return { status: 202, headers: { "Cache-Control": "private, no-cache" }, json: job.result };
      if (job.status !== "completed") throw notReady(job);
      if (job.resultFileId === null || query.format === "json")
        return { status: 200, headers: { "Cache-Control": "private, no-cache" }, json: job.result };
      const file = await files?.stat(job.resultFileId);
      if (!files || !file || !mayUse(file, job.userId))
        throw new RowmillError("RESULT_EXPIRED", "The file that this job made is no longer kept");
      return fileResponse(files, file, { method, headers, signal }, streams.stallMs);
    },
  });
}

function notReady({ status }: Job): RowmillError {
  if (!isFinished(status)) return new RowmillError("RESULT_NOT_READY", "The job has not finished yet", { details: { retryAfterS: 1 } });
  return new RowmillError("RESULT_NOT_READY", `The job has ${status === "failed" ? "failed" : "been cancelled"}: it has no result`);
}
