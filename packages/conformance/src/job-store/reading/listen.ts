import type { JobChange, JobStore } from "@rowmill/core/adapter";
import { insertJob } from "../new-job.ts";

/** Changes that a subscriber was told of. */
export interface Heard extends AsyncDisposable {
  /** Waits until a job's change to this revision was told; answers all of that job. */
  changesOf(jobId: string, revision: number): Promise<readonly JobChange[]>;
}

/** How long a change may be on its way before it counts as lost. */
const LOST_AFTER_MS = 60_000;

/** How long to wait for a sign that a feed is live before another one is sent. */
const SIGN_AFTER_MS = 200;

/** The type of the jobs that are signs: any of them will do, however long it was on its way. */
const SIGN = "sign";

/**
 * Subscribes to a store, and waits until its changes are heard: a database's feed may take a moment to come alive.
 * @param writer - a store over the same jobs, to make a change that must be heard
 */
export async function listen(store: JobStore, writer: JobStore): Promise<Heard> {
  const changes: JobChange[] = [];
  const waiters = new Set<() => void>();
  const unsubscribe = store.subscribe((change) => {
    changes.push(change);
    for (const check of waiters) check();
  });

  const heard: Heard = {
    async changesOf(jobId, revision) {
      const of = () => changes.filter((change) => change.jobId === jobId);
      if (!(await until(() => of().some((change) => change.revision >= revision), LOST_AFTER_MS))) {
        throw new Error(
          `Nobody told of revision ${revision} of job ${jobId} within ${LOST_AFTER_MS} ms; told were ${JSON.stringify(of())}`,
        );
      }
      return of();
    },

    async [Symbol.asyncDispose]() {
      unsubscribe();
    },
  };

  for (let waitedMs = 0; waitedMs < LOST_AFTER_MS; waitedMs += SIGN_AFTER_MS) {
    await insertJob(writer, { type: SIGN });
    if (await until(() => changes.some(({ type }) => type === SIGN), SIGN_AFTER_MS)) return heard;
  }
  unsubscribe();
  throw new Error(`A new subscriber was told of nothing within ${LOST_AFTER_MS} ms`);

  /** Answers whether it came true in time. */
  async function until(isTrue: () => boolean, limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    let check: (() => void) | undefined;
    try {
      return await new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, limitMs, false);
        check = () => {
          if (isTrue()) resolve(true);
        };
        waiters.add(check);
        check();
      });
    } finally {
      clearTimeout(timer);
      if (check) waiters.delete(check);
    }
  }
}
