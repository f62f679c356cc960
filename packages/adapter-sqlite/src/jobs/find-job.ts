import type { JobKey } from "@rowmill/core";
import type { Arg, Connection } from "../database/connection.ts";
import type { JobRow } from "../database/tables.ts";

/** Finds a job by its id, if it is the user's whom the key names. */
export type FindJob = (key: JobKey) => JobRow | undefined;

/** Prepares how a job is found. */
export function createFindJob({ builder, prepare }: Connection): FindJob {
  const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_jobs").selectAll().where("id", "=", arg("id")));

  return ({ id, userId }) => {
    const [row] = find({ id });
    return row && (userId === undefined || userId === row.user_id) ? row : undefined;
  };
}
