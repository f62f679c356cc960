import { type Job, RowmillError } from "@rowmill/core";
import type { RouteRequest } from "@rowmill/core/http";
import { z } from "zod";
import type { Manager } from "../../http/router-options.ts";

/** The parameter of a path that names a job. */
export const jobParams = z.object({ id: z.string().max(200) });

/** Reads a user's job. @throws RowmillError `JOB_NOT_FOUND`, also for another user's job */
export async function requireJob(manager: Pick<Manager, "getJob">, id: string, userId: string | null): Promise<Job> {
  const job = await manager.getJob(id, { userId });
  if (!job) throw new RowmillError("JOB_NOT_FOUND", `There is no job ${JSON.stringify(id)}`);
  return job;
}

/**
 * Reads a job that its caller may decide: their own, or, for a reviewer, anyone's that waits for a signal.
 * @throws RowmillError `JOB_NOT_FOUND`, also for any other job of another user
 */
export async function requireDecidableJob(
  manager: Pick<Manager, "getJob">,
  id: string,
  { userId, isReviewer }: Pick<RouteRequest, "userId" | "isReviewer">,
): Promise<Job> {
  const others = isReviewer ? await manager.getJob(id) : undefined;
  return others?.waitingFor && others.waitingFor.signal !== null ? others : await requireJob(manager, id, userId);
}
