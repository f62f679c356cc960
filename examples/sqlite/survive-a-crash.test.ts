import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const example = fileURLToPath(new URL("survive-a-crash.ts", import.meta.url));

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--conditions=@rowmill/source", example, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [exitCode, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { stdout, stderr, exitCode: exitCode as number | null, signal: signal as string | null };
}

it("a job in a SQLite file goes on where it was when its process was killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rowmill-example-"));
  const first = await run(join(folder, "jobs.db"), "3");
  const second = await run(join(folder, "jobs.db"));
  rmSync(folder, { recursive: true });

  const [, expected = ""] = readFileSync(example, "utf8").split("\n// Output:\n");
  expect(first.stdout + second.stdout).toBe(expected.replaceAll(/^\/\/ /gm, ""));
  expect(first).toMatchObject({ stderr: "", signal: "SIGKILL" });
  expect(second).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("The lease of a job lapsed") });
});
