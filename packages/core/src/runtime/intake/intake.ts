import { checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { FileLookup } from "../../domain/file.ts";
import type { Job } from "../../domain/job.ts";
import type { Registration, Registry } from "../../domain/registry.ts";
import type { Runner } from "../attempts/runner.ts";
import type { Insertion, InsertOptions, JobStore, NewJob } from "../../ports/job-store.ts";
import { inCleanContext } from "../async-context.ts";
import type { CreatorContexts } from "../creator-contexts.ts";
import { findEarlierJob, refuseConflict } from "./find-earlier-job.ts";
import { batchCalls } from "../batch-calls.ts";
import type { ManagerSettings } from "../manager-options.ts";
import { type HeldReferences, holdReferences, namesNothing } from "./check-references.ts";
import { areFilesOfStore } from "./job-files.ts";
import { checkCreateOptions, type JobRequest, namesOf, prepareJob, readRequest } from "./prepare-job.ts";
import type { CreateJobOptions, EarlierJobOptions } from "../call-options.ts";
import { mapInTurns } from "../turn.ts";

/** How many jobs are stored in one go when many callers create one at the same moment. */
const MAX_JOBS_PER_INSERT = 500;

/**
 * How many inserts of jobs with idempotency keys may be under way: one of them may wait for a transaction of a caller's that has the same key,
 * and that caller for another job.
 */
const MAX_KEYED_INSERTS = 2;

/** How jobs come in: checked, stored, announced, and brought on their way. */
export interface Intake {
  /** Checks a request as if it were new. @throws RowmillError as `TaskManager.createJob` */
  check(type: TypeName, input: unknown, options: CreateJobOptions<unknown>): Promise<NewJob>;
  /**
   * Checks a request and passes it on. The files that it names cannot be deleted until `store` has settled. A request that was made before, by
   * its idempotency key, need not pass the checks again: its file may be gone, its schema may have changed.
   * @throws RowmillError as `TaskManager.createJob`, and whatever `store` throws
   */
  prepare<Stored>(request: CreationRequest, store: (order: Order) => Promise<Stored>): Promise<Stored>;
  /** The same for many requests, in their order. */
  prepareAll<Stored>(requests: readonly CreationRequest[], store: (orders: readonly Order[]) => Promise<Stored>): Promise<Stored>;
  /** Returns what was asked for before. @throws RowmillError as `TaskManager.findEarlierJob` */
  findEarlier(type: TypeName, input: unknown, options: EarlierJobOptions): Promise<Job | undefined>;
  /** Stores one job, together with those of other callers. @param claim - as in `NewJob` @throws RowmillError `IDEMPOTENCY_CONFLICT` */
  store(order: Order, claim?: NewJob["claim"]): Promise<Insertion>;
  /** Stores many jobs, all or none, perhaps in a transaction of the caller's. @throws RowmillError `IDEMPOTENCY_CONFLICT` */
  storeAll(orders: readonly Order[], options?: InsertOptions<unknown>): Promise<readonly Insertion[]>;
}

/** A job that can be stored, or the one that was made of the same idempotency key before. */
export type Order = { readonly newJob: NewJob } | { readonly earlier: Job };

/** A job that a caller asks for. */
export interface CreationRequest {
  readonly type: TypeName;
  readonly input: unknown;
  readonly options: CreateJobOptions<unknown>;
}

type TypeName = string | { readonly type: string };

/** What the intake works with. */
export interface IntakeOptions extends Pick<ManagerSettings, "clock" | "maxJsonBytes" | "maxCrashes"> {
  readonly store: Pick<JobStore<unknown>, "insert" | "findByIdempotencyKey" | "get" | "files" | "templates">;
  readonly registry: Registry;
  /** Where the files are that inputs name, if the job type does not say. */
  readonly files: () => FileLookup | undefined;
  readonly contexts: Pick<CreatorContexts, "keep" | "drop">;
  /** Stores jobs and brings them on their way. */
  readonly insertJobs: Runner["insert"];
}

/** Makes an intake. */
export function createIntake({ store, registry, files, contexts, insertJobs, clock, maxJsonBytes, maxCrashes }: IntakeOptions): Intake {
  // Jobs without keys wait for nobody, so one insert after the other takes most of them along. Two of five under way cost a quarter more than
  // one of ten, and store no more jobs in the same time.
  const insertPlain = batchCalls(insertJobs, MAX_JOBS_PER_INSERT);
  const insertKeyed = batchCalls(insertJobs, MAX_JOBS_PER_INSERT, MAX_KEYED_INSERTS);

  return {
    async check(type, input, options) {
      const request = await readRequest(registrationOf(type), input, options, maxJsonBytes);
      const references = await holdReferences([namesOf(request, files())], store);
      try {
        return await judge(request, references);
      } finally {
        references.release();
      }
    },

    async prepare({ type, input, options }, storeOrder) {
      const registration = registrationOf(type);
      let references: HeldReferences | undefined;
      try {
        let order: Order;
        try {
          // What needs no waiting does not wait: each await is a promise and a turn for each job.
          const reading = readRequest(registration, input, options, maxJsonBytes);
          const request = reading instanceof Promise ? await reading : reading;
          const named = namesOf(request, files());
          if (!namesNothing(named)) references = await holdReferences([named], store);
          const judging = judge(request, references);
          order = { newJob: judging instanceof Promise ? await judging : judging };
        } catch (error) {
          order = { earlier: await earlierJob(registration, input, options, error) };
        }
        return await storeOrder(order);
      } finally {
        references?.release();
      }
    },

    async prepareAll(requests, storeOrders) {
      const read = await mapInTurns(requests, readOrFind);
      const named = read.flatMap((request) => ("earlier" in request ? [] : [namesOf(request, files())]));
      const references = await holdReferences(named, store);
      try {
        const orders = await mapInTurns(read, async (request) => ("earlier" in request ? request : await judgeOrFind(request, references)));
        return await storeOrders(orders);
      } finally {
        references.release();
      }
    },

    async findEarlier(type, input, options) {
      const { jobType } = registrationOf(type);
      checkOptions(options, ["userId", "idempotencyKey"], "findEarlierJob");
      checkCreateOptions(options);
      return await findEarlierJob(store, jobType.type, input, options);
    },

    async store(order, claim) {
      if ("earlier" in order) return { job: order.earlier, created: false };
      const { newJob } = order;
      const insertBatched = newJob.idempotencyKey === null ? insertPlain : insertKeyed;
      // The attempt may begin before this returns, so the context is kept first.
      contexts.keep(newJob.id);
      try {
        const insertion = await insertBatched(claim ? { ...newJob, claim } : newJob);
        if (!insertion.created) contexts.drop(newJob.id);
        refuseConflict(newJob, insertion.job);
        return insertion;
      } catch (error) {
        contexts.drop(newJob.id);
        throw error;
      }
    },

    async storeAll(orders, { transaction, parent } = {}) {
      const newJobs = orders.flatMap((order) => ("newJob" in order ? [order.newJob] : []));
      // What is not committed is neither announced nor brought on its way: the store's change feed does both when it is.
      const insertions = await keepingContexts(newJobs, () =>
        transaction ? store.insert(newJobs, { transaction }) : inCleanContext(() => insertJobs(newJobs, parent)),
      );
      for (const [index, { job }] of insertions.entries()) refuseConflict(newJobs[index]!, job);
      const left = insertions.values();
      return orders.map((order) => ("earlier" in order ? { job: order.earlier, created: false } : left.next().value!));
    },
  };

  function registrationOf(type: TypeName): Registration {
    return registry.require(typeof type === "object" && type !== null ? type.type : type);
  }

  /** Makes the record of a request that passes the checks. @throws RowmillError `FILE_NOT_FOUND` and the like, or whatever its type's `check` throws */
  function judge(request: JobRequest, references: HeldReferences | undefined): NewJob | Promise<NewJob> {
    const { registration, parsed, userId } = request;
    const named = references && namesOf(request, files());
    if (named) references.check(named);
    const checking: unknown = registration.check?.(parsed, { userId });
    return checking === undefined ? recordOf() : Promise.resolve(checking).then(recordOf);

    function recordOf(): NewJob {
      const newJob = prepareJob(request, clock.now(), maxCrashes);
      // Held here, but another process may delete them.
      return named && areFilesOfStore(named.files, named.storage, store) ? { ...newJob, filesMustExist: true } : newJob;
    }
  }

  /** Reads a request, or finds the job that it has made before. */
  async function readOrFind({ type, input, options }: CreationRequest): Promise<JobRequest | { readonly earlier: Job }> {
    const registration = registrationOf(type);
    try {
      return await readRequest(registration, input, options, maxJsonBytes);
    } catch (error) {
      return { earlier: await earlierJob(registration, input, options, error) };
    }
  }

  async function judgeOrFind(request: JobRequest, references: HeldReferences): Promise<Order> {
    try {
      return { newJob: await judge(request, references) };
    } catch (error) {
      return { earlier: await earlierJob(request.registration, request.raw, request.options, error) };
    }
  }

  /** Finds the job that a refused request has made before. @throws the refusal, if there is none */
  async function earlierJob({ jobType }: Registration, input: unknown, options: CreateJobOptions<unknown>, refusal: unknown): Promise<Job> {
    if (RowmillError.is(refusal, "OPTION_INVALID")) throw refusal;
    const earlier = await findEarlierJob(store, jobType.type, input, options);
    if (!earlier) throw refusal;
    return earlier;
  }

  /** Stores jobs. Their attempts may begin before this returns, so the contexts are kept first. */
  async function keepingContexts(jobs: readonly NewJob[], storeJobs: () => Promise<readonly Insertion[]>): Promise<readonly Insertion[]> {
    for (const { id } of jobs) contexts.keep(id);
    try {
      const insertions = await storeJobs();
      for (const [index, { created }] of insertions.entries()) if (!created) contexts.drop(jobs[index]!.id);
      return insertions;
    } catch (error) {
      for (const { id } of jobs) contexts.drop(id);
      throw error;
    }
  }
}
