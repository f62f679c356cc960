import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describeJobStore } from "@rowmill/conformance";

describeJobStore("the packed memoryStore", {
  create() {
    const clock = manualClock();
    return { store: memoryStore({ clock }), advanceBy: (ms) => clock.advanceBy(ms) };
  },
});
