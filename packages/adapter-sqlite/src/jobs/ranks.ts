import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/** How much sooner than a full turn a user is served who has nothing waiting: so little that it only breaks ties. */
const EPSILON = 1e-6;

/**
 * Lets the users of one priority take turns. Each new job is stamped with a rank, and claiming goes by ranks: a user's own
 * jobs stand one full turn apart, and a user who has none waiting comes just short of a full turn after the job that was
 * served last. So within that turn every other user has one job at most, however many they have waiting.
 *
 * This is start-time fair queueing with jobs of equal cost (Goyal, Vin and Cheng, 1996).
 */
export interface Turns {
  /** Answers a function that ranks new jobs, one after the other. It remembers: use it for the jobs of one transaction. */
  ranking(): (priority: number, userId: string | null) => number;
  /** Says that these jobs were claimed because their turn came. */
  served(rows: readonly Pick<JobRow, "priority" | "rank">[]): void;
}

/** Makes the turns of a store: the jobs that wait are counted by an index, and `rowmill_turns` keeps how far service has come. */
export function createTurns({ builder, prepare }: Connection): Turns {
  const findLastRank = prepare((arg: Arg<{ priority: number; userId: string | null }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(({ fn }) => fn.max<number | null>("rank").as("rank"))
      .where("status", "=", sql.lit("pending"))
      .where("priority", "=", arg("priority"))
      .where("user_id", "is", arg("userId")),
  );
  const findServed = prepare((arg: Arg<{ priority: number }>) =>
    builder.selectFrom("rowmill_turns").select("served").where("priority", "=", arg("priority")),
  );
  const raiseServed = prepare((arg: Arg<{ priority: number; served: number }>) =>
    builder
      .insertInto("rowmill_turns")
      .values({ priority: arg("priority"), served: arg("served") })
      .onConflict((conflict) =>
        conflict.column("priority").doUpdateSet({ served: sql<number>`max(rowmill_turns.served, excluded.served)` }),
      ),
  );

  return {
    ranking() {
      const lastRanks = new Map<string, number>();
      return (priority, userId) => {
        const user = JSON.stringify([priority, userId]);
        const lastRank = lastRanks.get(user);
        const rank = lastRank === undefined ? firstRank(priority, userId) : lastRank + 1;
        lastRanks.set(user, rank);
        return rank;
      };
    },

    served(rows) {
      const highest = new Map<number, number>();
      for (const { priority, rank } of rows) highest.set(priority, Math.max(rank, highest.get(priority) ?? 0));
      for (const [priority, served] of highest) raiseServed({ priority, served });
    },
  };

  function firstRank(priority: number, userId: string | null): number {
    const lastRank = findLastRank({ priority, userId })[0]?.rank ?? -Infinity;
    const served = findServed({ priority })[0]?.served ?? 0;
    // A job that comes back for another attempt has its old rank. What its user adds takes a turn of now, not of then.
    return Math.max(lastRank + 1, served + 1 - EPSILON);
  }
}
