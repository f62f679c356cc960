import type { Job } from "../../domain/job.ts";
import type { Registry } from "../../domain/registry.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileStorage } from "../../ports/file-storage.ts";
import type { JobStore } from "../../ports/job-store.ts";

/** What the doctor examines. */
export interface Patient {
  readonly store: JobStore<unknown>;
  readonly registry: Pick<Registry, "all" | "get">;
  readonly clock: Clock;
  readonly concurrency: number;
  /** The storage of files, if there is one by now. */
  files(): FileStorage | undefined;
  /** The types whose jobs start here now. */
  typesRunHere(): readonly string[];
  activeJobs(): readonly Job[];
  abandonedJobs(): readonly Job[];
  /** How many attempts of this process lost their lease since it started. */
  lostAttempts(): number;
}
