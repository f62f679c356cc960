import { RowmillError } from "../../domain/errors.ts";
import type { ClaimSettlement } from "../../ports/job-store.ts";

/** Whether a store rejects what was written and always will: a constraint of the host's, a character that it has no place for. */
export function isRejectedForGood(error: unknown): error is RowmillError {
  return RowmillError.is(error, "STORE_REFUSED") && !error.retriable;
}

/**
 * What can be recorded instead of an end that a store rejects for good, the closest first: the same end without the last report; a failure with
 * the store's reason; a failure whose texts are ours alone. A job whose end is not recorded would run again when its lease has lapsed.
 */
export function alternativesTo({ claim, settlement, report }: ClaimSettlement): ((error: RowmillError) => ClaimSettlement)[] {
  const failed = (message: string): ClaimSettlement => ({
    claim,
    settlement: { status: "failed", error: { code: "JOB_RESULT_INVALID", message, stack: null, causes: [] } },
  });
  return [
    ...(report ? [() => ({ claim, settlement })] : []),
    ({ message }) => failed(`The store refused what the handler answered or logged: ${message}`),
    () => failed("The store refused how this attempt ended. The log of the process has its reason"),
  ];
}
