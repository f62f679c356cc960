import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { inProcessDispatcher } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { dispatcherAspects } from "../src/dispatcher/describe-dispatcher.ts";
import { useDispatcher } from "../src/dispatcher/harness.ts";
import { type DispatcherMutant, dispatcherMutants } from "./dispatcher-mutants.ts";

type Aspect = DispatcherMutant["noticedBy"];

describe("the suite for dispatchers", () => {
  it.each(Object.keys(dispatcherAspects) as Aspect[])("finds nothing wrong with the in-process dispatcher: %s", async (aspect) => {
    expect(await failures(aspect, (dispatcher) => dispatcher)).toEqual([]);
  });

  it.each(Object.entries(dispatcherMutants))("notices a dispatcher that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await failures(noticedBy, mutate)).not.toEqual([]);
  });

  it("has a mutant for every aspect", () => {
    const noticing = Object.values(dispatcherMutants).map(({ noticedBy }) => noticedBy);
    expect([...new Set(noticing)].toSorted()).toEqual(Object.keys(dispatcherAspects).toSorted());
  });
});

/** The sentences of an aspect that are not true of a mutant. */
async function failures(aspect: Aspect, mutate: DispatcherMutant["mutate"]): Promise<string[]> {
  const failed: string[] = [];
  for (const [sentence, run] of Object.entries(dispatcherAspects[aspect])) {
    await useDispatcher(() => harnessOf(mutate), run).catch(() => failed.push(sentence));
  }
  return failed;
}

function harnessOf(mutate: DispatcherMutant["mutate"]) {
  const clock = manualClock();
  return {
    createDispatcher: () => mutate(inProcessDispatcher()),
    store: memoryStore({ clock }),
    clock,
    advanceBy: clock.advanceBy,
  };
}
