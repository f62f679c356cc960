import { setTimeout as delay } from "node:timers/promises";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";

// Start it, end it with `kill -9` while it works, start it again: the job goes on where it was.
// With the number of a page as its second argument, it does that to itself after that page.
const [path = "jobs.db", diesAfterPage] = process.argv.slice(2);

const importPages = defineJobType({ type: "import-pages", input: z.object({ pages: z.number() }) });

const store = sqliteStore({ path });
const manager = createTaskManager({ store, leaseMs: 600 }).register(
  importPages.handle(async ({ pages }, { progress, checkpoint, lastCheckpoint, job }) => {
    const done = Number(lastCheckpoint ?? 0);
    if (job.crashes > 0) console.log(`a process died with this job: going on after page ${done}`);
    for (let page = done + 1; page <= pages; page += 1) {
      await delay(50);
      await checkpoint(page);
      progress((100 * page) / pages);
      console.log(`page ${page} is imported`);
      if (String(page) === diesAfterPage) process.kill(process.pid, "SIGKILL");
    }
  }),
);

// The key makes it one job, however often the program is started.
const { job, created } = await manager.createJob("import-pages", { pages: 6 }, { idempotencyKey: "import of 2026-11-23" });
console.log(created ? "the job is stored" : "the job is there already");

const finished = await manager.waitForJob(job.id);
console.log("the job has", finished.status);
await manager.close();
await store.close();

// Output:
// the job is stored
// page 1 is imported
// page 2 is imported
// page 3 is imported
// the job is there already
// a process died with this job: going on after page 3
// page 4 is imported
// page 5 is imported
// page 6 is imported
// the job has completed
