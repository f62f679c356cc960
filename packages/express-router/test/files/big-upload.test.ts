import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** `ROWMILL_UPLOAD_MB=1024 npx vitest run packages/express-router/test/files/big-upload.test.ts` sends a gigabyte. */
const MEGABYTES = Number(process.env["ROWMILL_UPLOAD_MB"] ?? 128);
const CHUNK = Buffer.alloc(64 * 1024, "rowmill,");
const SIZE_BYTES = MEGABYTES * 1024 ** 2;

/** What passes through is garbage that is collected now and then, as with a bare pipeline; who kept the file would need all of it. */
const MAX_GROWTH_MB = 110;

describe(`a file of ${MEGABYTES} MB`, () => {
  it("comes in one request, and goes out, in little memory", async () => {
    const { port, growthMb } = await startServer();
    const { status, text } = await send(port, "POST", "/api/files?name=big.csv", 0);
    const file = JSON.parse(text) as { id: string; sha256: string };
    expect([status, file.sha256]).toEqual([201, await digest()]);
    const response = await fetch(`http://127.0.0.1:${port}/api/files/${file.id}/content`);
    let received = 0;
    for await (const chunk of response.body!) received += (chunk as Uint8Array).length;
    expect(received).toBe(SIZE_BYTES);
    expect(await growthMb()).toBeLessThan(MAX_GROWTH_MB);
  }, 600_000);

  it("comes in pieces, over a connection that breaks and a server that is killed, in little memory", async () => {
    const { port, directory, kill } = await startServer();
    const begun = await fetch(`http://127.0.0.1:${port}/api/files/uploads`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "big.csv", size_bytes: SIZE_BYTES, sha256: await digest() }),
    });
    const { id } = (await begun.json()) as { id: string };
    const path = `/api/files/uploads/${id}`;
    const killed = send(port, "PATCH", path, 0);
    while ((await offsetOf(port, path)) < SIZE_BYTES / 4);
    kill();
    await expect(killed).rejects.toThrow(/hang up|ECONNRESET|EPIPE/);

    const { port: next, growthMb } = await startServer(directory);
    const offset = await offsetOf(next, path);
    expect(offset).toBeGreaterThanOrEqual(SIZE_BYTES / 4);
    expect((await send(next, "PATCH", path, offset)).status).toBe(204);
    const completed = await fetch(`http://127.0.0.1:${next}${path}/complete`, { method: "POST" });
    expect([completed.status, await completed.json()]).toMatchObject([201, { id, size_bytes: SIZE_BYTES }]);
    expect(await growthMb()).toBeLessThan(MAX_GROWTH_MB);
  }, 600_000);
});

async function startServer(directory = mkdtempSync(join(tmpdir(), "rowmill-big-"))) {
  const execArgv = ["--conditions=@rowmill/source"];
  const child: ChildProcess = fork(new URL("programs/upload-server.ts", import.meta.url), [directory], { execArgv });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  });
  const [port] = (await once(child, "message")) as [number];
  return {
    port,
    directory,
    kill: () => child.kill("SIGKILL"),
    async growthMb(): Promise<number> {
      child.send("memory?");
      const [megabytes] = (await once(child, "message")) as [number];
      return megabytes;
    },
  };
}

/** Sends the content from an offset on. */
function send(port: number, method: string, path: string, offset: number): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = {
    "Content-Type": "text/csv",
    "Content-Length": SIZE_BYTES - offset,
    ...(method === "PATCH" && { "Upload-Offset": String(offset) }),
  };
  const call = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
  });
  call.on("error", reject).on("drain", write);
  let at = offset;
  write();
  return promise;

  function write(): void {
    while (at < SIZE_BYTES && !call.destroyed) {
      const chunk = CHUNK.subarray(at % CHUNK.length);
      at += chunk.length;
      if (!call.write(chunk)) return;
    }
    call.end();
  }
}

async function offsetOf(port: number, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "HEAD" });
  return Number(response.headers.get("Upload-Offset"));
}

async function digest(): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < SIZE_BYTES; at += CHUNK.length) hash.update(CHUNK);
  return hash.digest("hex");
}
