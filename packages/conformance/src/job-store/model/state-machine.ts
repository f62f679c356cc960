import fc from "fast-check";
import type { Cases } from "../../cases.ts";
import type { JobStoreHarness } from "../harness.ts";
import { checkAgainstModel, type Step } from "./model-check.ts";

/** How many random sequences are tried each time, unless a suite says otherwise: about a second on a store in memory. */
export const SEQUENCES = 100;

export const stateMachineCases = (sequences: number): Cases<JobStoreHarness> => ({
  "does what core's state machine says, whatever happens in whatever order": async (harness) => {
    let sequence = 0;
    // All sequences share one store, so that a database is set up once: each looks only at jobs of its own type.
    const property = fc.asyncProperty(anySteps(), async (steps) => {
      sequence += 1;
      await checkAgainstModel(harness, `sequence-${sequence}`, steps);
    });
    await fc.assert(property, { numRuns: sequences });
  },
});

/** Weighted so that jobs live long enough to be claimed, lost and started over several times. */
function anySteps(): fc.Arbitrary<Step[]> {
  const which = fc.nat({ max: 99 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("create" as const), delayed: fc.boolean(), claimed: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("claim" as const, "cancel", "retry", "release"), which }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("claim-all" as const), isIdle: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("advance" as const, "reclaim") }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("update" as const), which, progress: fc.nat({ max: 99 }), checkpoint: fc.option(fc.nat()) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("settle" as const),
        which,
        outcome: fc.constantFrom("completed" as const, "failed", "fatal", "handed-back"),
      }),
    },
  );
  return fc.array(step, { minLength: 1, maxLength: 60, size: "max" });
}
