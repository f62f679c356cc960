import type { JobError } from "@rowmill/core";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import { storableText } from "../connection/storable-text.ts";
import type { JobRow } from "../schema/tables.ts";

/** What an attempt can come to. Each returns the changed row. */
export interface EndAttempt {
  complete(end: { sequence: number; result: JobRow["result"]; resultFileId: string | null; nowMs: number }): JobRow | undefined;
  fail(end: { sequence: number; error: JobError; crashes: number; nowMs: number }): JobRow | undefined;
  /** Ends the job as its handler asked for. */
  cancel(end: { sequence: number; error: JobError; nowMs: number }): JobRow | undefined;
  /** Makes the job pending again. Without an error, that of an earlier attempt stays. */
  giveBack(end: GiveBack & { error: JobError | null }): JobRow | undefined;
  /** Lets the job wait. The attempt does not count. */
  suspend(end: Suspension): JobRow | undefined;
}

/** Prepares how attempts end: by their handler, or because their lease has lapsed. */
export function prepareEnd({ builder, prepare }: Connection): EndAttempt {
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
        wakeup: null,
        lease_until: null,
        finished_at: arg("nowMs"),
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );
  const prepareUnsuccessful = (status: "failed" | "cancelled") =>
    prepare((arg: Arg<StorableError & { sequence: number; crashes: number; nowMs: number }>) =>
      builder
        .updateTable("rowmill_jobs")
        .set(({ eb }) => ({
          status: sql.lit(status),
          error_code: arg("code"),
          error_message: arg("message"),
          error_stack: arg("stack"),
          error_causes: arg("causes"),
          crashes: arg("crashes"),
          wakeup: null,
          lease_until: null,
          finished_at: arg("nowMs"),
          updated_at: arg("nowMs"),
          revision: eb("revision", "+", 1),
        }))
        .where("sequence", "=", arg("sequence"))
        .returningAll(),
    );
  const fail = prepareUnsuccessful("failed");
  const cancel = prepareUnsuccessful("cancelled");
  const giveBack = prepare((arg: Arg<StorableError & GiveBack>) =>
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

  const suspend = prepare((arg: Arg<Suspension>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        is_waiting: 1,
        waits_for_children: arg("children"),
        waits_for_signal: arg("signal"),
        waits_until: arg("until"),
        result: arg("result"),
        wakeup: null,
        attempt: eb("attempt", "-", 1),
        crashes: 0,
        lease_until: null,
        updated_at: arg("nowMs"),
        revision: eb("revision", "+", 1),
      }))
      .where("sequence", "=", arg("sequence"))
      .returningAll(),
  );

  return {
    complete: (end) => complete(end)[0],
    fail: ({ error, ...end }) => fail({ ...end, ...storable(error) })[0],
    cancel: ({ error, ...end }) => cancel({ ...end, crashes: 0, ...storable(error) })[0],
    giveBack: ({ error, ...end }) => giveBack({ ...end, ...(error ? storable(error) : NO_ERROR) })[0],
    suspend: (end) => suspend(end)[0],
  };
}

interface GiveBack {
  readonly sequence: number;
  /** 1 if the attempt does not count, else 0. */
  readonly unusedAttempts: number;
  readonly crashes: number;
  readonly runAt: number;
  readonly nowMs: number;
}

interface Suspension {
  readonly sequence: number;
  readonly children: JobRow["waits_for_children"];
  readonly signal: string | null;
  /** Epoch milliseconds. */
  readonly until: number | null;
  readonly result: JobRow["result"];
  readonly nowMs: number;
}

interface StorableError {
  readonly code: string | null;
  readonly message: string | null;
  readonly stack: string | null;
  /** JSON, which has escapes for what SQLite has no place for; null: there are none. */
  readonly causes: string | null;
}

function storable({ code, message, stack, causes }: JobError): StorableError {
  return { code, message: storableText(message), stack: storableText(stack), causes: causes.length > 0 ? JSON.stringify(causes) : null };
}

const NO_ERROR = { code: null, message: null, stack: null, causes: null };
