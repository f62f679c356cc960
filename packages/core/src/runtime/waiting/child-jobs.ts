import { checkOptions, wholeNumber } from "../../domain/check-option.ts";
import { type ChildJob, type CreateChildrenOptions, MAX_CHILDREN, MAX_DEPTH } from "../../domain/waiting/child-jobs.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { JobStatus } from "../../domain/job.ts";
import type { JobStore } from "../../ports/job-store.ts";
import type { ChildJobsOf } from "../attempts/attempt.ts";
import type { Intake } from "../intake/intake.ts";

/** How many children are stored in one go. */
const MAX_CHILDREN_PER_INSERT = 500;

/** What children are made with. */
export interface ChildJobsOptions {
  readonly store: Pick<JobStore, "list" | "count" | "get">;
  /** Made after the attempts whose handlers use it. */
  readonly intake: () => Pick<Intake, "prepareAll" | "storeAll">;
  /** Lets held children go. */
  release(parentId: string): Promise<void>;
}

/** Makes what makes them. */
export function createChildJobs({ store, intake, release }: ChildJobsOptions): ChildJobsOf {
  return (job, claim) => {
    /** How many this attempt has asked for: the place of the next one is its key. */
    let place = 0;
    let isDepthChecked = false;

    return {
      async create(children, options = {}) {
        checkOptions(options, ["concurrency"], "children.create");
        const concurrency = options.concurrency === undefined ? undefined : wholeNumber("concurrency", options.concurrency, 1, { min: 1 });
        const before = place;
        for await (const chunk of inChunks(children)) await store500(chunk, concurrency);
        if (concurrency !== undefined) await release(job.id);
        return place - before;
      },

      async list({ status, limit, cursor } = {}) {
        const statuses = typeof status === "string" ? [status] : status;
        const most = wholeNumber("limit", limit, 200, { min: 1, max: 200 });
        return await store.list({ parentId: job.id, limit: most, cursor, ...(statuses && { status: statuses }) });
      },

      async count() {
        const counts = await Promise.all(STATUSES.map((status) => store.count({ parentId: job.id, status: [status] }, MAX_CHILDREN)));
        return Object.fromEntries(STATUSES.map((status, index) => [status, counts[index]!])) as Record<JobStatus, number>;
      },
    };

    async function store500(children: readonly ChildJob[], concurrency: CreateChildrenOptions["concurrency"]): Promise<void> {
      await checkDepth();
      if (place + children.length > MAX_CHILDREN) throw limitReached(`A job can have ${MAX_CHILDREN} children, and no more`);
      const requests = children.map(({ type, input, key, weight: _weight, ...options }, index) => {
        const name = key ?? String(place + index);
        if (typeof name !== "string" || name === "" || name.length > 200) throw invalid(`The key of a child has 1 to 200 characters`);
        return { type, input, options: { ...options, userId: job.userId, idempotencyKey: `${job.id}:${name}` } };
      });
      const weights = children.map(({ weight }) => weightOf(weight));
      await intake().prepareAll(requests, (orders) =>
        intake().storeAll(
          orders.map((order, index) => ("newJob" in order ? { newJob: { ...order.newJob, weight: weights[index]! } } : order)),
          { parent: { claim, concurrency } },
        ),
      );
      place += children.length;
    }

    async function checkDepth(): Promise<void> {
      if (isDepthChecked) return;
      let depth = 1;
      for (let parentId = job.parentId; parentId !== null; depth += 1) {
        const [parent] = await store.get([{ id: parentId }]);
        parentId = parent?.parentId ?? null;
      }
      if (depth > MAX_DEPTH) throw limitReached(`Children stand at most ${MAX_DEPTH} deep: job ${job.id} is that deep already`);
      isDepthChecked = true;
    }
  };
}

const STATUSES = ["pending", "processing", "completed", "failed", "cancelled"] as const;

async function* inChunks(children: Iterable<ChildJob> | AsyncIterable<ChildJob>): AsyncGenerator<readonly ChildJob[]> {
  let chunk: ChildJob[] = [];
  for await (const child of children) {
    if (typeof child !== "object" || child === null) throw invalid("children.create takes a list of children: [{ type, input }]");
    chunk.push(child);
    if (chunk.length < MAX_CHILDREN_PER_INSERT) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function weightOf(weight: number | undefined): number {
  if (weight === undefined) return 1;
  if (Number.isFinite(weight) && weight > 0) return weight;
  throw invalid(`The weight of a child is a number above 0, got ${String(weight)}`);
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message);
}

function limitReached(message: string): RowmillError {
  return new RowmillError("CHILD_LIMIT_REACHED", message);
}
