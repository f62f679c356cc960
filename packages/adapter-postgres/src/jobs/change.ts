import { type Change, type JobKey, nextStatus, type RetryOptions } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { heldFile, type HeldFiles, heldFilesColumn, neededFiles, refuseMissing } from "./held-files.ts";
import { HELD, WAITS_NO_MORE } from "../waits/wait.ts";
import { keyRecords } from "./keys.ts";
import { jobColumns, type JobRow, toJob } from "./row.ts";
import { clock, type Names } from "../schema/names.ts";
import { type Executor, statement } from "../connection/statement.ts";

/** Changes one job from outside, if its status allows it. */
export type ChangeJob = (
  executor: Executor,
  key: JobKey,
  options?: RetryOptions,
) => Promise<(Change & { readonly row: JobRow }) | undefined>;

/** Prepares the statement that cancels a job. Its lease stays: the handler has to stop first. */
export function prepareCancel(names: Names): ChangeJob {
  return prepareChange(names, {
    when: sql`found.status in ('pending', 'processing')`,
    set: sql`status = 'cancelled', ${WAITS_NO_MORE}, is_delayed = false, finished_at = clock.now`,
  });
}

/** Prepares the statement that starts a job over. It can be claimed at once, unless the handler of a cancelled run still holds it. */
export function prepareRetry(names: Names): ChangeJob {
  const retry = prepareChange(names, RETRY);
  const retryOnFiles = prepareChange(names, { ...RETRY, onFiles: true });

  return async (executor, key, { filesMustExist = false } = {}) => {
    if (!filesMustExist) return await retry(executor, key);
    const change = await retryOnFiles(executor, key);
    if (change && !change.changed && nextStatus(change.job.status, "retry")) {
      refuseMissing(neededFiles([{ ...change.job, filesMustExist }]), [change.row]);
    }
    return change;
  };
}

const RETRY: ChangeStatement = {
  when: sql`found.status in ('failed', 'cancelled')`,
  set: sql`
      ${startedOver()},
      run_at = clock.now,
      due_at = greatest(clock.now, job.lease_until),
      is_delayed = coalesce(job.lease_until > clock.now, false)`,
};

/** What a retry sets, but for the time. */
function startedOver(): RawBuilder<unknown> {
  return sql`
      status = 'pending',
      attempt = 0,
      wakeup = null,
      result = null,
      crashes = 0,
      error_code = null,
      error_message = null,
      error_stack = null,
      error_causes = null,
      progress = case when job.checkpoint is null then 0 else job.progress end,
      stage = case when job.checkpoint is null then null else job.stage end,
      counters = case when job.checkpoint is null then '{}' else job.counters end,
      started_at = null,
      finished_at = null`;
}

/** Starts the children of jobs over that have not completed. Answers their rows. */
export type RetryChildren = (executor: Executor, parentIds: readonly string[]) => Promise<readonly JobRow[]>;

/** Prepares it. They are held if their parent limits how many run at once. */
export function prepareRetryChildren(names: Names): RetryChildren {
  const { db, jobs } = names;
  const start = sql`case when parent.child_concurrency is null then clock.now else ${HELD} end`;
  const retry = statement<JobRow, [ids: string]>(
    db,
    (ids) => sql<JobRow>`
      with ${clock(names)},
      locked as materialized (
        select j.id from ${jobs} j
        where
          j.parent_id = any (array(select value::uuid from json_array_elements_text(${ids}::json) as given (value)))
          and j.status in ('failed', 'cancelled')
        order by j.id
        for no key update
      ),
      changed as (
        update ${jobs} job
        set
          ${startedOver()},
          run_at = ${start},
          due_at = greatest(${start}, job.lease_until),
          is_delayed = greatest(${start}, job.lease_until) > clock.now,
          revision = job.revision + 1,
          updated_at = clock.now
        from ${jobs} parent, clock
        where job.id = any (array(select id from locked)) and parent.id = job.parent_id and job.status in ('failed', 'cancelled')
        returning job.*
      )
      select ${jobColumns("changed")} from changed cross join clock`,
  );
  return async (executor, parentIds) => (parentIds.length === 0 ? [] : await retry(executor, JSON.stringify(parentIds)));
}

type ChangedRow = JobRow & HeldFiles & { readonly is_changed: boolean };

/** A change of a job. */
interface ChangeStatement {
  /** The condition, of the row `found`. */
  readonly when: RawBuilder<unknown>;
  /** The assignments, of the row `job`. */
  readonly set: RawBuilder<unknown>;
  /** Whether the job's files must be in the catalogue. @defaultValue false */
  readonly onFiles?: boolean;
}

/** Locks the job first: what is answered is what the decision was made on. */
function prepareChange(
  names: Names,
  { when, set, onFiles = false }: ChangeStatement,
): (executor: Executor, key: JobKey) => Promise<(Change & { readonly row: JobRow & HeldFiles }) | undefined> {
  const { db, jobs } = names;
  const held = onFiles ? sql`, ${heldFilesColumn}` : sql``;
  const change = statement<ChangedRow, [id: string, isAnybodys: boolean, userId: string | null]>(
    db,
    (id, isAnybodys, userId) => sql<ChangedRow>`
      with found as materialized (
        select j.*
        from ${jobs} j
        where j.id = ${id}::uuid and (${isAnybodys}::boolean or j.user_id is not distinct from ${userId}::text)
        for no key update
      ),
      ${clock(names)},
      ${onFiles ? sql`${heldFile(names, FILES_OF_FOUND)},` : sql``}
      changed as (
        update ${jobs} job
        set ${set}, revision = job.revision + 1, updated_at = clock.now
        from found, clock
        where job.id = found.id and ${when} ${onFiles ? ARE_ALL_HELD : sql``}
        returning job.*
      )
      select true as is_changed, ${jobColumns("changed")} ${held} from changed cross join clock
      union all
      select false, ${jobColumns("found")} ${held} from found cross join clock where not exists (select from changed)`,
  );

  return async (executor, key) => {
    const [record] = keyRecords([key]);
    if (!record) return undefined;
    const [row] = await change(executor, record.id, record.is_anybodys, record.user_id ?? null);
    return row && { job: toJob(row), changed: row.is_changed, row };
  };
}

const FILES_OF_FOUND = sql`select input_file_id from found union select reference_file_id from found`;

const ARE_ALL_HELD = sql`and (select count(*) from held_file) = (select count(id) from (${FILES_OF_FOUND}) as needed (id))`;
