import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../names.ts";
import type { ScheduleStoreHarness } from "./harness.ts";
import { HOUR_MS, inMs, newSchedule, putSchedule } from "./new-schedule.ts";

export const keepingCases: Cases<ScheduleStoreHarness> = {
  "answers a schedule as it was stored, with nothing done yet": async ({ schedules }) => {
    const given = await newSchedule(schedules, { userId: "alice", priority: -5, missed: "skip", overlap: "skip", timeZone: "Asia/Tokyo" });
    const schedule = await schedules.put(given);

    expect(schedule).toMatchObject({ ...given, input: { rows: 3 }, isPaused: false, lastAt: null, lastJobId: null });
    expect(schedule.createdAt).toEqual(schedule.updatedAt);
    expect(await schedules.get({ id: "nightly", userId: "alice" })).toEqual(schedule);
  },

  "keeps a schedule that will never come again": async ({ schedules }) => {
    expect(await putSchedule(schedules, { nextAt: null })).toMatchObject({ nextAt: null });
  },

  "has nothing where nothing was stored": async ({ schedules }) => {
    await putSchedule(schedules);
    expect(await schedules.get({ id: "other", userId: null })).toBeUndefined();
    expect(await schedules.remove({ id: "other", userId: null })).toBe(false);
    expect(await schedules.setPaused({ id: "other", userId: null }, true, null)).toBeUndefined();
    expect(await schedules.advance({ id: "other", userId: null }, { from: new Date(0), to: null, jobId: null })).toBe(false);
  },

  "brings a schedule of the same name up to date": async ({ schedules, advanceBy }) => {
    const first = await putSchedule(schedules);
    await advanceBy(1_000);
    const given = await newSchedule(schedules, { type: "other", priority: 3, missed: "skip", overlap: "skip" });
    const second = await schedules.put(given);

    expect(second).toMatchObject({ type: "other", priority: 3, missed: "skip", overlap: "skip", createdAt: first.createdAt });
    expect(second.updatedAt.getTime()).toBeGreaterThan(first.updatedAt.getTime());
    expect(await schedules.list({ limit: 10 })).toEqual([second]);
  },

  "keeps the slot of a schedule that is stored again with the same timetable": async ({ schedules, advanceBy }) => {
    const { nextAt } = await putSchedule(schedules);
    await advanceBy(2 * HOUR_MS);
    expect(await putSchedule(schedules, { type: "other" })).toMatchObject({ nextAt });
  },

  "takes the new slot where the timetable is another one": async ({ schedules }) => {
    await putSchedule(schedules);
    const nextAt = await inMs(schedules, 5 * HOUR_MS);
    expect(await putSchedule(schedules, { cron: "0 8 * * *", nextAt })).toMatchObject({ nextAt });
    expect(await putSchedule(schedules, { cron: "0 8 * * *", timeZone: "Asia/Tokyo", nextAt: null })).toMatchObject({ nextAt: null });
  },

  "keeps what a schedule did, and its pause, when it is stored again": async ({ schedules }) => {
    const first = await putSchedule(schedules);
    const to = await inMs(schedules, 2 * HOUR_MS);
    await schedules.advance(first, { from: first.nextAt!, to, jobId: "job-1" });
    await schedules.setPaused(first, true, to);

    expect(await putSchedule(schedules)).toMatchObject({ lastAt: first.nextAt, lastJobId: "job-1", isPaused: true, nextAt: to });
  },

  "gives every owner schedules of their own": async ({ schedules }) => {
    const owners = ["alice", "bob", "", null];
    for (const userId of owners) await putSchedule(schedules, { userId, type: `type of ${userId}` });
    for (const userId of owners) {
      expect(await schedules.get({ id: "nightly", userId })).toMatchObject({ userId, type: `type of ${userId}` });
    }
    expect(await schedules.remove({ id: "nightly", userId: "" })).toBe(true);
    expect(await schedules.list({ limit: 10 })).toHaveLength(3);
  },

  "refuses names that cannot be kept as they are, and finds nothing for them": async ({ schedules }) => {
    for (const name of REPLACED_NAMES) await putSchedule(schedules, { id: name, userId: name });
    for (const name of UNSTORABLE_NAMES) {
      for (const field of ["id", "userId", "cron", "timeZone", "type"]) {
        await expect(putSchedule(schedules, { [field]: name })).rejects.toMatchObject({ code: "OPTION_INVALID" });
      }
      for (const other of REPLACED_NAMES) {
        expect(await schedules.get({ id: name, userId: other })).toBeUndefined();
        expect(await schedules.remove({ id: other, userId: name })).toBe(false);
      }
      expect(await schedules.list({ userId: name, limit: 10 })).toEqual([]);
    }
    expect(await schedules.list({ limit: 10 })).toHaveLength(REPLACED_NAMES.length);
  },

  "lets go of what was removed": async ({ schedules }) => {
    await putSchedule(schedules);
    expect(await schedules.remove({ id: "nightly", userId: null })).toBe(true);
    expect(await schedules.get({ id: "nightly", userId: null })).toBeUndefined();
    expect(await schedules.nextDueInMs([(await newSchedule(schedules)).type])).toBeUndefined();
  },

  "makes one schedule of twenty that are stored at once": async ({ schedules, peer }) => {
    const given = await newSchedule(schedules);
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 1 && peer ? peer : schedules).put(given)));
    expect(await schedules.list({ limit: 50 })).toHaveLength(1);
  },

  "answers copies": async ({ schedules }) => {
    const schedule = await putSchedule(schedules);
    (schedule as { id: string }).id = "changed";
    schedule.nextAt?.setTime(0);
    (schedule.input as { rows: number }).rows = 4;
    expect(await schedules.get({ id: "nightly", userId: null })).toMatchObject({ id: "nightly", input: { rows: 3 } });
    expect((await schedules.get({ id: "nightly", userId: null }))?.nextAt?.getTime()).toBeGreaterThan(0);
  },
};
