import type { Job } from "@rowmill/core";
import { fileNotFound, type NewJob } from "@rowmill/core/adapter";
import type { StoreMutant } from "./mutant.ts";

/** Stores that are wrong about what they keep. */
export const storingMutants: Readonly<Record<string, StoreMutant>> = {
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
  "finds the job of any user who has used a key": {
    noticedBy: "an idempotency key",
    mutate: ({ findByIdempotencyKey, list }) => ({
      async findByIdempotencyKey(key) {
        const { jobs } = await list({ type: [key.type], limit: 1_000 });
        return (await findByIdempotencyKey(key)) ?? jobs.find(({ idempotencyKey }) => idempotencyKey === key.idempotencyKey);
      },
    }),
  },
  "finds a key that was pruned with its job": {
    noticedBy: "an idempotency key",
    mutate: ({ findByIdempotencyKey, insert }) => {
      const jobs = new Map<string, Job>();
      const nameOf = ({ userId, type, idempotencyKey }: Pick<Job, "userId" | "type" | "idempotencyKey">) =>
        JSON.stringify([userId, type, idempotencyKey]);
      return {
        async insert(newJobs) {
          const insertions = await insert(newJobs);
          for (const { job } of insertions) jobs.set(nameOf(job), job);
          return insertions;
        },
        findByIdempotencyKey: async (key) => (await findByIdempotencyKey(key)) ?? jobs.get(nameOf(key)),
      };
    },
  },
  "keeps what is wrong in the name of a user as something else": {
    noticedBy: "insert",
    mutate: ({ insert }) => ({
      insert: (jobs) => insert(jobs.map((job) => ({ ...job, userId: job.userId && job.userId.toWellFormed() }))),
    }),
  },
  "looks for a file before it stores a job, not while": {
    noticedBy: "a file",
    mutate: ({ insert, files }) => ({
      async insert(jobs, options) {
        const ids = jobs.flatMap(({ filesMustExist, inputFileId }) => (filesMustExist && inputFileId !== null ? [inputFileId] : []));
        for (const id of ids) if (!(await files?.get({ id }))) throw fileNotFound(id);
        return await insert(
          jobs.map((job) => ({ ...job, filesMustExist: false })),
          options,
        );
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
        insert(
          jobs.map((job): NewJob =>
            job.input.length > 65_535 ? { ...job, input: `${job.input.slice(0, 65_534)}"` as NewJob["input"] } : job,
          ),
        ),
    }),
  },
};

/** Copies an object by assignment, which loses a key that is called `__proto__`. */
function reassigned(value: Job["input"]): Job["input"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const copy: Record<string, Job["input"]> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = member;
  return copy;
}
