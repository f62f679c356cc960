import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobStoreAspects } from "../src/job-store/aspects.ts";
import { useJobStore } from "../src/job-store/harness.ts";
import { claimingMutants } from "./store-mutants/claiming.ts";
import type { StoreAspect, StoreMutant } from "./store-mutants/mutant.ts";
import { readingMutants } from "./store-mutants/reading.ts";
import { storingMutants } from "./store-mutants/storing.ts";
import { waitingMutants } from "./store-mutants/waiting.ts";
import { workingMutants } from "./store-mutants/working.ts";

const aspects = jobStoreAspects();
const mutants = { ...storingMutants, ...claimingMutants, ...workingMutants, ...readingMutants, ...waitingMutants };

describe("the suite for job stores", () => {
  it.each(Object.keys(aspects) as StoreAspect[])("finds nothing wrong with the memory store: %s", async (aspect) => {
    expect(await firstFailure(aspect, () => ({}))).toBeUndefined();
  });

  // Mutants that only sequences of chance notice are noticed in every run, or in none.
  beforeAll(() => fc.configureGlobal({ seed: 20_261_201 }));
  afterAll(() => fc.resetConfigureGlobal());

  it.each(Object.entries(mutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await firstFailure(noticedBy, mutate)).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    const noticing = Object.values(mutants).map(({ noticedBy }) => noticedBy);
    expect([...new Set(noticing)].toSorted()).toEqual(Object.keys(aspects).toSorted());
  });
});

/** The first sentence of an aspect that is not true of a mutant, and why. */
async function firstFailure(aspect: StoreAspect, mutate: StoreMutant["mutate"]): Promise<string | undefined> {
  for (const [sentence, run] of Object.entries(aspects[aspect])) {
    try {
      await useJobStore(() => harnessOf(mutate), run);
    } catch (error) {
      return `${sentence}: ${String(error)}`;
    }
  }
  return undefined;
}

function harnessOf(mutate: StoreMutant["mutate"]) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  return { store: { ...store, ...mutate(store) }, advanceBy: clock.advanceBy };
}
