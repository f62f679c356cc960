import type { Job } from "@rowmill/core";
import { type IdempotencyKey, isStorableName, type JobKey } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { asRecords, type Executor, statement } from "../connection/statement.ts";
import { clock, type Names } from "../schema/names.ts";
import { keyRecords } from "./keys.ts";
import { jobColumns, type JobRow, toJob } from "./row.ts";

/** Reads jobs by their keys. */
export type ReadJobs = (executor: Executor, keys: readonly JobKey[]) => Promise<readonly (Job | undefined)[]>;

/** Prepares it. */
export function prepareGet(names: Names): ReadJobs {
  const { db, jobs } = names;
  const read = statement<FoundRow, [keys: string]>(
    db,
    (keys) => sql<FoundRow>`
      with ${clock(names)}
      select given.n, ${jobColumns("job")}
      from json_to_recordset(${keys}::json) as given (n integer, id uuid, is_anybodys boolean, user_id text)
      cross join lateral (
        select j.* from ${jobs} j
        where j.id = given.id and (given.is_anybodys or j.user_id is not distinct from given.user_id)
        limit 1
      ) job
      cross join clock`,
  );

  return async (executor, keys) => {
    const found = keys.map((): Job | undefined => undefined);
    const records = keyRecords(keys);
    if (records.length === 0) return found;
    for (const row of await read(executor, asRecords(records))) found[row.n] = toJob(row);
    return found;
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

/** The jobs that have the keys. */
export function readByKeyStatement(names: Names) {
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
export function readByIdStatement(names: Names) {
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

type FoundRow = JobRow & { readonly n: number };
