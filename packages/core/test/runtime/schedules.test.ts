import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import {
  createTaskManager,
  defineJobType,
  NonRetriableError,
  RowmillError,
  previewSchedule,
  type ScheduleOptions,
  silentLogger,
} from "@rowmill/core";
import type { JobStore, ScheduleStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const report = defineJobType({ type: "report", input: z.object({ team: z.string() }) });
const NIGHTLY: ScheduleOptions = { id: "nightly", cron: "0 3 * * *" };

/** Days pass in these tests: a manager that renews leases every ten seconds would fill them. */
const QUIET = { logger: silentLogger, leaseMs: DAY_MS, pollMs: DAY_MS };

/** A manager that knows reports and runs them at once; its clock stands at 2026-01-01T00:00Z. */
function fixture(options: Parameters<typeof taskManagerFixture>[0] = {}) {
  const { manager, ...rest } = taskManagerFixture({ leaseMs: DAY_MS, pollMs: DAY_MS, ...options });
  const registered = manager.register(report.handle(() => "done"));
  const jobs = async () => (await registered.listJobs({ limit: 200 })).jobs.toReversed();
  const createdAt = async () => (await jobs()).map((job) => job.createdAt.toISOString());
  return { ...rest, manager: registered, jobs, createdAt };
}

describe("schedule", () => {
  it("creates a job at every moment that the expression names", async () => {
    const { manager, clock, jobs, createdAt } = fixture();
    await manager.schedule("report", { team: "sales" }, { ...NIGHTLY, userId: "alice", priority: 7 });
    await clock.advanceBy(2 * DAY_MS);

    expect(await createdAt()).toEqual(["2026-01-01T03:00:00.000Z", "2026-01-02T03:00:00.000Z"]);
    expect((await jobs())[0]).toMatchObject({
      type: "report",
      input: { team: "sales" },
      userId: "alice",
      priority: 7,
      status: "completed",
    });
  });

  it("reads the expression in its time zone", async () => {
    const { manager, clock, createdAt } = fixture();
    await manager.schedule("report", { team: "sales" }, { ...NIGHTLY, timeZone: "Asia/Tokyo" });
    await clock.advanceBy(DAY_MS);
    expect(await createdAt()).toEqual(["2026-01-01T18:00:00.000Z"]);
  });

  it("answers the schedule, and notes what it did last", async () => {
    const { manager, clock, jobs } = fixture();
    const schedule = await manager.schedule(report, { team: "sales" }, NIGHTLY);
    expect(schedule).toMatchObject({ id: "nightly", type: "report", timeZone: "UTC", userId: null, lastAt: null, isPaused: false });
    expect(schedule.nextAt).toEqual(new Date("2026-01-01T03:00Z"));

    await clock.advanceBy(4 * HOUR_MS);
    const [job] = await jobs();
    expect(await manager.getSchedule("nightly")).toMatchObject({
      lastAt: new Date("2026-01-01T03:00Z"),
      lastJobId: job?.id,
      nextAt: new Date("2026-01-02T03:00Z"),
    });
  });

  it("creates one job for each moment, however many processes there are", async () => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    // All of them see a slot before one of them has moved the schedule on.
    const seen = new Map<number, ReturnType<ScheduleStore["due"]>>();
    const due: ScheduleStore["due"] = async (types, limit) => {
      if (!seen.has(clock.now())) seen.set(clock.now(), inner.schedules.due(types, limit));
      return await seen.get(clock.now())!;
    };
    const store: JobStore = { ...inner, schedules: { ...inner.schedules, due } };
    const managers = Array.from({ length: 5 }, () => createTaskManager({ store, clock, ...QUIET }).register(report));
    await Promise.all(managers.map((manager) => manager.schedule("report", { team: "sales" }, { id: "often", cron: "*/10 * * * *" })));
    await clock.advanceBy(3 * HOUR_MS);
    expect((await store.list({ limit: 100 })).jobs).toHaveLength(18);
  });

  it("goes on when a process has died after it created the job and before the schedule moved on", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    const dies: JobStore = { ...store, schedules: { ...store.schedules, advance: () => new Promise(() => {}) } };
    await createTaskManager({ store: dies, clock, ...QUIET })
      .register(report)
      .schedule("report", { team: "sales" }, NIGHTLY);
    await clock.advanceBy(4 * HOUR_MS);
    expect((await store.list({ limit: 10 })).jobs).toHaveLength(1);

    createTaskManager({ store, clock, ...QUIET }).register(report);
    await clock.advanceBy(DAY_MS);
    expect((await store.list({ limit: 10 })).jobs.map(({ createdAt }) => createdAt.toISOString())).toEqual([
      "2026-01-02T03:00:00.000Z",
      "2026-01-01T03:00:00.000Z",
    ]);
  });

  it("changes the schedule of the same id", async () => {
    const { manager, clock, jobs } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    await manager.schedule("report", { team: "support" }, { ...NIGHTLY, cron: "0 5 * * *" });
    await clock.advanceBy(DAY_MS);
    expect((await jobs()).map(({ input }) => input)).toEqual([{ team: "support" }]);
    expect((await manager.listSchedules()).schedules).toHaveLength(1);
  });

  it("leaves jobs of a type that is not known here to processes that know it", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    const creator = createTaskManager({ store, clock, ...QUIET }).register(report);
    await creator.schedule("report", { team: "sales" }, NIGHTLY);
    await creator.close();
    const other = createTaskManager({ store, clock, ...QUIET });
    await clock.advanceBy(DAY_MS);
    expect((await store.list({ limit: 10 })).jobs).toEqual([]);

    other.register(report);
    await clock.advanceBy(0);
    expect((await store.list({ limit: 10 })).jobs).toHaveLength(1);
  });

  it("stops with its manager", async () => {
    const { manager, clock, createdAt } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    await manager.close();
    await clock.advanceBy(DAY_MS);
    expect(await createdAt()).toEqual([]);
  });

  it.each([
    new NonRetriableError("The file is gone"),
    new RowmillError("JOB_INPUT_INVALID", "The file is gone"),
    new RowmillError("FILE_NOT_FOUND", "The file is gone"),
    new RowmillError("ACCESS_DENIED", "The file is another user's"),
  ])("passes over a slot whose check refuses it with $code, says so, and goes on", async (refusal) => {
    let isGone = true;
    const { manager, clock, logged, jobs } = fixture();
    const checked = defineJobType({
      type: "checked",
      input: z.null(),
      check() {
        if (clock.now() > Date.UTC(2026, 0, 1) && isGone) throw refusal;
      },
    });
    await manager.register(checked).schedule("checked", null, NIGHTLY);
    await clock.advanceBy(DAY_MS);
    expect(await jobs()).toEqual([]);
    expect(logged).toContainEqual(expect.objectContaining({ level: "error", message: expect.stringContaining("passed over") }));

    isGone = false;
    await clock.advanceBy(DAY_MS);
    expect(await jobs()).toHaveLength(1);
  });

  it("tries a slot again that the store refused, and sees to the others meanwhile", async () => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    let failures = 3;
    const store: JobStore = {
      ...inner,
      async insert(jobs, options) {
        if (jobs.some(({ priority }) => priority === 9) && (failures -= 1) >= 0) throw new Error("The database is away");
        return await inner.insert(jobs, options);
      },
    };
    const { manager, createdAt, jobs } = fixture({ store, clock });
    await manager.schedule("report", { team: "unlucky" }, { ...NIGHTLY, priority: 9 });
    await manager.schedule("report", { team: "lucky" }, { id: "other", cron: "0 3 * * *" });
    await clock.advanceBy(DAY_MS);
    expect((await jobs()).map(({ input }) => input)).toEqual([{ team: "lucky" }, { team: "unlucky" }]);
    expect(await createdAt()).toEqual(["2026-01-01T03:00:00.000Z", "2026-01-01T03:00:07.000Z"]);
  });

  it("tries a slot whose check throws an unknown error less and less often", async () => {
    const { manager, clock, jobs } = fixture({ logger: silentLogger });
    const triedAt: number[] = [];
    let isBroken = false;
    const checked = defineJobType({
      type: "checked",
      input: z.null(),
      check() {
        if (!isBroken) return;
        triedAt.push((clock.now() - Date.UTC(2026, 0, 1, 3)) / 1_000);
        throw new Error("The inventory is away");
      },
    });
    await manager.register(checked).schedule("checked", null, NIGHTLY);
    isBroken = true;
    await clock.advanceBy(3 * HOUR_MS + 5 * MINUTE_MS);
    expect(triedAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);

    isBroken = false;
    await clock.advanceBy(MINUTE_MS);
    expect(await jobs()).toHaveLength(1);
  });

  it("runs the schedules of others while a hundred of them fail", async () => {
    const { manager, clock, jobs } = fixture({ logger: silentLogger });
    let isBroken = false;
    const checked = defineJobType({
      type: "checked",
      input: z.null(),
      check() {
        if (isBroken) throw new Error("The inventory is away");
      },
    });
    const registered = manager.register(checked);
    for (let at = 0; at < 120; at += 1) await registered.schedule("checked", null, { id: `broken ${at}`, cron: "0 3 * * *" });
    await registered.schedule("report", { team: "sales" }, { id: "works", cron: "5 3 * * *" });
    isBroken = true;
    await clock.advanceBy(4 * HOUR_MS);
    expect(await jobs()).toHaveLength(1);
  });

  it.each<[Partial<ScheduleOptions>, RegExp]>([
    [{ cron: "every day" }, /"every day" is no cron expression/],
    [{ cron: "61 * * * *" }, /no cron expression: .*minute/],
    [{ timeZone: "Mars/Olympus" }, /no time zone "Mars\/Olympus"/],
    [{ cron: "0 0 30 2 *" }, /no moment that is still to come/],
    [{ id: "" }, /"id" of a schedule/],
    [{ id: "x".repeat(201) }, /"id" of a schedule/],
    [{ missed: "later" as never }, /"missed" of a schedule must be "run_once" or "skip"/],
    [{ every: 5 } as never, /no option "every"/],
  ])("refuses %j with OPTION_INVALID", async (options, message) => {
    const { manager } = fixture();
    const scheduled = manager.schedule("report", { team: "sales" }, { ...NIGHTLY, ...options });
    await expect(scheduled).rejects.toMatchObject({ code: "OPTION_INVALID", message: expect.stringMatching(message) });
  });

  it("refuses an input that its jobs could not have", async () => {
    const { manager } = fixture();
    await expect(manager.schedule("report", { team: 7 as never }, NIGHTLY)).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    await expect(manager.schedule("reprot" as never, {} as never, NIGHTLY)).rejects.toMatchObject({ code: "JOB_TYPE_UNKNOWN" });
  });

  it("says so where the store keeps no schedules", async () => {
    const { schedules: _, ...store } = memoryStore();
    const manager = createTaskManager({ store }).register(report);
    await expect(manager.schedule("report", { team: "sales" }, NIGHTLY)).rejects.toMatchObject({ code: "SCHEDULES_UNSUPPORTED" });
    await manager.close();
  });
});

describe("slots that passed while nobody was there", () => {
  it("make one job together", async () => {
    const { clock, created } = await away({}, 95 * MINUTE_MS);
    expect(await created()).toEqual(["2026-01-01T01:35:00.000Z"]);
    await clock.advanceBy(5 * MINUTE_MS);
    expect(await created()).toEqual(["2026-01-01T01:35:00.000Z", "2026-01-01T01:40:00.000Z"]);
  });

  it("make none, if that is wished", async () => {
    const { clock, created } = await away({ missed: "skip" }, 95 * MINUTE_MS);
    expect(await created()).toEqual([]);
    await clock.advanceBy(5 * MINUTE_MS);
    expect(await created()).toEqual(["2026-01-01T01:40:00.000Z"]);
  });

  it("are not missed by a restart of less than a minute", async () => {
    const { created } = await away({ missed: "skip" }, 10 * MINUTE_MS + 45_000);
    expect(await created()).toEqual(["2026-01-01T00:10:45.000Z"]);
  });
});

describe("a slot that comes while the last job has not finished", () => {
  it("makes another one", async () => {
    const { count } = await overlapping("allow");
    expect(await count()).toBe(3);
  });

  it("makes none, if that is wished, until it has", async () => {
    const { held, clock, count } = await overlapping("skip");
    expect(await count()).toBe(1);
    held.run().end();
    await clock.advanceBy(10 * MINUTE_MS);
    expect(await count()).toBe(2);
  });
});

describe("pauseSchedule and resumeSchedule", () => {
  it("stop a schedule and let it go on, without what would have come in between", async () => {
    const { manager, clock, createdAt } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    expect(await manager.pauseSchedule("nightly")).toMatchObject({ isPaused: true });
    await clock.advanceBy(2 * DAY_MS);
    expect(await createdAt()).toEqual([]);

    expect(await manager.resumeSchedule("nightly")).toMatchObject({ isPaused: false, nextAt: new Date("2026-01-03T03:00Z") });
    await clock.advanceBy(DAY_MS);
    expect(await createdAt()).toEqual(["2026-01-03T03:00:00.000Z"]);
  });

  it("leave a pause alone when the schedule is declared again", async () => {
    const { manager } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    await manager.pauseSchedule("nightly");
    expect(await manager.schedule("report", { team: "sales" }, NIGHTLY)).toMatchObject({ isPaused: true });
  });

  it("know the owner's schedules only", async () => {
    const { manager } = fixture();
    await manager.schedule("report", { team: "sales" }, { ...NIGHTLY, userId: "alice" });
    for (const owner of [undefined, { userId: "bob" }]) {
      await expect(manager.pauseSchedule("nightly", owner)).rejects.toMatchObject({ code: "SCHEDULE_NOT_FOUND" });
      expect(await manager.getSchedule("nightly", owner)).toBeUndefined();
      expect(await manager.removeSchedule("nightly", owner)).toBe(false);
    }
    expect(await manager.pauseSchedule("nightly", { userId: "alice" })).toMatchObject({ isPaused: true });
  });
});

describe("whose schedule it must be", () => {
  it("is not left out by a slip", async () => {
    const { manager } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    const slip = { userID: "bob" } as never;
    const refused = { code: "OPTION_INVALID" };
    await expect(manager.getSchedule("nightly", slip)).rejects.toMatchObject(refused);
    await expect(manager.listSchedules(slip)).rejects.toMatchObject(refused);
    await expect(manager.pauseSchedule("nightly", slip)).rejects.toMatchObject(refused);
    await expect(manager.resumeSchedule("nightly", slip)).rejects.toMatchObject(refused);
    await expect(manager.removeSchedule("nightly", slip)).rejects.toMatchObject(refused);
    expect(await manager.getSchedule("nightly")).toMatchObject({ isPaused: false });
  });
});

describe("removeSchedule", () => {
  it("ends a schedule and leaves its jobs", async () => {
    const { manager, clock, createdAt } = fixture();
    await manager.schedule("report", { team: "sales" }, NIGHTLY);
    await clock.advanceBy(DAY_MS);
    expect(await manager.removeSchedule("nightly")).toBe(true);
    await clock.advanceBy(DAY_MS);
    expect(await createdAt()).toHaveLength(1);
  });
});

describe("listSchedules", () => {
  it("answers page after page", async () => {
    const { manager } = fixture();
    const ids = Array.from({ length: 7 }, (_, index) => `schedule-${index}`);
    for (const id of ids.toReversed()) await manager.schedule("report", { team: "sales" }, { ...NIGHTLY, id });
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await manager.listSchedules({ limit: 3, cursor });
      seen.push(...page.schedules.map(({ id }) => id));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(ids);
  });

  it("refuses a cursor that it never answered", async () => {
    const { manager } = fixture();
    for (const cursor of ["", "x", Buffer.from("[2]").toString("base64url")]) {
      await expect(manager.listSchedules({ cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    }
  });
});

describe("previewSchedule", () => {
  const moments = (cron: string, timeZone: string, after: string, count: number) =>
    previewSchedule(cron, { timeZone, after: new Date(after), count }).map((moment) => moment.toISOString());

  it.each([{ from: new Date() }, { count: 0 }, { count: 1_001 }, { timeZone: "Mars/Base" }])(
    "refuses %j with OPTION_INVALID",
    (options) => {
      expect(() => previewSchedule("@daily", options)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    },
  );

  it("moves a time that is left out in spring to the end of the gap", () => {
    expect(moments("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 2)).toEqual([
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });

  it("takes a time that comes twice in autumn once", () => {
    expect(moments("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", 2)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  it("goes on evenly through both where it comes every half hour", () => {
    expect(moments("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:10Z", 4)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-25T01:00:00.000Z",
      "2026-10-25T01:30:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });

  it("knows leap days, and when nothing comes", () => {
    expect(moments("0 0 29 2 *", "UTC", "2026-01-01T00:00Z", 2)).toEqual(["2028-02-29T00:00:00.000Z", "2032-02-29T00:00:00.000Z"]);
    expect(moments("0 0 30 2 *", "UTC", "2026-01-01T00:00Z", 2)).toEqual([]);
  });
});

/** A schedule every ten minutes, and a manager that comes back after an hour and a half. */
async function away(options: Partial<ScheduleOptions>, awayMs: number) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  const before = createTaskManager({ store, clock, ...QUIET }).register(report);
  await before.schedule("report", { team: "sales" }, { id: "often", cron: "*/10 * * * *", ...options });
  await before.close();
  await clock.advanceBy(awayMs);
  const manager = createTaskManager({ store, clock, ...QUIET }).register(report);
  await manager.schedule("report", { team: "sales" }, { id: "often", cron: "*/10 * * * *", ...options });
  await clock.advanceBy(0);
  const created = async () => (await store.list({ limit: 100 })).jobs.map(({ createdAt }) => createdAt.toISOString()).toReversed();
  return { clock, manager, created };
}

/** A schedule every ten minutes whose first job goes on until the test ends it, after three slots. */
async function overlapping(overlap: "allow" | "skip") {
  const held = heldJobType();
  const { manager, clock } = fixture();
  const registered = manager.register(held.handled);
  await registered.schedule("held", "sync", { id: "often", cron: "*/10 * * * *", overlap });
  await clock.advanceBy(35 * MINUTE_MS);
  const count = async () => (await registered.listJobs({ type: "held" })).jobs.length;
  return { held, clock, count };
}
