import type { Wakeup } from "@rowmill/core";
import { HELD_UNTIL, type JsonText, progressOfChildren, type WakeRequest } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { Write } from "../connection/writer.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Signals } from "./signal.ts";

/** How the waits of jobs come to their end. */
export interface Waits {
  /** Wakes jobs whose wait is over, and lets held children go. Answers the rows of the jobs that were woken. */
  wake(request: WakeRequest, write: Write): JobRow[];
  /** The first moment that a job waits for, in epoch milliseconds. */
  nextMoment(): number | undefined;
  /** Cancels children of jobs that have failed or were cancelled. Answers their rows. */
  cancelOrphans(limit: number, write: Write): JobRow[];
  /** Writes the progress of waiting parents from that of their children. */
  followChildren(parentIds: readonly string[], write: Write): void;
}

/** Prepares it. */
export function prepareWaits({ builder, prepare }: Connection, signals: Signals): Waits {
  const waiting = builder.selectFrom("rowmill_jobs as job").where("is_waiting", "=", sql.lit(1));
  const columns = ["sequence", "id", "waits_for_children", "waits_for_signal", "waits_until"] as const;
  const findWaiting = prepare((arg: Arg<{ id: string }>) => waiting.select(columns).where("id", "=", arg("id")));
  const unfinished = sql`select 1 from rowmill_jobs child where child.parent_id = job.id and child.finished_at is null`;
  const incomplete = sql`select 1 from rowmill_jobs child where child.parent_id = job.id and child.status in ('failed', 'cancelled')`;
  const areChildrenDone = sql<boolean>`(
    waits_for_children is not null
    and (not exists (${unfinished}) or (waits_for_children = 'failed' and exists (${incomplete})))
  )`;
  const findOver = prepare((arg: Arg<{ nowMs: number; limit: number }>) =>
    waiting
      .select(columns)
      .where(({ or }) =>
        or([
          sql<boolean>`waits_until <= ${arg("nowMs")}`,
          sql<boolean>`exists (
            select 1 from rowmill_signals signal
            where signal.job = job.sequence and signal.name = job.waits_for_signal and signal.is_used = 0
          )`,
          areChildrenDone,
        ]),
      )
      .limit(arg("limit")),
  );
  const childrenAreDone = prepare((arg: Arg<{ sequence: number }>) =>
    waiting.select("sequence").where("sequence", "=", arg("sequence")).where(areChildrenDone),
  );
  const end = prepare((arg: Arg<{ sequence: number; wakeup: string; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        status: "pending",
        is_due: 1,
        run_at: arg("nowMs"),
        is_waiting: 0,
        waits_for_children: null,
        waits_for_signal: null,
        waits_until: null,
        wakeup: arg("wakeup"),
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const findMoment = prepare(() =>
    builder
      .selectFrom("rowmill_jobs")
      .select("waits_until")
      .where("is_waiting", "=", sql.lit(1))
      .where("waits_until", "is not", null)
      .orderBy("waits_until")
      .limit(1),
  );
  const limited = builder.selectFrom("rowmill_jobs").select(["id", "child_concurrency"]).where("child_concurrency", "is not", null);
  const findLimited = prepare(() => limited);
  const findLimitedOne = prepare((arg: Arg<{ id: string }>) => limited.where("id", "=", arg("id")));
  const countFree = prepare((arg: Arg<{ id: string }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("parent_id", "=", arg("id"))
      .where("finished_at", "is", null)
      .where("run_at", "<", sql.lit(HELD_MS)),
  );
  const release = prepare((arg: Arg<{ id: string; limit: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        run_at: arg("nowMs"),
        is_due: sql<number>`ifnull(lease_until, 0) <= ${arg("nowMs")}`,
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where(
        "sequence",
        "in",
        builder
          .selectFrom("rowmill_jobs")
          .select("sequence")
          .where("parent_id", "=", arg("id"))
          .where("finished_at", "is", null)
          .where("run_at", "=", sql.lit(HELD_MS))
          .orderBy("sequence")
          .limit(arg("limit")),
      )
      .returningAll(),
  );
  // From parent to parent of those that have unfinished children, whatever their number.
  const findOrphans = prepare((arg: Arg<{ limit: number }>) => ({
    compile: () =>
      sql<Pick<JobRow, "sequence">>`
        with recursive parents (id) as (
          select min(parent_id) from rowmill_jobs where parent_id is not null and finished_at is null
          union all
          select (select min(next.parent_id) from rowmill_jobs next where next.parent_id > parents.id and next.finished_at is null)
          from parents where parents.id is not null
        )
        select child.sequence
        from parents
        join rowmill_jobs parent on parent.id = parents.id and parent.status in ('failed', 'cancelled')
        join rowmill_jobs child on child.parent_id = parent.id and child.finished_at is null
        limit ${arg("limit")}`.compile(builder),
  }));
  const cancel = prepare((arg: Arg<{ sequence: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({ ...CANCELLED, finished_at: arg("nowMs"), updated_at: arg("nowMs"), revision: eb("revision", "+", 1) }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const sumOf = prepare((arg: Arg<{ id: string }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select([
        sql<number | null>`sum(weight)`.as("weight"),
        sql<number | null>`sum(weight * iif(finished_at is null, progress, 100))`.as("progress"),
      ])
      .where("parent_id", "=", arg("id")),
  );
  const raiseProgress = prepare((arg: Arg<{ id: string; progress: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({ progress: arg("progress"), updated_at: arg("nowMs"), revision: eb("revision", "+", 1) }))
      .where("id", "=", arg("id"))
      .where("is_waiting", "=", sql.lit(1))
      .where("waits_for_children", "is not", null)
      .where("progress", "<", arg("progress"))
      .returningAll(),
  );

  return {
    wake(request, write) {
      const { nowMs } = write;
      const parents = "ids" in request ? request.ids.flatMap((id) => findLimitedOne({ id })) : findLimited({});
      for (const parent of parents) letGo(parent, write);
      const over = "ids" in request ? request.ids.flatMap((id) => findWaiting({ id })) : findOver({ nowMs, limit: request.limit });
      return over.flatMap((job) => {
        const wakeup = takeWakeup(job, nowMs);
        const rows = wakeup ? end({ sequence: job.sequence, wakeup: JSON.stringify(wakeup), nowMs }) : [];
        for (const row of rows) write.changed(row);
        return rows;
      });
    },

    nextMoment: () => findMoment({})[0]?.waits_until ?? undefined,

    cancelOrphans(limit, write) {
      return findOrphans({ limit }).flatMap(({ sequence }) => {
        const rows = cancel({ sequence, nowMs: write.nowMs });
        for (const row of rows) write.changed(row);
        return rows;
      });
    },

    followChildren(parentIds, write) {
      for (const id of parentIds) {
        const [waits] = findWaiting({ id });
        if (!waits?.waits_for_children) continue;
        const [sum] = sumOf({ id });
        const progress = progressOfChildren({ weight: sum?.weight ?? 0, progress: sum?.progress ?? 0 });
        for (const row of raiseProgress({ id, progress, nowMs: write.nowMs })) write.changed(row);
      }
    },
  };

  function letGo({ id, child_concurrency }: Pick<JobRow, "id" | "child_concurrency">, write: Write): void {
    const room = (child_concurrency ?? 0) - (countFree({ id })[0]?.count ?? 0);
    if (room < 1) return;
    for (const row of release({ id, limit: room, nowMs: write.nowMs })) write.changed(row);
  }

  function takeWakeup(job: WaitingRow, nowMs: number): Wakeup | undefined {
    const { sequence, waits_for_signal: signal, waits_until: until } = job;
    const payload: JsonText | undefined = signal === null ? undefined : signals.take(sequence, signal);
    if (signal !== null && payload !== undefined) return { by: "signal", signal, payload: JSON.parse(payload) as never };
    if (childrenAreDone({ sequence }).length > 0) return { by: "children" };
    return until !== null && until <= nowMs ? { by: "time" } : undefined;
  }
}

/** What a cancel does to a job, wherever it comes from. */
export const CANCELLED = {
  status: "cancelled",
  is_due: 0,
  is_waiting: 0,
  waits_for_children: null,
  waits_for_signal: null,
  waits_until: null,
} as const;

/** The `run_at` of held children. */
export const HELD_MS = HELD_UNTIL.getTime();

type WaitingRow = Pick<JobRow, "sequence" | "waits_for_children" | "waits_for_signal" | "waits_until">;
