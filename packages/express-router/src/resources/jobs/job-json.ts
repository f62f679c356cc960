import type { Job } from "@rowmill/core";
import { z } from "zod";
import { redact } from "./redact.ts";

/** What the status of a job looks like. */
export const jobSchema = z
  .strictObject({
    id: z.string(),
    user_id: z.string().nullable().meta({ description: "The user that the job belongs to; null: no user." }),
    type: z.string(),
    status: z.enum(["pending", "processing", "completed", "failed", "cancelled"]),
    progress: z.int().min(0).max(100),
    stage: z.string().nullable().meta({ description: "What is being done now." }),
    counters: z.record(z.string(), z.number()).meta({ description: "What the job counts: bytes, rows." }),
    is_active: z.boolean().meta({ description: "Whether it is being worked on right now; also while a cancelled job is still stopping." }),
    parent_id: z.string().nullable().meta({ description: "The job that created this one for a part of its work." }),
    waiting_for: z
      .strictObject({
        children: z.enum(["settled", "failed"]).nullable(),
        signal: z.string().nullable(),
        until: z.iso.datetime().nullable(),
      })
      .nullable()
      .meta({ description: "What it waits for, without a slot; the first of these that comes lets it go on." }),
    attempt: z.int().meta({ description: "How many attempts have begun." }),
    max_attempts: z.int(),
    input_file_id: z.string().nullable(),
    reference_file_id: z.string().nullable(),
    template_id: z.string().nullable(),
    result_file_id: z.string().nullable(),
    error_code: z.string().nullable(),
    error_message: z.string().nullable().meta({ description: "Why the last attempt failed." }),
    error_causes: z
      .array(z.strictObject({ depth: z.int().min(1), name: z.string(), code: z.string().nullable(), message: z.string() }))
      .meta({ description: "What led to the error, outermost first; depth 2 led to the nearest cause before it with depth 1." }),
    revision: z.int().meta({ description: "Raised by every change." }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: "Job" });

/** A job as JSON over HTTP: without its input, its result, and the stacks of its error. */
export function jobToJson(job: Job): z.output<typeof jobSchema> {
  return {
    id: job.id,
    user_id: job.userId,
    type: job.type,
    status: job.status,
    progress: job.progress,
    stage: job.stage,
    counters: job.counters,
    is_active: job.isActive,
    parent_id: job.parentId,
    waiting_for: job.waitingFor && { ...job.waitingFor, until: job.waitingFor.until?.toISOString() ?? null },
    attempt: job.attempt,
    max_attempts: job.maxAttempts,
    input_file_id: job.inputFileId,
    reference_file_id: job.referenceFileId,
    template_id: job.templateId,
    result_file_id: job.resultFileId,
    error_code: job.error?.code ?? null,
    error_message: job.error ? redact(job.error.message) : null,
    error_causes: (job.error?.causes ?? []).map(({ depth, name, code, message }) => ({ depth, name, code, message: redact(message) })),
    revision: job.revision,
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
  };
}
