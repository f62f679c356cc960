import { checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { FileLookup } from "../../domain/file.ts";
import type { Job } from "../../domain/job.ts";
import type { Registration, Registry } from "../../domain/registry.ts";
import type { Delivery } from "../../ports/dispatcher.ts";
import type { Insertion, InsertOptions, JobStore, NewJob } from "../../ports/job-store.ts";
import { inCleanContext } from "../async-context.ts";
import type { CreatorContexts } from "../creator-contexts.ts";
import type { Events } from "../events.ts";
import { findEarlierJob, refuseConflict } from "./find-earlier-job.ts";
import { batchCalls } from "../batch-calls.ts";
import type { StoreAndBegin } from "./claim-on-insert.ts";
import type { ManagerSettings } from "../manager-options.ts";
import { type HeldReferences, holdReferences, type NamedReferences } from "./check-references.ts";
import { areFilesOfStore } from "./job-files.ts";
import { checkCreateOptions, type JobRequest, namesOf, prepareJob, readRequest } from "./prepare-job.ts";
import type { CreateJobOptions, EarlierJobOptions } from "../call-options.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";
import { forEachInTurns, mapInTurns } from "../turn.ts";

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
   * Checks requests and passes them on, in their order. The files that they name cannot be deleted until `store` has settled. A request that
   * was made before, by its idempotency key, need not pass the checks again: its file may be gone, its schema may have changed.
   * @throws RowmillError as `TaskManager.createJob`, and whatever `store` throws
   */
  prepare<Stored>(requests: readonly CreationRequest[], store: (orders: readonly Order[]) => Promise<Stored>): Promise<Stored>;
  /** Answers what was asked for before. @throws RowmillError as `TaskManager.findEarlierJob` */
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
  readonly events: Events;
  readonly contexts: Pick<CreatorContexts, "keep" | "drop">;
  readonly storeAndBegin: StoreAndBegin;
  enqueue(deliveries: readonly Delivery[]): void;
}

/** Makes an intake. */
export function createIntake({
  store,
  registry,
  files,
  events,
  contexts,
  storeAndBegin,
  clock,
  maxJsonBytes,
  maxCrashes,
  enqueue,
}: IntakeOptions): Intake {
  // Jobs without keys wait for nobody, so one insert after the other takes most of them along. Two of five under way cost a quarter more than
  // one of ten, and store no more jobs in the same time.
  const insertPlain = batchCalls(insert, MAX_JOBS_PER_INSERT);
  const insertKeyed = batchCalls(insert, MAX_JOBS_PER_INSERT, MAX_KEYED_INSERTS);

  return {
    async check(type, input, options) {
      const request = await readRequest(registrationOf(type), input, options, maxJsonBytes);
      const named = namesOf(request, files());
      const references = await holdReferences([named], store);
      try {
        references.check(named);
        return await prepareJob(request, { nowMs: clock.now(), maxCrashes });
      } finally {
        references.release();
      }
    },

    async prepare(requests, storeOrders) {
      const read = await mapInTurns(requests, readOrFind);
      const names = await mapInTurns(read, async (request) => ("earlier" in request ? undefined : namesOf(request, files())));
      const references = await holdReferences(
        names.filter((named) => named !== undefined),
        store,
      );
      try {
        const orders = await mapInTurns(read, async (request, index) => {
          const named = names[index];
          return "earlier" in request || !named ? (request as Order) : await judge(request, named, references);
        });
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
      const [insertion] = await keepingContexts([newJob], async () => [await insertBatched(claim ? { ...newJob, claim } : newJob)]);
      refuseConflict(newJob, insertion!.job);
      return insertion!;
    },

    async storeAll(orders, { transaction } = {}) {
      const newJobs = orders.flatMap((order) => ("newJob" in order ? [order.newJob] : []));
      // What is not committed is neither announced nor brought on its way: the store's change feed does both when it is.
      const insertions = await keepingContexts(newJobs, () =>
        transaction ? store.insert(newJobs, { transaction }) : inCleanContext(() => insert(newJobs)),
      );
      for (const [index, { job }] of insertions.entries()) refuseConflict(newJobs[index]!, job);
      const left = insertions.values();
      return orders.map((order) => ("earlier" in order ? { job: order.earlier, created: false } : left.next().value!));
    },
  };

  function registrationOf(type: TypeName): Registration {
    return registry.require(typeof type === "object" && type !== null ? type.type : type);
  }

  /** Reads a request, or finds the job that it has made before. */
  async function readOrFind({ type, input, options }: CreationRequest): Promise<JobRequest | { readonly earlier: Job }> {
    const registration = registrationOf(type);
    return await orEarlier(registration.jobType.type, input, options, () => readRequest(registration, input, options, maxJsonBytes));
  }

  /** Makes the record of a request that passes the checks, or finds the job that it has made before. */
  async function judge(request: JobRequest, named: NamedReferences, references: HeldReferences): Promise<Order> {
    return await orEarlier<Order>(request.registration.jobType.type, request.raw, request.options, async () => {
      references.check(named);
      const newJob = await prepareJob(request, { nowMs: clock.now(), maxCrashes });
      // Held here, but another process may delete them.
      return { newJob: areFilesOfStore(named.files, named.storage, store) ? { ...newJob, filesMustExist: true } : newJob };
    });
  }

  async function orEarlier<Result>(
    type: string,
    input: unknown,
    options: CreateJobOptions<unknown>,
    act: () => Promise<Result>,
  ): Promise<Result | { readonly earlier: Job }> {
    try {
      return await act();
    } catch (error) {
      if (RowmillError.is(error, "OPTION_INVALID")) throw error;
      const earlier = await findEarlierJob(store, type, input, options);
      if (!earlier) throw error;
      return { earlier };
    }
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

  async function insert(jobs: readonly NewJob[]): Promise<readonly Insertion[]> {
    if (jobs.length > MAX_JOBS_PER_INSERT) return await insertMany(jobs);
    return await storeAndBegin(jobs, { insert: (claimOnInsert) => store.insert(jobs, { claimOnInsert }), announce });
  }

  function announce(insertions: readonly Insertion[], haveBegun: boolean): void {
    for (const { job, created } of insertions) if (created) events.emit("job:created", { job });
    enqueue(haveBegun ? [] : deliveriesOf(insertions));
  }

  /** Stores more jobs than there are slots for, so none can begin as it is stored. */
  async function insertMany(jobs: readonly NewJob[]): Promise<readonly Insertion[]> {
    const insertions = await store.insert(jobs);
    await forEachInTurns(insertions, ({ job, created }) => created && events.emit("job:created", { job }));
    enqueue(deliveriesOf(insertions));
    return insertions;
  }
}

function deliveriesOf(insertions: readonly Insertion[]): Delivery[] {
  return insertions.flatMap(({ job, created }) => (created && job.status === "pending" ? [toDelivery(job)] : []));
}
