import fc from "fast-check";
import type { Cases } from "../../cases.ts";
import type { JobStoreHarness } from "../harness.ts";
import { checkWaitsAgainstModel, CHILD_KEYS, type WaitStep } from "./wait-check.ts";

export const anyWaitsCases = (sequences: number): Cases<JobStoreHarness> => ({
  "ends each wait once and for the right reason, whatever happens in whatever order": async (harness) => {
    let sequence = 0;
    const property = fc.asyncProperty(anySteps(), async (steps) => {
      sequence += 1;
      await checkWaitsAgainstModel(harness, `waits-${sequence}`, steps);
    });
    await fc.assert(property, { numRuns: sequences });
  },
});

/** Which of several held children goes first, if they were stored together, is not the same in all stores: only whole families are compared. */
const NO_LIMIT = fc.constant(undefined);

/** Weighted so that most sequences have parents that wait, children that end, and signals that come early and late. */
function anySteps(): fc.Arbitrary<WaitStep[]> {
  const which = fc.nat({ max: 99 });
  const kind = <const Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);
  const wait = fc.record({
    kind: kind("wait"),
    which,
    children: fc.option(kind("settled", "failed")),
    signal: fc.option(kind("a", "b")),
    inMs: fc.option(fc.constantFrom(0, 100_000)),
  });
  const step: fc.Arbitrary<WaitStep> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: kind("create") }) },
    { weight: 6, arbitrary: fc.record({ kind: kind("claim"), which }) },
    { weight: 3, arbitrary: wait },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: kind("family"),
        count: fc.integer({ min: 1, max: 3 }),
        concurrency: NO_LIMIT,
        children: kind("settled", "failed"),
      }),
    },
    { weight: 6, arbitrary: fc.record({ kind: kind("finish"), which, outcome: kind("completed", "fatal") }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: kind("children"),
        which,
        from: fc.nat({ max: CHILD_KEYS - 1 }),
        count: fc.integer({ min: 1, max: 3 }),
        concurrency: NO_LIMIT,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: kind("signal"),
        which,
        name: kind("a", "b"),
        key: fc.option(kind("first", "second"), { nil: undefined }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: kind("wake"), which }) },
    { weight: 4, arbitrary: fc.record({ kind: kind("settle"), which, outcome: kind("completed", "failed", "fatal", "handed-back") }) },
    { weight: 1, arbitrary: fc.record({ kind: kind("cancel", "retry", "release"), which }) },
    { weight: 1, arbitrary: fc.record({ kind: kind("update"), which, progress: fc.nat({ max: 99 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: kind("advance", "reclaim", "sweep", "orphans", "follow") }) },
  );
  return fc.array(step, { minLength: 1, maxLength: 60, size: "max" }).map((steps) => [{ kind: "create" }, ...steps]);
}
