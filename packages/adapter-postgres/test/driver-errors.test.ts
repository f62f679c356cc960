import { migrationSql, postgresStore } from "@rowmill/adapter-postgres";
import { RowmillError } from "@rowmill/core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  await database.query(migrationSql());
  // A job whose type is a code of PostgreSQL's fails with it.
  await database.query(`
    create function fail() returns trigger language plpgsql as $$
      begin
        if new.type ~ '^[0-9A-Z]{5}$' then raise exception 'provoked' using errcode = new.type; end if;
        return new;
      end $$;
    create trigger failing before insert on rowmill.jobs for each row execute function fail()`);
});
afterAll(() => database.drop());

/** By what the caller is told. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CODES = {
  "STORE_UNAVAILABLE, retriable": [
    ["08006", "connection_failure"],
    ["25006", "read_only_sql_transaction"],
    ["25P03", "idle_in_transaction_session_timeout"],
    ["26000", "invalid_sql_statement_name"],
    ["40001", "serialization_failure"],
    ["40003", "statement_completion_unknown"],
    ["40P01", "deadlock_detected"],
    ["42P05", "duplicate_prepared_statement"],
    ["53000", "insufficient_resources"],
    ["53100", "disk_full"],
    ["53200", "out_of_memory"],
    ["53300", "too_many_connections"],
    ["55006", "object_in_use"],
    ["55P03", "lock_not_available"],
    ["57014", "query_canceled"],
    ["57P01", "admin_shutdown"],
    ["57P02", "crash_shutdown"],
    ["57P03", "cannot_connect_now"],
    ["58000", "system_error"],
    ["58030", "io_error"],
    ["XX000", "internal_error"],
  ],
  "STORE_REFUSED, retriable": [
    ["28P01", "invalid_password"],
    ["3D000", "invalid_catalog_name"],
    ["42501", "insufficient_privilege"],
  ],
  "STORE_REFUSED, final": [
    ["22001", "string_data_right_truncation"],
    ["22021", "character_not_in_repertoire"],
    ["23502", "not_null_violation"],
    ["23514", "check_violation"],
    ["42703", "undefined_column"],
    ["42804", "datatype_mismatch"],
    ["54000", "program_limit_exceeded"],
    ["P0001", "raise_exception"],
    ["XX001", "data_corrupted"],
  ],
} as const;

describe("an error that the server reports", () => {
  const expected = Object.entries(CODES).flatMap(([told, codes]) => codes.map(([code]) => `${code}: ${told}`));
  const codes = Object.values(CODES).flatMap((some) => some.map(([code]) => code));

  it("reaches callers as a RowmillError by its code", async () => {
    const store = open({ waitMs: 6_000 });
    const errors = await Promise.all(codes.map((code) => rejectionOf(store.insert([newJob({ type: code })]))));
    expect(errors.map(shown)).toEqual(expected);
    for (const error of errors) expect(error.cause).toMatchObject({ message: "provoked" });
  });

  it("does so in a transaction of the caller's, too", async () => {
    const store = open();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const errors: RowmillError[] = [];
    for (const code of codes) {
      await client.query("begin");
      errors.push(await rejectionOf(store.insert([newJob({ type: code })], { transaction: client })));
      await client.query("rollback");
    }
    await client.end();
    expect(errors.map(shown)).toEqual(expected);
  });
});

function shown({ code, retriable, details }: RowmillError): string {
  return `${String(details?.["driverCode"])}: ${code}, ${retriable ? "retriable" : "final"}`;
}

describe("a limit of the server's", () => {
  it.each([
    ["55P03", "lock_timeout", "-c lock_timeout=50ms"],
    ["57014", "statement_timeout", "-c statement_timeout=50ms"],
  ])("is told with code %s and how to raise it: %s", async (code, setting, options) => {
    const store = open({ waitMs: 1_500 }, options);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query("begin; lock table rowmill.jobs");
    const error = await rejectionOf(store.insert([newJob()]));
    await other.end();
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", details: { driverCode: code } });
    expect(error.message).toContain(setting);
  });

  it("is told with code 25006: a server that is read-only", async () => {
    const error = await rejectionOf(open({ waitMs: 1_500 }, "-c default_transaction_read_only=on").insert([newJob()]));
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", details: { driverCode: "25006" } });
    expect(error.message).toContain("accepts writes");
  });
});

function open({ waitMs }: { readonly waitMs?: number } = {}, serverOptions?: string) {
  const url = new URL(database.url);
  if (serverOptions !== undefined) url.searchParams.set("options", serverOptions);
  const store = postgresStore({ connectionString: url.href, ...(waitMs !== undefined && { waitMs }) });
  onTestFinished(() => store.close());
  return store;
}

async function rejectionOf(promise: Promise<unknown>): Promise<RowmillError> {
  const error = await promise.then(
    () => undefined,
    (rejected: unknown) => rejected,
  );
  if (!RowmillError.is(error)) throw new Error(`Expected a RowmillError, got ${String(error)}`);
  return error;
}
