import type { Job, Json } from "@rowmill/core";
import { uuidv7, type JobStore, type JsonText, type NewJob } from "@rowmill/core/adapter";

/** The type of jobs whose type does not matter. */
export const TYPE = "conformance";

/** Describes a job that can be claimed at once, but for what is given. Ids rise from call to call. */
export function newJob(given: Partial<NewJob> = {}): NewJob {
  return {
    id: nextId(),
    type: TYPE,
    userId: null,
    input: jsonText({ rows: 3 }),
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

/** Describes so many jobs. */
export function newJobs(count: number, given: Partial<NewJob> = {}): NewJob[] {
  return Array.from({ length: count }, () => newJob(given));
}

/** Stores one job. */
export async function insertJob(store: JobStore, given: Partial<NewJob> = {}): Promise<Job> {
  const [insertion] = await store.insert([newJob(given)]);
  if (!insertion) throw new Error("insert answered nothing for the job that it was given");
  return insertion.job;
}

/** Reads one job, which must be there. */
export async function readJob(store: JobStore, { id }: { readonly id: string }): Promise<Job> {
  const [job] = await store.get([{ id }]);
  if (!job) throw new Error(`get answered nothing for job ${id}`);
  return job;
}

/** Writes a value as the JSON text that a store takes. */
export function jsonText(value: Json): JsonText {
  return JSON.stringify(value) as JsonText;
}

/** Answers the ids of jobs, in their order. */
export function idsOf(jobs: readonly { readonly id: string }[]): string[] {
  return jobs.map(({ id }) => id);
}

let idCount = 0;

// Rising, so that a store may break ties of creation time by id or by a sequence of its own.
function nextId(): string {
  idCount += 1;
  return uuidv7(Date.UTC(2026, 0, 1), `00000000-0000-4000-8000-${idCount.toString(16).padStart(12, "0")}`);
}
