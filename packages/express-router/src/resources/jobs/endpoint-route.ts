import type { JobType } from "@rowmill/core";
import { defineRoute, type JobEndpoint, type Route } from "@rowmill/core/http";
import type { RouterContext } from "../../router-context.ts";
import { createJob } from "./create-job.ts";
import { createdJob, creationAnswers, creationHeaders } from "./created-job.ts";
import { checkKeys, parseBody, strict } from "./job-body.ts";

/** `POST /jobs/{path}`: the route of a job type that has an endpoint. */
export function endpointRoute(jobType: JobType, endpoint: JobEndpoint, context: RouterContext): Route {
  const { path, message = "Job created and queued", toInput } = endpoint;
  const schema = endpoint.body ?? jobType.input;

  return defineRoute({
    name: `create${pascalCase(path)}Job`,
    method: "POST",
    path: `/jobs/${path}`,
    summary: endpoint.summary ?? `Create a job of type ${jobType.type}`,
    tag: "jobs",
    creates: true,
    headers: creationHeaders,
    body: { json: strict(schema), isChecked: false },
    answers: creationAnswers,
    problems: [
      "JOB_INPUT_INVALID",
      "FILE_NOT_FOUND",
      "TEMPLATE_NOT_FOUND",
      "JOB_NOT_FOUND",
      "IDEMPOTENCY_CONFLICT",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ body, headers, userId, href }) {
      const input = await inputOf(body, userId);
      const options = { userId, idempotencyKey: headers["idempotency-key"] };
      const { job, created } = await createJob(context, jobType, input, options);
      return createdJob(job.id, created, endpoint.messageFor?.(input) ?? message, href);
    },
  });

  async function inputOf(body: unknown, userId: string | null): Promise<unknown> {
    if (endpoint.body || toInput) {
      const parsed = await parseBody(schema, body);
      return toInput ? await toInput(parsed, { userId }) : parsed;
    }
    checkKeys(schema, body);
    return body;
  }
}

function pascalCase(path: string): string {
  return path.replaceAll(/(?:^|-+)([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}
