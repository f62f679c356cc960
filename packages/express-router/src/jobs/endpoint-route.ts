import { defineRoute, type JobEndpoint, type JobType, type Route, RowmillError } from "@rowmill/core";
import { z } from "zod";
import type { RouterSettings } from "../http/router-options.ts";
import { createdJob, creationAnswers, creationHeaders } from "./created-job.ts";

/** `POST /jobs/{path}`: the route of a job type that has an endpoint. */
export function endpointRoute(jobType: JobType, endpoint: JobEndpoint, { manager }: Pick<RouterSettings, "manager">): Route {
  const { path, message = "Job created and queued", toInput } = endpoint;
  const schema = endpoint.body ?? jobType.input;
  const body = strict(schema);
  const isInput = !endpoint.body && !toInput;

  return defineRoute({
    name: `create${pascalCase(path)}Job`,
    method: "POST",
    path: `/jobs/${path}`,
    summary: endpoint.summary ?? `Create a job of type ${jobType.type}`,
    tag: "jobs",
    creates: true,
    headers: creationHeaders,
    body: { json: body, isChecked: false },
    answers: creationAnswers,
    problems: ["JOB_INPUT_INVALID", "IDEMPOTENCY_CONFLICT", "LIMIT_REACHED", "DRAINING"],
    async handle({ body: raw, headers, userId, href }) {
      const parsed = isInput ? checkKeys(schema, raw) : await parseBody(body, raw);
      const input = toInput ? await toInput(parsed as never, { userId }) : parsed;
      const { job, created } = await manager.createJob(jobType, input, { userId, idempotencyKey: headers["idempotency-key"] });
      return createdJob(job.id, created, message, href);
    },
  });
}

/** An object's schema that says nothing about unknown fields refuses them over HTTP: there they are typing errors, or worse. */
export function strict(schema: z.ZodType): z.ZodType {
  return isOpenObject(schema) ? schema.strict() : schema;
}

function isOpenObject(schema: z.ZodType): schema is z.ZodObject {
  return schema.def.type === "object" && (schema as z.ZodObject).def.catchall === undefined;
}

/** Refuses unknown fields of what the type's own schema is about to judge: to parse twice would do its work twice. */
function checkKeys(schema: z.ZodType, raw: unknown): unknown {
  if (!isOpenObject(schema) || typeof raw !== "object" || raw === null) return raw;
  const keys = Object.keys(raw).filter((key) => !Object.hasOwn(schema.shape, key));
  if (keys.length > 0) throw invalid([{ path: [], message: "", keys: keys.slice(0, 20) }]);
  return raw;
}

async function parseBody(schema: z.ZodType, raw: unknown): Promise<unknown> {
  const parsed = await schema.safeParseAsync(raw);
  if (!parsed.success) throw invalid(parsed.error.issues.slice(0, 20));
  return parsed.data;
}

function invalid(issues: readonly object[]): RowmillError {
  return new RowmillError("JOB_INPUT_INVALID", "The body is not valid", { details: { issues } });
}

function pascalCase(path: string): string {
  return path.replaceAll(/(?:^|-+)([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}
