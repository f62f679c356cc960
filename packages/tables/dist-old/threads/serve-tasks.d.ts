import { type MessagePort } from "node:worker_threads";
/** What this thread holds beside its heap, for `TaskThread.release`. */
export declare function heldBytes(): number;
/** The thread's side of `takeThread`: runs each task that comes, and lets go of its port. */
export declare function serveTasks(run: (task: unknown, port: MessagePort) => Promise<void>): void;
//# sourceMappingURL=serve-tasks.d.ts.map
