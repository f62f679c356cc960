import { RowmillError } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { createJob } from "./create-job.ts";
import { createdJob, creationAnswers, creationHeaders } from "./created-job.ts";
import { checkKeys } from "./job-body.ts";

/** `POST /jobs`: a job of any type that the host has exposed. */
export function createRoute(context: RouterContext): Route {
  const { manager, expose } = context;
  return defineRoute({
    name: "createJob",
    method: "POST",
    path: "/jobs",
    summary: "Create a job of a type that is open for this",
    tag: "jobs",
    creates: true,
    headers: creationHeaders,
    body: { json: z.strictObject({ type: z.string().max(100), input: z.unknown() }).meta({ id: "NewJob" }) },
    answers: creationAnswers,
    problems: [
      "JOB_TYPE_UNKNOWN",
      "JOB_INPUT_INVALID",
      "FILE_NOT_FOUND",
      "TEMPLATE_NOT_FOUND",
      "JOB_NOT_FOUND",
      "IDEMPOTENCY_CONFLICT",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ body: { type, input }, headers, userId, href }) {
      // A type that is not exposed is unknown: what else runs here is the host's own business.
      const jobType = expose.includes(type) ? manager.getJobTypes().find((candidate) => candidate.type === type) : undefined;
      if (!jobType) {
        const errors = [{ detail: "There is no such job type.", pointer: "/type" }];
        throw new RowmillError("JOB_TYPE_UNKNOWN", "There is no such job type.", { details: { errors } });
      }
      checkKeys(jobType.input, input, ["input"]);
      const options = { userId, idempotencyKey: headers["idempotency-key"] };
      const { job, created } = await createJob(context, jobType, input, options).catch((error: unknown) => {
        throw under("input", error);
      });
      return createdJob(job.id, created, "Job created and queued", href);
    },
  });
}

/** What is wrong with the input is wrong with that member of the body. */
function under(member: string, error: unknown): unknown {
  if (!RowmillError.is(error, "JOB_INPUT_INVALID")) return error;
  const issues = (error.details["issues"] as readonly { readonly path: readonly PropertyKey[] }[] | undefined)?.map((issue) => ({
    ...issue,
    path: [member, ...issue.path],
  }));
  return new RowmillError(error.code, error.message, { cause: error, details: { ...error.details, issues } });
}
