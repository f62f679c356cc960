import { type JobAction, type JobKey, nextStatus, type RetryOptions } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { RESTART_PROGRESS } from "./begin.ts";
import { CANCELLED, HELD_MS } from "../waits/wait.ts";
import type { Arg, Connection } from "../connection/connection.ts";
import type { FindJob } from "./read.ts";
import type { RequireFiles } from "./held-files.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Write } from "../connection/writer.ts";

/** A row after an operation, and whether the operation changed it. */
export interface ChangedJob {
  readonly row: JobRow;
  readonly changed: boolean;
}

/** Changes of jobs that come from outside, not from their handlers. */
export interface ChangeJobs {
  cancel(key: JobKey, write: Write): ChangedJob | undefined;
  retry(key: JobKey, write: Write, options?: RetryOptions): ChangedJob | undefined;
}

/** Prepares how jobs are cancelled and retried. */
export function prepareChange({ builder, prepare }: Connection, find: FindJob, requireFiles: RequireFiles): ChangeJobs {
  const cancel = prepare((arg: Arg<{ sequence: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        ...CANCELLED,
        finished_at: arg("nowMs"),
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const retry = prepare((arg: Arg<{ sequence: number; runAt: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        ...RESTART_PROGRESS,
        status: "pending",
        // While the handler of a cancelled run is at work, the job has to wait.
        is_due: sql<number>`max(ifnull(lease_until, 0), ${arg("runAt")}) <= ${arg("nowMs")}`,
        run_at: arg("runAt"),
        wakeup: null,
        result: null,
        attempt: 0,
        crashes: 0,
        error_code: null,
        error_message: null,
        error_stack: null,
        error_causes: null,
        started_at: null,
        finished_at: null,
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );

  const findIncomplete = prepare((arg: Arg<{ id: string }>) =>
    builder.selectFrom("rowmill_jobs").select("sequence").where("parent_id", "=", arg("id")).where("status", "in", ["failed", "cancelled"]),
  );

  return {
    cancel: (key, write) => change(key, "cancel", ({ sequence }) => cancel({ sequence, nowMs: write.nowMs })[0]!, write),

    retry(key, write, { filesMustExist } = {}) {
      const startOver = (job: JobRow) => {
        const row = retry({ sequence: job.sequence, runAt: write.nowMs, nowMs: write.nowMs })[0]!;
        retryChildren(row, write);
        return row;
      };
      return change(key, "retry", startOver, write, filesMustExist);
    },
  };

  /** Starts the children over that have not completed, and theirs. */
  function retryChildren(parent: JobRow, write: Write): void {
    for (const { sequence } of findIncomplete({ id: parent.id })) {
      const runAt = parent.child_concurrency === null ? write.nowMs : HELD_MS;
      for (const child of retry({ sequence, runAt, nowMs: write.nowMs })) {
        write.changed(child);
        retryChildren(child, write);
      }
    }
  }

  function change(
    key: JobKey,
    action: JobAction,
    apply: (before: JobRow) => JobRow,
    write: Write,
    filesMustExist = false,
  ): ChangedJob | undefined {
    const before = find(key);
    if (!before) return undefined;
    if (!nextStatus(before.status, action)) return { row: before, changed: false };
    if (filesMustExist) requireFiles({ inputFileId: before.input_file_id, referenceFileId: before.reference_file_id });
    const row = apply(before);
    write.changed(row);
    return { row, changed: true };
  }
}
