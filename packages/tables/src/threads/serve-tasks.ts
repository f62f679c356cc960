import { type MessagePort, parentPort } from "node:worker_threads";
import type { TaskMessage } from "./task-thread.ts";

/** What this thread holds beside its heap, for `TaskThread.release`. */
export function heldBytes(): number {
  return process.memoryUsage().external;
}

/** The thread's side of `takeThread`: runs each task that comes, and lets go of its port. */
export function serveTasks(run: (task: unknown, port: MessagePort) => Promise<void>): void {
  if (!parentPort) throw new Error("This file is the entry of a worker thread: a pool of threads starts it");
  parentPort.on("message", ({ task, port }: TaskMessage) => {
    // A rejection ends the thread, and the waiting caller is notified.
    void run(task, port).finally(() => port.close());
  });
}
