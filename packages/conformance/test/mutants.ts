import type { Claim, Job, JobStore, NewJob } from "@rowmill/core";
import type { jobStoreAspects } from "../src/job-store/aspects.ts";

/** A store that breaks one promise. */
export interface Mutant {
  /** The aspect of the suite that must notice. */
  readonly noticedBy: keyof ReturnType<typeof jobStoreAspects>;
  /** Breaks a store that keeps its promises. */
  mutate(store: JobStore): Partial<JobStore>;
}

/** Every mutant, by what it does wrong. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "stores the first jobs of a batch that it refuses": {
    noticedBy: "insert",
    mutate: ({ insert }) => ({
      async insert(jobs) {
        const insertions = [];
        for (const job of jobs) insertions.push(...(await insert([job])));
        return insertions;
      },
    }),
  },
  "answers insertions in an order of its own": {
    noticedBy: "insert",
    mutate: ({ insert }) => ({
      insert: async (jobs) => (await insert(jobs)).toSorted((a, b) => (a.job.id < b.job.id ? -1 : 1)),
    }),
  },
  "starts every job at once": {
    noticedBy: "the order of claims",
    mutate: ({ insert }) => ({ insert: (jobs) => insert(jobs.map((job) => ({ ...job, start: { inMs: 0 } }))) }),
  },
  "looks for an idempotency key before it stores, not while": {
    noticedBy: "an idempotency key",
    mutate: ({ insert, get }) => {
      const idsByKey = new Map<string, string>();
      return {
        async insert(jobs) {
          const [job] = jobs;
          const known = job?.idempotencyKey == null ? undefined : idsByKey.get(`${job.userId} ${job.type} ${job.idempotencyKey}`);
          const [first] = known === undefined ? [] : await get([{ id: known }]);
          if (first) return [{ job: first, created: false }];
          // The moment between looking and storing, in which others look, too.
          await Promise.resolve();
          const insertions = await insert(jobs.map((item) => ({ ...item, idempotencyKey: null })));
          if (job) idsByKey.set(`${job.userId} ${job.type} ${job.idempotencyKey}`, job.id);
          return insertions;
        },
      };
    },
  },
  "gives all users one scope of idempotency keys": {
    noticedBy: "an idempotency key",
    mutate: ({ insert }) => ({ insert: (jobs) => insert(jobs.map((job) => ({ ...job, userId: null }))) }),
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
  "ignores the limits of lanes": {
    noticedBy: "the order of claims",
    mutate: ({ claim }) => ({
      claim: (request) =>
        claim("lanes" in request.from ? { ...request, from: { lanes: request.from.lanes.map(({ type }) => ({ type, limit: 100 })) } } : request),
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
    noticedBy: "any sequence of operations",
    mutate: ({ release, get }) => ({
      async release(claims) {
        const jobs = await get(claims.map(({ jobId }) => ({ id: jobId })));
        return release(jobs.flatMap((job) => (job ? [{ jobId: job.id, claimNo: job.claimNo }] : [])));
      },
    }),
  },
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
  "reads anybody's job for anybody": {
    noticedBy: "ownership",
    mutate: ({ get }) => ({ get: (keys) => get(keys.map(({ id }) => ({ id }))) }),
  },
  "cancels anybody's job for anybody": {
    noticedBy: "ownership",
    mutate: ({ cancel }) => ({ cancel: ({ id }) => cancel({ id }) }),
  },
  "retries anybody's job for anybody": {
    noticedBy: "ownership",
    mutate: ({ retry }) => ({ retry: ({ id }) => retry({ id }) }),
  },
  "claims anybody's job for anybody": {
    noticedBy: "ownership",
    mutate: ({ claim }) => ({
      claim: (request) => claim("keys" in request.from ? { ...request, from: { keys: request.from.keys.map(({ id }) => ({ id })) } } : request),
    }),
  },
  "reads anybody's log for anybody": {
    noticedBy: "ownership",
    mutate: ({ readLog }) => ({ readLog: ({ id }, limit) => readLog({ id }, limit) }),
  },
  "takes nobody in particular for anybody": {
    noticedBy: "ownership",
    mutate: ({ get, list }) => ({
      get: (keys) => get(keys.map(({ id, userId }) => ({ id, userId: userId ?? undefined }))),
      list: (query) => list({ ...query, userId: query.userId ?? undefined }),
    }),
  },
  "lists anybody's jobs for anybody": {
    noticedBy: "ownership",
    mutate: ({ list }) => ({ list: ({ userId: _anybody, ...query }) => list(query) }),
  },
  "lists the oldest job first": {
    noticedBy: "list",
    mutate: ({ list }) => ({
      async list(query) {
        const page = await list(query);
        return { ...page, jobs: page.jobs.toReversed() };
      },
    }),
  },
  "pages by counting, so that new jobs push others onto the next page": {
    noticedBy: "list",
    mutate: ({ list }) => ({
      async list({ cursor, ...query }) {
        const skip = Number(cursor ?? 0);
        const { jobs } = await list({ ...query, limit: 1_000 });
        const end = skip + query.limit;
        return { jobs: jobs.slice(skip, end), nextCursor: end < jobs.length ? String(end) : undefined };
      },
    }),
  },
  "promises a next page after the last": {
    noticedBy: "list",
    mutate: ({ list }) => {
      let lastCursor: string | undefined;
      return {
        async list(query) {
          const page = await list(query);
          lastCursor = page.nextCursor ?? lastCursor;
          return page.jobs.length === query.limit ? { ...page, nextCursor: lastCursor } : page;
        },
      };
    },
  },
  "forgets delayed jobs when it is asked for the next": {
    noticedBy: "nextDueInMs",
    mutate: ({ nextDueInMs }) => ({ nextDueInMs: async (types) => ((await nextDueInMs(types)) === 0 ? 0 : undefined) }),
  },
  "is due at once whenever anything waits": {
    noticedBy: "nextDueInMs",
    mutate: ({ nextDueInMs }) => ({ nextDueInMs: async (types) => ((await nextDueInMs(types)) === undefined ? undefined : 0) }),
  },
  "prunes every status alike": {
    noticedBy: "prune",
    mutate: ({ prune }) => ({
      prune: ({ keepMs: { completed }, limit }) => prune({ keepMs: { completed, failed: completed, cancelled: completed }, limit }),
    }),
  },
  "prunes more than it was asked to": {
    noticedBy: "prune",
    mutate: ({ prune }) => ({ prune: ({ keepMs }) => prune({ keepMs, limit: 1_000 }) }),
  },
  "tells each change twice": {
    noticedBy: "subscribe",
    mutate: ({ subscribe }) => ({
      subscribe: (listener) =>
        subscribe((change) => {
          listener(change);
          listener(change);
        }),
    }),
  },
  "tells refused writes, too": {
    noticedBy: "subscribe",
    mutate: ({ subscribe, cancel }) => {
      const listeners = new Set<Parameters<JobStore["subscribe"]>[0]>();
      return {
        subscribe(listener) {
          listeners.add(listener);
          return subscribe(listener);
        },
        async cancel(key) {
          const change = await cancel(key);
          if (change && !change.changed) {
            const { id: jobId, type, userId, status, claimNo, revision } = change.job;
            for (const listener of listeners) listener({ jobId, type, userId, status, claimNo, revision });
          }
          return change;
        },
      };
    },
  },
  "goes on telling whoever has ended it": {
    noticedBy: "subscribe",
    mutate: ({ subscribe }) => ({
      subscribe(listener) {
        subscribe(listener);
        return () => {};
      },
    }),
  },
  "hands out its own objects": {
    noticedBy: "copies",
    mutate: (store) => {
      const jobs = new Map<string, Job>();
      const shared = (job: Job): Job => {
        const known = jobs.get(job.id);
        const same = known?.revision === job.revision ? known : job;
        jobs.set(job.id, same);
        return same;
      };
      return { get: async (keys) => (await store.get(keys)).map((job) => job && shared(job)) };
    },
  },
  "keeps the objects that it was given": {
    noticedBy: "copies",
    mutate: ({ update, readLog }) => {
      const messages: { message: string }[] = [];
      return {
        update(updates) {
          for (const { report } of updates) messages.push(...(report?.log ?? []));
          return update(updates);
        },
        readLog: async (key, limit) => (await readLog(key, limit)).map((line, index) => ({ ...line, message: messages[index]!.message })),
      };
    },
  },
  "loses what JavaScript takes for a prototype": {
    noticedBy: "json",
    mutate: ({ insert }) => ({
      async insert(jobs) {
        const insertions = await insert(jobs);
        return insertions.map(({ job, created }) => ({ job: { ...job, input: reassigned(job.input) }, created }));
      },
    }),
  },
  "cuts long values off": {
    noticedBy: "json",
    mutate: ({ insert }) => ({
      insert: (jobs) =>
        insert(jobs.map((job): NewJob => (job.input.length > 65_535 ? { ...job, input: `${job.input.slice(0, 65_534)}"` as NewJob["input"] } : job))),
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

/** Copies an object by assignment, which loses a key that is called `__proto__`. */
function reassigned(value: Job["input"]): Job["input"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const copy: Record<string, Job["input"]> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = member as Job["input"];
  return copy;
}
