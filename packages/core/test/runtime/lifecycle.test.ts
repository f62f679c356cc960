import type { ManagerEvents } from "@rowmill/core";
import { isFinished } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldJobType, type HeldRun } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

type Step =
  | { readonly kind: "create"; readonly maxAttempts: number; readonly userId: string }
  | { readonly kind: "end" | "fail" | "progress" | "checkpoint"; readonly pick: number }
  | { readonly kind: "cancel" | "retry"; readonly pick: number }
  | { readonly kind: "advance"; readonly ms: number }
  | { readonly kind: "pause" | "resume" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
      userId: fc.constantFrom("ada", "bob"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom("end" as const, "fail" as const, "progress" as const, "checkpoint" as const),
      pick: fc.nat(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("cancel" as const, "retry" as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.constantFrom(0, 250, 1_000, 5_000, 40_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const) }) },
);

const END_EVENTS: ReadonlySet<keyof ManagerEvents> = new Set(["job:completed", "job:failed", "job:cancelled"]);

describe("whatever happens in whatever order", () => {
  it("every job ends once for each time that it was created or retried, with one event, and nothing is lost or left behind", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
        const held = heldJobType();
        const { manager: bare, clock, events, settled, logged } = taskManagerFixture({ concurrency: 2, leaseMs: 30_000 });
        const manager = bare.register(held.handled);
        const ids: string[] = [];
        const lives = new Map<string, number>();
        const stopped = new Set<HeldRun>();
        const running = () => held.runs.filter((run) => !stopped.has(run));
        const pick = (step: { readonly pick: number }) => running()[step.pick % running().length];

        for (const step of steps) {
          await take(step);
          expect(running().length).toBeLessThanOrEqual(2);
        }
        manager.resume();
        for (let idle = 0; idle < 3; idle += 1) {
          for (const run of running()) stop(run, "end");
          await clock.advanceBy(60_000);
          if (running().length > 0) idle = 0;
        }

        const { jobs } = await manager.listJobs({ limit: 200 });
        expect(jobs.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
        for (const { id, status, isActive, attempt, maxAttempts, progress } of jobs) {
          expect(isFinished(status)).toBe(true);
          expect(isActive).toBe(false);
          expect(attempt).toBeLessThanOrEqual(maxAttempts);
          expect(progress === 100).toBe(status === "completed");
          const ends = events.filter(({ name, job }) => job.id === id && END_EVENTS.has(name));
          expect(ends).toHaveLength(lives.get(id) ?? 0);
          expect(ends.at(-1)?.name).toBe(`job:${status}`);
        }
        expect(manager.getActiveJobs()).toEqual([]);
        // Jobs that failed are logged, and nothing else goes wrong.
        expect(logged.filter(({ level, message }) => level === "error" && !/^Job \S+ \("held"\) failed/.test(message))).toEqual([]);

        function stop(run: HeldRun, how: "end" | "fail"): void {
          stopped.add(run);
          run[how]();
        }

        async function take(step: Step): Promise<void> {
          switch (step.kind) {
            case "create": {
              const { job } = await manager.createJob("held", ids.length, { maxAttempts: step.maxAttempts, userId: step.userId });
              ids.push(job.id);
              lives.set(job.id, 1);
              break;
            }
            case "end":
            case "fail": {
              const run = pick(step);
              if (run) stop(run, step.kind);
              break;
            }
            case "progress":
              pick(step)?.progress(step.pick % 101, `stage ${step.pick}`);
              break;
            case "checkpoint":
              await pick(step)
                ?.checkpoint(step.pick)
                .catch(() => {});
              break;
            case "cancel":
              await manager.cancelJob(ids[step.pick % ids.length] ?? "none").catch(() => {});
              break;
            case "retry": {
              const id = ids[step.pick % ids.length] ?? "none";
              const isRetried = await manager.retryJob(id).then(
                () => true,
                () => false,
              );
              if (isRetried) lives.set(id, (lives.get(id) ?? 0) + 1);
              break;
            }
            case "advance":
              await clock.advanceBy(step.ms);
              break;
            case "pause":
              manager.pause();
              break;
            case "resume":
              manager.resume();
              break;
          }
          // Not always: some steps are to meet jobs whose claim or settlement is still on the way.
          if (step.kind !== "end" && step.kind !== "create") await settled();
        }
      }),
      { numRuns: 150 },
    );
  });
});
