import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/*
 * Checks the packages as their users get them: packed, installed into an empty project, and used there from ESM, CommonJS
 * and TypeScript (the programs are scripts/consumer/). Needs the built packages: `npm run build` comes first.
 *
 * ROWMILL_NODE names another Node to run the programs on, such as the oldest one that the packages support.
 */
const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules/.bin");
const consumerNode = process.env["ROWMILL_NODE"] ?? process.execPath;

/** What each program of the consumer prints. One that prints less stopped early, even if it ended with exit code 0. */
const programs = {
  "esm.js": "{ n: 42 }",
  "commonjs.cjs": "{ n: 42 }",
  "stores.js": "{ n: 42 }\nSTORE_UNAVAILABLE",
  "analyze.js": "2 id name\n2 id name\nemail 2",
  "serve.js": "202 completed { n: 42 }",
  "serve.cjs": "202 completed { n: 42 }",
};

console.log(`Checking the packages on Node ${(await run(consumerNode, ["--version"], root)).trim()}`);
const folder = await mkdtemp(join(tmpdir(), "rowmill-packed-"));
try {
  const tarballs = await step("pack", packAll);
  await step("publint and attw", () => Promise.all(tarballs.map(lintTarball)));
  const consumer = await step("install into an empty project", () => installConsumer(tarballs));
  await step("type-check a consumer", () => run(join(bin, "tsc"), ["-p", consumer], consumer));
  for (const [program, expected] of Object.entries(programs)) {
    await step(`run ${program}`, () => runProgram(consumer, program, expected));
  }
  await step("run store.test.ts", () => run(consumerNode, ["node_modules/vitest/vitest.mjs", "run"], consumer));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function packAll(): Promise<string[]> {
  const packageFolders = globSync("packages/*/package.json", { cwd: root }).map((manifest) => join(root, manifest, ".."));
  await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, ...packageFolders], root);
  return globSync("*.tgz", { cwd: folder }).map((tarball) => join(folder, tarball));
}

async function lintTarball(tarball: string): Promise<void> {
  await run(join(bin, "publint"), ["run", tarball, "--strict"], folder);
  await run(join(bin, "attw"), [tarball, "--profile", "esm-only", "--no-definitely-typed", "--no-color"], folder);
}

/** Answers the folder of a project that has the tarballs installed, and beside them only what a user would install. */
async function installConsumer(tarballs: readonly string[]): Promise<string> {
  const consumer = join(folder, "consumer");
  await cp(join(root, "scripts/consumer"), consumer, { recursive: true });
  const versions = { ...(await devDependenciesOf("packages/express-router")), ...(await devDependenciesOf(".")) };
  const alongside = ["zod", "vitest", "@types/node", "express", "@types/express"].map((name) => `${name}@${versions[name]}`);
  await writeFile(join(consumer, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...alongside, ...tarballs], consumer);
  return consumer;
}

async function devDependenciesOf(folderOfManifest: string): Promise<Record<string, string>> {
  const manifest = await readFile(join(root, folderOfManifest, "package.json"), "utf8");
  return (JSON.parse(manifest) as { devDependencies: Record<string, string> }).devDependencies;
}

async function runProgram(consumer: string, program: string, expected: string): Promise<void> {
  const printed = await run(consumerNode, [program], consumer);
  if (printed.trim() !== expected) throw new Error(`${program} should print ${expected}, but printed: ${printed}`);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  console.log(`${name}: ok (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
  return result;
}

/** Answers what the command printed. @throws Error with all its output if it fails, or runs for two minutes */
async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, timeout: 120_000 });
    return stdout;
  } catch (error) {
    // The message holds the command and what it wrote to stderr.
    const { message, stdout } = error as Error & { stdout: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}
