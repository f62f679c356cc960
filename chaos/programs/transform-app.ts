// Creates one transform job in a SQLite file, once, and runs it until it has ended or this process is killed. Prints how far an earlier attempt was
// when its own begins, and the job when it has ended.
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { transformHandler, transformJob } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";

const { database, directory, input, checkpointEveryMs } = JSON.parse(process.argv[2] ?? "") as {
  readonly database: string;
  readonly directory: string;
  readonly input: Parameters<typeof transformJob.input.parse>[0];
  readonly checkpointEveryMs: number;
};
const store = sqliteStore({ path: database, waitMs: 5_000 });
const files = localDiskStorage({ directory });
const manager = createTaskManager({ store, files, leaseMs: 300, maxCrashes: 10_000, logger: silentLogger });
manager.register(transformHandler({ files, store, checkpointEveryMs }));
manager.on("job:started", ({ job }) => console.log(JSON.stringify({ checkpoint: job.checkpoint })));
const { job } = await manager.createJob(transformJob, input as never, { idempotencyKey: "the job" });
console.log(JSON.stringify({ job: await manager.waitForJob(job.id) }));
await manager.close();
await store.close();
