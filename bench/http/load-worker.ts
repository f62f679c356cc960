import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { Load, LoadResult } from "./load.ts";

// In a thread of its own, so that the server has its thread for itself. Bare sockets, one request at a time on each: a client that
// parsed what it gets would be slower than the server.
const { port, path, connections, warmUpMs, measureMs } = workerData as Load;
const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ada\r\n\r\n`;
const startMs = performance.now() + warmUpMs;
const endMs = startMs + measureMs;
const takenMs: number[] = [];

await Promise.all(Array.from({ length: connections }, keepAsking));
parentPort!.postMessage({ takenMs } satisfies LoadResult);

function keepAsking(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    let sentMs = 0;
    let received = "";
    const ask = () => {
      sentMs = performance.now();
      received = "";
      socket.write(request);
    };
    socket.on("connect", ask);
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (!isWhole(received)) return;
      if (!received.startsWith("HTTP/1.1 200")) return reject(new Error(received));
      const nowMs = performance.now();
      if (sentMs >= startMs && nowMs <= endMs) takenMs.push(nowMs - sentMs);
      if (nowMs < endMs) return ask();
      socket.end();
      resolve();
    });
  });
}

function isWhole(text: string): boolean {
  const bodyAt = text.indexOf("\r\n\r\n");
  if (bodyAt < 0) return false;
  const [, length] = /content-length: (\d+)/i.exec(text) ?? [];
  return text.length >= bodyAt + 4 + Number(length);
}
