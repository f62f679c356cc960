import type { Aspects } from "../cases.ts";
import { cancelCases } from "./cancel.ts";
import { checkpointCases } from "./checkpoint.ts";
import { claimCases } from "./claim.ts";
import { claimOrderCases } from "./claim-order.ts";
import { copiesCases } from "./copies.ts";
import { countCases } from "./count.ts";
import { fairnessCases } from "./fairness.ts";
import { fencingCases } from "./fencing.ts";
import type { JobStoreHarness, JobStoreLimits } from "./harness.ts";
import { headStartCases } from "./head-start.ts";
import { idempotencyCases } from "./idempotency.ts";
import { insertCases } from "./insert.ts";
import { anyUnicodeCases, jsonCases } from "./json.ts";
import { leaseCases } from "./leases.ts";
import { lastChanceCases } from "./last-chance.ts";
import { listCases } from "./list.ts";
import { logCases } from "./log.ts";
import { nextDueCases } from "./next-due.ts";
import { ownershipCases } from "./ownership.ts";
import { progressCases } from "./progress.ts";
import { pruneCases } from "./prune.ts";
import { retryCases } from "./retry.ts";
import { searchCases } from "./search.ts";
import { settleCases } from "./settle.ts";
import { stateMachineCases } from "./state-machine.ts";
import { subscribeCases } from "./subscribe.ts";

/** All that the comments of `JobStore` promise, by subject. */
export function jobStoreAspects({ anyUnicodeInJson = true }: JobStoreLimits = {}) {
  return {
    insert: insertCases,
    "a head start": headStartCases,
    "an idempotency key": idempotencyCases,
    "the order of claims": claimOrderCases,
    fairness: fairnessCases,
    "a claim": claimCases,
    leases: leaseCases,
    "a job on its last chance": lastChanceCases,
    "a lost claim": fencingCases,
    settle: settleCases,
    progress: progressCases,
    "a checkpoint": checkpointCases,
    cancel: cancelCases,
    retry: retryCases,
    "a log": logCases,
    ownership: ownershipCases,
    list: listCases,
    "a search": searchCases,
    count: countCases,
    nextDueInMs: nextDueCases,
    prune: pruneCases,
    subscribe: subscribeCases,
    copies: copiesCases,
    json: { ...jsonCases, ...(anyUnicodeInJson && anyUnicodeCases) },
    "any sequence of operations": stateMachineCases,
  } satisfies Aspects<JobStoreHarness>;
}
