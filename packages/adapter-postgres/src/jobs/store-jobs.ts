import { type ClaimOnInsert, isStorableName, type NewJob } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { NoAnswerError } from "../connection/failures.ts";
import { type Executor, statement } from "../connection/statement.ts";
import { clock, isInTime, type Names } from "../schema/names.ts";
import { type HeldFiles, heldFilesColumn, holdFiles, neededFiles, refuseMissing } from "./held-files.ts";
import { firstRank, TURN } from "./ranks.ts";

/** What the database adds to a job that is stored. */
export interface StoredRow {
  readonly id: string;
  readonly created_at_ms: number;
  readonly run_at_ms: number;
  /** Whether the job was claimed as it was stored. */
  readonly is_claimed: boolean;
}

/** A job, perhaps one that is a child. */
export type StorableJob = NewJob & { readonly parentId?: string };

/** Stores jobs. Returns the rows of those that were stored: not those whose key is taken. */
export type StoreJobs = (
  executor: Executor,
  jobs: readonly StorableJob[],
  claimOnInsert: ClaimOnInsert | undefined,
  /** As in `InsertAttempt`. */
  limitMs: number | null,
) => Promise<readonly StoredRow[]>;

/** Prepares the statements: one for whatever may come, and a lean one for what mostly comes; each also for jobs whose files must be there. */
export function prepareStoreJobs(names: Names): StoreJobs {
  const plain = prepareStatements(names, false);
  const onFiles = prepareStatements(names, true);

  return async (executor, jobs, claimOnInsert, limitMs) => {
    const { turns, records } = toRecords(jobs);
    const fileIds = neededFiles(jobs);
    const statements = fileIds.length > 0 ? onFiles : plain;
    const listed = (list: object, name: string) => JSON.stringify(fileIds.length > 0 ? { [name]: list, file_ids: fileIds } : list);
    const [turn] = turns;
    if (turns.length > 1 || !turn || jobs.some(isSpecial)) {
      const items = JSON.stringify(inOrderOfKeys(records));
      const rows = await statements.storeAny(executor, listed(turns, "turns"), limitMs, items);
      refuseMissing(fileIds, rows);
      return rows.filter(isStored);
    }
    const store = claimOnInsert ? statements.storeClaimed : statements.storeLean;
    const { types = [], runnerId = "", leaseMs = 0 } = claimOnInsert ?? {};
    const given = [listed(types.filter(isStorableName), "types"), turn.priority, turn.user_id, runnerId, leaseMs, limitMs] as const;
    const rows = await store(executor, ...given, JSON.stringify(records.map(toLeanRecord)));
    refuseMissing(fileIds, rows);
    const [stored] = rows.filter(hasBegun);
    if (!stored) throw new NoAnswerError("PostgreSQL began the insert too late", false);
    const { now_ms, is_claimed } = stored;
    return jobs.map(({ id, start }) => {
      const runAtMs = "at" in start ? start.at.getTime() : now_ms + Math.round(start.inMs);
      return { id, created_at_ms: now_ms, run_at_ms: runAtMs, is_claimed };
    });
  };
}

function prepareStatements(names: Names, onFiles: boolean) {
  return {
    storeAny: storeAnyStatement(names, onFiles),
    storeLean: storeLeanStatement(names, { isClaim: false, onFiles }),
    storeClaimed: storeLeanStatement(names, { isClaim: true, onFiles }),
  };
}

/** Whether the lean statement can not store a job: it knows neither keys that may be taken nor jobs that somebody executes. */
function isSpecial({ idempotencyKey, claim, parentId }: StorableJob): boolean {
  return idempotencyKey !== null || claim !== undefined || parentId !== undefined;
}

/** What is stored, and whose turns are asked for: each user of each priority once. */
function toRecords(jobs: readonly StorableJob[]) {
  const turns = new Map<string, { n: number; priority: number; user_id: string | null; jobs: number }>();
  const records = jobs.map((job) => {
    const { priority, userId } = job;
    const key = userId === null ? String(priority) : `${priority} ${userId}`;
    let turn = turns.get(key);
    if (!turn) turns.set(key, (turn = { n: turns.size + 1, priority, user_id: userId, jobs: 0 }));
    turn.jobs += 1;
    return toRecord(job, turn.n, turn.jobs - 1);
  });
  return { turns: [...turns.values()], records };
}

/** Two batches with the same keys in different orders would wait for each other. */
function inOrderOfKeys(records: readonly ReturnType<typeof toRecord>[]): typeof records {
  if (records.every(({ idempotency_key }) => idempotency_key === undefined)) return records;
  const keyed = records.map((record) => ({ key: `${record.idempotency_key ?? ""} ${record.type} ${record.user_id ?? ""}`, record }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ record }) => record);
}

/** What is `undefined` here is not written, and null there. @param place - how many of the batch stand in the same turn before it */
function toRecord(job: StorableJob, turn: number, place: number) {
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
    start_in_ms: "at" in job.start ? undefined : Math.round(job.start.inMs),
    max_attempts: job.maxAttempts,
    max_crashes: job.maxCrashes,
    idempotency_key: job.idempotencyKey ?? undefined,
    input_hash: job.inputHash ?? undefined,
    parent_id: job.parentId,
    weight: job.weight,
    runner_id: job.claim?.runnerId,
    lease_ms: job.claim?.leaseMs,
  };
}

/** Without what all jobs of the batch have in common, or none has. */
function toLeanRecord({ user_id: _user, priority: _priority, turn: _turn, ...record }: ReturnType<typeof toRecord>) {
  return record;
}

/**
 * Stores jobs of any users, priorities and keys.
 *
 * Whose turns those are is known to the caller, and each is looked up once; the statement has neither groups nor a window nor a join,
 * and so little to set up: for one job that was most of its time.
 */
function storeAnyStatement(names: Names, onFiles: boolean) {
  const { db, jobs, jobSequence } = names;
  type Row = (StoredRow | { readonly id: null }) & HeldFiles;
  return statement<Row, [turns: string, limitMs: number | null, items: string]>(db, (turns, limitMs, items) => {
    const files = onFiles ? holdFiles(names, turns, "turns") : undefined;
    return sql<Row>`
      with ${clock(names)},
      ${files ? sql`${files.expressions},` : sql``}
      first_rank as materialized (
        select array(
          select ${firstRank(names, { priority: sql`turn.priority`, userId: sql`turn.user_id` })}
          from json_to_recordset(${files ? files.list : sql`${turns}::json`}) as turn (n integer, priority integer, user_id text)
          cross join clock
          order by turn.n
        ) as of_turn
      ),
      in_time as materialized (select where ${files ? sql`${files.areAllThere} and` : sql``} ${isInTime(limitMs)})
      ${files ? sql`, stored as (${insert(items)}) select stored.*, ${heldFilesColumn} from (values (true)) one left join stored on true` : insert(items)}`;
  });

  function insert(items: RawBuilder<unknown>) {
    return sql`
      insert into ${jobs} (
        id, type, user_id, status, input, input_file_id, reference_file_id, template_id, priority, rank, sequence, attempt,
        max_attempts, max_crashes, claim_no, runner_id, lease_until, run_at, due_at, is_delayed, idempotency_key, input_hash,
        created_at, updated_at, started_at, parent_id, weight
      )
      select
        id, type, user_id, case when is_claimed then 'processing' else 'pending' end, input, input_file_id, reference_file_id,
        template_id, priority, (select of_turn from first_rank)[turn] + place * ${TURN}, nextval(${jobSequence}), is_claimed::integer, max_attempts,
        max_crashes, is_claimed::integer, runner_id, now + lease_ms * interval '1 millisecond', start_at, start_at,
        not is_claimed and start_at > now, idempotency_key, input_hash, now, now, case when is_claimed then now end, parent_id, weight
      from (
        select
          item.*,
          coalesce(to_timestamp(item.start_at_ms / 1000), clock.now + item.start_in_ms * interval '1 millisecond') as start_at,
          item.runner_id is not null as is_claimed,
          clock.now
        from json_to_recordset(${items}::json) as item (
          id uuid, type text, user_id text, input text, input_file_id text, reference_file_id text, template_id text,
          priority integer, turn integer, place bigint, start_at_ms float8, start_in_ms float8, max_attempts integer,
          max_crashes integer, idempotency_key text, input_hash text, runner_id text, lease_ms float8, parent_id uuid, weight float8
        )
        cross join clock
        cross join in_time
      ) given
      on conflict (idempotency_key, type, user_id) where idempotency_key is not null do nothing
      returning
        id,
        (extract(epoch from created_at) * 1000)::float8 as created_at_ms,
        (extract(epoch from run_at) * 1000)::float8 as run_at_ms,
        status = 'processing' as is_claimed`;
  }
}

function isStored<Row extends StoredRow | { readonly id: null }>(row: Row): row is Exclude<Row, { readonly id: null }> {
  return row.id !== null;
}

/**
 * Stores jobs of one turn without keys, and answers the moment. As no key can be taken, all of them are stored, and that is all the
 * caller needs to know: a fifth less work for the server than the statement for any jobs, and no row to read for each job.
 *
 * With a claim on insert they are claimed as they are stored, unless another job of the runner's types can be claimed: what waits is
 * served first. It is looked for as a claim would: in line, and among those whose time has come.
 */
function storeLeanStatement(names: Names, { isClaim, onFiles }: { readonly isClaim: boolean; readonly onFiles: boolean }) {
  const { db, jobs, jobSequence } = names;
  const isFirst = (condition: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql`
    not exists (
      select from json_array_elements_text(request.types) as wanted (type)
      cross join lateral (
        select from ${jobs} j where j.type = wanted.type and j.status = 'pending' and ${condition} order by ${order} limit 1
      ) one
    )`;
  const inLine = isFirst(sql`not j.is_delayed`, sql`j.priority desc, j.rank, j.sequence`);
  const due = isFirst(sql`j.is_delayed and j.due_at <= clock.now`, sql`j.due_at`);
  const beginning = sql`, attempt, claim_no, runner_id, lease_until, is_in_turn, revision, started_at`;
  const begun = sql`
    , is_claimed::integer, is_claimed::integer, case when is_claimed then turn.runner_id end,
    case when is_claimed then now + lease_ms * interval '1 millisecond' end, is_claimed, 1 + is_claimed::integer,
    case when is_claimed then now end`;
  type Row = (LeanRow | { readonly now_ms: null }) & HeldFiles;
  return statement<Row, [...LeanRequest, items: string]>(db, (types, priority, userId, runnerId, leaseMs, limitMs, items) => {
    const files = onFiles ? holdFiles(names, types, "types") : undefined;
    return sql<Row>`
      with ${clock(names)},
      ${files ? sql`${files.expressions},` : sql``}
      request as materialized (
        select
          ${files ? files.list : sql`${types}::json`} as types, ${priority}::integer as priority, ${userId}::text as user_id,
          ${runnerId}::text as runner_id, ${leaseMs}::float8 as lease_ms
        where ${files ? sql`${files.areAllThere} and` : sql``} ${isInTime(limitMs)}
      ),
      turn as materialized (
        select
          clock.now, request.*, ${firstRank(names, { priority: sql`request.priority`, userId: sql`request.user_id` })} as first_rank,
          ${isClaim ? sql`${inLine} and ${due}` : sql`false`} as is_claimed
        from clock cross join request
      ),
      stored as (
        insert into ${jobs} (
          id, type, user_id, status, input, input_file_id, reference_file_id, template_id, priority, rank, sequence, max_attempts,
          max_crashes, run_at, due_at, is_delayed, input_hash, created_at, updated_at ${isClaim ? beginning : sql``}
        )
        select
          id, type, user_id, case when is_claimed then 'processing' else 'pending' end, input, input_file_id, reference_file_id,
          template_id, priority, first_rank + place * ${TURN}, nextval(${jobSequence}), max_attempts, max_crashes, start_at, start_at,
          start_at > now, input_hash, now, now ${isClaim ? begun : sql``}
        from (
          select
            item.*, turn.*,
            coalesce(to_timestamp(item.start_at_ms / 1000), turn.now + item.start_in_ms * interval '1 millisecond') as start_at
          from turn
          cross join json_to_recordset(${items}::json) as item (
            id uuid, type text, input text, input_file_id text, reference_file_id text, template_id text, place bigint,
            start_at_ms float8, start_in_ms float8, max_attempts integer, max_crashes integer, input_hash text
          )
        ) turn
      )
      select (extract(epoch from turn.now) * 1000)::float8 as now_ms, turn.is_claimed ${
        files ? sql`, ${heldFilesColumn} from clock left join turn on true` : sql`from turn`
      }`;
  });
}

type LeanRequest = [types: string, priority: number, userId: string | null, runnerId: string, leaseMs: number, limitMs: number | null];

function hasBegun<Row extends LeanRow | { readonly now_ms: null }>(row: Row): row is Exclude<Row, { readonly now_ms: null }> {
  return row.now_ms !== null;
}

/** There is none if the statement began too late. */
interface LeanRow {
  readonly now_ms: number;
  readonly is_claimed: boolean;
}
