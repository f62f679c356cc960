import type { JobStore } from "@rowmill/core/adapter";
import type { StoreMutant } from "./mutant.ts";

/** Stores that are wrong about what they tell, and to whom. */
export const readingMutants: Readonly<Record<string, StoreMutant>> = {
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
      claim: (request) =>
        claim("keys" in request.from ? { ...request, from: { keys: request.from.keys.map(({ id }) => ({ id })) } } : request),
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
  "measures queues as if nothing had waited for long": {
    noticedBy: "measureQueues",
    mutate: ({ measureQueues }) => ({
      measureQueues: async (types, limit) => (await measureQueues(types, limit)).map((state) => ({ ...state, oldestMs: 0 })),
    }),
  },
  "measures also jobs whose time has not come": {
    noticedBy: "measureQueues",
    mutate: ({ measureQueues, count }) => ({
      measureQueues: async (types, limit) =>
        await Promise.all(
          (await measureQueues(types, limit)).map(async (state) => ({
            ...state,
            waiting: await count({ status: ["pending"], type: [state.type] }, limit),
          })),
        ),
    }),
  },
  "counts queues past the limit": {
    noticedBy: "measureQueues",
    mutate: ({ measureQueues }) => ({ measureQueues: (types) => measureQueues(types, 1_000_000) }),
  },
  "leaves out empty queues": {
    noticedBy: "measureQueues",
    mutate: ({ measureQueues }) => ({
      measureQueues: async (types, limit) => (await measureQueues(types, limit)).filter(({ waiting }) => waiting > 0),
    }),
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
  "takes a text for a pattern": {
    noticedBy: "a search",
    mutate: ({ list }) => ({
      async list({ text = "", ...query }) {
        const page = await list(query);
        const pattern = new RegExp(text.replaceAll(/[[\]{}()*+?.\\^$|]/g, "\\$&").replaceAll("%", ".*"), "i");
        return {
          ...page,
          jobs: page.jobs.filter(({ id, type, stage, error }) => pattern.test(`${id} ${type} ${stage} ${error?.message}`)),
        };
      },
    }),
  },
  "finds a file where it is the input alone": {
    noticedBy: "a search",
    mutate: ({ list }) => ({
      async list({ fileId, ...query }) {
        const page = await list(query);
        return fileId === undefined ? page : { ...page, jobs: page.jobs.filter(({ inputFileId }) => inputFileId === fileId) };
      },
    }),
  },
  "counts on past its limit": {
    noticedBy: "count",
    mutate: ({ count }) => ({ count: (filter) => count(filter, 1_000) }),
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
};
