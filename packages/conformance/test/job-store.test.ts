import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import { jobStoreAspects } from "../src/job-store/aspects.ts";
import { useJobStore } from "../src/job-store/harness.ts";
import { claimingMutants } from "./store-mutants/claiming.ts";
import type { StoreAspect, StoreMutant } from "./store-mutants/mutant.ts";
import { readingMutants } from "./store-mutants/reading.ts";
import { storingMutants } from "./store-mutants/storing.ts";
import { workingMutants } from "./store-mutants/working.ts";

const aspects = jobStoreAspects();
const mutants = { ...storingMutants, ...claimingMutants, ...workingMutants, ...readingMutants };

describe("the suite for job stores", () => {
  it.each(Object.keys(aspects) as StoreAspect[])("finds nothing wrong with the memory store: %s", async (aspect) => {
    expect(await failures(aspect, () => ({}))).toEqual([]);
  });

  it.each(Object.entries(mutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await failures(noticedBy, mutate)).not.toEqual([]);
  });

  it("has a mutant for every aspect", () => {
    const noticing = Object.values(mutants).map(({ noticedBy }) => noticedBy);
    expect([...new Set(noticing)].toSorted()).toEqual(Object.keys(aspects).toSorted());
  });
});

/** The sentences of an aspect that are not true of a mutant. */
async function failures(aspect: StoreAspect, mutate: StoreMutant["mutate"]): Promise<string[]> {
  const failed: string[] = [];
  for (const [sentence, run] of Object.entries(aspects[aspect])) {
    await useJobStore(() => harnessOf(mutate), run).catch(() => failed.push(sentence));
  }
  return failed;
}

function harnessOf(mutate: StoreMutant["mutate"]) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  return { store: { ...store, ...mutate(store) }, advanceBy: clock.advanceBy };
}
