import type { Aspects } from "../cases.ts";
import { cancelCases } from "./working/cancel.ts";
import { checkpointCases } from "./working/checkpoint.ts";
import { claimCases } from "./claiming/claim.ts";
import { claimOrderCases } from "./claiming/claim-order.ts";
import { copiesCases } from "./storing/copies.ts";
import { countCases } from "./reading/count.ts";
import { fairnessCases } from "./claiming/fairness.ts";
import { fencingCases } from "./working/fencing.ts";
import { fileCases } from "./storing/files.ts";
import type { JobStoreHarness, JobStoreLimits } from "./harness.ts";
import { claimOnInsertCases } from "./claiming/claim-on-insert.ts";
import { idempotencyCases } from "./storing/idempotency.ts";
import { insertCases } from "./storing/insert.ts";
import { childrenCases } from "./waiting/children.ts";
import { signalCases } from "./waiting/signals.ts";
import { waitCases } from "./waiting/wait.ts";
import { anyUnicodeCases, jsonCases } from "./storing/json.ts";
import { leaseCases } from "./working/leases.ts";
import { finalCrashAttemptCases } from "./claiming/final-crash-attempt.ts";
import { listCases } from "./reading/list.ts";
import { logCases } from "./reading/log.ts";
import { nextDueCases } from "./claiming/next-due.ts";
import { ownershipCases } from "./reading/ownership.ts";
import { progressCases } from "./working/progress.ts";
import { pruneCases } from "./storing/prune.ts";
import { queueCases } from "./reading/queues.ts";
import { retryCases } from "./working/retry.ts";
import { searchCases } from "./reading/search.ts";
import { settleCases } from "./working/settle.ts";
import { SEQUENCES, stateMachineCases } from "./model/state-machine.ts";
import { anyWaitsCases } from "./model/waits.ts";
import { subscribeCases } from "./reading/subscribe.ts";

/** All that the comments of `JobStore` promise, by subject. */
export function jobStoreAspects({ anyUnicodeInJson = true }: JobStoreLimits = {}, sequences = SEQUENCES) {
  return {
    insert: insertCases,
    "a claim on insert": claimOnInsertCases,
    "an idempotency key": idempotencyCases,
    "a file": fileCases,
    "the order of claims": claimOrderCases,
    fairness: fairnessCases,
    "a claim": claimCases,
    leases: leaseCases,
    "a job on its final crash attempt": finalCrashAttemptCases,
    "a lost claim": fencingCases,
    settle: settleCases,
    progress: progressCases,
    "a checkpoint": checkpointCases,
    cancel: cancelCases,
    retry: retryCases,
    "a wait": waitCases,
    "a signal": signalCases,
    children: childrenCases,
    "a log": logCases,
    ownership: ownershipCases,
    list: listCases,
    "a search": searchCases,
    count: countCases,
    nextDueInMs: nextDueCases,
    measureQueues: queueCases,
    prune: pruneCases,
    subscribe: subscribeCases,
    copies: copiesCases,
    json: { ...jsonCases, ...(anyUnicodeInJson && anyUnicodeCases) },
    "any sequence of operations": stateMachineCases(sequences),
    "any sequence of waits": anyWaitsCases(sequences),
  } satisfies Aspects<JobStoreHarness>;
}
