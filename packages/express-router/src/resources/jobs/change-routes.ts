import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { createdJob, createdJobSchema } from "./created-job.ts";
import { jobParams, requireDecidableJob } from "./job-params.ts";

/** `POST /jobs/{id}/cancel` */
export function cancelRoute({ manager }: RouterContext): Route {
  return defineRoute({
    name: "cancelJob",
    method: "POST",
    path: "/jobs/{id}/cancel",
    summary: "Cancel a job",
    description: "Takes effect immediately, whether the job waits or runs. To cancel a cancelled job again is no error.",
    tag: "jobs",
    params: jobParams,
    answers: { 200: { description: "It is cancelled.", json: z.strictObject({ message: z.string() }).meta({ id: "Message" }) } },
    problems: ["JOB_NOT_FOUND", "JOB_STATUS_CONFLICT"],
    async handle({ params, userId }) {
      await manager.cancelJob(params.id, { userId });
      return { status: 200, headers: { "Cache-Control": "no-store" }, json: { message: "Job cancelled successfully" } };
    },
  });
}

/** `POST /jobs/{id}/signals/{name}` */
export function signalRoute({ manager }: RouterContext): Route {
  return defineRoute({
    name: "signalJob",
    method: "POST",
    path: "/jobs/{id}/signals/{name}",
    summary: "Send a job the signal that it waits for",
    description:
      'The body is what the signal carries: for a review `{ "approve": true }`. A signal that comes before the job waits for it is kept, unless it decides ' +
      "about something that the job shows: then it is refused. The same Idempotency-Key again is the same signal.",
    tag: "jobs",
    params: z.strictObject({ id: jobParams.shape.id, name: z.string().max(100) }),
    headers: z.looseObject({ "idempotency-key": z.string().min(1).max(255).optional() }),
    body: { json: z.unknown(), isChecked: false },
    answers: {
      202: { description: "The signal is kept for the job.", json: z.strictObject({ message: z.string() }).meta({ id: "Message" }) },
    },
    problems: ["JOB_NOT_FOUND", "JOB_STATUS_CONFLICT", "SIGNAL_UNEXPECTED", "SIGNAL_INVALID", "IDEMPOTENCY_CONFLICT"],
    async handle({ params, body, headers, userId, isReviewer }) {
      const job = await requireDecidableJob(manager, params.id, { userId, isReviewer });
      await manager.signalJob(params.id, params.name, body, { userId: job.userId, key: headers["idempotency-key"] });
      return { status: 202, headers: { "Cache-Control": "no-store" }, json: { message: "Signal sent" } };
    },
  });
}

/** `POST /jobs/{id}/retry` */
export function retryRoute({ manager, admission }: RouterContext): Route {
  return defineRoute({
    name: "retryJob",
    method: "POST",
    path: "/jobs/{id}/retry",
    summary: "Give a failed or cancelled job another life",
    description: "It waits again under the same id, with all its attempts, and goes on from its last checkpoint if it has one.",
    tag: "jobs",
    creates: true,
    params: jobParams,
    answers: { 202: { description: "It waits for its turn again.", json: createdJobSchema } },
    problems: ["JOB_NOT_FOUND", "FILE_NOT_FOUND", "JOB_STATUS_CONFLICT", "LIMIT_REACHED", "DRAINING"],
    async handle({ params, userId, href }) {
      const job = await admission.admit(userId, () => manager.retryJob(params.id, { userId }));
      return createdJob(job.id, true, "Job queued again", href);
    },
  });
}
