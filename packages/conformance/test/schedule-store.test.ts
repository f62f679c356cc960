import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { ScheduleStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { useJobStore } from "../src/job-store/harness.ts";
import { scheduleStoreAspects, schedulesOf } from "../src/schedule-store/describe-schedule-store.ts";

type Aspect = keyof typeof scheduleStoreAspects;

/** Schedule stores that each break one promise, by what is wrong with them. */
const mutants: Record<string, { noticedBy: Aspect; mutate: (store: ScheduleStore) => Partial<ScheduleStore> }> = {
  "gives a schedule a new slot whenever it is stored": {
    noticedBy: "a schedule",
    mutate: (store) => ({
      async put(schedule) {
        const stored = await store.put(schedule);
        if (stored.nextAt && schedule.nextAt) await store.advance(stored, { from: stored.nextAt, to: schedule.nextAt, jobId: null });
        return (await store.get(schedule))!;
      },
    }),
  },
  "ends a pause when the schedule is stored again": {
    noticedBy: "a schedule",
    mutate: (store) => ({
      async put(schedule) {
        const stored = await store.put(schedule);
        return (await store.setPaused(schedule, false, stored.nextAt))!;
      },
    }),
  },
  "takes nobody in particular for the user without a name": {
    noticedBy: "a schedule",
    mutate: (store) => ({ put: (schedule) => store.put({ ...schedule, userId: schedule.userId ?? "" }) }),
  },
  "ends names at U+0000": {
    noticedBy: "a schedule",
    mutate: (store) => ({ put: (schedule) => store.put({ ...schedule, id: schedule.id.split("\0")[0]! }) }),
  },
  "lists everybody's": { noticedBy: "list", mutate: (store) => ({ list: (query) => store.list({ ...query, userId: undefined }) }) },
  "gives the page that ends with a schedule again": {
    noticedBy: "list",
    mutate: (store) => ({ list: (query) => store.list({ ...query, after: undefined }) }),
  },
  "answers slots of every type": {
    noticedBy: "slots",
    mutate: (store) => ({ due: (_types, limit) => store.due(["conformance", "other"], limit) }),
  },
  "moves a schedule on from whatever slot it stands at": {
    noticedBy: "slots",
    mutate: (store) => ({
      async advance(key, step) {
        const schedule = await store.get(key);
        return schedule?.nextAt ? await store.advance(key, { ...step, from: schedule.nextAt }) : false;
      },
    }),
  },
  "forgets the last job when a slot is passed over": {
    noticedBy: "slots",
    mutate: (store) => ({ advance: (key, step) => store.advance(key, { ...step, jobId: step.jobId ?? "none" }) }),
  },
};

describe("the suite for schedules", () => {
  it.each(Object.keys(scheduleStoreAspects) as Aspect[])("finds nothing wrong with the memory store: %s", async (aspect) => {
    expect(await firstFailure(aspect, () => ({}))).toBeUndefined();
  });

  it.each(Object.entries(mutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await firstFailure(noticedBy, mutate)).toBeDefined();
  });
});

/** The first sentence of an aspect that is not true of a mutant, and why. */
async function firstFailure(aspect: Aspect, mutate: (store: ScheduleStore) => Partial<ScheduleStore>): Promise<string | undefined> {
  for (const [sentence, run] of Object.entries(scheduleStoreAspects[aspect])) {
    try {
      await useJobStore(
        () => harnessOf(mutate),
        (harness) => run(schedulesOf(harness)),
      );
    } catch (error) {
      return `${sentence}: ${String(error)}`;
    }
  }
  return undefined;
}

function harnessOf(mutate: (store: ScheduleStore) => Partial<ScheduleStore>) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  const schedules = store.schedules;
  return { store: { ...store, schedules: { ...schedules, ...mutate(schedules) } }, advanceBy: clock.advanceBy };
}
