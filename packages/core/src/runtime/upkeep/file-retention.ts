import { RowmillError } from "../../domain/errors.ts";
import type { StoredFile } from "../../domain/file.ts";
import { type FileFilter, isListed } from "../../domain/file-filter.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileStorage } from "../../ports/file-storage.ts";
import type { JobStore, PrunedJob } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { FilesOfSchedules } from "../schedules/files-of-schedules.ts";
import { deleteFile } from "../intake/job-files.ts";
import type { FileRetentionSettings } from "../manager-options.ts";

/** How many files are read in one call. */
const PAGE_SIZE = 200;

/** How often all files are read to find those beyond a user's quota, in milliseconds. */
const QUOTA_INTERVAL_MS = 60 * 60 * 1_000;

/** Deletes files that are kept no longer: never one that an unfinished job or a schedule names. */
export interface FileRetention {
  /** Deletes the results of jobs that were deleted. */
  deleteResults(pruned: readonly PrunedJob[], settings: FileRetentionSettings): Promise<void>;
  /** Deletes files that have expired, that are too old, and, at most once an hour unless `isForced`, that are beyond their user's quota. */
  sweep(settings: FileRetentionSettings, isForced: boolean): Promise<void>;
}

/** What it works with. */
export interface FileRetentionOptions {
  readonly store: Pick<JobStore<unknown>, "list">;
  readonly files: () => FileStorage | undefined;
  readonly filesOfSchedules: () => Promise<FilesOfSchedules>;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/** Makes it. */
export function createFileRetention({ store, files: filesNow, filesOfSchedules, clock, logger }: FileRetentionOptions): FileRetention {
  let quotaSweptAtMs = -Infinity;

  return {
    async deleteResults(pruned, { resultsWithJobs }) {
      const files = filesNow();
      if (!files || !resultsWithJobs) return;
      const round = startRound(files);
      for (const { userId, inputFileId, referenceFileId, resultFileId } of pruned) {
        // A job may return the file that it was given: that was there before the job, and stays.
        if (resultFileId === null || resultFileId === inputFileId || resultFileId === referenceFileId) continue;
        const file = await files.stat(resultFileId);
        if (file?.userId === userId) await round.deleteUnneeded(file);
      }
    },

    async sweep({ maxAgeMs, perUser }, isForced) {
      const files = filesNow();
      if (!files) return;
      const nowMs = clock.now();
      const round = startRound(files);
      for await (const file of listed(files, { expiresUntil: new Date(nowMs) })) await round.deleteUnneeded(file);
      if (maxAgeMs !== Infinity) {
        const filter = { createdBefore: new Date(nowMs - maxAgeMs) };
        for await (const file of listed(files, filter)) await round.deleteUnneeded(file);
      }
      const isQuotaDue = isForced || nowMs - quotaSweptAtMs >= QUOTA_INTERVAL_MS;
      if (!perUser || !isQuotaDue) return;
      quotaSweptAtMs = nowMs;
      for await (const file of beyondQuota(listed(files, {}), perUser)) await round.deleteUnneeded(file);
    },
  };

  /** One round: the schedules are read once, and only if there is a file to delete. */
  function startRound(files: FileStorage) {
    let scheduled: Promise<FilesOfSchedules> | undefined;
    return {
      async deleteUnneeded(file: StoredFile): Promise<void> {
        scheduled ??= filesOfSchedules();
        if ((await scheduled).mayName(file)) return;
        try {
          await deleteFile({ files, store }, file.id, undefined);
        } catch (error) {
          // Another process was faster, or a job needs the file: then a later round deletes it.
          if (RowmillError.is(error, "FILE_NOT_FOUND") || RowmillError.is(error, "FILE_IN_USE")) return;
          logger.warn({ error, fileId: file.id }, "A file that is kept no longer could not be deleted; the next round tries again");
        }
      },
    };
  }
}

/** All files that pass a filter, newest first. Judged once more here: a storage that knows no filters lists every file. */
async function* listed(files: FileStorage, filter: FileFilter): AsyncGenerator<StoredFile> {
  let cursor: string | undefined;
  do {
    const page = await files.list({ ...filter, limit: PAGE_SIZE, cursor });
    for (const file of page.files) if (isListed(file, filter)) yield file;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** The files that are too many for their user, of files that come newest first: the newest stay. Files of no user are not limited. */
async function* beyondQuota(
  files: AsyncIterable<StoredFile>,
  { files: maxFiles = Infinity, sizeBytes: maxSizeBytes = Infinity }: NonNullable<FileRetentionSettings["perUser"]>,
): AsyncGenerator<StoredFile> {
  const kept = new Map<string, { files: number; sizeBytes: number }>();
  for await (const file of files) {
    if (file.userId === null) continue;
    const theirs = kept.get(file.userId) ?? { files: 0, sizeBytes: 0 };
    theirs.files += 1;
    theirs.sizeBytes += file.sizeBytes;
    kept.set(file.userId, theirs);
    if (theirs.files > maxFiles || theirs.sizeBytes > maxSizeBytes) yield file;
  }
}
