import { randomUUID } from "node:crypto";
import { type JsonText, type NewJob, uuidv7 } from "@rowmill/core/adapter";

/** Describes a job that can be claimed at once. */
export function newJob(given: Partial<NewJob> = {}): NewJob {
  return {
    id: uuidv7(Date.now(), randomUUID()),
    type: "test",
    userId: null,
    input: "null" as JsonText,
    priority: 0,
    start: { inMs: 0 },
    maxAttempts: 3,
    maxCrashes: 3,
    idempotencyKey: null,
    inputHash: null,
    inputFileId: null,
    referenceFileId: null,
    templateId: null,
    ...given,
  };
}
