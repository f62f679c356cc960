import { defineJobType } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import fc from "fast-check";
import parsePrometheus from "parse-prometheus-text-format";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Counter, Histogram } from "../../src/runtime/metrics/metric.ts";
import { prometheusText } from "../../src/runtime/metrics/prometheus-text.ts";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const copy = defineJobType({
  type: "copy",
  input: z.object({ fails: z.boolean().default(false) }),
  retry: { maxAttempts: 2, firstDelayMs: 1_000 },
});

function fixture(options: Parameters<typeof taskManagerFixture>[0] = {}) {
  const { manager, ...rest } = taskManagerFixture({ metrics: true, ...options });
  const registered = manager.register(
    copy.handle(({ fails }, { progress }) => {
      progress(50, "copying", { rows: 1_000, bytes: 64_000 });
      if (fails) throw new Error("The disk is full");
    }),
  );
  return { ...rest, manager: registered, scrape: async () => scraped(await registered.metrics()) };
}

/** The value of each series, by its name and the values of its labels. */
function scraped(text: string): Record<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return [[name, ...Array.from(labels.matchAll(/="([^"]*)"/g), ([, label]) => label)].join(" "), Number(value)];
    }),
  );
}

describe("metrics", () => {
  it("count jobs and attempts by type, status and outcome", async () => {
    const { manager, clock, scrape } = fixture();
    await manager.createJob("copy", {});
    await manager.createJob("copy", { fails: true });
    await clock.advanceBy(60_000);

    expect(await scrape()).toMatchObject({
      "rowmill_jobs_created_total copy": 2,
      "rowmill_jobs_finished_total copy completed": 1,
      "rowmill_jobs_finished_total copy failed": 1,
      "rowmill_attempts_started_total copy": 3,
      "rowmill_attempts_ended_total copy completed": 1,
      "rowmill_attempts_ended_total copy retried": 1,
      "rowmill_attempts_ended_total copy failed": 1,
      "rowmill_rows_read_total copy": 1_000,
      "rowmill_bytes_read_total copy": 64_000,
    });
  });

  it("time attempts and waits by the store's clock", async () => {
    const { manager, clock, scrape } = fixture({ concurrency: 1 });
    const held = heldJobType();
    const registered = manager.register(held.handled);
    await registered.createJob("held", null);
    await registered.createJob("copy", {});
    await clock.advanceBy(20_000);
    expect(await scrape()).toMatchObject({
      "rowmill_jobs_running held": 1,
      "rowmill_jobs_running copy": 0,
      "rowmill_jobs_waiting copy": 1,
      "rowmill_jobs_waiting held": 0,
      "rowmill_jobs_oldest_waiting_seconds copy": 20,
    });

    held.run().end();
    await clock.advanceBy(0);
    expect(await scrape()).toMatchObject({
      "rowmill_jobs_running held": 0,
      "rowmill_jobs_waiting copy": 0,
      "rowmill_attempt_duration_seconds_bucket held 10": 0,
      "rowmill_attempt_duration_seconds_bucket held 30": 1,
      "rowmill_job_start_delay_seconds_bucket copy 10": 0,
      "rowmill_job_start_delay_seconds_bucket copy 30": 1,
    });
  });

  it("count no attempt for a job that was cancelled before it ran", async () => {
    const { manager, clock, scrape } = fixture();
    const { job } = await manager.createJob("copy", {}, { delayMs: 5_000 });
    await manager.cancelJob(job.id);
    await clock.advanceBy(10_000);
    const series = await scrape();
    expect(series["rowmill_jobs_finished_total copy cancelled"]).toBe(1);
    expect(Object.keys(series).filter((key) => key.startsWith("rowmill_attempts"))).toEqual([]);
  });

  it("time the calls of the store, and leave the queues out while it is away", async () => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    let isAway = false;
    const store: JobStore = {
      ...inner,
      async measureQueues(types, limit) {
        if (isAway) throw new Error("The database is away");
        return await inner.measureQueues(types, limit);
      },
    };
    const { manager, scrape } = fixture({ store, clock });
    await manager.createJob("copy", {}, { delayMs: 5_000 });
    expect(await scrape()).toMatchObject({ "rowmill_store_call_duration_seconds_count insert": 1, "rowmill_jobs_waiting copy": 0 });

    isAway = true;
    await scrape();
    const series = await scrape();
    expect(series["rowmill_store_call_errors_total measureQueues"]).toBeGreaterThan(0);
    expect(series).not.toHaveProperty(["rowmill_jobs_waiting copy"]);
  });

  it("name no type that is not registered here", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    const other = taskManagerFixture({ store, clock });
    const strange = heldJobType({ type: "strange" });
    const { job } = await other.manager.register(strange.handled).createJob("strange", null);
    const { manager, scrape } = fixture({ store, clock });
    await manager.cancelJob(job.id);
    await clock.advanceBy(0);
    const series = await scrape();
    expect(series["rowmill_jobs_finished_total other cancelled"]).toBe(1);
    expect(Object.keys(series).filter((key) => key.includes("strange"))).toEqual([]);
  });

  it("are refused where nothing is measured", async () => {
    const { manager } = taskManagerFixture();
    await expect(manager.metrics()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("the text of metrics", () => {
  it("keeps any label and any number", () => {
    const number = fc.double({ noNaN: true, min: 0 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ unit: "grapheme" }), number), { selector: ([label]) => label, minLength: 1 }),
        (entries) => {
          const counter = new Counter("things_total", 'Things of "any" kind,\non two lines \\ more.');
          for (const [label, value] of entries) counter.add({ label, other: "x" }, value);
          const [family] = parsePrometheus(prometheusText([counter]));
          const read = family!.metrics.map(({ labels, value }) => [labels?.["label"] ?? "", Number(value?.replace("+Inf", "Infinity"))]);
          expect(read).toEqual(entries);
        },
      ),
    );
  });

  it("counts each value in all buckets that it fits", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: 0, max: 20 })), (values) => {
        const histogram = new Histogram("sizes", "Sizes.", [1, 5, 10]);
        for (const value of values) histogram.observe({ kind: "a" }, value);
        const below = (bound: number) => values.filter((value) => value <= bound).length;
        const buckets = [...histogram.samples()].map(({ value }) => value);
        const sum = values.reduce((total, value) => total + value, 0);
        expect(buckets).toEqual(values.length === 0 ? [] : [below(1), below(5), below(10), values.length, sum, values.length]);
      }),
    );
  });
});
