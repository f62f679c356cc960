import { RowmillError } from "./errors.ts";
import type { JobFiles } from "./job.ts";
import { isStorableName } from "./values/storable-name.ts";

/**
 * What an input names. The task manager refuses a job whose user may not use one of them, as if it did not exist. The first three are
 * stored with the job; the files among them cannot be deleted until the job has finished.
 */
export interface InputReferences extends Partial<JobFiles> {
  /** More files. Checked, but not stored with the job: a handler must expect that they have been deleted since. */
  readonly otherFileIds?: readonly string[];
  /** Jobs whose results the job reads. */
  readonly jobIds?: readonly string[];
}

/** The same with nothing left open. */
export interface References {
  readonly files: JobFiles;
  /** Every file, once. */
  readonly fileIds: readonly string[];
  readonly jobIds: readonly string[];
}

/**
 * Checks the form of what a type's `files` hook returned.
 * @param what - names the input in errors
 * @throws RowmillError `JOB_INPUT_INVALID` for an id that is not a text, or that no store can keep
 */
export function referencesOf(named: InputReferences | undefined, what: string): References {
  const { inputFileId = null, referenceFileId = null, templateId = null, otherFileIds = [], jobIds = [] } = named ?? {};
  for (const id of [inputFileId, referenceFileId, templateId, ...otherFileIds, ...jobIds] as readonly unknown[]) {
    if (id === null || (typeof id === "string" && isStorableName(id))) continue;
    const message = `${what} names a file, template or job by something other than a text without U+0000 and lone surrogates`;
    throw new RowmillError("JOB_INPUT_INVALID", message, { retriable: false });
  }
  const fileIds = [inputFileId, referenceFileId, ...otherFileIds].filter((id) => id !== null);
  return { files: { inputFileId, referenceFileId, templateId }, fileIds: [...new Set(fileIds)], jobIds: [...new Set(jobIds)] };
}
