import type { Schedule } from "@rowmill/core";
import {
  type Clock,
  fromJsonText,
  isStorableName,
  refuseUnstorableNames,
  type ScheduleKey,
  type ScheduleStore,
} from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Connection } from "./connection/connection.ts";
import type { ScheduleRow } from "./schema/tables.ts";
import type { Write } from "./connection/writer.ts";

/** What schedules are kept with: the store's connection, clock and writer, and whether it is open. */
export interface ScheduleStoreOptions {
  readonly connection: Connection;
  readonly clock: Pick<Clock, "now">;
  /** Does some work in a transaction. */
  write<Answer>(work: (write: Write) => Answer): Promise<Answer>;
  ensureOpen(): void;
}

/** Keeps schedules in SQLite. They are few and seldom asked for, so their queries are built when they are needed. */
export function createSchedules({ connection: { builder, all }, clock, write, ensureOpen }: ScheduleStoreOptions): ScheduleStore {
  return {
    async now() {
      return new Date(Math.floor(clock.now()));
    },

    async put({ id, userId, cron, timeZone, type, input, priority, missed, overlap, nextAt }) {
      refuseUnstorableNames({ id, userId, cron, timeZone, type }, "a schedule");
      return await write(({ nowMs }) => {
        const definition = { cron, time_zone: timeZone, type, input, priority, missed, overlap, updated_at: nowMs };
        const known = find({ id, userId });
        const keepsSlot = known?.cron === cron && known.time_zone === timeZone;
        const values = { ...definition, next_at: keepsSlot ? known.next_at : msOf(nextAt) };
        const query = known
          ? builder.updateTable("rowmill_schedules").set(values).where("sequence", "=", known.sequence)
          : builder.insertInto("rowmill_schedules").values({ ...values, id, user_id: userId, is_paused: 0, created_at: nowMs });
        return toSchedule(all(query.returningAll())[0]!);
      });
    },

    async get(key) {
      ensureOpen();
      const row = find(key);
      return row && toSchedule(row);
    },

    async list({ userId, limit, after }) {
      ensureOpen();
      if (!isStorableName(userId)) return [];
      let query = builder
        .selectFrom("rowmill_schedules")
        .selectAll()
        .orderBy("id")
        .orderBy("user_id", (order) => order.asc().nullsFirst())
        .limit(limit);
      if (userId !== undefined) query = query.where("user_id", "is", userId);
      if (after) {
        query = query.where(({ eb, or, and }) =>
          or([
            eb("id", ">", after.id),
            and([eb("id", "=", after.id), after.userId === null ? eb("user_id", "is not", null) : eb("user_id", ">", after.userId)]),
          ]),
        );
      }
      return all(query).map(toSchedule);
    },

    async setPaused(key, isPaused, nextAt) {
      return await write(({ nowMs }) => {
        const known = find(key);
        if (!known) return undefined;
        const query = builder
          .updateTable("rowmill_schedules")
          .set({ is_paused: Number(isPaused), next_at: msOf(nextAt), updated_at: nowMs })
          .where("sequence", "=", known.sequence);
        return toSchedule(all(query.returningAll())[0]!);
      });
    },

    async remove(key) {
      return await write(() => {
        const known = find(key);
        return (
          known !== undefined &&
          all(builder.deleteFrom("rowmill_schedules").where("sequence", "=", known.sequence).returning("id")).length > 0
        );
      });
    },

    async due(types, limit) {
      ensureOpen();
      return all(waiting(types).selectAll().where("next_at", "<=", Math.floor(clock.now())).orderBy("next_at").limit(limit)).map(
        toSchedule,
      );
    },

    async nextDueInMs(types) {
      ensureOpen();
      const [first] = all(waiting(types).select("next_at").orderBy("next_at").limit(1));
      return first && Math.max(0, first.next_at! - clock.now());
    },

    async advance(key, { from, to, jobId }) {
      return await write(({ nowMs }) => {
        const known = find(key);
        if (known?.next_at !== from.getTime()) return false;
        const step = { next_at: msOf(to), updated_at: nowMs, ...(jobId !== null && { last_at: from.getTime(), last_job_id: jobId }) };
        all(builder.updateTable("rowmill_schedules").set(step).where("sequence", "=", known.sequence));
        return true;
      });
    },
  };

  function find({ id, userId }: ScheduleKey): ScheduleRow | undefined {
    if (!isStorableName(id) || !isStorableName(userId)) return undefined;
    return all(builder.selectFrom("rowmill_schedules").selectAll().where("id", "=", id).where("user_id", "is", userId))[0];
  }

  /** Those of these types that have a slot to come. The condition is that of the index. */
  function waiting(types: readonly string[]) {
    return builder
      .selectFrom("rowmill_schedules")
      .where("type", "in", types)
      .where("next_at", "is not", null)
      .where("is_paused", "=", sql.lit(0));
  }
}

function msOf(date: Date | null): number | null {
  return date && date.getTime();
}

function dateOf(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}

function toSchedule(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    userId: row.user_id,
    cron: row.cron,
    timeZone: row.time_zone,
    type: row.type,
    input: fromJsonText(row.input),
    priority: row.priority,
    missed: row.missed,
    overlap: row.overlap,
    isPaused: row.is_paused === 1,
    nextAt: dateOf(row.next_at),
    lastAt: dateOf(row.last_at),
    lastJobId: row.last_job_id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
