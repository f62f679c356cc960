// npm run demo -- transform FILE --mapping MAPPING --to FORMAT: transforms a file as a job, and says where each of its rows went.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { transformHandler, transformJob, transformResultSchema } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { printTransform } from "./print-transform.ts";
import { reportEnd, runJob } from "./run-job.ts";

/** What is transformed, and how. */
export interface TransformDemo {
  readonly path: string;
  /** The path of a mapping as JSON. */
  readonly mapping: string;
  readonly to: string;
  /** The folder that the files are written to. */
  readonly out: string | undefined;
}

/** Returns the exit code. */
export async function transform({ path, mapping, to, out }: TransformDemo, interrupted: AbortSignal): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-demo-"));
  const files = localDiskStorage({ directory });
  const manager = createTaskManager({ store: memoryStore(), files, progressIntervalMs: 100 }).register(transformHandler({ files }));
  try {
    const { id } = await files.put(createReadStream(path), { name: basename(path), signal: interrupted });
    const input = { input_file_id: id, mapping: JSON.parse(await readFile(mapping, "utf8")) as Record<string, unknown>, output_format: to };
    const { job } = await manager.createJob(transformJob, input as never);
    const finished = await runJob(manager, job.id, interrupted);
    if (finished.status !== "completed") return reportEnd(finished);
    const result = transformResultSchema.parse(finished.result);
    const folder = out ?? join(tmpdir(), "rowmill-demo-output");
    await mkdir(folder, { recursive: true });
    const saved: string[] = [];
    for (const fileId of [result.result_file_id, result.rejects_file_id, result.report_file_id]) {
      const file = fileId === null ? undefined : await files.stat(fileId);
      if (!file) continue;
      // A name is data: only its last part becomes one of a path.
      const target = join(folder, basename(file.name));
      await pipeline(files.open(file.id), createWriteStream(target));
      saved.push(target);
    }
    printTransform(result, saved);
    return 0;
  } catch (error) {
    console.error(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    return interrupted.aborted ? 130 : 1;
  } finally {
    await manager.close();
    await rm(directory, { recursive: true, force: true });
  }
}
