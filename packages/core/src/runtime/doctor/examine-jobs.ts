import type { Diagnosis } from "../../ports/diagnosis.ts";
import type { Patient } from "./patient.ts";

/** For how long a job may wait while this process has free slots for it, in milliseconds: far longer than it polls. */
const STALLED_MS = 60_000;

/** For how long jobs may wait that other processes run, in milliseconds. */
const NOT_TAKEN_MS = 600_000;

/** How many jobs are read to find unknown types and overdue jobs. */
const MAX_READ = 200;

/** How much longer than its time-out an attempt may run, its handler's time to stop included. */
const OVERDUE_FACTOR = 2;

/** Examines the jobs: which wait though they could run, and which run for too long. */
export async function examineJobs(patient: Patient): Promise<readonly Diagnosis[]> {
  return [...(await examineQueues(patient)), ...(await examineTypes(patient)), ...(await examineRunning(patient))];
}

async function examineQueues({ store, registry, concurrency, typesRunHere, activeJobs }: Patient): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  const types = registry.all().map(({ type }) => type);
  const runsHere = new Set(typesRunHere());
  for (const { type, waiting, oldestMs } of await store.measureQueues(types, 10_000)) {
    const limit = registry.get(type)?.jobType.concurrency ?? concurrency;
    const runningOfType = activeJobs().filter((job) => job.type === type).length;
    const hasFreeSlot = activeJobs().length < concurrency && runningOfType < limit;
    const details = { type, waiting, oldestMs: Math.round(oldestMs) };
    const since = `for ${Math.round(oldestMs / 1_000)} s`;
    if (runsHere.has(type) && hasFreeSlot && oldestMs > STALLED_MS) {
      found.push({
        code: "JOBS_STALLED",
        severity: "error",
        message: `${waiting} jobs of type "${type}" wait ${since} although this process has free slots. Look for warnings of the dispatcher in its log`,
        details,
      });
    } else if (!runsHere.has(type) && oldestMs > NOT_TAKEN_MS) {
      found.push({
        code: "JOBS_NOT_RUN_HERE",
        severity: "warning",
        message: `${waiting} jobs of type "${type}" wait ${since}, and this process does not run them: it has no handler, is paused, or "runs" leaves them out. Look whether another process does`,
        details,
      });
    }
  }
  return found;
}

async function examineTypes({ store, registry }: Patient): Promise<Diagnosis[]> {
  const { jobs } = await store.list({ status: ["pending"], limit: MAX_READ });
  const types = [...new Set(jobs.map(({ type }) => type))].filter((type) => !registry.get(type));
  if (types.length === 0) return [];
  return [
    {
      code: "TYPES_UNKNOWN",
      severity: "warning",
      message: `Jobs of types wait that are not registered here: ${types.join(", ")}. Register them where they are to run, or cancel their jobs`,
      details: { types },
    },
  ];
}

async function examineRunning({ store, registry, clock }: Patient): Promise<Diagnosis[]> {
  const { jobs } = await store.list({ status: ["processing"], limit: MAX_READ });
  const overdue = jobs.filter(({ type, startedAt, waitingFor, isActive }) => {
    const timeoutMs = registry.get(type)?.jobType.timeoutMs ?? 0;
    return timeoutMs > 0 && isActive && !waitingFor && startedAt && clock.now() - startedAt.getTime() > OVERDUE_FACTOR * timeoutMs;
  });
  if (overdue.length === 0) return [];
  const types = [...new Set(overdue.map(({ type }) => type))];
  return [
    {
      code: "JOBS_OVERDUE",
      severity: "error",
      message: `${overdue.length} jobs of ${types.join(", ")} run for more than twice the time-out of their type: their handlers ignore their signal. Pass context.signal to what they call, or set timeoutMs: { ms, abandon: true }`,
      details: { types, jobIds: overdue.map(({ id }) => id).slice(0, 10) },
    },
  ];
}
