import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { sqliteStore, type SqliteStoreOptions } from "@rowmill/adapter-sqlite";
import { describe, expect, it } from "vitest";
import type { JsonText } from "@rowmill/core/adapter";
import { SCHEMA_VERSION } from "../src/schema/migrations.ts";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

describe("sqliteStore", () => {
  it("refuses a path that is none, and a wait that is no time", () => {
    for (const path of ["", undefined as unknown as string])
      expect(refusalOf({ path })).toMatchObject({ code: "OPTION_INVALID", message: expect.stringMatching(/"path"/) });
    for (const waitMs of [-1, 0.5, Infinity, Number.NaN])
      expect(refusalOf({ path: ":memory:", waitMs })).toMatchObject({ code: "OPTION_INVALID", message: expect.stringMatching(/"waitMs"/) });
  });

  it("says which folder is missing", () => {
    using folder = tempFolder();
    expect(refusalOf({ path: folder.file("missing/jobs.db") })).toMatchObject({
      code: "STORE_REFUSED",
      message: expect.stringMatching(/There is no folder .*missing/),
    });
  });

  it("says that a folder is no file", () => {
    using folder = tempFolder();
    mkdirSync(folder.file("jobs.db"));
    expect(refusalOf({ path: folder.file("jobs.db") })).toMatchObject({
      code: "STORE_REFUSED",
      message: expect.stringMatching(/jobs\.db.*can not be opened/),
    });
  });

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0)("says that it may not write there", () => {
    using folder = tempFolder();
    chmodSync(folder.path, 0o500);
    expect(refusalOf({ path: folder.file("jobs.db") })).toMatchObject({
      code: "STORE_REFUSED",
      message: expect.stringMatching(/can not be opened/),
    });
    chmodSync(folder.path, 0o700);
  });

  it("says that a file is no database, and gives its lock back", () => {
    using folder = tempFolder();
    writeFileSync(folder.file("jobs.db"), "id,name\n1,Ada\n".repeat(1_000));
    for (let times = 0; times < 2; times += 1) {
      expect(refusalOf({ path: folder.file("jobs.db") })).toMatchObject({
        code: "STORE_REFUSED",
        message: expect.stringMatching(/jobs\.db.*no SQLite database/),
      });
    }
  });

  it("takes a path as it is, also one that SQLite would read as an address", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("file:jobs.db?mode=memory") });
    await store.insert([newJob()]);
    await store.close();
    const again = sqliteStore({ path: folder.file("file:jobs.db?mode=memory") });
    expect((await again.list({ limit: 10 })).jobs).toHaveLength(1);
    await again.close();
  });

  it("leaves the application's own tables and its version of them alone", async () => {
    using folder = tempFolder();
    using application = new DatabaseSync(folder.file("app.db"));
    application.exec("create table jobs (id text); insert into jobs values ('mine'); pragma user_version = 7");

    const store = sqliteStore({ path: folder.file("app.db") });
    await store.insert([newJob()]);
    expect(application.prepare("select id from jobs").all()).toEqual([{ id: "mine" }]);
    expect(application.prepare("pragma user_version").get()).toEqual({ user_version: 7 });
    await store.close();
  });

  it("refuses calls after it was closed, and says so", async () => {
    const store = sqliteStore({ path: ":memory:" });
    await store.close();
    await expect(store.insert([newJob()])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(store.get([{ id: "1" }])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("migrations", () => {
  it("are done once", async () => {
    using folder = tempFolder();
    const job = newJob();
    for (const jobs of [[job], []]) {
      const store = sqliteStore({ path: folder.file("jobs.db") });
      await store.insert(jobs);
      expect(await store.get([{ id: job.id }])).toMatchObject([{ id: job.id }]);
      await store.close();
    }
    using database = new DatabaseSync(folder.file("jobs.db"));
    expect(database.prepare("select version from rowmill_schema").all()).toEqual([{ version: SCHEMA_VERSION }]);
  });

  it("bring a file of the first version up to date, and keep its jobs", async () => {
    using folder = tempFolder();
    const job = newJob();
    const first = sqliteStore({ path: folder.file("jobs.db") });
    await first.insert([job]);
    await first.close();
    // What later versions added, taken away again.
    const database = new DatabaseSync(folder.file("jobs.db"));
    for (const role of ["input", "reference", "result"]) database.exec(`drop index rowmill_jobs_${role}_file`);
    for (const index of ["children", "children_by_status", "unfinished_children", "parents", "waiting", "waiting_for_signal"])
      database.exec(`drop index rowmill_jobs_${index}`);
    for (const table of ["template_revisions", "corrections", "files", "templates", "schedules", "owner", "signals"])
      database.exec(`drop table rowmill_${table}`);
    const columns = ["error_causes", "parent_id", "weight", "child_concurrency", "is_waiting", "waits_for_children", "waits_for_signal"];
    for (const column of [...columns, "waits_until", "wakeup"]) database.exec(`alter table rowmill_jobs drop column ${column}`);
    database.exec("update rowmill_schema set version = 1");
    database.close();

    const store = sqliteStore({ path: folder.file("jobs.db") });
    expect(await store.get([{ id: job.id }])).toMatchObject([{ id: job.id }]);
    await store.close();
    using reopened = new DatabaseSync(folder.file("jobs.db"));
    expect(reopened.prepare("select version from rowmill_schema").all()).toEqual([{ version: SCHEMA_VERSION }]);
  });

  it("keep the templates of an older version as their first revisions", async () => {
    using folder = tempFolder();
    const first = sqliteStore({ path: folder.file("jobs.db") });
    const key = { id: "t-1", userId: "ada" };
    await first.templates.create({ ...key, name: "one", document: jsonText(1) });
    await first.templates.replace(key, { name: "two", document: jsonText(2) });
    await first.close();
    const database = new DatabaseSync(folder.file("jobs.db"));
    for (const table of ["template_revisions", "corrections"]) database.exec(`drop table rowmill_${table}`);
    database.exec("drop index rowmill_jobs_waiting_for_signal");
    database.exec(`update rowmill_schema set version = ${SCHEMA_VERSION - 2}`);
    database.close();

    const store = sqliteStore({ path: folder.file("jobs.db") });
    expect(await store.templates.listRevisions(key, { limit: 10 })).toMatchObject([{ revision: 2, name: "two", savedBy: "ada" }]);
    expect(await store.templates.getRevision(key, 2)).toMatchObject({ document: 2 });
    await store.close();
  });

  it("refuse a file of a newer version, which stays as it is", async () => {
    using folder = tempFolder();
    await sqliteStore({ path: folder.file("jobs.db") }).close();
    using database = new DatabaseSync(folder.file("jobs.db"));
    database.exec("update rowmill_schema set version = 999");

    for (let times = 0; times < 2; times += 1) {
      expect(refusalOf({ path: folder.file("jobs.db") })).toMatchObject({
        code: "STORE_SCHEMA_TOO_NEW",
        message: expect.stringMatching(`version 999 .* up to ${SCHEMA_VERSION}`),
      });
    }
    expect(database.prepare("select version from rowmill_schema").all()).toEqual([{ version: 999 }]);
  });

  it("leave nothing of a step that could not be done", () => {
    using folder = tempFolder();
    using database = new DatabaseSync(folder.file("jobs.db"));
    // Somebody else's table of the last one's name: the tables before it must not stay.
    database.exec("create table rowmill_turns (id)");
    expect(() => sqliteStore({ path: folder.file("jobs.db") })).toThrow("rowmill_turns");
    expect(database.prepare("select name from sqlite_schema where name like 'rowmill%'").all()).toEqual([{ name: "rowmill_turns" }]);
  });
});

/** What a store is refused with. */
function refusalOf(options: SqliteStoreOptions): unknown {
  try {
    sqliteStore(options);
  } catch (error) {
    return error;
  }
  return "the store was opened";
}

function jsonText(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}
