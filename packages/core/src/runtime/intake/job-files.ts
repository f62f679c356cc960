import { fileInUse, type FileLookup, fileNotFound } from "../../domain/file.ts";
import type { Job, JobStatus } from "../../domain/job.ts";
import type { FileStorage } from "../../ports/file-storage.ts";
import type { JobStore } from "../../ports/job-store.ts";
import { fileGuardOf } from "./file-guard.ts";

/** The jobs that need their files. */
const UNFINISHED: readonly JobStatus[] = ["pending", "processing"];

/**
 * Deletes a file unless a job that has not finished names it. No job can be created on it in between.
 * @param userId - whose file it must be; `undefined`: any user's
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_IN_USE`
 */
export async function deleteFile(
  { files, store }: { readonly files: FileStorage; readonly store: Pick<JobStore<unknown>, "list"> },
  id: string,
  userId: string | null | undefined,
): Promise<void> {
  await fileGuardOf(files).exclusively(id, async () => {
    const file = await files.stat(id);
    if (!file || (userId !== undefined && file.userId !== userId)) throw fileNotFound(id);
    const { jobs } = await store.list({ fileId: id, status: UNFINISHED, limit: 1 });
    if (jobs[0]) throw fileInUse(jobs[0].id);
    // Another process may create a job in this moment. A catalogue beside the jobs notices.
    if (!(await files.delete(id, { unlessInUse: true }))) throw fileNotFound(id);
  });
}

/** Whether the files that a job names are in the catalogue of the store that keeps the job. */
export function areFilesOfStore(
  { inputFileId, referenceFileId }: Pick<Job, "inputFileId" | "referenceFileId">,
  files: FileLookup | undefined,
  store: Pick<JobStore<unknown>, "files">,
): boolean {
  return (inputFileId !== null || referenceFileId !== null) && files?.catalog !== undefined && files.catalog === store.files;
}

/**
 * Acts while the files that a job names cannot be deleted.
 * @param files - where they are; `undefined`: nothing is checked
 * @throws RowmillError `FILE_NOT_FOUND` if one of them was deleted before
 */
export async function whileFilesLast<Result>(
  { inputFileId, referenceFileId }: Pick<Job, "inputFileId" | "referenceFileId">,
  files: FileLookup | undefined,
  act: () => Promise<Result>,
): Promise<Result> {
  const ids = [...new Set([inputFileId, referenceFileId].filter((id) => id !== null))];
  if (!files || ids.length === 0) return await act();
  const held = await fileGuardOf(files).hold(ids);
  try {
    for (const id of ids) if (!held.files.has(id)) throw fileNotFound(id);
    return await act();
  } finally {
    held.release();
  }
}
