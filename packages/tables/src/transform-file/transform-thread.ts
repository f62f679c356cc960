import type { ThreadKind } from "../threads/task-thread.ts";
import { workerEntry } from "../threads/worker-url.ts";

/** The threads of transforms: one that has looked at a file in vain for the kernel is warm for its rows. */
export const TRANSFORM_THREAD: ThreadKind = {
  name: "rowmill-transform",
  get entry() {
    return workerEntry("transform-file/transform-worker");
  },
  resourceLimits: {
    // For the tables of lookups: a million entries take some hundred megabytes.
    maxOldGenerationSizeMb: 2_048,
    // Almost every object is a cell, dead after its batch. With 8 MB rows take twice the time, with 32 MB some 20 MB more.
    maxYoungGenerationSizeMb: 16,
  },
};
