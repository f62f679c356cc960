import { MAX_LOG_LINES, type NewLogLine } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { AGAIN, claimJob, COMPLETED, reportOf, settleJob, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob } from "../new-job.ts";

export const logCases: Cases<JobStoreHarness> = {
  "keeps lines in the order they were written, with their levels": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    const lines: NewLogLine[] = [
      { level: "debug", message: "one" },
      { level: "info", message: "two" },
      { level: "warn", message: "three" },
      { level: "error", message: "four" },
    ];
    await updateJob(store, job, { report: reportOf({ log: lines.slice(0, 3) }) });
    await advanceBy(5_000);
    await updateJob(store, job, { report: reportOf({ log: lines.slice(3) }) });

    const log = await store.readLog({ id: job.id }, 10);
    expect(log.map(({ level, message }) => ({ level, message }))).toEqual(lines);
    expect(log[0]!.at.getTime()).toBeGreaterThanOrEqual(job.startedAt!.getTime());
    expect(log[3]!.at.getTime() - log[0]!.at.getTime()).toBeGreaterThanOrEqual(5_000);
  },

  "says of each line which run wrote it": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN, reportOf({ log: linesOf(["first"]) }));
    const second = await claimJob(store, first);
    await settleJob(store, second, COMPLETED, reportOf({ log: linesOf(["second"]) }));

    expect(await store.readLog({ id: first.id }, 10)).toMatchObject([
      { message: "first", claimNo: first.claimNo },
      { message: "second", claimNo: second.claimNo },
    ]);
  },

  "answers the newest lines, the oldest of them first": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ log: linesOf(["one", "two", "three"]) }) });
    const log = await store.readLog({ id: job.id }, 2);
    expect(log.map(({ message }) => message)).toEqual(["two", "three"]);
    expect(await store.readLog({ id: job.id }, 0)).toEqual([]);
  },

  "keeps at least the newest thousand lines": async ({ store }) => {
    const job = await startJob(store);
    const messages = Array.from({ length: 2 * MAX_LOG_LINES + 500 }, (_, index) => `line ${index}`);
    for (let start = 0; start < messages.length; start += 700) {
      await updateJob(store, job, { report: reportOf({ log: linesOf(messages.slice(start, start + 700)) }) });
    }
    const log = await store.readLog({ id: job.id }, MAX_LOG_LINES);
    expect(log.map(({ message }) => message)).toEqual(messages.slice(-MAX_LOG_LINES));
  },

  "keeps the log of each job apart": async ({ store }) => {
    const [one, other] = [await startJob(store), await startJob(store)];
    await updateJob(store, one, { report: reportOf({ log: linesOf(["one"]) }) });
    await updateJob(store, other, { report: reportOf({ log: linesOf(["other"]) }) });
    expect(await store.readLog({ id: one.id }, 10)).toMatchObject([{ message: "one" }]);
  },

  "answers nothing for a job that is not there, or has logged nothing": async ({ store }) => {
    const job = await startJob(store);
    expect(await store.readLog({ id: job.id }, 10)).toEqual([]);
    expect(await store.readLog({ id: "00000000-0000-7000-8000-00000000dead" }, 10)).toEqual([]);
  },

  "goes when its job is pruned": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await settleJob(store, job, COMPLETED, reportOf({ log: linesOf(["secret"]) }));
    await advanceBy(1_000);
    await store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 10 });
    expect(await store.readLog({ id: job.id }, 10)).toEqual([]);

    // Lines that were only hidden would come back with a job of the same id.
    await insertJob(store, { id: job.id });
    expect(await store.readLog({ id: job.id }, 10)).toEqual([]);
  },
};

function linesOf(messages: readonly string[]): NewLogLine[] {
  return messages.map((message) => ({ level: "info", message }));
}
