import { silentLogger } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { routerSettings } from "../src/http/router-options.ts";
import type { JobFeeds } from "../src/resources/events/job-feeds.ts";
import type { UserFeeds } from "../src/resources/events/user-feeds.ts";
import { jobEventsRoute } from "../src/resources/events/job-events-route.ts";
import { jobsEventsRoute } from "../src/resources/events/jobs-events-route.ts";
import { createRouterContext } from "../src/router-context.ts";
import { apiFixture } from "./api-fixture.ts";
import { storeNames, stores } from "./stores.ts";
import { readEvents, type ReceivedEvent } from "./read-events.ts";

describe("GET /jobs/{id}/events", () => {
  it("begins with the job as it is, tells of every change of its status, and ends with its end", async () => {
    const { ask, hold } = await apiFixture();
    const { id, run } = await hold();
    const response = await ask(`/jobs/${id}/events`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    const events: ReceivedEvent[] = [];
    for await (const event of readEvents(response)) {
      events.push(event);
      if (events.length === 1) run.end("done");
    }
    expect(events).toMatchObject([
      { event: "status", data: { id, status: "processing" } },
      { event: "status", data: { id, status: "completed", progress: 100 } },
      { event: "end", data: { id, status: "completed" } },
    ]);
    expect(events[0]!.id).toBe(String(events[0]!.data["revision"]));
  });

  it("tells of a job that has finished at once, and to whoever has heard that nothing more", async () => {
    const { ask, create, manager } = await apiFixture();
    const id = await create("double", { n: 1 });
    await manager.waitForJob(id);
    const events = await all(readEvents(await ask(`/jobs/${id}/events`)));
    expect(events.map(({ event }) => event)).toEqual(["status", "end"]);
    // 204 is how a browser's EventSource is told not to come back.
    expect((await ask(`/jobs/${id}/events`, { headers: { "Last-Event-ID": events[1]!.id! } })).status).toBe(204);
    expect((await ask(`/jobs/${id}/events?last_event_id=${events[1]!.id}`)).status).toBe(204);
    const onlyEnd = await all(readEvents(await ask(`/jobs/${id}/events`, { headers: { "Last-Event-ID": events[0]!.id! } })));
    expect(onlyEnd).toEqual([events[1]]);
  });

  it("goes on where it was cut: with nothing, if nothing has happened", async () => {
    const { ask, hold } = await apiFixture();
    const { id, run } = await hold();
    const first = await nextEvent(await ask(`/jobs/${id}/events`));
    const resumed = readEvents(await ask(`/jobs/${id}/events`, { headers: { "Last-Event-ID": first.id! } }));
    const next = resumed.next();
    run.end();
    expect((await next).value).toMatchObject({ data: { status: "completed" } });
    await resumed.return();
  });

  it("tells at most four times a second how far a job has come, and always how it ended", async () => {
    const { ask, hold } = await apiFixture();
    const { id, run } = await hold();
    const events: ReceivedEvent[] = [];
    const begun = Promise.withResolvers<void>();
    const startedAt = performance.now();
    const reading = (async () => {
      for await (const event of readEvents(await ask(`/jobs/${id}/events`))) {
        events.push(event);
        begun.resolve();
      }
    })();
    await begun.promise;
    for (let percent = 1; percent <= 60; percent += 1) {
      run.progress(percent, `at ${percent}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    run.end();
    await reading;
    // At most one in 250 ms, and one each for the beginning, the end as a state, and the end.
    expect(events.length).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 250));
    expect(events.length).toBeGreaterThanOrEqual(4);
    expect(events.at(-1)).toMatchObject({ event: "end", data: { status: "completed" } });
    const revisions = events.map(({ data }) => Number(data["revision"]));
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  });

  it("sends a sign of life where nothing happens", async () => {
    const { ask, hold } = await apiFixture({ streams: { heartbeatMs: 10 } });
    const { id } = await hold();
    const response = await ask(`/jobs/${id}/events`);
    const text = await readUntil(response, (soFar) => soFar.endsWith(":\n\n:\n\n"));
    expect(text).toMatch(/^retry: 2000\n\nid: \d+\nevent: status\ndata: .*\n\n:\n\n:\n\n$/);
  });

  it("sends none where the host wants none", async () => {
    const { ask, hold } = await apiFixture({ streams: { heartbeatMs: Infinity, stallMs: Infinity } });
    const { id, run } = await hold();
    const response = await ask(`/jobs/${id}/events`);
    for (let look = 0; look < 5; look += 1) await ask(`/jobs/${id}/status`);
    run.end();
    expect(await response.text()).not.toContain("\n\n:\n");
  });

  it("ends when the host no longer knows who reads", async () => {
    let isLoggedIn = true;
    const { ask, hold } = await apiFixture({
      authenticate: () => (isLoggedIn ? { userId: "ada" } : null),
      streams: { heartbeatMs: 5, recheckMs: 10 },
    });
    const { id } = await hold();
    const events = readEvents(await ask(`/jobs/${id}/events`));
    await events.next();
    isLoggedIn = false;
    expect((await events.next()).done).toBe(true);
  });

  it("answers HEAD without opening a stream", async () => {
    const { ask, hold } = await apiFixture({ limits: { streamsPerUser: 1 } });
    const { id } = await hold();
    for (let call = 0; call < 3; call += 1) {
      const response = await ask(`/jobs/${id}/events`, { method: "HEAD" });
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }
  });

  it("loses nothing however often it is cut", async () => {
    const { ask, hold } = await apiFixture({ streams: { intervalMs: 20 } });
    const { id, run } = await hold();
    const seen: ReceivedEvent[] = [];
    let lastEventId: string | undefined;
    let percent = 0;
    for (let cuts = 0; seen.at(-1)?.event !== "end"; cuts += 1) {
      const cut = new AbortController();
      const response = await ask(`/jobs/${id}/events`, {
        signal: cut.signal,
        headers: lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId },
      });
      // Each connection lasts for one event.
      for await (const event of readEvents(response)) {
        seen.push(event);
        lastEventId = event.id;
        if (cuts < 40) run.progress((percent += 2), `at ${percent}`);
        else run.end("done");
        if (cuts < 60) break;
      }
      cut.abort();
    }
    const revisions = seen.map(({ id: eventId }) => Number.parseInt(eventId!, 10));
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    expect(new Set(seen.map(({ id: eventId }) => eventId)).size).toBe(seen.length);
    expect(seen.at(-1)).toMatchObject({ event: "end", data: { status: "completed" } });
  });
});

describe("GET /jobs/events", () => {
  it("begins with the newest jobs and then tells of every change of any, but of nobody else's", async () => {
    const { ask, create, hold } = await apiFixture();
    const { id, run } = await hold();
    const events = readEvents(await ask("/jobs/events"));
    expect((await events.next()).value).toMatchObject({ event: "snapshot", data: { items: [{ id, status: "processing" }] } });
    await create("double", { n: 1 }, "bob");
    run.end();
    const next = (await events.next()).value as ReceivedEvent;
    expect(next).toMatchObject({ event: "status", data: { id, status: "completed" } });
    expect(next.id).toBe(`${Date.parse(next.data["updated_at"] as string)}-${id}`);
    await events.return();
  });

  it("tells whoever comes back of all that has changed meanwhile, in the order of the changes", async () => {
    const { ask, create, manager } = await apiFixture();
    const before = await create("double", { n: 0 });
    await manager.waitForJob(before);
    const { id: lastEventId } = await nextEvent(await ask("/jobs/events"));
    await clockMoves();
    const created: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const id = await create("double", { n });
      await manager.waitForJob(id);
      created.push(id);
    }
    const events = readEvents(await ask("/jobs/events", { headers: { "Last-Event-ID": lastEventId! } }));
    // What is only told again for safety comes last.
    const told = await take(events, 4);
    expect(new Set(told.slice(0, 3).map(({ data }) => data["id"]))).toEqual(new Set(created));
    expect(told[3]!.data["id"]).toBe(before);
    expect(told.every(({ event, data }) => event === "status" && data["status"] === "completed")).toBe(true);
    const positions = told.map(({ id }) => id!);
    expect(positions).toEqual(positions.toSorted());
  });

  it("begins anew where it does not know the last event", async () => {
    const { ask } = await apiFixture();
    for (const lastEventId of ["nonsense", "-1", "1795624616006", "99999999999999999999-x", "5-%00"]) {
      expect((await nextEvent(await ask("/jobs/events", { headers: { "Last-Event-ID": lastEventId } }))).event).toBe("snapshot");
    }
  });

  it.each(storeNames)("loses no job's end, however often it is cut (%s)", async (name) => {
    const { ask, create } = await apiFixture({ store: await stores[name](), streams: { intervalMs: 5 } });
    const statuses = new Map<unknown, unknown>();
    const created: string[] = [];
    let lastEventId: string | undefined;
    for (let cuts = 0; created.length < 60 || created.some((id) => statuses.get(id) !== "completed"); cuts += 1) {
      const response = await ask("/jobs/events", { headers: lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId } });
      // Each connection lasts for one event, and another job is under way meanwhile.
      if (created.length < 60) created.push(await create("double", { n: 1 }));
      for await (const { id, event, data } of readEvents(response)) {
        if (id !== undefined) lastEventId = id;
        const jobs = event === "snapshot" ? (data["items"] as Record<string, unknown>[]) : [data];
        for (const job of jobs) statuses.set(job["id"], job["status"]);
        if (event === "status") break;
      }
      expect(cuts).toBeLessThan(2_000);
    }
    expect(created.map((id) => statuses.get(id))).toEqual(created.map(() => "completed"));
  });
});

/** `ROWMILL_STREAMS=500 npx vitest run packages/express-router/test/events.test.ts` opens as many. */
const STREAMS = Number(process.env["ROWMILL_STREAMS"] ?? 60);

describe("event streams", () => {
  it(`all tell the same, and the end, to ${STREAMS} readers at once`, async () => {
    const { ask, hold, manager } = await apiFixture({ limits: { streamsPerUser: 2 * STREAMS } });
    const { id, run } = await hold();
    const ofOne = Array.from({ length: STREAMS }, async () => {
      const events = await all(readEvents(await ask(`/jobs/${id}/events`)));
      return events.at(-1)?.event;
    });
    const watched = await Promise.all(Array.from({ length: 10 }, async () => readEvents(await ask("/jobs/events"))));
    await Promise.all(watched.map((events) => events.next()));
    run.progress(50, "half way");
    run.end("done");
    expect(new Set(await Promise.all(ofOne))).toEqual(new Set(["end"]));
    for (const events of watched) {
      for await (const { data } of events) if (data["status"] === "completed") break;
    }
    // Nobody is left who follows: closing has nothing to wait for.
    expect((await manager.close()).timedOut).toBe(false);
  });

  it.each(["one job", "all jobs"])("of %s end when the host no longer knows a reader to whom something can always be told", async (of) => {
    const { manager, hold } = await apiFixture();
    const { id } = await hold();
    const context = createRouterContext(
      routerSettings({ manager, authenticate: "anonymous", streams: { recheckMs: 1 }, logger: silentLogger }),
    );
    const job = (await manager.getJob(id))!;
    let revision = 0;
    const [wait, leave] = [() => Promise.resolve(true), () => {}];
    const latest = () => ({ job: { ...job, revision: (revision += 1) }, text: "news" });
    const jobFeeds: JobFeeds = {
      join: () => ({
        wait,
        leave,
        isOver: false,
        get latest() {
          return latest();
        },
      }),
    };
    const userFeeds: UserFeeds = { join: () => ({ wait, leave, isTooSlow: false, take: () => ["news"] }) };
    const route = (of === "one job" ? jobEventsRoute : jobsEventsRoute)({ ...context, jobFeeds, userFeeds });
    const { signal } = new AbortController();
    const values = { method: "GET", userId: "ada", isReviewer: false, params: { id }, query: {}, headers: {}, body: undefined, signal };
    const { bytes } = await route.handle({ ...values, isStillAllowed: () => Promise.resolve(false), href: (path: string) => path });
    let told = 0;
    for await (const _ of bytes!) if ((told += 1) === 200_000) break;
    expect(told).toBeLessThan(200_000);
  });

  it("give a slow reader the newest state only, and the end", async () => {
    const { manager, hold } = await apiFixture();
    const { id, run } = await hold();
    const context = createRouterContext(
      routerSettings({ manager, authenticate: "anonymous", streams: { intervalMs: 1 }, logger: silentLogger }),
    );
    const { signal } = new AbortController();
    const values = { method: "GET", userId: "ada", isReviewer: false, params: { id }, query: {}, headers: {}, body: undefined, signal };
    const request = { ...values, isStillAllowed: () => Promise.resolve(true), href: (path: string) => path };
    const { bytes } = await jobEventsRoute(context).handle(request);
    const reader = bytes![Symbol.asyncIterator]();
    expect(String((await reader.next()).value)).toContain("retry");
    expect(String((await reader.next()).value)).toContain('"status":"processing"');
    for (let percent = 1; percent <= 50; percent += 1) {
      run.progress(percent, `at ${percent}`);
      await expect.poll(async () => (await manager.getJob(id))?.progress).toBe(percent);
    }
    run.end();
    await manager.waitForJob(id);
    const rest: string[] = [];
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) rest.push(String(next.value));
    // Of fifty states at most one more, if it was the newest at that moment.
    expect(rest.length).toBeLessThanOrEqual(3);
    expect(rest.at(-2)).toContain('"status":"completed"');
    expect(rest.at(-1)).toContain("event: end");
  });

  it("are capped per user: 429 with Retry-After, until one is closed", async () => {
    const { ask, hold } = await apiFixture({ limits: { streamsPerUser: 2 } });
    const { id } = await hold();
    const first = new AbortController();
    await nextEvent(await ask(`/jobs/${id}/events`, { signal: first.signal }), false);
    await nextEvent(await ask("/jobs/events"), false);
    for (const path of [`/jobs/${id}/events`, "/jobs/events", `/jobs/${id}/status?wait=5`]) {
      const refused = await ask(path);
      expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "5"]);
      expect(await refused.json()).toMatchObject({ code: "LIMIT_REACHED" });
    }
    expect((await ask("/jobs/events", { as: "bob" })).status).toBe(200);
    first.abort();
    await expect.poll(async () => (await ask(`/jobs/${id}/events`)).status).toBe(200);
  });

  it("hold no place when the host has answered before them", async () => {
    const { ask, hold } = await apiFixture({
      limits: { streamsPerUser: 1 },
      mount: (router) => (request, response) => {
        request.url = request.url!.replace("/api", "");
        router(request, response, () => {});
        if (request.headers["x-late"]) response.writeHead(503).end();
      },
    });
    const { id } = await hold();
    for (const path of [`/jobs/${id}/events`, "/jobs/events"]) {
      expect((await ask(path, { headers: { "X-Late": "1" } })).status).toBe(503);
      await expect.poll(async () => (await ask(path, { method: "GET", signal: AbortSignal.timeout(2_000) })).status).toBe(200);
    }
  });

  it("end when the router drains, and nothing new is taken", async () => {
    const { ask, hold, router } = await apiFixture();
    const { id } = await hold();
    const ofOne = readEvents(await ask(`/jobs/${id}/events`));
    const ofAll = readEvents(await ask("/jobs/events"));
    await Promise.all([ofOne.next(), ofAll.next()]);
    const waiting = ask(`/jobs/${id}/status?wait=60`);
    // The poll has begun when it holds a place, which nobody can see: the drain below would else refuse it.
    router.drain();
    expect((await ofOne.next()).done).toBe(true);
    expect((await ofAll.next()).done).toBe(true);
    expect([200, 503]).toContain((await waiting).status);
    for (const path of ["/jobs/double", `/jobs/${id}/retry`]) {
      const refused = await ask(path, { json: { n: 1 } });
      expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "5"]);
      expect(await refused.json()).toMatchObject({ code: "DRAINING" });
    }
    expect((await ask(`/jobs/${id}/status`)).status).toBe(200);
    expect((await ask(`/jobs/${id}/cancel`, { method: "POST" })).status).toBe(200);
  });

  it("end their connections with them, as all does once the router drains: a server that closes waits for no client", async () => {
    const { ask, hold, router } = await apiFixture();
    const { id } = await hold();
    const connectionOf = async (path: string) => (await ask(path)).headers.get("Connection");
    expect(await connectionOf(`/jobs/${id}/status`)).toBe("keep-alive");
    expect(await connectionOf(`/jobs/${id}/events`)).toBe("close");
    expect(await connectionOf("/jobs/events")).toBe("close");
    router.drain();
    expect(await connectionOf(`/jobs/${id}/status`)).toBe("close");
  });

  it("end when the manager closes", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id } = await hold();
    const events = readEvents(await ask(`/jobs/${id}/events`));
    await events.next();
    await manager.close();
    const rest = await all(events);
    expect(rest.every(({ event }) => event === "status")).toBe(true);
    expect((await ask("/jobs/double", { json: { n: 1 } })).status).toBe(503);
  });
});

/** The first event, and then the stream is closed, unless it is to stay open. */
async function nextEvent(response: Response, andClose = true): Promise<ReceivedEvent> {
  const events = readEvents(response);
  const { value } = await events.next();
  if (andClose) await events.return();
  return value as ReceivedEvent;
}

async function take(events: AsyncGenerator<ReceivedEvent>, count: number): Promise<ReceivedEvent[]> {
  const taken: ReceivedEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

async function all(events: AsyncGenerator<ReceivedEvent>): Promise<ReceivedEvent[]> {
  return await take(events, Infinity);
}

/** What happens from now on happens in a later millisecond. */
async function clockMoves(): Promise<void> {
  const nowMs = Date.now();
  while (Date.now() === nowMs) await new Promise((resolve) => setImmediate(resolve));
}

async function readUntil(response: Response, isEnough: (soFar: string) => boolean): Promise<string> {
  let soFar = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    soFar += chunk;
    if (isEnough(soFar)) break;
  }
  return soFar;
}
