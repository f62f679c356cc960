import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tempFolder } from "./temp-folder.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the store's statements", () => {
  it("find the jobs of a file by three indexes, and sort those few", async () => {
    const plans = await plansOfAllStatements((store) => store.list({ userId: "ada", fileId: "file-1", limit: 10 }));
    const plan = plans.find((one) => one.includes("rowmill_jobs_result_file"))!;
    for (const role of ["input", "reference", "result"]) {
      expect(plan).toContain(`SEARCH rowmill_jobs USING COVERING INDEX rowmill_jobs_${role}_file (${role}_file_id=?)`);
    }
    expect(plan).toContain("SEARCH rowmill_jobs USING INTEGER PRIMARY KEY (rowid=?)");
  });

  it("find an unfinished job of a file by two indexes", async () => {
    const plan = (await plansOfAllStatements()).find((one) => one.startsWith("MULTI-INDEX OR"));
    for (const role of ["input", "reference"]) {
      expect(plan).toContain(`SEARCH rowmill_jobs USING INDEX rowmill_jobs_${role}_file (${role}_file_id=? AND status=?)`);
    }
  });

  it("find jobs by an index, and never sort them", async () => {
    const plans = await plansOfAllStatements();
    expect(plans.length).toBeGreaterThan(20);
    expect(plans.filter((plan) => /SCAN rowmill_jobs$|SCAN rowmill_jobs;|TEMP B-TREE/.test(plan))).toEqual([]);
  });

  it.each([
    ["the next jobs of a type", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_claim_order (type=? AND runs_alone=?)"],
    ["what has become due", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_later (type=? AND due_at<?)"],
    ["the last rank of a user", "SEARCH rowmill_jobs USING COVERING INDEX rowmill_jobs_turns (priority=? AND user_id=?)"],
    ["leases that have lapsed", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_leases (lease_until<?)"],
    ["the job that has an idempotency key", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_idempotency (idempotency_key=? AND type=?)"],
    ["a user's jobs", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_of_user (user_id=?)"],
    ["everybody's jobs", "SCAN rowmill_jobs USING INDEX rowmill_jobs_by_age"],
    [
      "what is old enough to be pruned",
      "SEARCH rowmill_jobs USING INDEX rowmill_jobs_finished (status=? AND finished_at<?); CORRELATED SCALAR SUBQUERY 1; SEARCH parent USING INDEX sqlite_autoindex_rowmill_jobs_1 (id=?)",
    ],
  ])("find %s by the index that is made for it", async (_, plan) => {
    expect(await plansOfAllStatements()).toContain(plan);
  });

  it.each([
    ["the unfinished children of a job", "SEARCH child USING INDEX rowmill_jobs_unfinished_children (parent_id=?)"],
    ["the children that have failed", "SEARCH child USING COVERING INDEX rowmill_jobs_children_by_status (parent_id=? AND status=?)"],
    ["the jobs that wait", "SCAN job USING INDEX rowmill_jobs_waiting"],
    ["the next parent that has unfinished children", "SEARCH next USING INDEX rowmill_jobs_unfinished_children (parent_id>?)"],
    ["the held children of a job", "SEARCH rowmill_jobs USING INDEX rowmill_jobs_unfinished_children (parent_id=? AND run_at=?)"],
    ["the signals of a job", "SEARCH signal USING INDEX sqlite_autoindex_rowmill_signals_1 (job=? AND name=?)"],
  ])("find %s by the index that is made for it", async (_, step) => {
    const plans = await plansOfAllStatements();
    expect(plans.some((plan) => plan.includes(step))).toBe(true);
  });
});

it("the store's statements find templates, their revisions and corrections by an index, and never sort more than a user's", async () => {
  const plans = await plansOfAllStatements(undefined, /rowmill_(?:template|correction)/);
  expect(plans.length).toBeGreaterThan(10);
  expect(plans.filter((plan) => /SCAN rowmill_(?:template_revisions|templates|corrections)(?:;|$)/.test(plan))).toEqual([]);
  expect(plans.filter((plan) => plan.includes("TEMP B-TREE") && !plan.includes("rowmill_corrections_of_user"))).toEqual([]);
});

/** How SQLite runs each statement that a store prepares. */
async function plansOfAllStatements(
  use?: (store: ReturnType<typeof sqliteStore>) => Promise<unknown>,
  about = /rowmill_jobs/,
): Promise<string[]> {
  using folder = tempFolder();
  // Opened before, so that the statements of its migrations are not among them.
  await sqliteStore({ path: folder.file("jobs.db") }).close();
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  const store = sqliteStore({ path: folder.file("jobs.db") });
  await store.list({ userId: "ada", limit: 10 });
  await store.list({ limit: 10 });
  await use?.(store);
  await store.close();
  const statements = new Set(prepare.mock.calls.map(([statement]) => statement));
  prepare.mockRestore();

  using database = new DatabaseSync(folder.file("jobs.db"));
  return [...statements]
    .filter((statement) => about.test(statement))
    .map((statement) => database.prepare(`explain query plan ${statement}`).all())
    .map((steps) => steps.map(({ detail }) => String(detail)).join("; "));
}
