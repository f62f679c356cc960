import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresServer, startServer } from "../test/postgres/server.ts";
import { playTransform } from "./files/play-transform.ts";
import { TRANSFORM_CASES } from "./files/transform-cases.ts";
import { playScenario } from "./harness/play-scenario.ts";
import { scenarios } from "./scenarios.ts";

// Each scenario once, in a small form. `npm run chaos` is the real thing.

let server: PostgresServer;
beforeAll(async () => {
  server = await startServer({ fsync: true });
});
afterAll(() => server.remove());

it.each(Object.entries(scenarios))(
  "%s loses, doubles and forgets no job",
  async (name, scenario) => {
    const { report, complaints } = await playScenario(name, scenario, { size: scenario.small, seed: 1, server });
    expect(complaints).toEqual([]);
    expect(report).toMatchObject({ lost: 0, double: 0, stuck: 0, ok: true });
    expect(report.jobs).toBeGreaterThan(0);
    expect(report.kills).toBeGreaterThan(0);
  },
  600_000,
);

it("transform writes the same bytes, and leaves nothing behind", async () => {
  const { report, complaints } = await playTransform({ mb: 2, kills: 1 }, 1, TRANSFORM_CASES.slice(2, 4));
  expect(complaints).toEqual([]);
  expect(report).toMatchObject({ cases: 2, different: 0, ok: true });
}, 120_000);
