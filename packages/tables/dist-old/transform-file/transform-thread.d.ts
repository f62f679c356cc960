import type { ThreadKind } from "../threads/task-thread.ts";
/** The threads of transforms: one that has looked at a file in vain for the kernel is warm for its rows. */
export declare const TRANSFORM_THREAD: ThreadKind;
//# sourceMappingURL=transform-thread.d.ts.map
