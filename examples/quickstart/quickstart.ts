import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";

const countWords = defineJobType({
  type: "count-words",
  input: z.object({ text: z.string() }),
  result: z.object({ words: z.number() }),
});

const manager = createTaskManager({ store: memoryStore(), concurrency: 4 }).register(
  countWords.handle(async ({ text }, { progress }) => {
    progress(50, "counting");
    return { words: text.split(" ").length };
  }),
);

const { job } = await manager.createJob("count-words", { text: "jobs that report how far they are" });
console.log(job.status);

const finished = await manager.waitForJob(job);
console.log(finished.status, finished.result);

await manager.close();

// Output:
// pending
// completed { words: 7 }
