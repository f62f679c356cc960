import type { Job } from "@rowmill/core";
import type { Claim } from "@rowmill/core/adapter";
import type { StoreMutant } from "./mutant.ts";

/** Stores that are wrong about who runs what. */
export const claimingMutants: Readonly<Record<string, StoreMutant>> = {
  "answers a claim on insert that it does not store": {
    noticedBy: "a claim on insert",
    mutate: ({ insert }) => ({
      async insert(jobs, options) {
        const insertions = await insert(jobs, options);
        if (!options?.claimOnInsert) return insertions;
        return insertions.map(({ job, created }) => ({ job: { ...job, status: "processing", claimNo: 1, attempt: 1 } as const, created }));
      },
    }),
  },
  "gives a claim on insert past jobs that wait": {
    noticedBy: "a claim on insert",
    mutate: ({ insert, claim, get }) => ({
      async insert(jobs, options) {
        const insertions = await insert(jobs, options);
        const { claimOnInsert } = options ?? {};
        if (!claimOnInsert) return insertions;
        const keys = insertions.map(({ job }) => ({ id: job.id }));
        await claim({ runnerId: claimOnInsert.runnerId, leaseMs: claimOnInsert.leaseMs, limit: keys.length, from: { keys } });
        const stored = await get(keys);
        return insertions.map(({ job, created }, index) => ({ job: stored[index] ?? job, created }));
      },
    }),
  },
  "starts every job at once": {
    noticedBy: "the order of claims",
    mutate: ({ insert }) => ({ insert: (jobs) => insert(jobs.map((job) => ({ ...job, start: { inMs: 0 } }))) }),
  },
  "ignores priority": {
    noticedBy: "the order of claims",
    mutate: ({ insert }) => {
      const priorities = new Map<string, number>();
      return {
        async insert(jobs) {
          for (const { id, priority } of jobs) priorities.set(id, priority);
          const insertions = await insert(jobs.map((job) => ({ ...job, priority: 0 })));
          return insertions.map(({ job, created }) => ({ job: { ...job, priority: priorities.get(job.id) ?? 0 }, created }));
        },
      };
    },
  },
  "serves whoever came first, whoever it is": {
    noticedBy: "fairness",
    mutate: ({ insert, claim }) => {
      const users = new Map<string, string | null>();
      return {
        insert(jobs) {
          for (const { id, userId } of jobs) users.set(id, userId);
          return insert(jobs.map((job) => ({ ...job, userId: null })));
        },
        claim: async (request) => (await claim(request)).map((job) => ({ ...job, userId: users.get(job.id) ?? null })),
      };
    },
  },
  "ignores the limits of types": {
    noticedBy: "the order of claims",
    mutate: ({ claim }) => ({
      claim: (request) =>
        claim(
          "capacities" in request.from
            ? { ...request, from: { capacities: request.from.capacities.map(({ type }) => ({ type, limit: 100 })) } }
            : request,
        ),
    }),
  },
  "ignores the limit of a claim": {
    noticedBy: "the order of claims",
    mutate: ({ claim }) => ({ claim: (request) => claim({ ...request, limit: 1_000 }) }),
  },
  "claims a job twice": {
    noticedBy: "the order of claims",
    mutate: ({ claim, get }) => ({
      async claim(request) {
        const jobs = await claim(request);
        if (jobs.length > 0 || !("keys" in request.from)) return jobs;
        return (await get(request.from.keys)).filter((job) => job?.status === "processing") as Job[];
      },
    }),
  },
  "does not note when an attempt began": {
    noticedBy: "a claim",
    mutate: ({ claim }) => ({ claim: async (request) => (await claim(request)).map((job) => ({ ...job, startedAt: job.createdAt })) }),
  },
  "forgets to raise claimNo": {
    noticedBy: "a lost claim",
    // Every claim is answered as the first, and owns the job whatever number it names.
    mutate: (store) => {
      const real = new Map<string, number>();
      const named = ({ jobId, claimNo }: Claim): Claim => ({ jobId, claimNo: claimNo === 1 ? (real.get(jobId) ?? claimNo) : claimNo });
      return {
        async claim(request) {
          return (await store.claim(request)).map((job) => {
            real.set(job.id, job.claimNo);
            return { ...job, claimNo: 1 };
          });
        },
        update: (updates) => store.update(updates.map((update) => ({ ...update, claim: named(update.claim) }))),
        settle: (settlements) => store.settle(settlements.map((item) => ({ ...item, claim: named(item.claim) }))),
      };
    },
  },
  "gives every claim a lease without end": {
    noticedBy: "leases",
    mutate: ({ claim }) => ({ claim: (request) => claim({ ...request, leaseMs: 1e12 }) }),
  },
  "lets a job on its final crash attempt run beside others": {
    noticedBy: "a job on its final crash attempt",
    mutate: ({ claim }) => ({ claim: (request) => claim({ ...request, isIdle: true }) }),
  },
  "does not renew leases": {
    noticedBy: "leases",
    mutate: ({ update }) => ({ update: (updates) => update(updates.map((item) => ({ ...item, leaseMs: 0 }))) }),
  },
  "reclaims what it was told to leave alone": {
    noticedBy: "leases",
    mutate: ({ reclaim }) => ({ reclaim: (_except, limit) => reclaim([], limit) }),
  },
  "leaves alone every run of a job, not the one that is alive": {
    noticedBy: "leases",
    mutate: ({ reclaim, get }) => ({
      async reclaim(except, limit) {
        const jobs = await get(except.map(({ jobId }) => ({ id: jobId })));
        return reclaim(
          jobs.flatMap((job) => (job ? [{ jobId: job.id, claimNo: job.claimNo }] : [])),
          limit,
        );
      },
    }),
  },
  "reclaims more than it was asked to": {
    noticedBy: "leases",
    mutate: ({ reclaim }) => ({ reclaim: (except) => reclaim(except, 1_000) }),
  },
  "lets a job be settled twice": {
    noticedBy: "a lost claim",
    mutate: ({ settle, get }) => ({
      async settle(settlements) {
        const settled = await settle(settlements);
        const jobs = await get(settlements.map(({ claim }) => ({ id: claim.jobId })));
        return settled.map((job, index) => job ?? (jobs[index]?.status === "completed" ? jobs[index] : undefined));
      },
    }),
  },
  "accepts a settlement of a lost claim": {
    noticedBy: "a lost claim",
    mutate: ({ settle, get }) => ({
      async settle(settlements) {
        const jobs = await get(settlements.map(({ claim }) => ({ id: claim.jobId })));
        return settle(settlements.map((item, index) => ({ ...item, claim: { ...item.claim, claimNo: jobs[index]?.claimNo ?? 0 } })));
      },
    }),
  },
  "writes the report of a lost claim": {
    noticedBy: "a lost claim",
    mutate: ({ update, get }) => ({
      async update(updates) {
        const states = await update(updates);
        const jobs = await get(updates.map(({ claim }) => ({ id: claim.jobId })));
        await update(updates.map((item, index) => ({ ...item, claim: { ...item.claim, claimNo: jobs[index]?.claimNo ?? 0 } })));
        return states;
      },
    }),
  },
  "lets anybody release a job": {
    noticedBy: "a lost claim",
    mutate: ({ release, get }) => ({
      async release(claims) {
        const jobs = await get(claims.map(({ jobId }) => ({ id: jobId })));
        return release(jobs.flatMap((job) => (job ? [{ jobId: job.id, claimNo: job.claimNo }] : [])));
      },
    }),
  },
  "counts a crash as an attempt": {
    noticedBy: "any sequence of operations",
    mutate: ({ reclaim, get }) => {
      const extra = new Map<string, number>();
      const counted = (job: Job): Job => ({ ...job, attempt: job.attempt + (extra.get(job.id) ?? 0) });
      return {
        async reclaim(except, limit) {
          const jobs = await reclaim(except, limit);
          for (const { id } of jobs) extra.set(id, (extra.get(id) ?? 0) + 1);
          return jobs.map(counted);
        },
        get: async (keys) => (await get(keys)).map((job) => job && counted(job)),
      };
    },
  },
  "does not raise the revision": {
    noticedBy: "any sequence of operations",
    mutate: ({ get }) => ({ get: async (keys) => (await get(keys)).map((job) => job && { ...job, revision: 1 }) }),
  },
};
