import type { StoreMutant } from "./mutant.ts";

/** Stores that are wrong about what becomes of a run. */
export const workingMutants: Readonly<Record<string, StoreMutant>> = {
  "uses up an attempt when a job is handed back": {
    noticedBy: "settle",
    mutate: ({ settle }) => ({
      settle: (settlements) =>
        settle(
          settlements.map((item) =>
            item.settlement.status === "pending" ? { ...item, settlement: { ...item.settlement, usesAttempt: true } } : item,
          ),
        ),
    }),
  },
  "tries again at once": {
    noticedBy: "settle",
    mutate: ({ settle }) => ({
      settle: (settlements) =>
        settle(
          settlements.map((item) =>
            item.settlement.status === "pending" ? { ...item, settlement: { ...item.settlement, runInMs: 0 } } : item,
          ),
        ),
    }),
  },
  "drops the report that comes with the end": {
    noticedBy: "settle",
    mutate: ({ settle }) => ({ settle: (settlements) => settle(settlements.map(({ claim, settlement }) => ({ claim, settlement }))) }),
  },
  "merges counters into those before": {
    noticedBy: "progress",
    mutate: ({ update, get }) => ({
      async update(updates) {
        const jobs = await get(updates.map(({ claim }) => ({ id: claim.jobId })));
        return update(
          updates.map(({ report, ...item }, index) =>
            report ? { ...item, report: { ...report, counters: { ...jobs[index]?.counters, ...report.counters } } } : item,
          ),
        );
      },
    }),
  },
  "drops checkpoints": {
    noticedBy: "a checkpoint",
    mutate: ({ update }) => ({ update: (updates) => update(updates.map(({ checkpoint: _dropped, ...item }) => item)) }),
  },
  "takes a cancelled handler for stopped at once": {
    noticedBy: "cancel",
    mutate: ({ cancel, release, get }) => ({
      async cancel(key) {
        const change = await cancel(key);
        if (!change) return undefined;
        await release([{ jobId: change.job.id, claimNo: change.job.claimNo }]);
        const [job] = await get([key]);
        return { job: job!, changed: change.changed };
      },
    }),
  },
  "calls it a change to cancel again": {
    noticedBy: "cancel",
    mutate: ({ cancel }) => ({
      async cancel(key) {
        const change = await cancel(key);
        return change && { ...change, changed: change.job.status === "cancelled" };
      },
    }),
  },
  "lets a retry be claimed while the old handler is at work": {
    noticedBy: "retry",
    mutate: ({ retry, release, get }) => ({
      async retry(key) {
        const [before] = await get([key]);
        const change = await retry(key);
        if (before && change?.changed) await release([{ jobId: before.id, claimNo: before.claimNo }]);
        return change;
      },
    }),
  },
  "does not wait for an old handler that still renews its lease": {
    noticedBy: "retry",
    mutate: ({ update, get }) => ({
      async update(updates) {
        const jobs = await get(updates.map(({ claim }) => ({ id: claim.jobId })));
        return update(updates.map((item, index) => (jobs[index]?.status === "pending" ? { ...item, leaseMs: 1 } : item)));
      },
    }),
  },
  "drops log lines": {
    noticedBy: "a log",
    mutate: ({ update }) => ({
      update: (updates) =>
        update(updates.map(({ report, ...item }) => (report ? { ...item, report: { ...report, log: report.log.slice(0, 500) } } : item))),
    }),
  },
  "answers the oldest log lines": {
    noticedBy: "a log",
    mutate: ({ readLog }) => ({ readLog: async (key, limit) => (await readLog(key, 1_000)).slice(0, limit) }),
  },
};
