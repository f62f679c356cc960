import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { jobParams } from "./job-params.ts";
import { redact } from "./redact.ts";

const logSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        level: z.enum(["debug", "info", "warn", "error"]),
        message: z.string(),
        run: z.int().meta({ description: "Which run of the job wrote it." }),
      }),
    ),
  })
  .meta({ id: "JobLog" });

/** `GET /jobs/{id}/log` */
export function logRoute({ manager }: RouterContext): Route {
  return defineRoute({
    name: "getJobLog",
    method: "GET",
    path: "/jobs/{id}/log",
    summary: "Read the newest lines of a job's log",
    tag: "jobs",
    params: jobParams,
    query: z.strictObject({
      limit: z
        .string()
        .regex(/^(?:[1-9]\d{0,2}|1000)$/, "It is a whole number from 1 to 1000.")
        .transform(Number)
        .optional()
        .meta({ description: "How many lines at most, from 1 to 1000.", default: 1000 }),
    }),
    answers: { 200: { description: "The lines, the oldest of them first.", json: logSchema } },
    problems: ["JOB_NOT_FOUND"],
    async handle({ params, query, userId }) {
      const lines = await manager.getJobLog(params.id, { userId, limit: query.limit });
      const items = lines.map(({ at, level, message, claimNo }) => ({
        at: at.toISOString(),
        level,
        message: redact(message),
        run: claimNo,
      }));
      return { status: 200, headers: { "Cache-Control": "private, no-cache" }, json: { items } };
    },
  });
}
