import { once } from "node:events";
import { request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/** What is sent where. */
export interface UploadData {
  readonly port: number;
  readonly path: string;
  readonly megabytes: number;
}

// In a thread of its own, so that the server has its thread for itself.
const { port, path, megabytes } = workerData as UploadData;
const chunk = Buffer.alloc(1024 * 1024, "0123456789,abcdef\n");
const startMs = performance.now();
const headers = { "Content-Type": "application/octet-stream", "Content-Length": megabytes * chunk.length };
const call = request({ port, host: "127.0.0.1", path, method: "POST", headers, agent: false });
const answer = once(call, "response");
for (let sent = 0; sent < megabytes; sent += 1) {
  if (!call.write(chunk)) await once(call, "drain");
}
call.end();
const [response] = (await answer) as [import("node:http").IncomingMessage];
response.resume();
await once(response, "end");
if (response.statusCode! >= 300) throw new Error(`The upload was answered with ${response.statusCode}`);
parentPort!.postMessage(performance.now() - startMs);
