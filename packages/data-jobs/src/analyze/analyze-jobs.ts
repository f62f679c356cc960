import { fileNotFound, type FileStorage, type HandledJobType, mayUse, type StoredFile } from "@rowmill/core";
import { analyzeFile, type WorkerPool } from "@rowmill/tables";
import { analyzeJob } from "./analyze-job.ts";
import { profileToJson } from "./profile-json.ts";

/** Options of `analyzeJobs`. */
export interface AnalyzeJobsOptions {
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
 * const manager = createTaskManager({ store: memoryStore() }).register(analyzeJobs({ files }));
 * ```
 */
export function analyzeJobs({ files, pool }: AnalyzeJobsOptions): HandledJobType<typeof analyzeJob> {
  const analyze: Parameters<typeof analyzeJob.handle>[0] = async (input, { job, signal, progress }) => {
    const file = await ownedFile(files, input.file_id, job.userId);
    const source = (await files.localPath?.(file.id)) ?? files.open(file.id, { signal });
    const profile = await analyzeFile(source, {
      signal,
      pool,
      sizeBytes: file.sizeBytes,
      fileName: file.name,
      format: input.format,
      encoding: input.encoding,
      delimiter: input.delimiter,
      quote: input.quote,
      header: input.has_header,
      sheet: input.sheet,
      fillMergedCells: input.fill_merged_cells,
      layout: input.layout,
      entry: input.entry,
      recordsPath: input.records_path,
      omit: input.omit,
      sampleRows: input.sample_rows,
      topValues: input.top_values,
      onProgress: ({ percent, stage, bytes, rows }) => progress(percent, stage, { bytes, rows }),
    });
    return profileToJson(profile);
  };
  return analyzeJob.handle(analyze, { files });
}

/** @throws RowmillError `FILE_NOT_FOUND`, also for another user's file */
async function ownedFile(files: FileStorage, id: string, userId: string | null): Promise<StoredFile> {
  const file = await files.stat(id);
  if (!file || !mayUse(file, userId)) throw fileNotFound(id);
  return file;
}
