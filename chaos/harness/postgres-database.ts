import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { postgresStore } from "@rowmill/adapter-postgres";
import pg from "pg";
import type { Ending, JobRow } from "./audit.ts";
import type { ChaosDatabase } from "./database.ts";

/** A PostgreSQL database. */
export interface PostgresDatabase extends ChaosDatabase {
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>;
}

/** Makes a database of its own on a server, with the tables of a store and a trigger that sees every end of a job. */
export async function createPostgresDatabase(serverUrl: string): Promise<PostgresDatabase> {
  const name = `chaos_${randomBytes(6).toString("hex")}`;
  await once(serverUrl, `create database ${name} template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const store = postgresStore({ connectionString: url.href, listen: false });
  await store.ready();
  await store.close();
  const pool = new pg.Pool({ connectionString: url.href, max: 3, application_name: "chaos" });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  await query(watchEndings);
  await ensureDurable();

  return {
    address: url.href,
    query,
    rows: () => query<JobRow>(readRows),
    endings: () => query<Ending>(`select job_id as "jobId", was, became from chaos_endings order by number`),

    async unfinished() {
      const [row] = await query<{ count: number }>(
        "select count(*)::integer as count from rowmill.jobs where status in ('pending', 'processing')",
      );
      return row!.count;
    },

    async close() {
      await pool.end();
      await once(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };

  /** Asks again when the server that answers is a new one: the harness's own connections break with the others. */
  async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return (await pool.query<Row>(text)).rows;
      } catch (error) {
        if (tries === 20) throw error;
        await delay(100);
      }
    }
  }

  /** Without fsync a crash of the database would prove nothing. */
  async function ensureDurable(): Promise<void> {
    const settings = await query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
    );
    const off = settings.filter(({ setting }) => setting !== "on");
    if (off.length > 0) throw new Error(`PostgreSQL must run with ${off.map((setting) => setting.name).join(", ")} on`);
  }
}

const watchEndings = `
  create table chaos_endings (number bigserial primary key, job_id uuid not null, was text not null, became text not null);
  create function note_ending() returns trigger language plpgsql as $$
    begin
      insert into public.chaos_endings (job_id, was, became) values (new.id, old.status, new.status);
      return null;
    end
  $$;
  create trigger chaos_endings after update on rowmill.jobs for each row
    when (
      (old.status in ('completed', 'failed', 'cancelled') or new.status in ('completed', 'failed', 'cancelled'))
      and (old.status, old.claim_no, old.result, old.finished_at) is distinct from (new.status, new.claim_no, new.result, new.finished_at)
    )
    execute function note_ending();`;

const readRows = `
  select
    id, status, claim_no as "claimNo", attempt, crashes, error_code as "errorCode", stage, result,
    array(select substring(line.message from $re$^claim (\\d+)$re$)::integer from rowmill.job_log line where line.job_id = job.id order by line.line_no) as "logClaims"
  from rowmill.jobs job`;

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
