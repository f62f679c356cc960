import { defineScenario } from "../harness/scenario.ts";
import { createIncrementManager, increment, untilCompleted } from "./increment.ts";

/** What finished jobs take while the memory store keeps them. */
export const memory = defineScenario({
  options: { finishedJobs: 100_000 },
  peers: {
    async rowmill({ finishedJobs }) {
      await using manager = createIncrementManager(10);
      const run = async (count: number) => {
        const completed = untilCompleted(manager, count);
        for (let done = 0; done < count; done += 1_000) {
          await manager.createJobs(Array.from({ length: Math.min(1_000, count - done) }, (_, n) => ({ type: increment, input: { n } })));
        }
        await completed;
      };
      // The compiled code and the tables that grow once are not the jobs'.
      await run(10_000);
      await manager.prune({ completedMs: 0 });
      gc!();
      const before = process.memoryUsage();
      await run(finishedJobs);
      gc!();
      const after = process.memoryUsage();
      return {
        heapUsedMb: after.heapUsed / 1024 ** 2,
        rssMb: after.rss / 1024 ** 2,
        heapBytesPerJob: (after.heapUsed - before.heapUsed) / finishedJobs,
      };
    },
  },
  summarize: ({ median }, { finishedJobs }) => [
    `${finishedJobs.toLocaleString("en")} finished jobs: ${median("rowmill", "heapBytesPerJob").toFixed(0)} bytes of heap each, ` +
      `${median("rowmill", "heapUsedMb").toFixed(0)} MB of heap and ${median("rowmill", "rssMb").toFixed(0)} MB of RSS in all`,
  ],
});
