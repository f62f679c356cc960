import { manualClock } from "@rowmill/adapter-memory/testing";
import { describeFileStorage } from "@rowmill/conformance";
import { memoryStorage } from "../src/memory-storage.ts";

describeFileStorage("memoryStorage", {
  create() {
    const clock = manualClock();
    return { files: memoryStorage({ clock }), advanceBy: clock.advanceBy };
  },
});
