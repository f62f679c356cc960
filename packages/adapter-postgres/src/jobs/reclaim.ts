import { type Claim, settleLapsed } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { failureOf } from "../connection/failures.ts";
import { asRecords, type Executor, statement } from "../connection/statement.ts";
import { isJobId } from "../connection/storable-text.ts";
import { clock, type Names } from "../schema/names.ts";
import { jobColumns, type JobRow } from "./row.ts";

/** Takes jobs back whose lease has lapsed. Answers the rows that this changed. */
export type ReclaimJobs = (executor: Executor, except: readonly Claim[], limit: number) => Promise<readonly JobRow[]>;

interface LapsedRow {
  readonly id: string;
  readonly claim_no: number;
  readonly crashes: number;
  readonly max_crashes: number;
}

/**
 * Prepares it. Every live process does this all the time, and mostly finds nothing: that costs one look at the jobs that run. For what it
 * finds, core decides, and a second statement writes that down for those jobs whose claim has still not been heard of.
 */
export function prepareReclaim(names: Names): ReclaimJobs {
  const find = findLapsedStatement(names);
  const takeBack = takeBackStatement(names);

  return async (executor, except, limit) => {
    const alive = except.filter(({ jobId }) => isJobId(jobId)).map(({ jobId, claimNo }) => ({ id: jobId, claim_no: claimNo }));
    const lapsed = await find(executor, asRecords(alive), limit);
    return lapsed.length === 0 ? [] : await takeBackEach(executor, lapsed.map(toRecord));
  };

  /** Takes jobs back together; if a rule of the host's rejects one, without that one: it must not keep the others from being taken back. */
  async function takeBackEach(executor: Executor, records: readonly object[]): Promise<readonly JobRow[]> {
    try {
      return await takeBack(executor, asRecords(records));
    } catch (error) {
      if (failureOf(error)?.kind !== "rejected") throw error;
      if (records.length === 1) return [];
      const middle = records.length >> 1;
      const first = await takeBackEach(executor, records.slice(0, middle));
      return [...first, ...(await takeBackEach(executor, records.slice(middle)))];
    }
  }
}

function toRecord({ id, claim_no, crashes, max_crashes }: LapsedRow) {
  const settlement = settleLapsed({ crashes, maxCrashes: max_crashes });
  const common = { id, claim_no, status: settlement.status, crashes: settlement.crashes };
  return settlement.status === "failed"
    ? { ...common, error_code: settlement.error.code, error_message: settlement.error.message }
    : common;
}

function findLapsedStatement(names: Names) {
  const { db, jobs } = names;
  return statement<LapsedRow, [alive: string, limit: number]>(
    db,
    (alive, limit) => sql<LapsedRow>`
      with ${clock(names)}
      select j.id, j.claim_no, j.crashes, j.max_crashes
      from ${jobs} j
      where
        j.status = 'processing' and j.is_waiting is null and j.lease_until <= (select now from clock)
        and (j.id, j.claim_no) not in (select id, claim_no from json_to_recordset(${alive}::json) as item (id uuid, claim_no integer))
      order by j.lease_until
      limit ${limit}::integer`,
  );
}

function takeBackStatement(names: Names) {
  const { db, jobs } = names;
  return statement<JobRow, [items: string]>(
    db,
    (items) => sql<JobRow>`
      with ${clock(names)},
      given as materialized (
        select * from json_to_recordset(${items}::json) as item (
          id uuid, claim_no integer, status text, crashes integer, error_code text, error_message text
        )
      ),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from given)) order by j.id for no key update
      ),
      taken as (
        update ${jobs} job
        set
          status = given.status,
          crashes = given.crashes,
          lease_until = null,
          error_code = coalesce(given.error_code, job.error_code),
          error_message = case when given.error_code is null then job.error_message else given.error_message end,
          error_stack = case when given.error_code is null then job.error_stack end,
          error_causes = case when given.error_code is null then job.error_causes end,
          attempt = job.attempt - (given.status = 'pending')::integer,
          run_at = case when given.status = 'pending' then clock.now else job.run_at end,
          due_at = case when given.status = 'pending' then clock.now else job.due_at end,
          finished_at = case when given.status = 'pending' then null else clock.now end,
          revision = job.revision + 1,
          updated_at = clock.now
        from given, clock
        where
          job.id = any (array(select id from locked)) and job.id = given.id and job.claim_no = given.claim_no
          and job.status = 'processing' and job.lease_until <= clock.now
        returning job.*
      )
      select ${jobColumns("taken")} from taken cross join clock`,
  );
}
