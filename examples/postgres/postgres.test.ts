import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createDatabase } from "../../test/postgres/database.ts";

it("the job of the PostgreSQL example outlives kill -9, as its last lines say", async () => {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const path = fileURLToPath(new URL("postgres.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@rowmill/source", path], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: database.url },
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  const [, expected = ""] = readFileSync(path, "utf8").split("\n// Output:\n");
  expect({ stdout, exitCode }).toEqual({ stdout: expected.replaceAll(/^\/\/ /gm, ""), exitCode: 0 });
  // The worker warns of the lease that lapsed.
  expect(stderr.split("\n")[0]).toMatch(/^$|The lease of a job lapsed/);
});
