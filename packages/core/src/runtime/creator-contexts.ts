import { isFinished } from "../domain/job.ts";
import type { JobChange } from "../ports/job-store.ts";
import { currentContext, inCleanContext, type RunInContext } from "./async-context.ts";

/** The contexts of callers whose jobs have not begun yet, for `asyncContext: "creator"`. */
export interface CreatorContexts {
  /** Keeps the context of the caller for the first attempt of a job. Call it before the job is stored. */
  keep(jobId: string): void;
  /** Returns the context for an attempt that begins here: the creator's, once; else the clean one. */
  take(jobId: string): RunInContext;
  /** Drops the context of a job that was not stored. */
  drop(jobId: string): void;
  /** Drops the context of a job that has finished. */
  noticeChange(change: JobChange): void;
}

/** How many contexts are kept: each may hold a whole request in memory. The oldest is dropped first. */
const MAX_KEPT = 1_000;

/** Makes them. With "none", nothing is kept and every attempt begins in the clean context. */
export function createCreatorContexts(mode: "none" | "creator"): CreatorContexts {
  const contexts = new Map<string, RunInContext>();

  return {
    keep(jobId) {
      if (mode === "none") return;
      contexts.set(jobId, currentContext());
      if (contexts.size > MAX_KEPT) contexts.delete(contexts.keys().next().value!);
    },
    take(jobId) {
      const context = contexts.get(jobId);
      if (!context) return inCleanContext;
      contexts.delete(jobId);
      return context;
    },
    drop: (jobId) => void contexts.delete(jobId),
    noticeChange({ jobId, status }) {
      if (contexts.size > 0 && isFinished(status)) contexts.delete(jobId);
    },
  };
}
