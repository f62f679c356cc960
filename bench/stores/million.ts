import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager } from "@rowmill/core";
import pg from "pg";
import { quantile } from "../harness/results.ts";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { createDatabase, databaseUrl, run } from "./database.ts";
import { increment } from "./rowmill.ts";
import { serverUrl } from "./server.ts";

const FINISHED_JOBS_OF_USER = 100;
const WARM_UP_SAMPLES = 50;

/** How many times as long an operation may take with a million finished jobs. */
const AIM = 2;

const OPERATIONS = { claimP50Us: "claim", listP50Us: "list a user's jobs", statusP50Us: "status" } as const;

/** What waits, is listed and is read is the same for both; one has a million finished jobs of ten thousand other users beside it. */
export const million = defineScenario({
  options: { finishedJobs: 1_000_000, samples: 300 },
  peers: {
    empty: async ({ samples }) => await measure(await createDatabase(), samples),
    full: async ({ finishedJobs, samples }) => await measure(await fullDatabase(finishedJobs), samples),
  },
  summarize: ({ median, ratio }, { finishedJobs }) =>
    Object.entries(OPERATIONS).map(([figure, operation]) => {
      const times = ratio("full", "empty", figure);
      const took = `${median("empty", figure).toFixed(0)} µs, with ${finishedJobs.toLocaleString("en")} finished jobs ${median("full", figure).toFixed(0)} µs`;
      return `${operation}: ${took}: ${times.toFixed(2)} times as long (aim: at most ${AIM}, ${times <= AIM ? "reached" : "MISSED"})`;
    }),
});

async function measure(url: string, samples: number): Promise<Figures> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const store = postgresStore({ pool });
  await store.ready();
  const userId = `measured-${process.pid}`;
  await fill(url, FINISHED_JOBS_OF_USER, `'${userId}'`);
  const manager = createTaskManager({ store, runs: false }).register(increment);
  try {
    const created = await manager.createJobs(
      Array.from({ length: samples + WARM_UP_SAMPLES }, (_, n) => ({ type: increment, input: { n }, options: { userId } })),
    );
    const status = await p50Us(samples, (sample) => manager.getJob(created.at(sample)?.job.id ?? "", { userId }));
    const list = await p50Us(samples, () => manager.listJobs({ userId, limit: 50 }));
    const claim = await p50Us(samples, async () => {
      const attempt = await manager.claimJob({ types: [increment.type] });
      // Not waited for: only the claim is measured.
      void attempt!.complete(1);
    });
    return { claimP50Us: claim, listP50Us: list, statusP50Us: status };
  } finally {
    await manager.close();
    await store.close();
    await pool.end();
  }
}

async function p50Us(samples: number, act: (sample: number) => Promise<unknown>): Promise<number> {
  const takenUs: number[] = [];
  for (let sample = -WARM_UP_SAMPLES; sample < samples; sample += 1) {
    const startMs = performance.now();
    await act(sample);
    if (sample >= 0) takenUs.push((performance.now() - startMs) * 1_000);
  }
  return quantile(takenUs, 0.5);
}

/** Finds the database with so many finished jobs, or makes it, which takes a minute. It stays for the rounds of this run. */
async function fullDatabase(finishedJobs: number): Promise<string> {
  const name = `bench_finished_${finishedJobs}`;
  const url = databaseUrl(name);
  const { rowCount } = await run(serverUrl(), `select from pg_database where datname = '${name}_full'`);
  if (rowCount! > 0) return databaseUrl(`${name}_full`);
  await run(serverUrl(), `create database ${name} template template0`);
  const store = postgresStore({ connectionString: url });
  await store.ready();
  await store.close();
  await fill(url, finishedJobs, "'user-' || n % 10000");
  // What autovacuum does within the next minutes, in the middle of some measurement.
  await run(url, "vacuum (analyze) rowmill.jobs");
  await run(url, "checkpoint");
  await run(serverUrl(), `alter database ${name} rename to ${name}_full`);
  return databaseUrl(`${name}_full`);
}

/** Stores finished jobs, one every second until now. @param userId - an expression of SQL, of `n` */
async function fill(url: string, count: number, userId: string): Promise<void> {
  await run(
    url,
    `insert into rowmill.jobs (
       id, type, user_id, status, progress, input, result, priority, rank, sequence, is_in_turn, attempt, max_attempts, max_crashes, claim_no,
       runner_id, run_at, due_at, revision, created_at, updated_at, started_at, finished_at
     )
     select
       gen_random_uuid(), 'increment', ${userId}, 'completed', 100, '{"n":1}', '2', 0, n, nextval('rowmill.job_sequence'), true, 1, 3, 3, 1,
       'bench', at, at, 3, at, at, at, at
     from generate_series(1, ${count}) n cross join lateral (select now() - (${count} - n) * interval '1 second' as at) moment`,
  );
}
