import type { Schedule } from "@rowmill/core";
import {
  type Clock,
  fromJsonText,
  type JsonText,
  refuseUnstorableNames,
  type ScheduleKey,
  type ScheduleStore,
} from "@rowmill/core/adapter";

/** A schedule as it is kept: its input as text, so that every answer is a copy. */
type Row = Omit<Schedule, "input"> & { readonly input: JsonText };

/** Keeps schedules in memory. */
export function createSchedules(clock: Pick<Clock, "now">): ScheduleStore {
  const rows = new Map<string, Row>();

  return {
    async now() {
      return now();
    },

    async put(schedule) {
      const { id, userId, cron, timeZone, type } = schedule;
      refuseUnstorableNames({ id, userId, cron, timeZone, type }, "a schedule");
      const known = rows.get(nameOf(schedule));
      const keepsSlot = known?.cron === schedule.cron && known.timeZone === schedule.timeZone;
      const fresh = { isPaused: false, lastAt: null, lastJobId: null, createdAt: now() };
      return toSchedule(store({ ...fresh, ...known, ...schedule, nextAt: keepsSlot ? known.nextAt : schedule.nextAt, updatedAt: now() }));
    },

    async get(key) {
      const row = rows.get(nameOf(key));
      return row && toSchedule(row);
    },

    async list({ userId, limit, after }) {
      return [...rows.values()]
        .filter((row) => (userId === undefined || row.userId === userId) && (!after || compare(row, after) > 0))
        .toSorted(compare)
        .slice(0, limit)
        .map(toSchedule);
    },

    async setPaused(key, isPaused, nextAt) {
      const row = rows.get(nameOf(key));
      return row && toSchedule(store({ ...row, isPaused, nextAt, updatedAt: now() }));
    },

    async remove(key) {
      return rows.delete(nameOf(key));
    },

    async due(types, limit) {
      return waiting(types)
        .filter(({ atMs }) => atMs <= clock.now())
        .toSorted((a, b) => a.atMs - b.atMs)
        .slice(0, limit)
        .map(({ row }) => toSchedule(row));
    },

    async nextDueInMs(types) {
      const first = Math.min(...waiting(types).map(({ atMs }) => atMs));
      return first === Infinity ? undefined : Math.max(0, first - clock.now());
    },

    async advance(key, { from, to, jobId }) {
      const row = rows.get(nameOf(key));
      if (row?.nextAt?.getTime() !== from.getTime()) return false;
      store({ ...row, nextAt: to, updatedAt: now(), ...(jobId !== null && { lastAt: from, lastJobId: jobId }) });
      return true;
    },
  };

  function now(): Date {
    return new Date(clock.now());
  }

  function store(row: Row): Row {
    rows.set(nameOf(row), row);
    return row;
  }

  function waiting(types: readonly string[]): { row: Row; atMs: number }[] {
    return [...rows.values()].flatMap((row) =>
      row.nextAt !== null && !row.isPaused && types.includes(row.type) ? [{ row, atMs: row.nextAt.getTime() }] : [],
    );
  }
}

function nameOf({ id, userId }: ScheduleKey): string {
  return JSON.stringify([id, userId]);
}

/** By id, then by owner, no user in particular first; texts by their code points, as databases do. */
function compare(a: ScheduleKey, b: ScheduleKey): number {
  const byId = Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
  if (byId !== 0) return byId;
  if (a.userId === null || b.userId === null) return Number(a.userId !== null) - Number(b.userId !== null);
  return Buffer.compare(Buffer.from(a.userId), Buffer.from(b.userId));
}

function toSchedule({ input, ...row }: Row): Schedule {
  return { ...row, input: fromJsonText(input), ...copies(row) };
}

function copies({ nextAt, lastAt, createdAt, updatedAt }: Pick<Row, "nextAt" | "lastAt" | "createdAt" | "updatedAt">) {
  return {
    nextAt: nextAt && new Date(nextAt),
    lastAt: lastAt && new Date(lastAt),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}
