import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

const SOURCES = join(import.meta.dirname, "../../src");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-built-"));
  await build({
    config: false,
    silent: true,
    entry: { index: join(SOURCES, "index.ts"), "analyze/analyze-worker": join(SOURCES, "analyze/analyze-worker.ts") },
    outDir: folder,
    tsconfig: join(SOURCES, "../tsconfig.json"),
    format: "esm",
    target: "node22",
    platform: "node",
    // The dependencies too: the folder has none beside it.
    noExternal: [/.*/],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    esbuildOptions(options) {
      options.conditions = ["@rowmill/source"];
    },
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "start.mjs"), 'import { isMainThread } from "node:worker_threads"; console.log("started", isMainThread);');
  await writeFile(join(folder, "start.cjs"), 'console.log("started", require("node:worker_threads").isMainThread);');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program prints that analyzes two rows with the built package. */
async function analyze(...nodeOptions: string[]): Promise<string> {
  const program = `
    import { analyzeFile } from ${JSON.stringify(pathToFileURL(join(folder, "index.js")))};
    console.log("rows", (await analyzeFile(Buffer.from("id,city\\n1,Bonn\\n2,Rome\\n"))).rowCount);`;
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions, "--input-type=module", "--eval", program]);
  return stdout;
}

describe("the built package", () => {
  it("analyzes in a program that came as an option of Node", async () => {
    expect(await analyze()).toBe("rows 2\n");
  });

  it("does not run the start code of the app in the thread", async () => {
    const options = ["--import", pathToFileURL(join(folder, "start.mjs")).href, "--require", join(folder, "start.cjs")];
    expect((await analyze(...options)).split("\n").toSorted()).toEqual(["", "rows 2", "started true", "started true"]);
  });
});

describe.each(["cjs", "esm"] as const)("a bundle of an application (%s)", (format) => {
  let app: string;
  afterAll(() => rm(app, { recursive: true, force: true }));
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), "rowmill-bundled-"));
    // As a bundler would that knows nothing of worker threads.
    const program = `
      import { analyzeFile } from ${JSON.stringify(join(SOURCES, "index.ts"))};
      analyzeFile(Buffer.from("id,city\\n1,Bonn\\n")).then((profile) => console.log("rows", profile.rowCount), (error) => console.log(error.code, error.message));`;
    await writeFile(join(app, "app.ts"), program);
    await build({
      config: false,
      silent: true,
      entry: { app: join(app, "app.ts") },
      outDir: join(app, "out"),
      tsconfig: join(SOURCES, "../tsconfig.json"),
      format,
      outExtension: () => ({ js: format === "cjs" ? ".cjs" : ".mjs" }),
      platform: "node",
      noExternal: [/.*/],
      splitting: false,
      ...(format === "esm" && {
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      }),
      esbuildOptions(options) {
        options.conditions = ["@rowmill/source"];
      },
    });
  });

  /** What the application prints. */
  async function printed(): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [join(app, "out", `app.${format === "cjs" ? "cjs" : "mjs"}`)]);
    return stdout;
  }

  it("says what to do where the package is not installed", async () => {
    expect(await printed()).toMatch(/^WORKER_FAILED .*external: \["@rowmill\/tables"\]/);
  });

  it("finds the workers in the node_modules above it", async () => {
    const installed = join(app, "node_modules/@rowmill/tables");
    await mkdir(installed, { recursive: true });
    onTestFinished(() => rm(installed, { recursive: true }));
    await symlink(folder, join(installed, "dist"));
    await writeFile(
      join(installed, "package.json"),
      JSON.stringify({ name: "@rowmill/tables", type: "module", exports: "./dist/index.js" }),
    );
    expect(await printed()).toBe("rows 1\n");
  });
});
