import { checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { JobStatus } from "../../domain/job.ts";
import type { JobFilter } from "../../ports/job-store.ts";
import type { ListJobsOptions } from "../call-options.ts";

/**
 * Makes what a store takes of what a caller gave.
 * @throws RowmillError `OPTION_INVALID`
 */
export function jobFilter(options: Omit<ListJobsOptions, "limit" | "cursor">): JobFilter {
  checkOptions(options, OPTION_NAMES, "a list of jobs");
  const { status, type, ...rest } = options;
  for (const name of ["createdFrom", "createdBefore", "updatedFrom"] as const) {
    const moment: unknown = rest[name];
    if (moment === undefined || (moment instanceof Date && !Number.isNaN(moment.getTime()))) continue;
    throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a valid Date`);
  }
  for (const name of ["text", "fileId", "parentId"] as const) {
    if (rest[name] === undefined || typeof rest[name] === "string") continue;
    throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a string, got a ${typeof rest[name]}`);
  }
  checkWaitFilter(rest.waitingFor);
  if (options.userId !== undefined && options.userId !== null && typeof options.userId !== "string") {
    throw new RowmillError("OPTION_INVALID", `Option "userId" must be a string or null, got a ${typeof options.userId}`);
  }
  for (const [name, values] of Object.entries({ status, type })) {
    if (values === undefined || typeof values === "string" || Array.isArray(values)) continue;
    throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a string or a list of strings, got a ${typeof values}`);
  }
  const unknown = asArray(status)?.find((one) => !JOB_STATUSES.includes(one));
  if (unknown !== undefined) {
    throw new RowmillError("OPTION_INVALID", `Option "status" cannot be ${JSON.stringify(unknown)}: it is ${JOB_STATUSES.join(", ")}`);
  }
  return { ...rest, status: asArray(status), type: asArray(type) };
}

const OPTION_NAMES = [
  "userId",
  "status",
  "type",
  "createdFrom",
  "createdBefore",
  "updatedFrom",
  "text",
  "fileId",
  "parentId",
  "waitingFor",
  "limit",
  "cursor",
];

const JOB_STATUSES: readonly JobStatus[] = ["pending", "processing", "completed", "failed", "cancelled"];

function checkWaitFilter(filter: unknown): void {
  if (filter === undefined) return;
  if (typeof filter === "object" && filter !== null) {
    const { children, until, signal } = filter as Record<string, unknown>;
    if (Object.keys(filter).length === 1 && (children === true || until === true || typeof signal === "string")) return;
  }
  const message = `Option "waitingFor" must be { children: true }, { until: true } or { signal: "review" }`;
  throw new RowmillError("OPTION_INVALID", message);
}

function asArray<Value extends string>(values: Value | readonly Value[] | undefined): readonly Value[] | undefined {
  return typeof values === "string" ? [values] : values;
}
