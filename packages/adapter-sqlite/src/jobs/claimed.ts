import type { Claim } from "@rowmill/core/adapter";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/** What of a row decides whether a claim still owns its job. */
export type ClaimedRow = Pick<JobRow, "sequence" | "status" | "claim_no" | "lease_until">;

/** Finds the job of a claim, if no other claim has it. Without its input and whatever else may be big. */
export type FindClaimed = (claim: Claim) => ClaimedRow | undefined;

/** Prepares it. */
export function prepareFindClaimed({ builder, prepare }: Connection): FindClaimed {
  const find = prepare((arg: Arg<Claim>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "status", "claim_no", "lease_until"])
      .where("id", "=", arg("jobId"))
      .where("claim_no", "=", arg("claimNo")),
  );
  return (claim) => find(claim)[0];
}
