import type { FileStorage, HandledJobType } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import type { WorkerPool } from "@rowmill/tables";
import { ownedFile } from "../source/owned-file.ts";
import { profileStoredFile } from "../source/profile-stored-file.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { analyzeJob } from "./analyze-job.ts";
import { profileToJson } from "./profile-json.ts";

/** Options of `analyzeHandler`. */
export interface AnalyzeHandlerOptions {
  /** Where the files lie that jobs name. */
  readonly files: FileStorage;
  /** Whose threads read the files. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}

/**
 * The `analyze` job type with its handler, for `manager.register`. Another user's file is refused with
 * `FILE_NOT_FOUND` when the job is created, and again when it runs.
 *
 * @example
 * ```ts
 * const files = localDiskStorage({ directory: "./data/files" });
 * const manager = createTaskManager({ store: memoryStore() }).register(analyzeHandler({ files }));
 * ```
 */
export function analyzeHandler(options: AnalyzeHandlerOptions): HandledJobType<typeof analyzeJob> {
  checkOptions(options, ["files", "pool"], "analyzeHandler");
  const { files, pool } = options;
  const analyze: Parameters<typeof analyzeJob.handle>[0] = async (input, { job, signal, progress }) => {
    const file = await ownedFile(files, input.file_id, job.userId);
    const profile = await profileStoredFile(files, file, {
      ...toFormatOptions(input),
      signal,
      pool,
      sampleRows: input.sample_rows,
      topValues: input.top_values,
      onProgress: ({ percent, stage, bytes, rows }) => progress(percent, stage, { bytes, rows }),
    });
    return profileToJson(profile);
  };
  return analyzeJob.handle(analyze, { files });
}
