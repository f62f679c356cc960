import { RowmillError } from "@rowmill/core";
import type { RowCounts } from "@rowmill/tables";

/**
 * Checks that each row of the input is accounted for, and that the file of rejects has as many rows as were counted.
 * @throws RowmillError `LEDGER_UNBALANCED`, which is a fault of Rowmill
 */
export function checkBalance(counts: RowCounts, rejectsWritten: number): void {
  const leftOut = Object.values(counts.leftOut).reduce((sum, count) => sum + count, 0);
  if (counts.read + counts.added === counts.written + counts.rejected + leftOut && counts.rejected === rejectsWritten) return;
  const details = { ...counts, rejectsWritten };
  const message = `The rows do not add up: ${JSON.stringify(details)}. Nothing is published; please report this`;
  throw new RowmillError("LEDGER_UNBALANCED", message, { details });
}
