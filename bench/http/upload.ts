import { once } from "node:events";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { localDiskStorage } from "@rowmill/file-storage";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { closeServer, listen } from "./listen.ts";
import type { UploadData } from "./upload-worker.ts";

/** The least that an upload may be of what a bare pipeline takes. Every upload has its SHA-256 computed. */
const AIM = 0.45;

/** One big file, sent in one request to the disk. */
export const upload = defineScenario({
  options: { megabytes: 512 },
  peers: {
    pipeline: ({ megabytes }) =>
      measure(megabytes, "/upload", (directory) =>
        express().post("/upload", async (request, response) => {
          await pipeline(request, createWriteStream(join(directory, "file")));
          response.status(201).end();
        }),
      ),
    "pipeline with sha256": ({ megabytes }) =>
      measure(megabytes, "/upload", (directory) =>
        express().post("/upload", async (request, response) => {
          const hash = createHash("sha256");
          request.on("data", (chunk: Buffer) => hash.update(chunk));
          await pipeline(request, createWriteStream(join(directory, "file")));
          response.status(201).json(hash.digest("hex"));
        }),
      ),
    rowmill: ({ megabytes }) =>
      measure(megabytes, "/files", (directory) => {
        const manager = createTaskManager({ store: memoryStore() });
        const files = localDiskStorage({ directory });
        const limits = { fileBytesPerUser: Infinity };
        return express().use(createJobsRouter({ manager, files, limits, authenticate: () => ({ userId: "ada" }) }));
      }),
  },
  summarize: ({ ratio, median }, { megabytes }) => [
    ...["pipeline", "pipeline with sha256", "rowmill"].map(
      (peer) =>
        `${peer}: ${megabytes} MiB at ${median(peer, "megabytesPerSecond").toFixed(0)} MB/s, peak ${median(peer, "peakRssMb").toFixed(0)} MB resident`,
    ),
    verdict("pipeline", ratio("rowmill", "pipeline", "megabytesPerSecond"), AIM),
    verdict("pipeline with sha256", ratio("rowmill", "pipeline with sha256", "megabytesPerSecond")),
  ],
});

function verdict(peer: string, share: number, aim?: number): string {
  const judged = aim === undefined ? "" : ` (aim: at least ${aim}, ${share >= aim ? "reached" : "MISSED"})`;
  return `rowmill / ${peer} = ${share.toFixed(2)}${judged}`;
}

async function measure(megabytes: number, path: string, appFor: (directory: string) => express.Express): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-upload-"));
  try {
    const { server, port } = await listen(appFor(directory));
    const workerData: UploadData = { port, path, megabytes };
    const worker = new Worker(new URL("upload-worker.ts", import.meta.url), { workerData });
    const cpuBefore = process.threadCpuUsage();
    const [tookMs] = (await once(worker, "message")) as [number];
    const { user, system } = process.threadCpuUsage(cpuBefore);
    await worker.terminate();
    await closeServer(server);
    const sizeMb = (megabytes * 1024 * 1024) / 1e6;
    return { megabytesPerSecond: sizeMb / (tookMs / 1_000), serverCpuMsPerMb: (user + system) / 1_000 / sizeMb };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
