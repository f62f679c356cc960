import { memoryStore } from "@rowmill/adapter-memory";
import { defineJobType } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { timingOfWords, wordsOfCron } from "../src/resources/schedules/schedule-words.ts";
import { apiFixture, type ApiFixtureOptions } from "./api-fixture.ts";

const report = defineJobType({ type: "report", input: z.strictObject({ team: z.string() }) });
const BODY = { type: "report", input: { team: "sales" }, cron: "weekdays at 8:00, Europe/Berlin" };

async function fixture(options: ApiFixtureOptions = {}) {
  const api = await apiFixture({ store: memoryStore(), schedules: ["report"], ...options });
  api.manager.register(report.handle(() => "done"));
  const send = async (method: string, path: string, json?: unknown, as = "ada") =>
    await api.ask(path, { as, method, ...(json !== undefined && { json, method, body: JSON.stringify(json) }) });
  return { ...api, send };
}

describe("/schedules", () => {
  it("creates, reads, changes and deletes a schedule", async () => {
    const { send } = await fixture();
    const created = await send("PUT", "/schedules/morning", BODY);
    expect([created.status, await created.json()]).toEqual([
      200,
      expect.objectContaining({
        id: "morning",
        cron: "0 8 * * 1-5",
        time_zone: "Europe/Berlin",
        description: "weekdays at 08:00, Europe/Berlin",
        input: { team: "sales" },
        is_paused: false,
        next_at: expect.stringMatching(/Z$/),
      }),
    ]);
    await send("PUT", "/schedules/morning", { ...BODY, cron: "30 6 1 * *", time_zone: "Asia/Tokyo", overlap: "skip" });
    expect(await (await send("GET", "/schedules/morning")).json()).toMatchObject({
      cron: "30 6 1 * *",
      description: "monthly on the 1st at 06:30, Asia/Tokyo",
      overlap: "skip",
    });
    expect((await send("DELETE", "/schedules/morning")).status).toBe(204);
    expect((await send("GET", "/schedules/morning")).status).toBe(404);
    expect((await send("DELETE", "/schedules/morning")).status).toBe(404);
  });

  it("pauses a schedule, lets it go on, and runs it now", async () => {
    const { send, manager } = await fixture();
    await send("PUT", "/schedules/morning", BODY);
    expect(await (await send("POST", "/schedules/morning/pause")).json()).toMatchObject({ is_paused: true, next_at: null });
    expect(await (await send("POST", "/schedules/morning/resume")).json()).toMatchObject({ is_paused: false });
    const run = await send("POST", "/schedules/morning/run");
    expect(run.status).toBe(202);
    const { job_id: id } = (await run.json()) as { job_id: string };
    expect(await manager.waitForJob(id)).toMatchObject({ type: "report", userId: "ada", input: { team: "sales" }, status: "completed" });
  });

  it("lists the caller's own, by pages, and hides those of others", async () => {
    const { send } = await fixture();
    for (const id of ["a", "b", "c"]) await send("PUT", `/schedules/${id}`, BODY);
    await send("PUT", "/schedules/b", { ...BODY, input: { team: "bob's" } }, "bob");
    const first = (await (await send("GET", "/schedules?limit=2")).json()) as { items: { id: string }[]; next_cursor: string };
    expect(first.items.map(({ id }) => id)).toEqual(["a", "b"]);
    const cursor = encodeURIComponent(first.next_cursor);
    const next = (await (await send("GET", `/schedules?limit=2&cursor=${cursor}`)).json()) as { items: { id: string }[] };
    expect(next.items.map(({ id }) => id)).toEqual(["c"]);
    expect((await send("GET", `/schedules?limit=2&cursor=${cursor}`, undefined, "bob")).status).toBe(400);

    for (const [method, path] of [
      ["GET", "/a"],
      ["DELETE", "/a"],
      ["POST", "/a/pause"],
      ["POST", "/a/resume"],
      ["POST", "/a/run"],
    ] as const) {
      expect((await send(method, `/schedules${path}`, undefined, "bob")).status).toBe(404);
    }
    expect(await (await send("GET", "/schedules/b", undefined, "bob")).json()).toMatchObject({ input: { team: "bob's" } });
    expect(await (await send("GET", "/schedules/b")).json()).toMatchObject({ input: { team: "sales" } });
  });

  it("shows when a schedule would come", async () => {
    const { send } = await fixture();
    const response = await send("POST", "/schedules/preview", { cron: "daily at 3am", count: 2 }, "eve");
    const preview = (await response.json()) as { cron: string; moments: string[] };
    expect(preview).toMatchObject({ cron: "0 3 * * *", time_zone: "UTC", description: "daily at 03:00, UTC" });
    expect(preview.moments.map((at) => at.slice(10))).toEqual(["T03:00:00.000Z", "T03:00:00.000Z"]);
  });

  it.each([
    [{ ...BODY, cron: "whenever you like" }, 422, "/cron"],
    [{ ...BODY, cron: "* * * * * *" }, 422, "/cron"],
    [{ ...BODY, cron: "0 0 30 2 *" }, 422, "/cron"],
    [{ ...BODY, time_zone: "Middle/Earth" }, 422, "/time_zone"],
    [{ ...BODY, type: "held" }, 422, "/type"],
    [{ ...BODY, input: { team: 1 } }, 422, "team"],
    [{ ...BODY, more: 1 }, 422, "more"],
  ])("refuses %j with %i", async (body, status, named) => {
    const { send } = await fixture();
    const response = await send("PUT", "/schedules/morning", body);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(named);
    expect((await send("GET", "/schedules/morning")).status).toBe(404);
  });

  it("limits how many one user has", async () => {
    const { send } = await fixture({ limits: { schedulesPerUser: 2 } });
    for (const id of ["a", "b"]) expect((await send("PUT", `/schedules/${id}`, BODY)).status).toBe(200);
    expect((await send("PUT", "/schedules/c", BODY)).status).toBe(429);
    // A change makes none.
    expect((await send("PUT", "/schedules/a", BODY)).status).toBe(200);
    expect((await send("PUT", "/schedules/c", BODY, "bob")).status).toBe(200);
  });

  it("is there only for types that the host opens", async () => {
    const { ask } = await apiFixture({ store: memoryStore() });
    expect((await ask("/schedules")).status).toBe(404);
  });

  it("lets read-only callers look, and change nothing", async () => {
    const { send } = await fixture();
    expect((await send("GET", "/schedules", undefined, "eve")).status).toBe(200);
    expect((await send("PUT", "/schedules/morning", BODY, "eve")).status).toBe(403);
  });
});

describe("the words of schedules", () => {
  it.each([
    ["every 15 minutes", "*/15 * * * *", undefined],
    ["hourly", "0 * * * *", undefined],
    ["every 6 hours, UTC", "0 */6 * * *", "UTC"],
    ["Daily at 23:59", "59 23 * * *", undefined],
    ["every day at 12am", "0 0 * * *", undefined],
    ["weekends at 12pm, America/New_York", "0 12 * * 0,6", "America/New_York"],
    ["every monday, wednesday and friday at 9:30, Europe/Berlin", "30 9 * * 1,3,5", "Europe/Berlin"],
    ["on mondays at 7:05", "5 7 * * 1", undefined],
    ["monthly on the 31st at 0:00", "0 0 31 * *", undefined],
  ])("read %j", (words, cron, timeZone) => {
    expect(timingOfWords(words)).toEqual({ cron, timeZone });
  });

  it.each([
    "every 7 minutes",
    "every 0 hours",
    "daily at 24:00",
    "daily at 13pm",
    "daily",
    "monthly on the 32nd at 1:00",
    "every someday at 1:00",
    "0 8 * * 1-5",
    "",
  ])("do not read %j", (words) => {
    expect(timingOfWords(words)).toBeUndefined();
  });

  it("say what they read, for any moment that they can say", () => {
    const minute = fc.nat({ max: 59 });
    const hour = fc.nat({ max: 23 });
    const days = fc.constantFrom("* * *", "* * 1-5", "* * 0,6", "* * 1,3,5", "* * 0", "31 * *", "2 * *", "13 * *");
    const cron = fc.oneof(
      fc.tuple(minute, hour, days).map((parts) => parts.join(" ")),
      fc.constantFrom("0 * * * *", "*/1 * * * *", "*/20 * * * *", "0 */3 * * *"),
    );
    fc.assert(
      fc.property(cron, (given) => {
        expect(timingOfWords(wordsOfCron(given) ?? "")?.cron).toBe(given);
      }),
    );
  });

  it("are none for expressions that they cannot say", () => {
    for (const cron of ["0 0 1 1 *", "1,2 * * * *", "0 8 * * 1-4", "0 0 L * *", "0 0 0 * * *", "@daily", "0 8 1 * 1"]) {
      expect(wordsOfCron(cron)).toBeUndefined();
    }
  });
});
