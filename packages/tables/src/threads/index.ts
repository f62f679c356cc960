// The threads of a worker pool, for Rowmill's packages that have workers of their own. It loads no reader and no zod.
export { receivedError, type SentError, sentError } from "./sent-error.ts";
export { heldBytes, serveTasks } from "./serve-tasks.ts";
export type { TaskThread, ThreadKind } from "./task-thread.ts";
export { defaultWorkerPool, type WorkerPool } from "./worker-pool.ts";
export { packageWorker, type WorkerEntry } from "./worker-url.ts";
