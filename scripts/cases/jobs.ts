import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "../../test/postgres/server.ts";
import { type CaseResult, isChosen, type Suite } from "./suite.ts";

/** How long one program may take: the longest waits 60 s for a job. */
const TIMEOUT_MS = 120_000;

const repository = join(import.meta.dirname, "..", "..");

/**
 * Programs that put the library into a situation and exit with 1 if it fails. They run on a PostgreSQL server of their own, from a copy inside
 * this repository, because Node looks for packages from the folder that a file is in.
 */
export const jobs: Suite = {
  folder: "jobs",
  async *run(folder, prefixes) {
    const copy = mkdtempSync(join(repository, ".cases-"));
    const server = await startServer();
    try {
      cpSync(folder, copy, { recursive: true });
      const programs = readdirSync(copy).filter((name) => /^\d.*\.(ts|sh)$/.test(name) && isChosen(name, prefixes));
      for (const name of programs.toSorted()) yield await runProgram(copy, name, server.url);
    } finally {
      await server.remove();
      rmSync(copy, { recursive: true, force: true });
    }
  },
};

function runProgram(cwd: string, name: string, databaseUrl: string): Promise<CaseResult> {
  const [command, ...args] = name.endsWith(".sh") ? ["sh"] : [process.execPath, ...process.execArgv];
  const env = { ...process.env, TEST_DATABASE_URL: databaseUrl };
  return new Promise((resolve) => {
    execFile(command, [...args, name], { cwd, env, timeout: TIMEOUT_MS, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
      const end = error?.killed ? `stopped after ${TIMEOUT_MS} ms` : "";
      resolve({ name, isRight: error === null, report: [stdout, stderr, end].join("\n").trim() });
    });
  });
}
