import type { Results } from "../harness/results.ts";
import type { Figures } from "../harness/figures.ts";
import { bullMq } from "./bullmq.ts";
import { createDatabase } from "./database.ts";
import type { CreateEngine, Engine } from "./engine.ts";
import { graphileWorker, graphileWorkerBatched } from "./graphile-worker.ts";
import { pgBoss, pgBossBatches } from "./pg-boss.ts";
import { raw } from "./raw.ts";
import { rowmill, rowmillOneByOne, rowmillSqlite } from "./rowmill.ts";

/** Who takes part, neighbours in time to those they are compared with. */
const engines = {
  raw,
  rowmill,
  "rowmill createJob": rowmillOneByOne,
  "pg-boss": pgBoss,
  "pg-boss batches": pgBossBatches,
  "graphile-worker": graphileWorker,
  "graphile-worker batched": graphileWorkerBatched,
  bullmq: bullMq,
  "rowmill sqlite": rowmillSqlite,
} as const satisfies Readonly<Record<string, CreateEngine>>;

export type PeerName = keyof typeof engines;

/** Those that work with PostgreSQL as it is told to by default, and those that have to be asked to work in batches. */
export const DEFAULT_PEERS = ["pg-boss", "graphile-worker", "bullmq"] as const;
export const BATCHED_PEERS = ["pg-boss batches", "graphile-worker batched"] as const;

/** Everybody's connections to the database. */
const CONNECTIONS = 10;

/** Peers that measure an engine each: a new one, in a new database. `measure` sets what its handlers do. */
export function measuredPeers<Options extends { readonly concurrency: number }>(
  names: readonly PeerName[],
  measure: (engine: Engine, options: Options, onHandle: (handle: (n: number) => void) => void) => Promise<Figures>,
): Readonly<Record<string, (options: Options) => Promise<Figures>>> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (options: Options) => {
        let handle: (n: number) => void = () => undefined;
        const engine = await engines[name]({
          url: await createDatabase(),
          concurrency: options.concurrency,
          connections: CONNECTIONS,
          handle: (n) => handle(n),
        });
        try {
          return await measure(engine, options, (newHandle) => (handle = newHandle));
        } finally {
          await engine.close();
        }
      },
    ]),
  );
}

/** Says what rates come to: each peer's own, then how many times each other's Rowmill's is. */
export function rateLines(names: readonly PeerName[], { median, ratio }: Results, aims: Partial<Record<PeerName, number>>): string[] {
  return [
    ...names.map((name) => `${name} ${Math.round(median(name, "jobsPerSecond")).toLocaleString("en")} jobs/s`),
    ...names
      .filter((name) => !name.startsWith("rowmill"))
      .map((name) => {
        const times = ratio("rowmill", name, "jobsPerSecond");
        const aim = aims[name];
        const verdict = aim === undefined ? "" : ` (aim: ${aim}, ${times >= aim ? "reached" : "MISSED"})`;
        return `rowmill / ${name} = ${times.toFixed(2)}${verdict}`;
      }),
  ];
}

/** The same aim for several peers. */
export function atLeast<Name extends PeerName>(names: readonly Name[], times: number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, times])) as Record<Name, number>;
}
