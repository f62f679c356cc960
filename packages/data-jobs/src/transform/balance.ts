import { RowmillError } from "@rowmill/core";
import type { RowCounts } from "@rowmill/tables";

/**
 * Checks that each row of the input is accounted for.
 * @throws RowmillError `LEDGER_UNBALANCED`, which is a fault of Rowmill
 */
export function checkBalance(counts: RowCounts): void {
  const leftOut = Object.values(counts.leftOut).reduce((sum, count) => sum + count, 0);
  if (counts.read + counts.added === counts.written + counts.rejected + leftOut) return;
  const message = `The rows do not add up: ${JSON.stringify(counts)}. Nothing is published; please report this`;
  throw new RowmillError("LEDGER_UNBALANCED", message, { details: { ...counts } });
}
