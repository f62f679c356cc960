import { RowmillError, type Schedule } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { sealCursor, unsealCursor } from "../../http/list-cursor.ts";
import type { RouterContext } from "../../router-context.ts";
import { createJob } from "../jobs/create-job.ts";
import { createdJob, creationAnswers, creationHeaders } from "../jobs/created-job.ts";
import { described, invalid, readTiming, scheduleSchema, scheduleToJson, timingShape } from "./schedule-json.ts";

const params = z.object({ id: z.string().min(1).max(200) });

const listQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:1?\d{1,2}|200)$/, "It is a whole number from 1 to 200.")
    .transform(Number)
    .refine((limit) => limit >= 1, "It is a whole number from 1 to 200.")
    .optional()
    .meta({ description: "How many at most, from 1 to 200.", default: 50 }),
  cursor: z.string().max(500).optional().meta({ description: "The next_cursor of the page before." }),
});

const scheduleBody = z
  .strictObject({
    type: z.string().max(100),
    input: z.unknown(),
    ...timingShape,
    priority: z.int().min(-1_000).max(1_000).optional(),
    missed: z.enum(["run_once", "skip"]).optional(),
    overlap: z.enum(["allow", "skip"]).optional(),
  })
  .meta({ id: "NewSchedule" });

/** `/schedules`: jobs by the clock, of the types that the host opens for this. */
export function scheduleRoutes(context: RouterContext): Route[] {
  const { manager, schedules: types, limits } = context;
  const one = { 200: { description: "The schedule.", json: scheduleSchema } };
  const noStore = { "Cache-Control": "no-store" };

  const list = defineRoute({
    name: "listSchedules",
    method: "GET",
    path: "/schedules",
    summary: "List your schedules, by their ids",
    tag: "schedules",
    query: listQuery,
    answers: {
      200: {
        description: "A page of schedules.",
        json: z.strictObject({ items: z.array(scheduleSchema), next_cursor: z.string().nullable() }).meta({ id: "SchedulePage" }),
      },
    },
    problems: ["CURSOR_INVALID"],
    async handle({ query: { limit, cursor }, userId }) {
      const scope = { schedules: userId };
      const page = await manager.listSchedules({ userId, limit, cursor: cursor && unsealCursor(cursor, scope) });
      const next = page.nextCursor === undefined ? null : sealCursor(page.nextCursor, scope);
      return { status: 200, headers: noStore, json: { items: page.schedules.map(scheduleToJson), next_cursor: next } };
    },
  });

  const get = defineRoute({
    name: "getSchedule",
    method: "GET",
    path: "/schedules/{id}",
    summary: "Read a schedule",
    tag: "schedules",
    params,
    answers: one,
    problems: ["SCHEDULE_NOT_FOUND"],
    handle: async ({ params: { id }, userId }) => respond(await required(id, userId)),
  });

  const put = defineRoute({
    name: "putSchedule",
    method: "PUT",
    path: "/schedules/{id}",
    summary: "Create a schedule under an id of yours, or change it",
    description: "`cron` has five fields, or words: `weekdays at 8:00, Europe/Berlin`. To change a paused schedule does not resume it.",
    tag: "schedules",
    creates: true,
    params,
    body: { json: scheduleBody },
    answers: one,
    problems: [
      "JOB_TYPE_UNKNOWN",
      "JOB_INPUT_INVALID",
      "FILE_NOT_FOUND",
      "TEMPLATE_NOT_FOUND",
      "JOB_NOT_FOUND",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ params: { id }, body: { type, input, priority, missed, overlap, ...timing }, userId }) {
      if (!types.includes(type)) {
        const errors = [{ detail: "There is no such job type.", pointer: "/type" }];
        throw new RowmillError("JOB_TYPE_UNKNOWN", "There is no such job type.", { details: { errors } });
      }
      const { cron, timeZone, moments } = readTiming(timing, 1);
      if (moments.length === 0) throw invalid("/cron", "It names no moment that is still to come");
      if (!(await manager.getSchedule(id, { userId }))) await refuseTooMany(userId);
      const jobType = manager.getJobTypes().find((candidate) => candidate.type === type);
      return respond(await manager.schedule(jobType ?? type, input as never, { id, userId, cron, timeZone, priority, missed, overlap }));
    },
  });

  const remove = defineRoute({
    name: "deleteSchedule",
    method: "DELETE",
    path: "/schedules/{id}",
    summary: "Delete a schedule; the jobs that it created stay",
    tag: "schedules",
    params,
    answers: { 204: { description: "It is gone." } },
    problems: ["SCHEDULE_NOT_FOUND"],
    async handle({ params: { id }, userId }) {
      if (!(await manager.removeSchedule(id, { userId }))) throw notFound(id);
      return { status: 204, headers: noStore };
    },
  });

  const pause = changeRoute("pause", "Create no more jobs of a schedule until it is resumed", (id, userId) =>
    manager.pauseSchedule(id, { userId }),
  );
  const resume = changeRoute("resume", "Go on with a schedule; what would have come meanwhile is passed over", (id, userId) =>
    manager.resumeSchedule(id, { userId }),
  );

  const run = defineRoute({
    name: "runSchedule",
    method: "POST",
    path: "/schedules/{id}/run",
    summary: "Create a job of a schedule now, beside its moments",
    tag: "schedules",
    creates: true,
    params,
    headers: creationHeaders,
    answers: creationAnswers,
    problems: [
      "SCHEDULE_NOT_FOUND",
      "JOB_TYPE_UNKNOWN",
      "JOB_INPUT_INVALID",
      "FILE_NOT_FOUND",
      "IDEMPOTENCY_CONFLICT",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ params: { id }, headers, userId, href }) {
      const { type, input } = await required(id, userId);
      const jobType = manager.getJobTypes().find((candidate) => candidate.type === type);
      if (!jobType) throw new RowmillError("JOB_TYPE_UNKNOWN", "There is no such job type.");
      const { job, created } = await createJob(context, jobType, input, { userId, idempotencyKey: headers["idempotency-key"] });
      return createdJob(job.id, created, "Job created and queued", href);
    },
  });

  const preview = defineRoute({
    name: "previewSchedule",
    method: "POST",
    path: "/schedules/preview",
    summary: "See when a schedule would come, before it is stored",
    tag: "schedules",
    access: "read",
    body: { json: z.strictObject({ ...timingShape, count: z.int().min(1).max(100).optional() }) },
    answers: {
      200: {
        description: "The expression, what it says, and its next moments.",
        json: z
          .strictObject({ cron: z.string(), time_zone: z.string(), description: z.string().nullable(), moments: z.array(z.iso.datetime()) })
          .meta({ id: "SchedulePreview" }),
      },
    },
    handle({ body: { count, ...timing } }) {
      const { cron, timeZone, moments } = readTiming(timing, count);
      const json = {
        cron,
        time_zone: timeZone,
        description: described({ cron, timeZone }),
        moments: moments.map((at) => at.toISOString()),
      };
      return { status: 200, headers: noStore, json };
    },
  });

  return [list, preview, get, put, remove, pause, resume, run];

  function changeRoute(verb: "pause" | "resume", summary: string, change: (id: string, userId: string | null) => Promise<Schedule>): Route {
    return defineRoute({
      name: `${verb}Schedule`,
      method: "POST",
      path: `/schedules/{id}/${verb}`,
      summary,
      tag: "schedules",
      params,
      answers: one,
      problems: ["SCHEDULE_NOT_FOUND"],
      handle: async ({ params: { id }, userId }) => respond(await change(id, userId)),
    });
  }

  async function required(id: string, userId: string | null): Promise<Schedule> {
    const schedule = await manager.getSchedule(id, { userId });
    if (!schedule) throw notFound(id);
    return schedule;
  }

  async function refuseTooMany(userId: string | null): Promise<void> {
    let count = 0;
    for (let cursor: string | undefined; ;) {
      const page = await manager.listSchedules({ userId, limit: 200, cursor });
      count += page.schedules.length;
      if (count >= limits.schedulesPerUser)
        throw new RowmillError("LIMIT_REACHED", `You have ${count} schedules already: delete one first`);
      cursor = page.nextCursor;
      if (cursor === undefined) return;
    }
  }

  function respond(schedule: Schedule) {
    return { status: 200, headers: noStore, json: scheduleToJson(schedule) };
  }
}

function notFound(id: string): RowmillError {
  return new RowmillError("SCHEDULE_NOT_FOUND", `There is no schedule ${JSON.stringify(id)}`);
}
