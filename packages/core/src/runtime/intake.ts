import { RowmillError } from "../domain/errors.ts";
import type { Registry } from "../domain/registry.ts";
import type { Delivery } from "../ports/dispatcher.ts";
import type { Insertion, InsertOptions, JobStore, NewJob } from "../ports/job-store.ts";
import type { Events } from "./events.ts";
import { gather } from "./gather.ts";
import type { ManagerSettings } from "./manager-options.ts";
import { prepareJob } from "./prepare-job.ts";
import type { CreateJobOptions } from "./task-manager.ts";
import { toDelivery } from "./to-delivery.ts";

/** How many jobs are stored in one go when many callers create one at the same moment. */
const MAX_JOBS_PER_INSERT = 500;

/** How many inserts may be under way. More would only make them smaller. */
const INSERT_LANES = 2;

/** How jobs come in: checked, stored, announced, and brought on their way. */
export interface Intake {
  /** Checks what was asked for. @throws RowmillError as `TaskManager.createJob` */
  prepare(type: string | { readonly type: string }, input: unknown, options: CreateJobOptions<unknown>): Promise<NewJob>;
  /** Stores one job, together with those of other callers. @throws RowmillError `IDEMPOTENCY_CONFLICT` */
  store(job: NewJob): Promise<Insertion>;
  /** Stores many jobs, all or none, perhaps in a transaction of the caller's. @throws RowmillError `IDEMPOTENCY_CONFLICT` */
  storeAll(jobs: readonly NewJob[], options?: InsertOptions<unknown>): Promise<readonly Insertion[]>;
}

/** What the intake works with. */
export interface IntakeOptions extends Pick<ManagerSettings, "clock" | "maxJsonBytes" | "maxCrashes"> {
  readonly store: Pick<JobStore<unknown>, "insert">;
  readonly registry: Registry;
  readonly events: Events;
  enqueue(deliveries: readonly Delivery[]): void;
}

/** Makes an intake. */
export function createIntake({ store, registry, events, clock, maxJsonBytes, maxCrashes, enqueue }: IntakeOptions): Intake {
  const insertGathered = gather(insert, MAX_JOBS_PER_INSERT, INSERT_LANES);

  return {
    prepare(type, input, options) {
      const registration = registry.require(typeof type === "string" ? type : type.type);
      return prepareJob(registration, input, options, { nowMs: clock.now(), maxJsonBytes, maxCrashes });
    },

    async store(job) {
      const insertion = await insertGathered(job);
      refuseConflict(job, insertion);
      return insertion;
    },

    async storeAll(jobs, { transaction } = {}) {
      // What is not committed is neither announced nor brought on its way: the store's change feed does both when it is.
      const insertions = transaction ? await store.insert(jobs, { transaction }) : await insert(jobs);
      for (const [index, insertion] of insertions.entries()) refuseConflict(jobs[index]!, insertion);
      return insertions;
    },
  };

  async function insert(jobs: readonly NewJob[]): Promise<readonly Insertion[]> {
    const insertions = await store.insert(jobs);
    const deliveries: Delivery[] = [];
    for (const { job, created } of insertions) {
      if (!created) continue;
      events.emit("job:created", { job });
      if (job.status === "pending") deliveries.push(toDelivery(job));
    }
    enqueue(deliveries);
    return insertions;
  }
}

function refuseConflict({ idempotencyKey, inputHash }: NewJob, { job, created }: Insertion): void {
  if (created || job.inputHash === inputHash) return;
  const message = `The idempotency key ${JSON.stringify(idempotencyKey)} belongs to job ${job.id}, which has another input`;
  throw new RowmillError("IDEMPOTENCY_CONFLICT", message, { details: { jobId: job.id } });
}
