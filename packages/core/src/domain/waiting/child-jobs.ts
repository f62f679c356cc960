import type { Job, JobStatus } from "../job.ts";

/** A job that a handler asks for as a child of its own job. It belongs to the same user. */
export interface ChildJob {
  /** A registered type, or its name. */
  readonly type: string | { readonly type: string };
  readonly input: unknown;
  /**
   * Names the child among those of its parent and type, 1 to 200 characters: asked for again, by a handler that begins again, it is the same child.
   * @defaultValue its place among all children that this attempt has created: "0", "1", ...
   */
  readonly key?: string;
  /** How much it counts in the parent's progress, more than 0; the size of its file, say. @defaultValue 1 */
  readonly weight?: number;
  /** @defaultValue the type's */
  readonly priority?: number;
  /** @defaultValue the type's */
  readonly maxAttempts?: number;
}

/** What `ChildJobs.create` takes. */
export interface CreateChildrenOptions {
  /** How many children of this job run at once, in all processes. The others begin, in their order, as these end. @defaultValue all */
  readonly concurrency?: number;
}

/** Which children to list. */
export interface ListChildrenOptions {
  readonly status?: JobStatus | readonly JobStatus[];
  /** From 1 to 200. @defaultValue 200 */
  readonly limit?: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** The children of a running job. */
export interface ChildJobs {
  /**
   * Stores children, in bulk: as many as there are, in steps of 500, so that a handler which begins again finds those it has created already. They
   * begin at once, or as `concurrency` lets them.
   *
   * They are cancelled if this job fails or is cancelled, and started over with it by `retryJob`, unless they have completed.
   * @returns how many there were
   * @throws RowmillError `CHILD_LIMIT_REACHED` for more than 100,000 of a job, or children more than 5 deep; `ATTEMPT_LOST`; and as `createJob`
   */
  create(children: Iterable<ChildJob> | AsyncIterable<ChildJob>, options?: CreateChildrenOptions): Promise<number>;
  /** Lists children, newest first. */
  list(options?: ListChildrenOptions): Promise<{ readonly jobs: readonly Job[]; readonly nextCursor: string | undefined }>;
  /** Counts children by status. */
  count(): Promise<Readonly<Record<JobStatus, number>>>;
}

/** How many children a job can have. */
export const MAX_CHILDREN = 100_000;

/** How many parents stand above a job at most. */
export const MAX_DEPTH = 5;
