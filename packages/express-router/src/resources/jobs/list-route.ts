import type { ListJobsOptions } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { jobSchema, jobToJson } from "./job-json.ts";
import { sealCursor, unsealCursor } from "../../http/list-cursor.ts";

const status = z.enum(["pending", "processing", "completed", "failed", "cancelled"]);
const byComma = z.string().transform((list) => list.split(","));
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** A text that every database can look for. */
const text = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, "It has no control characters.");

const query = z.strictObject({
  status: byComma.pipe(z.array(status).max(20)).optional().meta({ description: "One status or several, with commas." }),
  type: byComma.pipe(z.array(text).max(20)).optional().meta({ description: "One job type or several, with commas." }),
  created_from: moment.optional().meta({ description: "Created at this moment or later." }),
  created_before: moment.optional().meta({ description: "Created before this moment." }),
  text: text.optional().meta({ description: "Stands in the id, the type, the stage or the error message." }),
  file_id: text.optional().meta({ description: "Names this file as its input, its reference or its result." }),
  parent_id: text.optional().meta({ description: "Was created by this job for a part of its work." }),
  waiting_for: text.optional().meta({ description: 'Waits for its "children", a "time", or the signal of this name.' }),
  limit: z
    .string()
    .regex(/^(?:1?\d{1,2}|200)$/, "It is a whole number from 1 to 200.")
    .transform(Number)
    .refine((limit) => limit >= 1, "It is a whole number from 1 to 200.")
    .optional()
    .meta({ description: "How many at most, from 1 to 200.", default: 50 }),
  cursor: z.string().max(500).optional().meta({ description: "The next_cursor of the page before, with the same filters." }),
});

function waitFilter(name: string): NonNullable<ListJobsOptions["waitingFor"]> {
  if (name === "children") return { children: true };
  return name === "time" ? { until: true } : { signal: name };
}

/** `GET /jobs` */
export function listRoute({ manager }: RouterContext): Route {
  return defineRoute({
    name: "listJobs",
    method: "GET",
    path: "/jobs",
    summary: "List your jobs, newest first",
    tag: "jobs",
    query,
    answers: {
      200: {
        description: "A page of jobs.",
        json: z.strictObject({ items: z.array(jobSchema), next_cursor: z.string().nullable() }).meta({ id: "JobPage" }),
        headers: { Link: "Where the next page is, if there is one." },
      },
    },
    problems: ["CURSOR_INVALID"],
    async handle({ query: { cursor, limit, ...filters }, href, userId: callerId, isReviewer }) {
      const waitingFor = filters.waiting_for === undefined ? undefined : waitFilter(filters.waiting_for);
      // A reviewer's inbox: what waits for a signal, whoever it belongs to.
      const userId = isReviewer && waitingFor && "signal" in waitingFor ? undefined : callerId;
      const scope = { userId, filters };
      const { jobs, nextCursor } = await manager.listJobs({
        userId,
        status: filters.status,
        type: filters.type,
        createdFrom: filters.created_from,
        createdBefore: filters.created_before,
        text: filters.text,
        fileId: filters.file_id,
        parentId: filters.parent_id,
        waitingFor,
        limit,
        cursor: cursor && unsealCursor(cursor, scope),
      });
      const next = nextCursor === undefined ? null : sealCursor(nextCursor, scope);
      return {
        status: 200,
        headers: { "Cache-Control": "private, no-cache", Link: next === null ? undefined : linkTo(next) },
        json: { items: jobs.map(jobToJson), next_cursor: next },
      };

      function linkTo(nextPage: string): string {
        const search = new URLSearchParams();
        for (const [name, value] of Object.entries({ ...filters, limit, cursor: nextPage })) {
          if (value !== undefined) search.set(name, value instanceof Date ? value.toISOString() : String(value));
        }
        return `<${href("/jobs")}?${search.toString()}>; rel="next"`;
      }
    },
  });
}
