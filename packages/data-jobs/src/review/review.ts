import type { Job } from "@rowmill/core";
import { z } from "zod";

/** The signal that decides about a job with `review: true`. */
export const REVIEW = "review";

/** What the signal `review` carries. */
export const decisionShape = {
  /** `false` ends the job as cancelled. */
  approve: z.boolean(),
  /** Why it is not approved: what the job's users read. */
  reason: z.string().min(1).max(1_000).optional(),
};

/** The signals of a job type whose input has `review`: none, unless the input asks for a review. */
export function reviewSignals(decision: z.ZodType): (input: { readonly review?: boolean | undefined }) => Record<string, z.ZodType> {
  return ({ review }) => (review ? { [REVIEW]: decision } : {});
}

/** What was decided about a job, or `undefined` if it has not been shown to a reviewer in this life. */
export function decisionOf<Decision extends z.ZodType>(
  { wakeup }: Pick<Job, "wakeup">,
  decision: Decision,
): z.output<Decision> | undefined {
  return wakeup?.by === "signal" && wakeup.signal === REVIEW ? decision.parse(wakeup.payload) : undefined;
}

/** The reason with which a job ends that is not approved. */
export function refusalOf({ reason }: { readonly reason?: string | undefined }): string {
  return reason === undefined ? "The reviewer did not approve it" : `The reviewer did not approve it: ${reason}`;
}
