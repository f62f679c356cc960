import { request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/** What a reader thread is told, and what it tells when all its readers have heard the end. */
export interface ReadersData {
  readonly port: number;
  readonly path: string;
  readonly readers: number;
}

export interface ReadersResult {
  /** How many events each reader got. */
  readonly counts: readonly number[];
  /** From the moment in each event's stage to its arrival. */
  readonly latencyMs: readonly number[];
}

const { port, path, readers } = workerData as ReadersData;
const latencyMs: number[] = [];
const all = Array.from({ length: readers }, read);
await Promise.all(all.map(({ begun }) => begun));
parentPort!.postMessage("begun");
const counts = await Promise.all(all.map(({ ended }) => ended));
parentPort!.postMessage({ counts, latencyMs } satisfies ReadersResult);

function read(): { begun: Promise<void>; ended: Promise<number> } {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  let count = 0;
  const call = request({ port, host: "127.0.0.1", path, agent: false }, (response) => {
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      for (const [, sentMs] of text.matchAll(/"stage":"([\d.]+)"/g)) {
        count += 1;
        latencyMs.push(performance.timeOrigin + performance.now() - Number(sentMs));
      }
      begun.resolve();
    });
    response.on("end", () => ended.resolve(count));
  });
  call.on("error", ended.reject);
  call.end();
  return { begun: begun.promise, ended: ended.promise };
}
