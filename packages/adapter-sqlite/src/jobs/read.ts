import { type IdempotencyKey, isStorableName, type JobKey } from "@rowmill/core/adapter";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/** Finds a job by its id, if it is the user's whom the key names. */
export type FindJob = (key: JobKey) => JobRow | undefined;

/** Prepares how a job is found. */
export function prepareGet({ builder, prepare }: Connection): FindJob {
  const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_jobs").selectAll().where("id", "=", arg("id")));

  return ({ id, userId }) => {
    const [row] = find({ id });
    return row && (userId === undefined || userId === row.user_id) ? row : undefined;
  };
}

/** Finds the job that has an idempotency key. */
export type FindByIdempotencyKey = (key: IdempotencyKey) => JobRow | undefined;

/** Prepares how that is found. */
export function prepareFindByIdempotencyKey({ builder, prepare }: Connection): FindByIdempotencyKey {
  const find = prepare((arg: Arg<IdempotencyKey>) =>
    builder
      .selectFrom("rowmill_jobs")
      .selectAll()
      .where("idempotency_key", "=", arg("idempotencyKey"))
      .where("type", "=", arg("type"))
      .where("user_id", "is", arg("userId")),
  );
  return (key) => (Object.values(key).every(isStorableName) ? find(key)[0] : undefined);
}
