import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import {
  describeDispatcher,
  describeFileCatalog,
  describeJobStore,
  describeScheduleStore,
  describeTemplateStore,
  type JobStoreHarness,
} from "@rowmill/conformance";
import { inProcessDispatcher } from "@rowmill/core/adapter";

function create(): JobStoreHarness {
  const clock = manualClock();
  return { store: memoryStore({ clock }), advanceBy: clock.advanceBy };
}

describeJobStore("memoryStore", { create });
describeScheduleStore("memoryStore", { create });

describeDispatcher("inProcessDispatcher on memoryStore", {
  create() {
    const clock = manualClock();
    return {
      createDispatcher: () => inProcessDispatcher(),
      store: memoryStore({ clock }),
      clock,
      advanceBy: clock.advanceBy,
    };
  },
});

describeFileCatalog("the files of memoryStore", { create: () => ({ catalog: memoryStore().files }) });

describeTemplateStore("the templates of memoryStore", {
  create() {
    const clock = manualClock();
    return { templates: memoryStore({ clock }).templates, advanceBy: clock.advanceBy };
  },
});
