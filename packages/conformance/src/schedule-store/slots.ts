import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import type { ScheduleStoreHarness } from "./harness.ts";
import { HOUR_MS, inMs, putSchedule, TYPE } from "./new-schedule.ts";

export const slotCases: Cases<ScheduleStoreHarness> = {
  "says when the next slot comes": async ({ schedules, advanceBy }) => {
    await putSchedule(schedules, { id: "later", nextAt: await inMs(schedules, 2 * HOUR_MS) });
    await putSchedule(schedules);
    const dueInMs = (await schedules.nextDueInMs([TYPE])) ?? 0;
    expect(dueInMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(dueInMs).toBeLessThanOrEqual(HOUR_MS);
    await advanceBy(HOUR_MS);
    expect(await schedules.nextDueInMs([TYPE])).toBe(0);
  },

  "answers no slot before it has come, and the longest waiting first then": async ({ schedules, advanceBy }) => {
    await putSchedule(schedules, { id: "second", nextAt: await inMs(schedules, 2 * HOUR_MS) });
    await putSchedule(schedules, { id: "first" });
    await putSchedule(schedules, { id: "third", nextAt: await inMs(schedules, 9 * HOUR_MS) });
    expect(await schedules.due([TYPE], 10)).toEqual([]);
    await advanceBy(3 * HOUR_MS);
    expect((await schedules.due([TYPE], 10)).map(({ id }) => id)).toEqual(["first", "second"]);
    expect((await schedules.due([TYPE], 1)).map(({ id }) => id)).toEqual(["first"]);
  },

  "leaves slots of other types alone": async ({ schedules, advanceBy }) => {
    await putSchedule(schedules);
    await advanceBy(HOUR_MS);
    expect(await schedules.due(["other"], 10)).toEqual([]);
    expect(await schedules.due([], 10)).toEqual([]);
    expect(await schedules.nextDueInMs(["other"])).toBeUndefined();
    expect(await schedules.due(["other", TYPE], 10)).toHaveLength(1);
  },

  "has no slot for a schedule that will never come again": async ({ schedules, advanceBy }) => {
    await putSchedule(schedules, { nextAt: null });
    await advanceBy(HOUR_MS);
    expect(await schedules.due([TYPE], 10)).toEqual([]);
    expect(await schedules.nextDueInMs([TYPE])).toBeUndefined();
  },

  "has no slot for a paused schedule, and the given one when it goes on": async ({ schedules, advanceBy }) => {
    const schedule = await putSchedule(schedules);
    expect(await schedules.setPaused(schedule, true, schedule.nextAt)).toMatchObject({ isPaused: true, nextAt: schedule.nextAt });
    await advanceBy(2 * HOUR_MS);
    expect(await schedules.due([TYPE], 10)).toEqual([]);
    expect(await schedules.nextDueInMs([TYPE])).toBeUndefined();

    const nextAt = await inMs(schedules, HOUR_MS);
    expect(await schedules.setPaused(schedule, false, nextAt)).toMatchObject({ isPaused: false, nextAt });
    expect(await schedules.due([TYPE], 10)).toEqual([]);
    await advanceBy(HOUR_MS);
    expect(await schedules.due([TYPE], 10)).toHaveLength(1);
  },

  "moves from a slot to the next, and notes the job": async ({ schedules, advanceBy }) => {
    const { nextAt: from } = await putSchedule(schedules);
    await advanceBy(HOUR_MS);
    const to = await inMs(schedules, HOUR_MS);
    expect(await schedules.advance(KEY, { from: from!, to, jobId: "job-1" })).toBe(true);
    expect(await schedules.get(KEY)).toMatchObject({ nextAt: to, lastAt: from, lastJobId: "job-1" });
    expect(await schedules.due([TYPE], 10)).toEqual([]);
  },

  "keeps what was done last when a slot is passed over": async ({ schedules }) => {
    const { nextAt: first } = await putSchedule(schedules);
    const [second, third] = [await inMs(schedules, 2 * HOUR_MS), await inMs(schedules, 3 * HOUR_MS)];
    await schedules.advance(KEY, { from: first!, to: second, jobId: "job-1" });
    expect(await schedules.advance(KEY, { from: second, to: third, jobId: null })).toBe(true);
    expect(await schedules.get(KEY)).toMatchObject({ nextAt: third, lastAt: first, lastJobId: "job-1" });
  },

  "moves on once from a slot, however many see to it": async ({ schedules, peer }) => {
    const { nextAt: from } = await putSchedule(schedules);
    const to = await inMs(schedules, 2 * HOUR_MS);
    const moves = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 1 && peer ? peer : schedules).advance(KEY, { from: from!, to, jobId: `job-${index}` }),
    );
    expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    expect(await schedules.advance(KEY, { from: from!, to: null, jobId: "late" })).toBe(false);
    expect(await schedules.get(KEY)).toMatchObject({ nextAt: to });
  },

  "comes to its end": async ({ schedules }) => {
    const { nextAt: from } = await putSchedule(schedules);
    expect(await schedules.advance(KEY, { from: from!, to: null, jobId: null })).toBe(true);
    expect(await schedules.get(KEY)).toMatchObject({ nextAt: null });
  },
};

const KEY = { id: "nightly", userId: null };
