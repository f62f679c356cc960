import { RowmillError } from "@rowmill/core";
import type { RouterSettings } from "../http/router-options.ts";

/** Lets jobs in while their users have room for more. */
export interface Admission {
  /** Creates a job of a user's, if the user may have one more. @throws RowmillError `LIMIT_REACHED` */
  admit<Created>(userId: string | null, create: () => Promise<Created>): Promise<Created>;
}

/**
 * Makes it. The jobs that there are, the store counts; those on their way are counted here, or fifty requests at once would all
 * find room for one. Where those on their way decide, they go one after the other.
 */
export function createAdmission({ manager, limits }: Pick<RouterSettings, "manager" | "limits">): Admission {
  const { pendingJobsPerUser, runningJobsPerUser } = limits;
  const underWay = new Map<string | null, UnderWay>();

  return {
    async admit(userId, create) {
      if (runningJobsPerUser !== Infinity && (await count(userId, "processing", runningJobsPerUser)) >= runningJobsPerUser) {
        throw limitReached(`You have ${runningJobsPerUser} running jobs, as many as you may have`);
      }
      if (pendingJobsPerUser === Infinity) return await create();
      const own = underWay.get(userId) ?? { count: 0, last: Promise.resolve() };
      underWay.set(userId, own);
      own.count += 1;
      try {
        const before = own.count - 1;
        if ((await count(userId, "pending", pendingJobsPerUser)) + before < pendingJobsPerUser) return await next(own, create);
        return await inTurn(own, async () => {
          if ((await count(userId, "pending", pendingJobsPerUser)) < pendingJobsPerUser) return await create();
          throw limitReached(`You have ${pendingJobsPerUser} jobs waiting, as many as you may have`);
        });
      } finally {
        own.count -= 1;
        if (own.count === 0) underWay.delete(userId);
      }
    },
  };

  async function count(userId: string | null, status: "pending" | "processing", limit: number): Promise<number> {
    return await manager.countJobs({ userId, status, limit });
  }
}

/** A user's jobs that are on their way. */
interface UnderWay {
  count: number;
  /** Settled when all that began before have ended. */
  last: Promise<unknown>;
}

/** Begins at once. */
function next<Created>(own: UnderWay, create: () => Promise<Created>): Promise<Created> {
  const created = create();
  own.last = Promise.allSettled([own.last, created]);
  return created;
}

/** Begins when all that began before have ended. */
function inTurn<Created>(own: UnderWay, create: () => Promise<Created>): Promise<Created> {
  const created = own.last.then(create);
  own.last = created.catch(() => undefined);
  return created;
}

function limitReached(message: string): RowmillError {
  return new RowmillError("LIMIT_REACHED", message);
}
