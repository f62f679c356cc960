import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import type { ScheduleStoreHarness } from "./harness.ts";
import { putSchedule } from "./new-schedule.ts";

export const listingCases: Cases<ScheduleStoreHarness> = {
  "lists by id, and those of one id by owner, nobody in particular first": async ({ schedules }) => {
    for (const [id, userId] of SHUFFLED) await putSchedule(schedules, { id, userId });
    expect((await schedules.list({ limit: 10 })).map(({ id, userId }) => [id, userId])).toEqual(ORDERED);
  },

  "goes on after any schedule, and gives no more than asked for": async ({ schedules }) => {
    for (const [id, userId] of SHUFFLED) await putSchedule(schedules, { id, userId });
    for (const [index, [id, userId]] of ORDERED.entries()) {
      const page = await schedules.list({ limit: 2, after: { id, userId } });
      expect(page.map((schedule) => [schedule.id, schedule.userId])).toEqual(ORDERED.slice(index + 1, index + 3));
    }
  },

  "lists those of one owner": async ({ schedules }) => {
    for (const [id, userId] of SHUFFLED) await putSchedule(schedules, { id, userId });
    const idsOf = async (userId: string | null) => (await schedules.list({ userId, limit: 10 })).map(({ id }) => id);
    expect(await idsOf("alice")).toEqual(["a", "b"]);
    expect(await idsOf(null)).toEqual(["B", "a"]);
    expect(await idsOf("carol")).toEqual([]);
  },
};

/** Capitals come first: ids are compared by their code points, whatever language the database speaks. */
const ORDERED: [id: string, userId: string | null][] = [
  ["B", null],
  ["a", null],
  ["a", "alice"],
  ["a", "bob"],
  ["b", "alice"],
  ["ä", "bob"],
];
const SHUFFLED = [5, 2, 0, 4, 1, 3].map((index) => ORDERED[index]!);
