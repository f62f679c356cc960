import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import type { UploadData } from "./upload-worker.ts";

/** The most that a server may take in all, in MiB. */
const AIM_MB = 150;

/** What a server's whole process takes while one big file comes in. Of the built packages. */
export const uploadMemory = defineScenario({
  options: { megabytes: 1_024 },
  peers: {
    "pipeline with sha256": ({ megabytes }) => measure("pipeline", megabytes),
    rowmill: ({ megabytes }) => measure("rowmill", megabytes),
    // What has come and was written is garbage until V8 looks: how soon that is, the size of its nursery says.
    "rowmill, node --max-semi-space-size=2": ({ megabytes }) => measure("rowmill", megabytes, ["--max-semi-space-size=2"]),
  },
  summarize: ({ median }, { megabytes }) =>
    ["pipeline with sha256", "rowmill", "rowmill, node --max-semi-space-size=2"].map((peer) => {
      const [startMb, peakMb] = [median(peer, "startRssMb"), median(peer, "serverRssMb")];
      const verdict = `aim: at most ${AIM_MB}, ${peakMb <= AIM_MB ? "reached" : "MISSED"}`;
      return `${peer}: ${startMb.toFixed(0)} MiB when it listens, ${peakMb.toFixed(0)} MiB at the most while ${megabytes} MiB come (${verdict})`;
    }),
});

async function measure(peer: string, megabytes: number, execArgv: string[] = []): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-upload-"));
  // Without the flags of this process, one of which would take the packages' sources.
  const server = fork(new URL("upload-server.js", import.meta.url), [peer, directory], { execArgv });
  try {
    const { port, peakRssMb: startRssMb } = await hear(server);
    const workerData: UploadData = { port: port!, path: "/files", megabytes };
    await once(new Worker(new URL("upload-worker.ts", import.meta.url), { workerData }), "message");
    server.send("how much?");
    const { peakRssMb: serverRssMb } = await hear(server);
    return { startRssMb, serverRssMb };
  } finally {
    server.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the server says next. */
async function hear(server: ChildProcess): Promise<{ readonly port?: number; readonly peakRssMb: number }> {
  const [message] = (await Promise.race([once(server, "message"), ended(server)])) as [{ port?: number; peakRssMb: number }];
  return message;
}

async function ended(server: ChildProcess): Promise<never> {
  await once(server, "exit");
  throw new Error("The server ended: are the packages built? npm run build");
}
