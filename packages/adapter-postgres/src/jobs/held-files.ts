import type { JobFiles } from "@rowmill/core";
import { fileNotFound, type NewJob } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import type { Names } from "../schema/names.ts";

/**
 * Keeps files from being removed until the jobs on them are committed: the CTE `held_file`. A removal locks the row of the file first and looks
 * for jobs in its next statement (`files.ts`). If it came first, this waits for it, and the file is missing then; if it comes later, it waits
 * for this, and finds the jobs.
 * @param ids - a query of their ids
 */
export function heldFile({ files }: Names, ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`held_file as materialized (select f.id from ${files} f where f.id = any (array(${ids})) order by f.id for key share)`;
}

/** The column of a `HeldFiles`. */
export const heldFilesColumn = sql`(select coalesce(json_agg(held_file.id), '[]') from held_file)::text as held_files`;

/** The files that were found and locked, as a JSON array of ids: in each row of a statement on files, which has one at least. */
export interface HeldFiles {
  readonly held_files?: string;
}

/**
 * The same for a statement that is given the ids beside a list of another kind, as one parameter.
 * @param given - a JSON object with the ids as `file_ids`
 * @param name - names the list in it
 */
export function holdFiles(names: Names, given: RawBuilder<unknown>, name: string) {
  return {
    expressions: sql`
      given_lists as materialized (select * from json_to_record(${given}::json) as lists (${sql.id(name)} json, file_ids json)),
      ${heldFile(names, sql`select json_array_elements_text(file_ids) from given_lists`)}`,
    list: sql`(select ${sql.id(name)} from given_lists)`,
    areAllThere: sql`(select count(*) from held_file) = (select json_array_length(file_ids) from given_lists)`,
  };
}

/** The files that must be in the catalogue beside the jobs. */
export function neededFiles(jobs: readonly Pick<NewJob, keyof JobFiles | "filesMustExist">[]): string[] {
  const ids = jobs.flatMap(({ filesMustExist, inputFileId, referenceFileId }) => (filesMustExist ? [inputFileId, referenceFileId] : []));
  return [...new Set(ids.filter((id) => id !== null))];
}

/** @throws RowmillError `FILE_NOT_FOUND` */
export function refuseMissing(fileIds: readonly string[], [row]: readonly HeldFiles[]): void {
  if (fileIds.length === 0) return;
  const held = new Set(JSON.parse(row!.held_files!) as string[]);
  const missing = fileIds.find((id) => !held.has(id));
  if (missing !== undefined) throw fileNotFound(missing);
}
