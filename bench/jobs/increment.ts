import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";

/** The smallest job that still has an input and a result to check. */
export const increment = defineJobType({ type: "increment", input: z.object({ n: z.number() }), result: z.number() });

/** Makes a manager that runs it, with the memory store. */
export function createIncrementManager(concurrency: number) {
  return createTaskManager({ store: memoryStore(), concurrency }).register(increment.handle(async ({ n }) => n + 1));
}

/** Waits until a manager has completed so many jobs from now on. */
export async function untilCompleted(manager: ReturnType<typeof createIncrementManager>, count: number): Promise<void> {
  let left = count;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = manager.on("job:completed", () => {
    left -= 1;
    if (left === 0) resolve();
  });
  await promise;
  stop();
}
