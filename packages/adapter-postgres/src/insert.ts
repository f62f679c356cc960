import {
  fromJsonText,
  type IdempotencyKey,
  type Insertion,
  isStorableName,
  type Job,
  type NewJob,
  refuseUnstorableNames,
  RowmillError,
} from "@rowmill/core";
import { sql } from "kysely";
import { jobColumns, type JobRow, toJob } from "./row.ts";
import { clock, type Names } from "./schema.ts";
import { asRecords, type Executor, statement } from "./statement.ts";
import { isJobId } from "./storable-text.ts";

/** Stores new jobs. */
export interface Insert {
  /**
   * @param isRepeated - whether an earlier try may have been carried out though nobody heard of it: then the ids that are there
   * are ours
   */
  (executor: Executor, jobs: readonly NewJob[], isRepeated: boolean): Promise<readonly Insertion[]>;
}

/** Prepares the statements. */
export function prepareInsert(names: Names): Insert {
  const store = storeStatement(names);
  const readByKey = readByKeyStatement(names);
  const readById = readByIdStatement(names);

  return async (executor, jobs, isRepeated) => {
    for (const job of jobs) refuseUnstorable(job);
    const insertions = new Map<string, Insertion>();
    if (isRepeated) await lookUp(readById, true, jobs);
    // All or none: what an earlier try stored of a call, it stored whole.
    if (insertions.size === 0) await storeAll(jobs);
    // The others have a taken key. Who has it may have committed after the statement began, so that only a new one sees it; and
    // may have been pruned since, so that the key is free again.
    for (let left = leftOf(jobs); left.length > 0; left = leftOf(jobs)) {
      await lookUp(readByKey, false, left);
      const free = leftOf(left);
      if (free.length === 0) break;
      await storeAll(free);
    }
    return jobs.map(({ id }) => insertions.get(id)!);

    async function storeAll(all: readonly NewJob[]): Promise<void> {
      const jobsById = new Map(all.map((job) => [job.id, job]));
      for (const row of await store(executor, ...toParameters(all))) {
        const job = jobsById.get(row.id)!;
        insertions.set(row.id, { job: storedJob(job, row), created: true });
      }
    }

    function leftOf(of: readonly NewJob[]): NewJob[] {
      return of.filter(({ id }) => !insertions.has(id));
    }

    async function lookUp(read: typeof readByKey, created: boolean, of: readonly NewJob[]): Promise<void> {
      for (const row of await read(executor, asRecords(of.map(toKeys)))) insertions.set(of[row.n]!.id, { job: toJob(row), created });
    }
  };
}

/** Finds the job that has an idempotency key. */
export type FindByIdempotencyKey = (executor: Executor, key: IdempotencyKey) => Promise<Job | undefined>;

/** Prepares it. */
export function prepareFindByIdempotencyKey(names: Names): FindByIdempotencyKey {
  const read = readByKeyStatement(names);
  return async (executor, { userId, type, idempotencyKey }) => {
    if (![userId, type, idempotencyKey].every(isStorableName)) return undefined;
    const [row] = await read(executor, asRecords([{ type, user_id: userId, idempotency_key: idempotencyKey }]));
    return row && toJob(row);
  };
}

/** What is stored, and whose turns are asked for: each user of each priority once. */
function toParameters(jobs: readonly NewJob[]): [turns: string, jobs: string] {
  const turns = new Map<string, { n: number; priority: number; user_id: string | null; jobs: number }>();
  const records = jobs.map((job) => {
    const { priority, userId } = job;
    const key = `${priority} ${userId ?? ""} ${userId === null}`;
    let turn = turns.get(key);
    if (!turn) turns.set(key, (turn = { n: turns.size + 1, priority, user_id: userId, jobs: 0 }));
    turn.jobs += 1;
    return toRecord(job, turn.n, turn.jobs - 1);
  });
  return [JSON.stringify([...turns.values()]), JSON.stringify(inOrderOfKeys(records))];
}

/** Two batches with the same keys in different orders would wait for each other. */
function inOrderOfKeys(records: readonly ReturnType<typeof toRecord>[]): typeof records {
  if (records.every(({ idempotency_key }) => idempotency_key === undefined)) return records;
  const keyed = records.map((record) => ({ key: `${record.idempotency_key ?? ""} ${record.type} ${record.user_id ?? ""}`, record }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ record }) => record);
}

/** What is `undefined` here is not written, and null there. @param place - how many of the batch stand in the same turn before it */
function toRecord(job: NewJob, turn: number, place: number) {
  return {
    id: job.id,
    type: job.type,
    user_id: job.userId ?? undefined,
    input: job.input,
    input_file_id: job.inputFileId ?? undefined,
    reference_file_id: job.referenceFileId ?? undefined,
    template_id: job.templateId ?? undefined,
    priority: job.priority,
    turn,
    place,
    start_at_ms: "at" in job.start ? job.start.at.getTime() : undefined,
    start_in_ms: "at" in job.start ? undefined : job.start.inMs,
    max_attempts: job.maxAttempts,
    max_crashes: job.maxCrashes,
    idempotency_key: job.idempotencyKey ?? undefined,
    input_hash: job.inputHash ?? undefined,
    runner_id: job.claim?.runnerId,
    lease_ms: job.claim?.leaseMs,
  };
}

/** By what a job is found that may be there. */
function toKeys({ id, type, userId, idempotencyKey }: NewJob) {
  return { id, type, user_id: userId, idempotency_key: idempotencyKey };
}

/** What the database adds to a job that is stored. */
interface StoredRow {
  readonly id: string;
  readonly created_at_ms: number;
  readonly run_at_ms: number;
}

/** The job as a read would answer it: the rest of it is as it was given, and need not come back. */
function storedJob({ start: _start, claim, input, ...given }: NewJob, { created_at_ms, run_at_ms }: StoredRow): Job {
  const begun = claim ? 1 : 0;
  return {
    ...given,
    input: fromJsonText(input),
    status: claim ? "processing" : "pending",
    progress: 0,
    stage: null,
    counters: {},
    result: null,
    error: null,
    checkpoint: null,
    resultFileId: null,
    attempt: begun,
    crashes: 0,
    claimNo: begun,
    runnerId: claim?.runnerId ?? null,
    isActive: claim !== undefined && claim.leaseMs > 0,
    revision: 1,
    runAt: new Date(run_at_ms),
    createdAt: new Date(created_at_ms),
    updatedAt: new Date(created_at_ms),
    startedAt: claim ? new Date(created_at_ms) : null,
    finishedAt: null,
  };
}

function refuseUnstorable({ id, type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }: NewJob): void {
  if (!isJobId(id)) throw new RowmillError("OPTION_INVALID", `The id of a job must be a UUID in lower case, got ${JSON.stringify(id)}`);
  refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
}

/**
 * Stores jobs, and answers those that were: not those whose key is taken.
 *
 * How users take turns: a user's own waiting jobs stand one rank apart, and a user who has none waiting begins where the queue
 * of that priority stands: at the first rank that can be claimed or the last that was served, whichever is further. (Start-time fair
 * queueing, as in adapter-memory/src/turns.ts, but derived from the rows: a stored mark of what was served would be a row that
 * every claim of every process writes to.) Both are needed. The first rank alone would stand still when a job waits that nobody
 * handles, the last served one is not there before work begins. Where nothing waits or runs, a queue begins at the time in
 * microseconds: later than any rank that was served before, as long as a priority serves less than a million jobs a second.
 * Parallel inserts of one user do not see each other and share ranks: nobody waits longer for that than for one job of each.
 *
 * Whose turns those are is known to the caller, and each is looked up once; the statement has neither groups nor a window nor a join,
 * and so little to set up: for one job that was most of its time.
 */
function storeStatement(names: Names) {
  const { db, jobs, jobSequence } = names;
  return statement<StoredRow, [turns: string, items: string]>(
    db,
    (turns, items) => sql<StoredRow>`
      with ${clock(names)},
      first_rank as materialized (
        select array(
          select
            coalesce(
              greatest(
                -- Two branches, because "is not distinct from" reads no index; ordered by the whole index, because "is null" is not known
                -- to leave one value, and without it all of the user's waiting jobs would be read.
                case when turn.user_id is null then (
                  select j.rank + 1 from ${jobs} j
                  where j.status = 'pending' and j.priority = turn.priority and j.user_id is null
                  order by j.priority desc, j.user_id desc, j.rank desc limit 1
                ) else (
                  select j.rank + 1 from ${jobs} j
                  where j.status = 'pending' and j.priority = turn.priority and j.user_id = turn.user_id
                  order by j.priority desc, j.user_id desc, j.rank desc limit 1
                ) end,
                -- Also for a user who has something waiting: it may be an old job that came back, and takes no new ones along.
                (select min(j.rank) from ${jobs} j where j.status = 'pending' and not j.is_delayed and j.priority = turn.priority),
                (select max(j.rank) from ${jobs} j where j.status = 'processing' and j.is_in_turn and j.priority = turn.priority)
              ),
              (extract(epoch from clock.now) * 1000000)::bigint
            )
          from json_to_recordset(${turns}::json) as turn (n integer, priority integer, user_id text)
          cross join clock
          order by turn.n
        ) as of_turn
      )
      insert into ${jobs} (
        id, type, user_id, status, input, input_file_id, reference_file_id, template_id, priority, rank, sequence, attempt,
        max_attempts, max_crashes, claim_no, runner_id, lease_until, run_at, due_at, is_delayed, idempotency_key, input_hash,
        created_at, updated_at, started_at
      )
      select
        id, type, user_id, case when is_claimed then 'processing' else 'pending' end, input, input_file_id, reference_file_id,
        template_id, priority, (select of_turn from first_rank)[turn] + place, nextval(${jobSequence}), is_claimed::integer, max_attempts,
        max_crashes, is_claimed::integer, runner_id, now + lease_ms * interval '1 millisecond', start_at, start_at,
        not is_claimed and start_at > now, idempotency_key, input_hash, now, now, case when is_claimed then now end
      from (
        select
          item.*,
          coalesce(to_timestamp(item.start_at_ms / 1000), clock.now + item.start_in_ms * interval '1 millisecond') as start_at,
          item.runner_id is not null as is_claimed,
          clock.now
        from json_to_recordset(${items}::json) as item (
          id uuid, type text, user_id text, input text, input_file_id text, reference_file_id text, template_id text,
          priority integer, turn integer, place integer, start_at_ms float8, start_in_ms float8, max_attempts integer,
          max_crashes integer, idempotency_key text, input_hash text, runner_id text, lease_ms float8
        )
        cross join clock
      ) given
      on conflict (idempotency_key, type, user_id) where idempotency_key is not null do nothing
      returning
        id,
        (extract(epoch from created_at) * 1000)::float8 as created_at_ms,
        (extract(epoch from run_at) * 1000)::float8 as run_at_ms`,
  );
}

type FoundRow = JobRow & { readonly n: number };

/** The jobs that have the keys. */
function readByKeyStatement(names: Names) {
  const { db, jobs } = names;
  return statement<FoundRow, [items: string]>(
    db,
    (items) => sql<FoundRow>`
      with ${clock(names)}
      select given.n, ${jobColumns("job")}
      from json_to_recordset(${items}::json) as given (n integer, type text, user_id text, idempotency_key text)
      cross join lateral (
        select j.* from ${jobs} j
        where
          j.idempotency_key = given.idempotency_key and j.type = given.type and j.user_id is not distinct from given.user_id
        limit 1
      ) job
      cross join clock`,
  );
}

/** The jobs that have the ids. */
function readByIdStatement(names: Names) {
  const { db, jobs } = names;
  return statement<FoundRow, [items: string]>(
    db,
    (items) => sql<FoundRow>`
      with ${clock(names)}
      select given.n, ${jobColumns("job")}
      from json_to_recordset(${items}::json) as given (n integer, id uuid)
      cross join lateral (select j.* from ${jobs} j where j.id = given.id limit 1) job
      cross join clock`,
  );
}
