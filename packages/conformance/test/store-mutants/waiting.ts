import type { StoreMutant } from "./mutant.ts";

/** Stores that are wrong about jobs that wait. */
export const waitingMutants: Readonly<Record<string, StoreMutant>> = {
  "uses up an attempt for a wait": {
    noticedBy: "a wait",
    mutate: ({ get, settle }) => ({
      settle,
      async get(keys) {
        const jobs = await get(keys);
        return jobs.map((job) => (job?.waitingFor ? { ...job, attempt: job.attempt + 1 } : job));
      },
    }),
  },
  "wakes a job twice": {
    noticedBy: "a wait",
    mutate: ({ wake, get }) => ({
      async wake(request) {
        const awakening = await wake(request);
        if (!("ids" in request) || awakening.jobs.length > 0) return awakening;
        const jobs = await get(request.ids.map((id) => ({ id })));
        return { ...awakening, jobs: jobs.filter((job) => job !== undefined && job.wakeup !== null) as never };
      },
    }),
  },
  "knows no moment": {
    noticedBy: "a wait",
    mutate: ({ wake }) => ({ wake: async (request) => ({ ...(await wake(request)), nextInMs: undefined }) }),
  },
  "lets a job wait for nothing but its signal": {
    noticedBy: "a wait",
    mutate: ({ settle }) => ({
      settle: (settlements) =>
        settle(
          settlements.map((item) =>
            item.settlement.status === "waiting"
              ? { ...item, settlement: { ...item.settlement, for: { ...item.settlement.for, until: null } } }
              : item,
          ),
        ),
    }),
  },
  "takes each signal for another one": {
    noticedBy: "a signal",
    mutate({ signal }) {
      let sent = 0;
      return { signal: (key, given) => signal(key, { ...given, key: `${given.key ?? ""} ${(sent += 1)}` }) };
    },
  },
  "sends signals to other users' jobs": {
    noticedBy: "a signal",
    mutate: ({ signal }) => ({ signal: ({ id }, given) => signal({ id }, given) }),
  },
  "forgets whose children jobs are": {
    noticedBy: "children",
    mutate: ({ insert }) => ({ insert: (jobs, { parent: _dropped, ...options } = {}) => insert(jobs, options) }),
  },
  "lets all children run at once": {
    noticedBy: "children",
    mutate: ({ insert }) => ({
      insert: (jobs, { parent, ...options } = {}) => insert(jobs, { ...options, ...(parent && { parent: { claim: parent.claim } }) }),
    }),
  },
  "leaves the children of a cancelled job at work": {
    noticedBy: "children",
    mutate: () => ({ cancelOrphans: async () => [] }),
  },
  "takes all children for equally heavy": {
    noticedBy: "children",
    mutate: ({ insert }) => ({
      insert: (jobs, options) =>
        insert(
          jobs.map(({ weight: _weight, ...job }) => job),
          options,
        ),
    }),
  },
  "keeps a signal only for a job that waits": {
    noticedBy: "any sequence of waits",
    mutate: ({ signal, get }) => ({
      async signal(key, given) {
        const [job] = await get([key]);
        return job && !job.waitingFor && job.status === "pending" ? { job, became: "kept" } : await signal(key, given);
      },
    }),
  },
  "wakes a parent after its first child": {
    noticedBy: "any sequence of waits",
    mutate: ({ settle }) => ({
      settle: (settlements) =>
        settle(
          settlements.map((item) =>
            item.settlement.status === "waiting" && item.settlement.for.children === "settled"
              ? { ...item, settlement: { ...item.settlement, for: { ...item.settlement.for, children: "failed" } } }
              : item,
          ),
        ),
    }),
  },
};
