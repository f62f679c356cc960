// npm run demo -- map FILE TARGET: proposes how the columns of a file fill the fields of a target, a file or a schema (.json).
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { mappingJob, mappingHandler } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { printMapping } from "./print-mapping.ts";
import { reportEnd, runJob } from "./run-job.ts";

/** Returns the exit code. */
export async function map(path: string, target: string, interrupted: AbortSignal): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-demo-"));
  const files = localDiskStorage({ directory });
  const manager = createTaskManager({ store: memoryStore(), progressIntervalMs: 100 }).register(mappingHandler({ files }));
  const store = async (from: string) => (await files.put(createReadStream(from), { name: basename(from), signal: interrupted })).id;
  try {
    const input_file_id = await store(path);
    const goal = target.endsWith(".json")
      ? { target: JSON.parse(await readFile(target, "utf8")) as Record<string, unknown> }
      : { reference_file_id: await store(target) };
    const { job } = await manager.createJob(mappingJob, { input_file_id, ...goal });
    const finished = await runJob(manager, job.id, interrupted);
    if (finished.status !== "completed") return reportEnd(finished);
    printMapping(finished.result);
    return 0;
  } catch (error) {
    console.error(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    return interrupted.aborted ? 130 : 1;
  } finally {
    await manager.close();
    await rm(directory, { recursive: true, force: true });
  }
}
