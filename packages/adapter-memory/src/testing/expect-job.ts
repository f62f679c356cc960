import { AssertionError } from "node:assert";
import type { Job, TaskManager } from "@rowmill/core";

/** What a job is expected to look like: every field that is given must be equal; objects may have more members than those given. */
export type ExpectedJob = { readonly [Field in keyof Job]?: unknown };

/**
 * Finds the newest job that looks as expected.
 * @throws AssertionError that lists the jobs there are, if none does
 */
export async function expectJob(manager: TaskManager, expected: ExpectedJob): Promise<Job> {
  const seen: Job[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await manager.listJobs({ limit: 200, cursor });
    const found = page.jobs.find((job) => matches(job, expected));
    if (found) return found;
    seen.push(...page.jobs);
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  const fields = Object.keys(expected) as (keyof Job)[];
  const actual = seen
    .slice(0, 20)
    .map((job) => Object.fromEntries(["type", "status", ...fields].map((field) => [field, job[field as keyof Job]])));
  throw new AssertionError({
    message: `No job looks like ${JSON.stringify(expected)}. There are ${seen.length}: ${JSON.stringify(actual)}`,
    expected,
    actual,
  });
}

function matches(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return Object.is(actual, expected);
  if (typeof actual !== "object" || actual === null) return false;
  if (expected instanceof Date) return actual instanceof Date && actual.getTime() === expected.getTime();
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  return Object.entries(expected).every(
    ([key, value]) => Object.hasOwn(actual, key) && matches((actual as Record<string, unknown>)[key], value),
  );
}
