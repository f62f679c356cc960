// Stores jobs for ever, ten callers at a time, and prints the id of each as soon as it is acknowledged.
import { writeSync } from "node:fs";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { newJob } from "../new-job.ts";

const [path] = process.argv.slice(2) as [string];
const store = sqliteStore({ path });

for (let caller = 0; caller < 10; caller += 1) void createJobs();

async function createJobs(): Promise<never> {
  for (;;) {
    const [insertion] = await store.insert([newJob()]);
    // At once, past the stream's own buffer: what is printed was acknowledged before.
    writeSync(1, `${insertion!.job.id}\n`);
  }
}
