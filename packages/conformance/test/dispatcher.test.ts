import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { inProcessDispatcher } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { dispatcherAspects } from "../src/dispatcher/describe-dispatcher.ts";
import { useDispatcher } from "../src/dispatcher/harness.ts";
import { type DispatcherMutant, dispatcherMutants } from "./dispatcher-mutants.ts";

type Aspect = DispatcherMutant["noticedBy"];

describe("the suite for dispatchers", () => {
  it.each(Object.keys(dispatcherAspects) as Aspect[])("finds nothing wrong with the in-process dispatcher: %s", async (aspect) => {
    expect(await firstFailure(aspect, (dispatcher) => dispatcher)).toBeUndefined();
  });

  it.each(Object.entries(dispatcherMutants))("notices a dispatcher that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await firstFailure(noticedBy, mutate)).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    const noticing = Object.values(dispatcherMutants).map(({ noticedBy }) => noticedBy);
    expect([...new Set(noticing)].toSorted()).toEqual(Object.keys(dispatcherAspects).toSorted());
  });
});

/** The first sentence of an aspect that is not true of a mutant, and why. */
async function firstFailure(aspect: Aspect, mutate: DispatcherMutant["mutate"]): Promise<string | undefined> {
  for (const [sentence, run] of Object.entries(dispatcherAspects[aspect])) {
    try {
      await useDispatcher(() => harnessOf(mutate), run);
    } catch (error) {
      return `${sentence}: ${String(error)}`;
    }
  }
  return undefined;
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
