import type { Route, RouteResponse } from "@rowmill/core/http";
import { z } from "zod";

/** The answer to a creation. */
export const createdJobSchema = z
  .strictObject({ job_id: z.string(), status: z.literal("pending"), message: z.string() })
  .meta({ id: "CreatedJob" });

/** The header that makes a creation repeatable. */
export const creationHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, "It has 1 to 255 printable ASCII characters.")
    .optional()
    .meta({ description: "Names this creation: however often it is sent, also in parallel, there is one job and one answer." }),
});

/** What every creation answers. */
export const creationAnswers: Route["answers"] = {
  202: {
    description: "The job is stored and waits for its turn.",
    json: createdJobSchema,
    headers: {
      Location: "Where its status is.",
      "Retry-After": "When to look, in seconds.",
      "Idempotency-Replayed": "`true` if the job was there already.",
    },
  },
};

/** The response to a creation: the same bytes for a job that was there already, by its idempotency key, whatever has become of it. */
export function createdJob(id: string, created: boolean, message: string, href: (path: string) => string): RouteResponse {
  return {
    status: 202,
    headers: {
      Location: href(`/jobs/${id}/status`),
      "Retry-After": "1",
      "Cache-Control": "no-store",
      "Idempotency-Replayed": created ? undefined : "true",
    },
    json: { job_id: id, status: "pending", message },
  };
}
