import { RowmillError } from "@rowmill/core";
import type { ParentOptions } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { isJobId } from "../connection/storable-text.ts";
import type { Names } from "../schema/names.ts";

/** Sees to it that a claim owns a job that gets children, until the transaction has ended. Answers how many of them run at once. */
export type HoldParent = (executor: Executor, parent: ParentOptions) => Promise<number | null>;

/** Prepares it. */
export function prepareHoldParent({ db, jobs }: Names): HoldParent {
  interface ParentRow {
    readonly child_concurrency: number | null;
  }
  const hold = statement<ParentRow, [id: string, claimNo: number]>(
    db,
    (id, claimNo) => sql<ParentRow>`
      select j.child_concurrency from ${jobs} j
      where j.id = ${id}::uuid and j.claim_no = ${claimNo}::integer and j.status = 'processing' and j.lease_until is not null
      for no key update`,
  );
  const limit = statement<object, [concurrency: number, id: string]>(
    db,
    (concurrency, id) => sql<object>`update ${jobs} job set child_concurrency = ${concurrency}::integer where job.id = ${id}::uuid`,
  );

  return async (executor, { claim: { jobId, claimNo }, concurrency }) => {
    const [row] = isJobId(jobId) ? await hold(executor, jobId, claimNo) : [];
    if (!row) throw new RowmillError("ATTEMPT_LOST", `This attempt no longer owns job ${jobId}: no child was stored`);
    if (concurrency === undefined) return row.child_concurrency;
    await limit(executor, concurrency, jobId);
    return concurrency;
  };
}
