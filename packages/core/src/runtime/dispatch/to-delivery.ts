import type { Job } from "../../domain/job.ts";
import type { Delivery } from "../../ports/dispatcher.ts";

/** The delivery of a job that was just stored as pending. Its delay is by the store's clock alone: both times are the store's. */
export function toDelivery({ id, type, priority, runAt, updatedAt }: Job): Delivery {
  return { jobId: id, type, priority, delayMs: Math.max(0, runAt.getTime() - updatedAt.getTime()) };
}
