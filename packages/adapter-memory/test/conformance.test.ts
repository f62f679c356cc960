import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describeDispatcher, describeStore } from "@rowmill/conformance";
import { inProcessDispatcher } from "@rowmill/core/adapter";

describeStore("memoryStore", {
  create() {
    const clock = manualClock();
    return { store: memoryStore({ clock }), advanceBy: clock.advanceBy };
  },
});

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
