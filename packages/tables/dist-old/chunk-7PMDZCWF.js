import { parentPort } from "node:worker_threads";

// packages/tables/src/threads/serve-tasks.ts
function heldBytes() {
  return process.memoryUsage().external;
}
function serveTasks(run) {
  if (!parentPort) throw new Error("This file is the entry of a worker thread: it is started by analyzeFile");
  parentPort.on("message", ({ task, port }) => {
    void run(task, port).finally(() => port.close());
  });
}

export { heldBytes, serveTasks };
//# sourceMappingURL=chunk-7PMDZCWF.js.map
//# sourceMappingURL=chunk-7PMDZCWF.js.map
