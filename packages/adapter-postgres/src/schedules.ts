import type { MissedSlots, OverlapPolicy, Schedule } from "@rowmill/core";
import {
  fromJsonText,
  isStorableName,
  type JsonText,
  refuseUnstorableNames,
  type ScheduleKey,
  type ScheduleStore,
} from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { clock, type Names } from "./schema/names.ts";
import { statement } from "./connection/statement.ts";

/** A schedule as statements answer it; times are epoch milliseconds. */
interface ScheduleRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly cron: string;
  readonly time_zone: string;
  readonly type: string;
  readonly input: JsonText;
  readonly priority: number | null;
  readonly missed: MissedSlots;
  readonly overlap: OverlapPolicy;
  readonly is_paused: boolean;
  readonly last_job_id: string | null;
  readonly next_at_ms: number | null;
  readonly last_at_ms: number | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
}

/** Runs something in the database: when that is ready, and again if it failed for a reason that passes. */
export type Call = <Answer>(act: (isRepeated: boolean) => Promise<Answer>) => Promise<Answer>;

/** Keeps schedules in PostgreSQL. */
export function createSchedules(names: Names, call: Call): ScheduleStore {
  const { db } = names;
  const statements = prepareStatements(names);

  return {
    async now() {
      const [row] = await call(() => statements.now(db));
      return new Date(row!.now_ms);
    },

    async put(schedule) {
      const { id, userId, cron, timeZone, type, input, priority, missed, overlap, nextAt } = schedule;
      refuseUnstorableNames({ id, userId, cron, timeZone, type }, "a schedule");
      const record = { id, user_id: userId, cron, time_zone: timeZone, type, input, priority, missed, overlap, next_at_ms: msOf(nextAt) };
      const [row] = await call(() => statements.put(db, JSON.stringify(record)));
      return toSchedule(row!);
    },

    async get(key) {
      if (!isKey(key)) return undefined;
      const [row] = await call(() => statements.get(db, key.id, key.userId));
      return row && toSchedule(row);
    },

    async list({ userId, limit, after }) {
      if (!isStorableName(userId) || (after && !isKey(after))) return [];
      const conditions = [
        userId !== undefined && sql`s.user_id is not distinct from ${userId}`,
        after && sql`(s.id > ${after.id} or (s.id = ${after.id} and ${isAfterOwner(after.userId)}))`,
      ].filter((condition) => typeof condition === "object");
      const query = sql<ScheduleRow>`
        select ${columns("s")} from ${names.schedules} s
        where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
        order by s.id, s.user_id nulls first
        limit ${limit}`;
      return (await call(() => db.executeQuery(query.compile(db)))).rows.map(toSchedule);
    },

    async setPaused(key, isPaused, nextAt) {
      if (!isKey(key)) return undefined;
      const [row] = await call(() => statements.setPaused(db, isPaused, msOf(nextAt), key.id, key.userId));
      return row && toSchedule(row);
    },

    async remove(key) {
      if (!isKey(key)) return false;
      // An earlier try of ours may have removed it.
      return await call(async (isRepeated) => (await statements.remove(db, key.id, key.userId)).length > 0 || isRepeated);
    },

    async due(types, limit) {
      if (types.length === 0) return [];
      return (await call(() => statements.due(db, JSON.stringify(types), limit))).map(toSchedule);
    },

    async nextDueInMs(types) {
      if (types.length === 0) return undefined;
      const [row] = await call(() => statements.nextDue(db, JSON.stringify(types)));
      return row?.due_in_ms ?? undefined;
    },

    async advance(key, { from, to, jobId }) {
      if (!isKey(key)) return false;
      return (await call(() => statements.advance(db, msOf(to), jobId, key.id, key.userId, from.getTime()))).length > 0;
    },
  };
}

function prepareStatements(names: Names) {
  const { db, schedules: table } = names;
  const isNamed = (id: RawBuilder<unknown>, userId: RawBuilder<unknown>) =>
    sql`s.id = ${id}::text and s.user_id is not distinct from ${userId}::text`;
  const ofTypes = (types: RawBuilder<unknown>) =>
    sql`s.next_at is not null and not s.is_paused and s.type = any (array(select json_array_elements_text(${types}::json)))`;

  return {
    now: statement<{ now_ms: number }, []>(
      db,
      () => sql<{ now_ms: number }>`with ${clock(names)} select (extract(epoch from now) * 1000)::float8 as now_ms from clock`,
    ),

    put: statement<ScheduleRow, [record: string]>(
      db,
      (record) => sql<ScheduleRow>`
        with ${clock(names)},
        given as materialized (
          select * from json_to_record(${record}::json) as record (
            id text, user_id text, cron text, time_zone text, type text, input text, priority integer, missed text, overlap text,
            next_at_ms float8
          )
        )
        insert into ${table} as s (
          id, user_id, cron, time_zone, type, input, priority, missed, overlap, next_at, created_at, updated_at
        )
        select
          id, user_id, cron, time_zone, type, input, priority, missed, overlap, ${moment(sql`next_at_ms`)}, clock.now, clock.now
        from given, clock
        on conflict (id, user_id) do update set
          cron = excluded.cron,
          time_zone = excluded.time_zone,
          type = excluded.type,
          input = excluded.input,
          priority = excluded.priority,
          missed = excluded.missed,
          overlap = excluded.overlap,
          next_at = case when (s.cron, s.time_zone) = (excluded.cron, excluded.time_zone) then s.next_at else excluded.next_at end,
          updated_at = excluded.updated_at
        returning ${columns("s")}`,
    ),

    get: statement<ScheduleRow, [id: string, userId: string | null]>(
      db,
      (id, userId) => sql<ScheduleRow>`select ${columns("s")} from ${table} s where ${isNamed(id, userId)}`,
    ),

    setPaused: statement<ScheduleRow, [isPaused: boolean, nextAtMs: number | null, id: string, userId: string | null]>(
      db,
      (isPaused, nextAtMs, id, userId) => sql<ScheduleRow>`
        with ${clock(names)}
        update ${table} s
        set is_paused = ${isPaused}::boolean, next_at = ${moment(sql`${nextAtMs}::float8`)}, updated_at = clock.now
        from clock
        where ${isNamed(id, userId)}
        returning ${columns("s")}`,
    ),

    remove: statement<object, [id: string, userId: string | null]>(
      db,
      (id, userId) => sql<object>`delete from ${table} s where ${isNamed(id, userId)} returning s.id`,
    ),

    due: statement<ScheduleRow, [types: string, limit: number]>(
      db,
      (types, limit) => sql<ScheduleRow>`
        with ${clock(names)}
        select ${columns("s")} from ${table} s
        where ${ofTypes(types)} and s.next_at <= (select now from clock)
        order by s.next_at
        limit ${limit}::integer`,
    ),

    nextDue: statement<{ due_in_ms: number | null }, [types: string]>(
      db,
      (types) => sql<{ due_in_ms: number | null }>`
        with ${clock(names)}
        select (extract(epoch from greatest(min(s.next_at), clock.now) - clock.now) * 1000)::float8 as due_in_ms
        from clock left join ${table} s on ${ofTypes(types)}
        group by clock.now
        having min(s.next_at) is not null`,
    ),

    advance: statement<object, [toMs: number | null, jobId: string | null, id: string, userId: string | null, fromMs: number]>(
      db,
      (toMs, jobId, id, userId, fromMs) => sql<object>`
        with ${clock(names)},
        step as materialized (select ${moment(sql`${toMs}::float8`)} as next_at, ${jobId}::text as job_id)
        update ${table} s
        set
          next_at = step.next_at,
          last_at = case when step.job_id is null then s.last_at else s.next_at end,
          last_job_id = coalesce(step.job_id, s.last_job_id),
          updated_at = clock.now
        from clock, step
        where ${isNamed(id, userId)} and s.next_at = ${moment(sql`${fromMs}::float8`)}
        returning s.id`,
    ),
  };
}

/** Owners of one id come in this order: nobody in particular, then the others. */
function isAfterOwner(userId: string | null): RawBuilder<unknown> {
  return userId === null ? sql`s.user_id is not null` : sql`s.user_id > ${userId}`;
}

function moment(epochMs: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_timestamp(${epochMs} / 1000)::timestamptz(3)`;
}

function columns(from: string): RawBuilder<unknown> {
  const plain = COLUMNS.map((column) => sql`${sql.ref(`${from}.${column}`)}`);
  const times = TIMES.map(
    (column) => sql`(extract(epoch from ${sql.ref(`${from}.${column}`)}) * 1000)::float8 as ${sql.id(`${column}_ms`)}`,
  );
  return sql.join([...plain, ...times]);
}

const COLUMNS = ["id", "user_id", "cron", "time_zone", "type", "input", "priority", "missed", "overlap", "is_paused", "last_job_id"];
const TIMES = ["next_at", "last_at", "created_at", "updated_at"] as const;

function isKey({ id, userId }: ScheduleKey): boolean {
  return isStorableName(id) && isStorableName(userId);
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
    isPaused: row.is_paused,
    nextAt: dateOf(row.next_at_ms),
    lastAt: dateOf(row.last_at_ms),
    lastJobId: row.last_job_id,
    createdAt: new Date(row.created_at_ms),
    updatedAt: new Date(row.updated_at_ms),
  };
}
