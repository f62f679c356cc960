import pg from "pg";
import { type CreateEngine, createBell, createTally, workInLoops } from "./engine.ts";

/**
 * The floor of the unbatched way: a table, and for each job one INSERT, one claim with SKIP LOCKED and one UPDATE, all prepared. No
 * leases, no retries, no order but age, nobody is told. The worker hears of new jobs in its own process.
 */
export const raw: CreateEngine = async ({ url, concurrency, connections, handle }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query(`
    create table raw_jobs (
      id bigint generated always as identity primary key,
      status text not null default 'pending',
      input text not null,
      result text,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz
    );
    create index on raw_jobs (id) where status = 'pending'`);
  const tally = createTally();
  const bell = createBell();
  let stop = async () => {};

  return {
    enqueue,
    enqueueMany: (inputs) => Promise.all(inputs.map(enqueue)),
    async work() {
      stop = workInLoops(concurrency, bell, async () => {
        const { rows } = await pool.query<{ id: string; input: string }>(claim);
        const [job] = rows;
        if (!job) return false;
        const { n } = JSON.parse(job.input) as { n: number };
        handle(n);
        await pool.query({ ...complete, values: [job.id, String(n + 1)] });
        tally.add(1);
        return true;
      });
    },
    untilRecorded: tally.until,
    async close() {
      await stop();
      await pool.end();
    },
  };

  async function enqueue(n: number): Promise<void> {
    await pool.query({ ...insert, values: [JSON.stringify({ n })] });
    bell.ring();
  }
};

const insert = { name: "insert", text: "insert into raw_jobs (input) values ($1) returning id" };

const claim = {
  name: "claim",
  text: `
    update raw_jobs set status = 'processing', started_at = now()
    where id = (select id from raw_jobs where status = 'pending' order by id limit 1 for update skip locked)
    returning id, input`,
};

const complete = {
  name: "complete",
  text: "update raw_jobs set status = 'completed', result = $2, finished_at = now() where id = $1 and status = 'processing'",
};
