import type { MessagePort, ResourceLimits } from "node:worker_threads";
import type { WorkerEntry } from "./worker-url.ts";
/** What kind of thread it is: threads of one kind can replace each other. */
export interface ThreadKind {
  /** For debuggers. */
  readonly name: string;
  readonly entry: WorkerEntry;
  readonly resourceLimits: ResourceLimits;
}
/** What a thread is sent: a task, and the port over which it talks with the sender. See `serveTasks`. */
export interface TaskMessage {
  readonly task: unknown;
  readonly port: MessagePort;
}
/** A worker thread that does one task after another. */
export interface TaskThread {
  /** Whether it had a task before. */
  readonly isWarm: boolean;
  /**
   * Sends it a task.
   *
   * @param onEnd - called once with the cause if the thread dies before `release` or `end`
   * @param ports - in the task, transferred with it
   * @returns the port for messages to and from the task
   */
  start(task: unknown, onEnd: (cause: unknown) => void, ports?: readonly MessagePort[]): MessagePort;
  /**
   * Returns the thread to its pool after its task: the next task finds the thread started and its code compiled.
   *
   * @param heldBytes - what the thread held beside its heap when the task ended. With much of it the thread is ended: V8 frees
   *   WebAssembly's memory late, or with the thread.
   */
  release(heldBytes?: number): void;
  /** Ends the thread, whatever it does. Resolves when it has exited. */
  end(): Promise<void>;
}
//# sourceMappingURL=task-thread.d.ts.map
