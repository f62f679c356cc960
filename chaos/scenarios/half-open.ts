import { setTimeout as delay } from "node:timers/promises";
import { openAsker } from "../harness/asker.ts";
import { nowMs } from "../harness/journal.ts";
import { type Direction, startProxy } from "../harness/proxy.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

const DIRECTIONS: readonly Direction[] = ["both", "to-server", "from-server"];

/** The network between a worker and the database swallows packets for longer than a lease, in either direction or both. */
export const halfOpen: PostgresScenario = {
  on: "postgres",
  full: { jobs: 600, faults: 8 },
  small: { jobs: 40, faults: 1 },

  async play(arena, { jobs, faults }, server) {
    await using asker = openAsker(arena);
    await using proxy = await startProxy(server.port);
    const url = new URL(arena.database.address);
    url.port = String(proxy.port);
    // A third of waitMs passes before a connection is given up.
    const behindProxy = arena.start("worker", { database: url.href, waitMs: 6_000 });
    const worker = arena.start("worker", { concurrency: 1 });
    await until(() => arena.lines().filter(({ entry }) => entry === "ready").length === 2, 10_000);
    await asker.createJobs(jobs, () => ({ steps: 3, stepMs: 100 }));
    const isSettledSince = (sinceMs: number) =>
      arena.lines().some(({ entry, pid, atMs }) => entry === "settled" && pid === behindProxy.pid && atMs > sinceMs);

    for (let fault = 0; fault < faults; fault += 1) {
      await delay(arena.random.between(300, 1_500));
      const held = arena.heldBy(behindProxy.pid);
      const direction = DIRECTIONS[fault % DIRECTIONS.length]!;
      const brokenAtMs = arena.fault();
      proxy.swallow(direction);
      await delay(arena.random.between(1_000, 4_000));
      proxy.heal(arena.random.pick(["late", "never"]));
      const healedAtMs = nowMs();
      arena.awaitRecovery(held, brokenAtMs);
      if ((await arena.database.unfinished()) > 20 && !(await until(() => isSettledSince(healedAtMs), 15_000))) {
        arena.broken(`the worker did not recover from a network that swallowed packets (${direction})`);
      }
    }
    await arena.finished(60_000);
    for (const child of [behindProxy, worker]) if (!child.isAlive()) arena.broken("a worker did not survive");
  },
};
