import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { packageWorker, workerEntry } from "../../src/threads/worker-url.ts";

describe("packageWorker", () => {
  it("finds the TypeScript worker beside this module in the repository, and asks for the sources of the packages", () => {
    const { url, execArgv } = workerEntry("analyze/analyze-worker", "file:///repo/packages/tables/src/threads/worker-url.ts");
    expect(url.href).toBe("file:///repo/packages/tables/src/analyze/analyze-worker.ts");
    expect(execArgv).toEqual(["--conditions=@rowmill/source"]);
  });

  it.each(["index.js", "chunk-ABC.js"])("finds the built worker from %s, and passes on none of Node's options", (bundle) => {
    const dist = installed("@rowmill/tables", "analyze/analyze-worker.js");
    const { url, execArgv } = workerEntry("analyze/analyze-worker", pathToFileURL(join(dist, bundle)).href);
    expect(url.href).toBe(pathToFileURL(join(dist, "analyze/analyze-worker.js")).href);
    expect(execArgv).toEqual([]);
  });

  it("finds the worker of the installed package if the module is part of a bundle", () => {
    const dist = installed("@example/maps", "thread/map-worker.js");
    const bundle = pathToFileURL(join(dist, "../../../../bundle.js")).href;
    const { url } = packageWorker({ name: "@example/maps", moduleUrl: bundle }, "thread/map-worker");
    expect(url.pathname).toMatch(/node_modules\/@example\/maps\/dist\/thread\/map-worker\.js$/);
  });

  it("names the package that must stay external if its workers are nowhere", () => {
    const bundle = { name: "@example/missing", moduleUrl: "file:///app/bundle.js" };
    expect(() => packageWorker(bundle, "thread/map-worker")).toThrow(
      expect.objectContaining({ code: "WORKER_FAILED", message: expect.stringContaining('external: ["@example/missing"]') }),
    );
  });
});

/** The `dist` of a package in a `node_modules` of its own, with one worker. */
function installed(name: string, worker: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), "rowmill-worker-url-")), "node_modules", name);
  const dist = join(folder, "dist");
  mkdirSync(join(dist, worker, ".."), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, exports: "./dist/index.js" }));
  writeFileSync(join(dist, "index.js"), "");
  writeFileSync(join(dist, worker), "");
  return dist;
}
