import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import type { Ending, JobRow } from "./audit.ts";
import type { ChaosDatabase } from "./database.ts";

/** Makes a SQLite file with the tables of a store and a trigger that sees every end of a job. */
export async function createSqliteDatabase(path: string): Promise<ChaosDatabase> {
  await sqliteStore({ path }).close();
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec(watchEndings);

  return {
    address: path,
    rows: async () =>
      all<JobRow & { logClaims: string }>(readRows).map((row) => ({ ...row, logClaims: JSON.parse(row.logClaims) as number[] })),
    endings: async () => all<Ending>(`select job_id as "jobId", was, became from chaos_endings order by number`),
    unfinished: async () =>
      all<{ count: number }>("select count(*) as count from rowmill_jobs where status in ('pending', 'processing')")[0]!.count,
    close: async () => database.close(),
  };

  function all<Row>(text: string): Row[] {
    return database.prepare(text).all() as Row[];
  }
}

const watchEndings = `
  create table chaos_endings (number integer primary key, job_id text not null, was text not null, became text not null) strict;
  create trigger chaos_endings after update on rowmill_jobs
    when
      (old.status in ('completed', 'failed', 'cancelled') or new.status in ('completed', 'failed', 'cancelled'))
      and (old.status is not new.status or old.claim_no <> new.claim_no or old.result is not new.result or old.finished_at is not new.finished_at)
    begin
      insert into chaos_endings (job_id, was, became) values (new.id, old.status, new.status);
    end;`;

const readRows = `
  select
    id, status, claim_no as "claimNo", attempt, crashes, error_code as "errorCode", stage, result,
    (select json_group_array(cast(substr(line.message, 7, instr(line.message, ',') - 7) as integer) order by line.id) from rowmill_log line where line.job = job.sequence) as "logClaims"
  from rowmill_jobs job`;
