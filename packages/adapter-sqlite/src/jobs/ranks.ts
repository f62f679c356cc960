import { nextRank, RANKS_PER_TURN } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/** Ranks new jobs by `nextRank` of core. An index has the waiting jobs of each user, `rowmill_turns` how far each priority was served. */
export interface Turns {
  /** Answers a function that ranks new jobs, one after the other. It remembers: use it for the jobs of one transaction. */
  ranking(): (priority: number, userId: string | null) => number;
  /** Says that these jobs were claimed because their turn came. */
  served(rows: readonly Pick<JobRow, "priority" | "rank">[]): void;
}

/** Prepares the ranking of a store. */
export function prepareTurns({ builder, prepare }: Connection): Turns {
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
        const rank = lastRank === undefined ? firstRank(priority, userId) : lastRank + RANKS_PER_TURN;
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
    const lastOfUser = findLastRank({ priority, userId })[0]?.rank ?? undefined;
    return nextRank({ lastOfUser, lastServed: findServed({ priority })[0]?.served ?? 0 })!;
  }
}
