import { previewSchedule } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilMs, passedOverAt } from "../../src/runtime/schedules/civil-time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Where clocks go forward: the zone, the moment, what they show until then, and how many minutes are left out. */
const GAPS = [
  ["America/Nuuk", "2026-03-29T01:00Z", "23:00", 60],
  ["America/Scoresbysund", "2027-03-28T01:00Z", "23:00", 60],
  ["Asia/Pyongyang", "2018-05-04T15:00Z", "23:30", 30],
  ["Pacific/Apia", "2011-12-30T10:00Z", "00:00", 24 * 60],
  ["America/Sao_Paulo", "2018-11-04T03:00Z", "00:00", 60],
  ["Asia/Beirut", "2026-03-28T22:00Z", "00:00", 60],
  ["Africa/Cairo", "2026-04-23T22:00Z", "00:00", 60],
  ["America/Asuncion", "2024-10-06T04:00Z", "00:00", 60],
  ["Atlantic/Azores", "2026-03-29T01:00Z", "00:00", 60],
  ["America/Havana", "2026-03-08T05:00Z", "00:00", 60],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z", "02:00", 30],
  ["Antarctica/Troll", "2026-03-29T01:00Z", "01:00", 120],
  ["Europe/Berlin", "2026-03-29T01:00Z", "02:00", 60],
  ["Africa/Casablanca", "2026-03-22T02:00Z", "02:00", 60],
] as const;

const gap = fc.constantFrom(...GAPS).chain(([timeZone, moment, shows, minutes]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    endMs: fc.constant(Date.parse(moment)),
    startMinute: fc.constant(Number(shows.slice(0, 2)) * 60 + Number(shows.slice(3))),
    minutes: fc.constant(minutes),
    minute: fc.integer({ min: 0, max: minutes - 1 }),
    beforeMinutes: fc.integer({ min: 1, max: 20 * 60 }),
  }),
);

describe("a daily time that clocks pass over as they go forward", () => {
  it("comes at the end of the gap, once, and the next day in time, wherever the gap lies in the day", () => {
    fc.assert(
      fc.property(
        // A whole day that was left out is no gap in a day.
        gap.filter(({ minutes }) => minutes < 24 * 60),
        fc.boolean(),
        ({ timeZone, endMs, startMinute, minute, beforeMinutes }, hasSeconds) => {
          const time = startMinute + minute;
          const cron = `${hasSeconds ? "0 " : ""}${time % 60} ${Math.floor(time / 60)} * * *`;
          // From the evening before on: the slot of the day before must have passed.
          const after = new Date(Math.max(endMs - beforeMinutes * MINUTE_MS, endMs - 23 * HOUR_MS + minute * MINUTE_MS));
          const [first, second] = previewSchedule(cron, { timeZone, after, count: 2 });
          expect(first?.getTime()).toBe(endMs);
          const shown = new Date(civilMs(second!.getTime(), timeZone));
          expect(shown.getUTCHours() * 60 + shown.getUTCMinutes()).toBe(time);
          expect(second!.getTime() - endMs).toBeLessThanOrEqual(25 * HOUR_MS);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("comes at midnight in America/Nuuk, where the last hour of the day is left out, also if it is of one day or weekday", () => {
    for (const cron of ["30 23 * * *", "30 23 28 3 *", "30 23 * * SAT", "0 30 23 * * *"]) {
      const [first] = previewSchedule(cron, { timeZone: "America/Nuuk", after: new Date("2026-03-28T12:00Z"), count: 1 });
      expect([cron, first?.toISOString()]).toEqual([cron, "2026-03-29T01:00:00.000Z"]);
    }
  });

  it("goes on evenly there, where it comes every hour", () => {
    const slots = previewSchedule("30 * * * *", { timeZone: "America/Nuuk", after: new Date("2026-03-29T00:00Z"), count: 3 });
    expect(slots.map((slot) => slot.toISOString().slice(11, 16))).toEqual(["00:30", "01:30", "02:30"]);
  });
});

describe("passedOverAt", () => {
  it("knows the moment for each time in a gap, and none for the times around it", () => {
    fc.assert(
      fc.property(gap, ({ timeZone, endMs, minutes, minute }) => {
        const shownAtEnd = civilMs(endMs, timeZone);
        expect(passedOverAt(shownAtEnd - minutes * MINUTE_MS + minute * MINUTE_MS, timeZone)).toBe(endMs);
        expect(passedOverAt(shownAtEnd + minute * MINUTE_MS, timeZone)).toBeUndefined();
        expect(passedOverAt(shownAtEnd - minutes * MINUTE_MS - (minute + 1) * MINUTE_MS, timeZone)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

describe("a time zone", () => {
  it.each(["", " ", "Mars/Base", null])("%j is refused, also where it would be taken for the machine's own", (timeZone) => {
    const options = { timeZone: timeZone as string };
    expect(() => previewSchedule("@daily", options)).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining("There is no time zone") as unknown }),
    );
  });
});
