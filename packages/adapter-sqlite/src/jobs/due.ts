import type { Isolation } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/**
 * The jobs that can be claimed, and those that can be later.
 *
 * A claim must not look past a million jobs that are put off to find one that is due, so only due jobs are in the index of the
 * order of claims. `is_due` says which those are; whoever claims first marks what has become due since.
 */
export interface DueJobs {
  /** The first jobs of a type, in the order of claims: of those that may run beside others, or of those that run alone. */
  first(type: string, isolation: Isolation, limit: number, nowMs: number): WaitingRow[];
  /** In how many milliseconds the next job of a type can be claimed. */
  nextInMs(type: string, isolation: Isolation, nowMs: number): number | undefined;
}

/** What of a row decides when its turn comes. */
export type WaitingRow = Pick<JobRow, "sequence" | "priority" | "rank">;

/** Prepares how due jobs are found. */
export function prepareDue({ builder, prepare }: Connection): DueJobs {
  const later = builder.selectFrom("rowmill_jobs").where("status", "=", sql.lit("pending")).where("is_due", "=", sql.lit(0));
  const markDue = prepare((arg: Arg<{ type: string; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ is_due: 1 })
      .where("status", "=", sql.lit("pending"))
      .where("is_due", "=", sql.lit(0))
      .where("type", "=", arg("type"))
      .where("due_at", "<=", arg("nowMs")),
  );
  const findFirst = prepare((arg: Arg<{ type: string; runsAlone: number; limit: number }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "priority", "rank"])
      .where("is_due", "=", sql.lit(1))
      .where("type", "=", arg("type"))
      .where("runs_alone", "=", arg("runsAlone"))
      .orderBy("priority", "desc")
      .orderBy("rank")
      .orderBy("sequence")
      .limit(arg("limit")),
  );
  const findNext = prepare((arg: Arg<{ type: string }>) =>
    later.select("due_at").where("type", "=", arg("type")).orderBy("due_at").limit(1),
  );

  return {
    first(type, isolation, limit, nowMs) {
      markDue({ type, nowMs });
      return findFirst({ type, runsAlone: runsAlone(isolation), limit });
    },

    nextInMs(type, isolation, nowMs) {
      if (findFirst({ type, runsAlone: runsAlone(isolation), limit: 1 }).length > 0) return 0;
      const [next] = findNext({ type });
      return next && Math.max(0, next.due_at - nowMs);
    },
  };
}

function runsAlone(isolation: Isolation): number {
  return isolation === "exclusive" ? 1 : 0;
}

/** Compares waiting jobs as the index of the order of claims does. */
export function compareTurns(a: WaitingRow, b: WaitingRow): number {
  return b.priority - a.priority || a.rank - b.rank || a.sequence - b.sequence;
}
