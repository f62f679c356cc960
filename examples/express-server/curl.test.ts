import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const [, curlLines = ""] = /```sh\n(API=http:\/\/localhost:3000\/api\n.*?)```/s.exec(readme) ?? [];
const hasCurl = await promisify(execFile)("curl", ["--version"]).then(
  () => true,
  () => false,
);

describe("the curl lines of README.md", () => {
  it.skipIf(!hasCurl)(`run as they are${hasCurl ? "" : " (skipped: there is no curl here)"}`, async () => {
    const { port, stop } = await startServer();
    const folder = await mkdtemp(join(tmpdir(), "rowmill-curl-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    // Only the port is another one, because 3000 may be in use.
    const script = curlLines.replaceAll("localhost:3000", `127.0.0.1:${port}`);
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, timeout: 150_000 });

    expect(stdout).toMatch(/event: status\ndata: .*"type":"analyze".*\n\nid: .*\nevent: end\n/s);
    expect(stdout).toContain('"row_count":3');
    expect(stdout).toMatch(/"template_id":"[^"]+","revision":1,.*"moved":\[\{"id":"id","name":"id","from":0,"to":2\}/);
    expect(stdout).toMatch(/"type":"batch".*"total":3,"processed":3,"failed":0/s);
    expect(stdout).toMatch(
      /"rows_written":1,"rows_rejected":1.*"preview":\{.*\{"message":"Signal sent"\}.*"type":"transform","status":"completed"/s,
    );
    expect(stdout).toMatch(
      /"description":"weekdays at 08:00, Europe\/Berlin","moments":\[.*"id":"morning","type":"analyze".*"status":"pending"/s,
    );
    expect(stdout).toContain('rowmill_jobs_finished_total{type="batch",status="completed"} 1');
    expect(stdout).toMatch(/\[(\{"code":"EVENT_LOOP_BLOCKED".*\})?\]$/);
    expect(stdout).toContain('{"message":"Job cancelled successfully"}');
    expect(stdout).toMatch(/"type":"mask-emails","status":"cancelled"/);
    expect(stdout).toMatch(/"type":"mask-emails","status":"completed"/);
    expect(await readFile(join(folder, "masked-people.csv"), "utf8")).toBe(
      "id,name,email\n1,Ada,***@***\n2,Grace,***@***\n3,Alan,***@***\n",
    );
    expect(await stop()).toEqual({ exitCode: 0, stderr: "" });
  });
});

/** Starts the server as `npm run serve` does, on a free port. */
async function startServer() {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--conditions=@rowmill/source", "examples/express-server/server.ts", "--port", "0"],
    {
      cwd: new URL("../..", import.meta.url),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  let stderr = "";
  child.stderr!.on("data", (chunk: Buffer) => (stderr += String(chunk)));
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, port] = /localhost:(\d+)/.exec(line) ?? [];
    if (port !== undefined) return { port, stop };
  }
  throw new Error(`The server did not start: ${stderr}`);

  async function stop() {
    child.kill("SIGTERM");
    const [exitCode] = (await once(child, "exit")) as [number | null];
    return { exitCode, stderr };
  }
}
