import type { JobError } from "@rowmill/core";
import { type Claim, type ClaimSettlement, type Settlement, settleLapsed } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import { storableText } from "../connection/storable-text.ts";
import type { RunningJobs } from "./update.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Write } from "../connection/writer.ts";

/** How attempts come to their end. */
export interface EndAttempts {
  /** Ends a claim. Answers the changed row, or `undefined` if the claim no longer owned its job. */
  settle(settlement: ClaimSettlement, write: Write): JobRow | undefined;
  /** Takes jobs back whose lease has lapsed, but for the claims that the caller knows to be alive. */
  reclaim(except: readonly Claim[], limit: number, write: Write): JobRow[];
}

/** Prepares how attempts end. */
export function createEndAttempts({ builder, prepare }: Connection, running: RunningJobs): EndAttempts {
  const complete = prepare((arg: Arg<{ sequence: number; result: JobRow["result"]; resultFileId: string | null; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        status: "completed",
        progress: 100,
        result: arg("result"),
        result_file_id: arg("resultFileId"),
        error_code: null,
        error_message: null,
        error_stack: null,
        error_causes: null,
        crashes: 0,
        lease_until: null,
        finished_at: arg("nowMs"),
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const fail = prepare((arg: Arg<StorableError & { sequence: number; crashes: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        status: "failed",
        error_code: arg("code"),
        error_message: arg("message"),
        error_stack: arg("stack"),
        error_causes: arg("causes"),
        crashes: arg("crashes"),
        lease_until: null,
        finished_at: arg("nowMs"),
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const giveBack = prepare((arg: Arg<GiveBack>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        status: "pending",
        is_due: sql<number>`${arg("runAt")} <= ${arg("nowMs")}`,
        run_at: arg("runAt"),
        // Without a new error, that of an earlier attempt stays.
        error_code: sql<string | null>`iif(${arg("code")} is null, error_code, ${arg("code")})`,
        error_message: sql<string | null>`iif(${arg("code")} is null, error_message, ${arg("message")})`,
        error_stack: sql<string | null>`iif(${arg("code")} is null, error_stack, ${arg("stack")})`,
        error_causes: sql<string | null>`iif(${arg("code")} is null, error_causes, ${arg("causes")})`,
        attempt: eb("attempt", "-", arg("unusedAttempts")),
        crashes: arg("crashes"),
        lease_until: null,
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const findLapsed = prepare((arg: Arg<{ nowMs: number; limit: number }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "id", "claim_no", "crashes", "max_crashes"])
      .where("status", "=", sql.lit("processing"))
      .where("lease_until", "<=", arg("nowMs"))
      .orderBy("lease_until")
      .limit(arg("limit")),
  );

  return {
    settle({ claim, settlement, report }, write) {
      const job = running.find(claim);
      if (job?.status !== "processing") return undefined;
      if (report) running.report(job, report, write);
      const row = end(job.sequence, settlement, write.nowMs)!;
      write.changed(row);
      return row;
    },

    reclaim(except, limit, write) {
      const alive = new Set(except.map(({ jobId, claimNo }) => `${jobId} ${claimNo}`));
      const lapsed = findLapsed({ nowMs: write.nowMs, limit: limit + alive.size });
      const dead = lapsed.filter(({ id, claim_no }) => !alive.has(`${id} ${claim_no}`)).slice(0, limit);
      const rows = dead.flatMap((job) => takeBack(job, write.nowMs));
      for (const row of rows) write.changed(row);
      return rows;
    },
  };

  function end(sequence: number, settlement: Settlement, nowMs: number): JobRow | undefined {
    switch (settlement.status) {
      case "completed":
        return complete({ sequence, result: settlement.result, resultFileId: settlement.resultFileId, nowMs })[0];
      case "failed":
        return fail({ sequence, ...storable(settlement.error), crashes: 0, nowMs })[0];
      case "pending": {
        const runAt = nowMs + Math.round(settlement.runInMs);
        return giveBack({
          sequence,
          ...(settlement.error ? storable(settlement.error) : NO_ERROR),
          unusedAttempts: settlement.usesAttempt ? 0 : 1,
          crashes: 0,
          runAt,
          nowMs,
        })[0];
      }
    }
  }

  function takeBack({ sequence, crashes: before, max_crashes: maxCrashes }: Lapsed, nowMs: number): JobRow[] {
    const settlement = settleLapsed({ crashes: before, maxCrashes });
    const { crashes } = settlement;
    if (settlement.status === "failed") return fail({ sequence, ...storable(settlement.error), crashes, nowMs });
    return giveBack({ sequence, ...NO_ERROR, unusedAttempts: 1, crashes, runAt: nowMs, nowMs });
  }
}

interface StorableError extends Omit<JobError, "causes"> {
  /** JSON, which has escapes for what SQLite has no place for; null: there are none. */
  readonly causes: string | null;
}

function storable({ code, message, stack, causes }: JobError): StorableError {
  return { code, message: storableText(message), stack: storableText(stack), causes: causes.length > 0 ? JSON.stringify(causes) : null };
}

type Lapsed = Pick<JobRow, "sequence" | "crashes" | "max_crashes">;

interface GiveBack {
  readonly sequence: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly stack: string | null;
  readonly causes: string | null;
  /** 1 if the attempt does not count, else 0. */
  readonly unusedAttempts: number;
  readonly crashes: number;
  readonly runAt: number;
  readonly nowMs: number;
}

const NO_ERROR = { code: null, message: null, stack: null, causes: null };
