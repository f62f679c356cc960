import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/**
 * Finds the jobs that name a file: before it is deleted, and for whoever looks at it.
 *
 * On PostgreSQL 18 with 1,000,000 completed jobs of a thousand users, all with an input and a result, half of them with one and the same
 * reference (what the whole call took on a busy machine of two cores, best of five):
 *
 * | call | indexes | ms |
 * |---|---|---|
 * | list the jobs of a file | jobs_of_input_file (21 MB), jobs_of_reference_file (3 MB), jobs_of_result_file (67 MB) | 2.5 |
 * | is there an unfinished job of a file | the same | 0.5 to 1.8, also of the one that 500,000 finished jobs name |
 * | list the jobs of that one | the same, and a sort | 690 |
 * | count the failed jobs of all | jobs_to_prune | 0.6 |
 *
 * Texts and `updatedFrom` have no index: they are compared along the list, up to the page that was asked for. A text that nothing
 * contains took 7 ms in a user's thousand jobs and 1.8 s in everybody's million. (An index of trigrams needs an extension; one of
 * `updated_at` would make every report of a running job write to all indexes.)
 */
export const jobsOfFiles: Migration = {
  version: 2,
  name: "jobs of files",
  statements(schema): RawBuilder<unknown>[] {
    // Jobs without files are in none of them and cost nothing. No update of a running job touches one: reports stay HOT.
    return ["input", "reference", "result"].map((role) => {
      const column = sql.ref(`${role}_file_id`);
      return sql`create index ${sql.id(`jobs_of_${role}_file`)} on ${sql.id(schema, "jobs")} (${column}, status) where ${column} is not null`;
    });
  },
};
