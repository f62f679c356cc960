import type { LedgerCounts } from "../ledger/ledger.ts";
import type { TransformJobResult } from "../transform-result-schema.ts";
import type { FixedJob } from "./fixed-job.ts";

/** The counts of a result. */
type PublishedCounts = Pick<
  TransformJobResult,
  "rows_processed" | "rows_written" | "rows_rejected" | "rows_filtered" | "rows_merged" | "rows_added"
>;

/** The counts as a result names them. */
export function publishedCounts({ processed, written, rejected, filtered, merged, added }: LedgerCounts): PublishedCounts {
  return {
    rows_processed: processed,
    rows_written: written,
    rows_rejected: rejected,
    rows_filtered: filtered,
    rows_merged: merged,
    rows_added: added,
  };
}

/** The counts of a job after some of its rejected rows came back: each row that came ends anew, all others end as they did. */
export function mergedCounts({ id, result }: FixedJob, now: LedgerCounts): NonNullable<TransformJobResult["merged"]> {
  const before = result.merged ?? result;
  return {
    job_id: result.merged?.job_id ?? id,
    rows_processed: before.rows_processed,
    rows_written: before.rows_written + now.written,
    rows_rejected: before.rows_rejected - now.processed + now.rejected,
    rows_filtered: before.rows_filtered + now.filtered,
    rows_merged: before.rows_merged + now.merged,
    rows_added: before.rows_added + now.added,
  };
}
