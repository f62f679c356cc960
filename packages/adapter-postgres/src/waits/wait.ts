import { HELD_UNTIL, progressOfChildren, type WakeRequest } from "@rowmill/core/adapter";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { isJobId } from "../connection/storable-text.ts";
import { clock, type Names } from "../schema/names.ts";
import { changeColumns, type ChangeRow, jobColumns, type JobRow } from "../jobs/row.ts";

/** The `run_at` of held children. */
export const HELD = sql`${sql.lit(HELD_UNTIL.toISOString())}::timestamptz`;

/** What no longer waits has these. */
export const WAITS_NO_MORE = sql`is_waiting = null, waits_for_children = null, waits_for_signal = null, waits_until = null`;

/** How the waits of jobs come to their end. */
export interface Waits {
  /** Makes jobs pending whose wait is over. Answers their rows. */
  wake(executor: Executor, request: WakeRequest): Promise<readonly JobRow[]>;
  /** In how many milliseconds the first moment comes that a job waits for. */
  nextInMs(executor: Executor): Promise<number | undefined>;
  /** The parents that may have held children to let go. */
  limitedParents(executor: Executor, request: WakeRequest): Promise<readonly string[]>;
  /** Lets held children of a parent go, as many as there is room for. Answers the changed rows. */
  release(db: Kysely<unknown>, parentId: string): Promise<readonly ChangeRow[]>;
  /** Cancels children of jobs that have failed or were cancelled. Answers their rows. */
  cancelOrphans(executor: Executor, limit: number): Promise<readonly JobRow[]>;
  /** Writes the progress of waiting parents from that of their children. Answers the changed rows. */
  followChildren(executor: Executor, parentIds: readonly string[]): Promise<readonly ChangeRow[]>;
}

/** Prepares the statements. */
export function prepareWaits(names: Names): Waits {
  const { db, jobs } = names;
  const wakeSome = wakeStatement(names, (ids) => sql`j.id = any (${idsOf(ids)}) order by j.id for no key update`);
  const wakeAny = wakeStatement(
    names,
    (limit) => sql`
      (
        j.waits_until <= (select now from clock)
        or exists (
          select from ${names.signals} s where s.job_id = j.id and s.name = j.waits_for_signal and not s.is_used
        )
        or ${areChildrenDone(names, "j")}
      )
      limit ${limit}::text::integer
      for no key update skip locked`,
  );
  const readNext = statement<{ readonly in_ms: number | null }, []>(
    db,
    () => sql<{ in_ms: number | null }>`
      with ${clock(names)}
      select (extract(epoch from greatest(first.waits_until, clock.now) - clock.now) * 1000)::float8 as in_ms
      from clock
      cross join lateral (
        select j.waits_until from ${jobs} j where j.is_waiting and j.waits_until is not null order by j.waits_until limit 1
      ) first`,
  );
  const limitedOf = statement<{ readonly id: string }, [ids: string]>(
    db,
    (ids) => sql<{ id: string }>`select j.id from ${jobs} j where j.id = any (${idsOf(ids)}) and j.child_concurrency is not null`,
  );
  const limitedAny = statement<{ readonly id: string }, []>(
    db,
    () => sql<{ id: string }>`
      select j.id from ${jobs} j
      where
        j.child_concurrency is not null
        and exists (select from ${jobs} c where c.parent_id = j.id and c.finished_at is null and c.run_at = ${HELD})`,
  );
  const lockParent = statement<{ readonly child_concurrency: number | null }, [id: string]>(
    db,
    (id) => sql<{ child_concurrency: number | null }>`
      select j.child_concurrency from ${jobs} j where j.id = ${id}::uuid for no key update`,
  );
  const release = releaseStatement(names);
  const cancelOrphans = cancelOrphansStatement(names);
  const sums = sumsStatement(names);
  const raise = raiseStatement(names);

  return {
    async wake(executor, request) {
      if ("limit" in request) return await wakeAny(executor, String(request.limit));
      const ids = request.ids.filter(isJobId);
      return ids.length === 0 ? [] : await wakeSome(executor, JSON.stringify(ids));
    },

    async nextInMs(executor) {
      const [row] = await readNext(executor);
      return row?.in_ms ?? undefined;
    },

    async limitedParents(executor, request) {
      const rows = "ids" in request ? await limitedOf(executor, JSON.stringify(request.ids.filter(isJobId))) : await limitedAny(executor);
      return rows.map(({ id }) => id);
    },

    // Two statements: what the second one counts, it sees after every earlier release has committed.
    release: (ofStore, parentId) =>
      ofStore.transaction().execute(async (transaction) => {
        const [parent] = await lockParent(transaction, parentId);
        const concurrency = parent?.child_concurrency ?? null;
        return concurrency === null ? [] : await release(transaction, parentId, concurrency);
      }),

    cancelOrphans: (executor, limit) => cancelOrphans(executor, limit),

    async followChildren(executor, parentIds) {
      const found = await sums(executor, JSON.stringify(parentIds.filter(isJobId)));
      const records = found.map(({ id, weight, progress }) => ({ id, progress: progressOfChildren({ weight, progress }) }));
      return records.length === 0 ? [] : await raise(executor, JSON.stringify(records));
    },
  };
}

function idsOf(ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array(select value::uuid from json_array_elements_text(${ids}::json) as given (value))`;
}

function areChildrenDone({ jobs }: Names, job: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${job}.${name}`);
  return sql<boolean>`(
    ${column("waits_for_children")} is not null
    and (
      not exists (select from ${jobs} c where c.parent_id = ${column("id")} and c.finished_at is null)
      or (
        ${column("waits_for_children")} = 'failed'
        and exists (select from ${jobs} c where c.parent_id = ${column("id")} and c.status in ('failed', 'cancelled'))
      )
    )
  )`;
}

/** Wakes the waiting jobs of a condition, each with the first of: a signal, its children, its moment. */
function wakeStatement(names: Names, condition: (given: RawBuilder<unknown>) => RawBuilder<unknown>) {
  const { db, jobs, signals } = names;
  return statement<JobRow, [given: string]>(
    db,
    (given) => sql<JobRow>`
      with ${clock(names)},
      candidate as materialized (
        select j.id, j.waits_for_children, j.waits_for_signal, j.waits_until
        from ${jobs} j
        where j.is_waiting and ${condition(given)}
      ),
      signal as materialized (
        select distinct on (s.job_id) s.job_id, s.name, s.key, s.payload
        from candidate
        join ${signals} s on s.job_id = candidate.id and s.name = candidate.waits_for_signal and not s.is_used
        order by s.job_id, s.sequence
      ),
      over as materialized (
        select
          candidate.id,
          case
            -- Put together as text: json would refuse values that are nested deeper than its parser goes.
            when signal.job_id is not null
              then '{"by":"signal","signal":' || to_json(signal.name)::text || ',"payload":' || signal.payload || '}'
            when ${areChildrenDone(names, "candidate")} then '{"by":"children"}'
            when candidate.waits_until <= clock.now then '{"by":"time"}'
          end as wakeup
        from clock
        cross join candidate
        left join signal on signal.job_id = candidate.id
      ),
      used as (
        update ${signals} s set is_used = true
        from signal
        where s.job_id = signal.job_id and s.name = signal.name and s.key = signal.key
      ),
      woken as (
        update ${jobs} job
        set
          status = 'pending',
          ${WAITS_NO_MORE},
          wakeup = over.wakeup,
          run_at = clock.now,
          due_at = clock.now,
          is_delayed = false,
          revision = job.revision + 1,
          updated_at = clock.now
        from over, clock
        where job.id = over.id and over.wakeup is not null and job.is_waiting
        returning job.*
      )
      select ${jobColumns("woken")} from woken cross join clock`,
  );
}

function releaseStatement(names: Names) {
  const { db, jobs } = names;
  return statement<ChangeRow, [parentId: string, concurrency: number]>(
    db,
    (parentId, concurrency) => sql<ChangeRow>`
      with ${clock(names)},
      parent as materialized (select ${parentId}::uuid as id, ${concurrency}::integer as concurrency),
      room as materialized (
        select greatest(0, parent.concurrency - (
          select count(*) from ${jobs} c where c.parent_id = parent.id and c.finished_at is null and c.run_at < ${HELD}
        )) as size
        from parent
      ),
      freed as materialized (
        select c.id
        from ${jobs} c
        where c.parent_id = (select id from parent) and c.finished_at is null and c.run_at = ${HELD}
        order by c.sequence
        limit (select size from room)
        for no key update
      )
      update ${jobs} job
      set
        run_at = clock.now,
        due_at = greatest(clock.now, job.lease_until),
        is_delayed = coalesce(job.lease_until > clock.now, false),
        revision = job.revision + 1,
        updated_at = clock.now
      from clock
      where job.id = any (array(select id from freed)) and job.status = 'pending'
      returning ${changeColumns("job")}`,
  );
}

/** From parent to parent of those that have unfinished children, whatever their number. */
function cancelOrphansStatement(names: Names) {
  const { db, jobs } = names;
  const next = (condition: RawBuilder<unknown>) => sql`
    select j.parent_id from ${jobs} j
    where j.parent_id is not null and j.finished_at is null and ${condition}
    order by j.parent_id limit 1`;
  return statement<JobRow, [limit: number]>(
    db,
    (limit) => sql<JobRow>`
      with recursive ${clock(names)},
      request as materialized (select ${limit}::integer as size),
      parents (id) as (
        (${next(sql`true`)})
        union all
        select (${next(sql`j.parent_id > parents.id`)}) from parents where parents.id is not null
      ),
      orphan as materialized (
        select child.id
        from parents
        join ${jobs} p on p.id = parents.id and p.status in ('failed', 'cancelled')
        cross join lateral (
          select c.id from ${jobs} c where c.parent_id = p.id and c.finished_at is null limit (select size from request)
        ) child
        limit (select size from request)
      ),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from orphan)) order by j.id for no key update skip locked
      ),
      cancelled as (
        update ${jobs} job
        set
          status = 'cancelled',
          ${WAITS_NO_MORE},
          is_delayed = false,
          finished_at = clock.now,
          revision = job.revision + 1,
          updated_at = clock.now
        from clock
        where job.id = any (array(select id from locked)) and job.status in ('pending', 'processing')
        returning job.*
      )
      select ${jobColumns("cancelled")} from cancelled cross join clock`,
  );
}

interface SumRow {
  readonly id: string;
  readonly weight: number;
  readonly progress: number;
}

function sumsStatement({ db, jobs }: Names) {
  return statement<SumRow, [ids: string]>(
    db,
    (ids) => sql<SumRow>`
      select parent.id, coalesce(sum(coalesce(c.weight, 1)), 0)::float8 as weight,
        coalesce(sum(coalesce(c.weight, 1) * case when c.finished_at is null then c.progress else 100 end), 0)::float8 as progress
      from (
        select j.id from ${jobs} j where j.id = any (${idsOf(ids)}) and j.is_waiting and j.waits_for_children is not null
      ) parent
      left join ${jobs} c on c.parent_id = parent.id
      group by parent.id`,
  );
}

function raiseStatement(names: Names) {
  const { db, jobs } = names;
  return statement<ChangeRow, [items: string]>(
    db,
    (items) => sql<ChangeRow>`
      with ${clock(names)},
      given as materialized (select * from json_to_recordset(${items}::json) as item (id uuid, progress smallint)),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from given)) order by j.id for no key update
      )
      update ${jobs} job
      set progress = given.progress, revision = job.revision + 1, updated_at = clock.now
      from given, clock
      where
        job.id = any (array(select id from locked)) and job.id = given.id and job.is_waiting
        and job.waits_for_children is not null and job.progress < given.progress
      returning ${changeColumns("job")}`,
  );
}
