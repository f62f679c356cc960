import { type ClaimRequest, type Isolation, isFinalCrashAttempt, type JobKey, type TypeCapacity } from "@rowmill/core/adapter";
import type { BeginAttempt } from "./begin.ts";
import { compareTurns, type DueJobs } from "./due.ts";
import type { FindJob } from "./read.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Turns } from "./ranks.ts";
import type { Write } from "../connection/writer.ts";

/** How jobs are claimed: the best of some types, or just these. */
export function prepareClaim(
  find: FindJob,
  dueJobs: DueJobs,
  turns: Turns,
  beginAttempt: BeginAttempt,
): (request: ClaimRequest, write: Write) => JobRow[] {
  return (request, write) => {
    const exclusive = request.isIdle ? claim({ ...request, limit: Math.min(request.limit, 1) }, "exclusive", write) : [];
    return exclusive.length > 0 ? exclusive : claim(request, "shared", write);
  };

  function claim(request: ClaimRequest, isolation: Isolation, write: Write): JobRow[] {
    return "capacities" in request.from
      ? claimNext(request.from.capacities, request, isolation, write)
      : claimKeys(request.from.keys, request, isolation, write);
  }

  function claimNext(
    capacities: readonly TypeCapacity[],
    { limit, ...runner }: ClaimRequest,
    isolation: Isolation,
    write: Write,
  ): JobRow[] {
    const candidates = capacities.flatMap((capacity) =>
      dueJobs.first(capacity.type, isolation, Math.min(capacity.limit, limit), write.nowMs),
    );
    // Each type is in order; together they are not.
    if (capacities.length > 1) candidates.sort(compareTurns);
    const claimed = candidates.slice(0, limit).flatMap(({ sequence }) => beginAttempt(sequence, runner, write) ?? []);
    turns.served(claimed);
    return claimed;
  }

  function claimKeys(keys: readonly JobKey[], { limit, ...runner }: ClaimRequest, isolation: Isolation, write: Write): JobRow[] {
    const claimed: JobRow[] = [];
    for (const key of keys) {
      if (claimed.length >= limit) break;
      const waiting = find(key);
      if (waiting?.status !== "pending" || waiting.due_at > write.nowMs) continue;
      if (isFinalCrashAttempt({ crashes: waiting.crashes, maxCrashes: waiting.max_crashes }) !== (isolation === "exclusive")) continue;
      const row = beginAttempt(waiting.sequence, runner, write);
      if (row) claimed.push(row);
    }
    return claimed;
  }
}
