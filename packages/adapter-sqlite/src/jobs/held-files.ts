import type { JobFiles } from "@rowmill/core";
import { fileNotFound } from "@rowmill/core/adapter";
import type { Arg, Connection } from "../connection/connection.ts";

/** Refuses jobs whose files are not in the catalogue. @throws RowmillError `FILE_NOT_FOUND` */
export type RequireFiles = (job: Pick<JobFiles, "inputFileId" | "referenceFileId">) => void;

/** Prepares it. */
export function prepareRequireFiles({ builder, prepare }: Connection): RequireFiles {
  const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_files").select("id").where("id", "=", arg("id")));
  return ({ inputFileId, referenceFileId }) => {
    for (const id of [inputFileId, referenceFileId]) if (id !== null && find({ id }).length === 0) throw fileNotFound(id);
  };
}
