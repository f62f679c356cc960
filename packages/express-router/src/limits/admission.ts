import { RowmillError } from "@rowmill/core";
import type { RouterSettings } from "../http/router-options.ts";
import { createOwnTurn } from "./own-turn.ts";
import { createUserSlots } from "./user-slots.ts";

/** Admits jobs of users who may have more of them. */
export interface Admission {
  /** Creates a job of a user who may have one more. @throws RowmillError `LIMIT_REACHED` */
  admit<Created>(userId: string | null, create: () => Promise<Created>): Promise<Created>;
}

/**
 * Creates it. The store counts the jobs that are stored. Those on their way are counted here, because fifty requests at the same moment would
 * all find room for one. Where those on their way decide, they go one after the other.
 */
export function createAdmission({ manager, limits }: Pick<RouterSettings, "manager" | "limits">): Admission {
  const { pendingJobsPerUser, runningJobsPerUser } = limits;
  const underWay = createUserSlots(Infinity, "");
  const turns = createOwnTurn();

  return {
    async admit(userId, create) {
      if (runningJobsPerUser !== Infinity && (await count(userId, "processing", runningJobsPerUser)) >= runningJobsPerUser) {
        throw limitReached(`You have ${runningJobsPerUser} running jobs, as many as you may have`);
      }
      if (pendingJobsPerUser === Infinity) return await create();
      const before = underWay.count(userId);
      const release = underWay.take(userId);
      try {
        if ((await count(userId, "pending", pendingJobsPerUser)) + before < pendingJobsPerUser) return await turns.join(userId, create);
        return await turns.take(userId, async () => {
          if ((await count(userId, "pending", pendingJobsPerUser)) < pendingJobsPerUser) return await create();
          throw limitReached(`You have ${pendingJobsPerUser} jobs waiting, as many as you may have`);
        });
      } finally {
        release();
      }
    },
  };

  async function count(userId: string | null, status: "pending" | "processing", limit: number): Promise<number> {
    return await manager.countJobs({ userId, status, limit });
  }
}

function limitReached(message: string): RowmillError {
  return new RowmillError("LIMIT_REACHED", message);
}
