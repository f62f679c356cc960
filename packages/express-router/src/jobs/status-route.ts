import { defineRoute, type Route, RowmillError } from "@rowmill/core";
import { z } from "zod";
import type { RouterSettings } from "../http/router-options.ts";
import { jobSchema, jobToJson } from "./job-json.ts";

/** The parameter of a path that names a job. */
export const jobParams = z.object({ id: z.string().max(200) });

/** `GET /jobs/{id}/status` */
export function statusRoute({ manager }: Pick<RouterSettings, "manager">): Route {
  return defineRoute({
    name: "getJobStatus",
    method: "GET",
    path: "/jobs/{id}/status",
    summary: "How a job is doing",
    tag: "jobs",
    params: jobParams,
    answers: { 200: { description: "The job as it is now.", json: jobSchema } },
    problems: ["JOB_NOT_FOUND"],
    async handle({ params, userId }) {
      const job = await manager.getJob(params.id, { userId });
      if (!job) throw new RowmillError("JOB_NOT_FOUND", `There is no job ${params.id}`);
      return { status: 200, headers: { "Cache-Control": "private, no-cache" }, json: jobToJson(job) };
    },
  });
}
