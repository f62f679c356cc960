import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { JobStore } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { jobStoreAspects } from "../src/job-store/aspects.ts";
import { useJobStore } from "../src/job-store/harness.ts";
import { type Mutant, mutants } from "./mutants.ts";

const aspects = jobStoreAspects();

describe("the suite for job stores", () => {
  it.each(Object.keys(aspects) as Mutant["noticedBy"][])("finds nothing wrong with the memory store: %s", async (aspect) => {
    expect(await failures(aspect, () => ({}))).toEqual([]);
  });

  it.each(Object.entries(mutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await failures(noticedBy, mutate)).not.toEqual([]);
  });

  it("has a mutant for nearly every aspect", () => {
    const covered = new Set(Object.values(mutants).map(({ noticedBy }) => noticedBy));
    expect(Object.keys(aspects).filter((aspect) => !covered.has(aspect as Mutant["noticedBy"]))).toEqual(["a claim"]);
  });
});

/** The sentences of an aspect that a mutant fails. */
async function failures(aspect: Mutant["noticedBy"], mutate: Mutant["mutate"]): Promise<string[]> {
  const failed: string[] = [];
  for (const [sentence, run] of Object.entries(aspects[aspect])) {
    const passed = useJobStore(() => harnessOf(mutate), run);
    await passed.catch(() => failed.push(sentence));
  }
  return failed;
}

function harnessOf(mutate: Mutant["mutate"]) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  const mutant: JobStore = { ...store, ...mutate(store) };
  return { store: mutant, advanceBy: (ms: number) => clock.advanceBy(ms) };
}
