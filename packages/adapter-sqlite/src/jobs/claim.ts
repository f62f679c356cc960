import { type ClaimRequest, type Company, isOnLastChance, type JobKey, type Lane } from "@rowmill/core/adapter";
import type { BeginAttempt } from "./begin.ts";
import { compareTurns, type DueJobs } from "./due.ts";
import type { FindJob } from "./read.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Turns } from "./ranks.ts";
import type { Write } from "../connection/writer.ts";

/** How jobs are claimed: the best of some lanes, or just these. */
export function createClaimJobs(
  find: FindJob,
  dueJobs: DueJobs,
  turns: Turns,
  beginAttempt: BeginAttempt,
): (request: ClaimRequest, write: Write) => JobRow[] {
  return (request, write) => {
    const lonely = request.alone ? claim({ ...request, limit: Math.min(request.limit, 1) }, "alone", write) : [];
    return lonely.length > 0 ? lonely : claim(request, "others", write);
  };

  function claim(request: ClaimRequest, company: Company, write: Write): JobRow[] {
    return "lanes" in request.from
      ? claimNext(request.from.lanes, request, company, write)
      : claimKeys(request.from.keys, request, company, write);
  }

  function claimNext(lanes: readonly Lane[], { limit, ...runner }: ClaimRequest, company: Company, write: Write): JobRow[] {
    const candidates = lanes.flatMap((lane) => dueJobs.first(lane.type, company, Math.min(lane.limit, limit), write.nowMs));
    // Each lane is in order; together they are not.
    if (lanes.length > 1) candidates.sort(compareTurns);
    const claimed = candidates.slice(0, limit).flatMap(({ sequence }) => beginAttempt(sequence, runner, write) ?? []);
    turns.served(claimed);
    return claimed;
  }

  function claimKeys(keys: readonly JobKey[], { limit, ...runner }: ClaimRequest, company: Company, write: Write): JobRow[] {
    const claimed: JobRow[] = [];
    for (const key of keys) {
      if (claimed.length >= limit) break;
      const waiting = find(key);
      if (waiting?.status !== "pending" || waiting.due_at > write.nowMs) continue;
      if (isOnLastChance({ crashes: waiting.crashes, maxCrashes: waiting.max_crashes }) !== (company === "alone")) continue;
      const row = beginAttempt(waiting.sequence, runner, write);
      if (row) claimed.push(row);
    }
    return claimed;
  }
}
