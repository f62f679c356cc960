import type { QueueState } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";

/** Counts the jobs of each type that could be claimed at a moment. */
export type MeasureQueues = (types: readonly string[], limit: number, nowMs: number) => QueueState[];

/** Prepares it. Both halves are read in an index of their own: jobs that are marked as due, and those whose time has come since. */
export function prepareMeasureQueues({ builder, prepare }: Connection): MeasureQueues {
  const jobs = builder.selectFrom("rowmill_jobs").select("due_at");
  const measure = prepare((arg: Arg<{ type: string; nowMs: number; limit: number }>) => {
    const marked = jobs.where("is_due", "=", sql.lit(1)).where("type", "=", arg("type")).limit(arg("limit"));
    const unmarked = jobs
      .where("status", "=", sql.lit("pending"))
      .where("is_due", "=", sql.lit(0))
      .where("type", "=", arg("type"))
      .where("due_at", "<=", arg("nowMs"))
      .limit(arg("limit"));
    const due = builder
      .selectFrom(marked.as("marked"))
      .select("due_at")
      .unionAll(builder.selectFrom(unmarked.as("unmarked")).select("due_at"));
    return builder
      .selectFrom(due.as("due"))
      .select(({ fn }) => [fn.countAll<number>().as("waiting"), fn.min<number | null>("due_at").as("oldest")]);
  });

  return (types, limit, nowMs) =>
    types.map((type) => {
      const [row] = measure({ type, nowMs, limit });
      const { waiting, oldest } = row!;
      return { type, waiting: Math.min(waiting, limit), oldestMs: oldest === null ? 0 : Math.max(0, nowMs - oldest) };
    });
}
