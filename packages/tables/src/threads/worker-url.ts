import { existsSync } from "node:fs";
// By another name: the usual banner of bundles for ES modules declares `createRequire`, and a bundler does not see it.
import { createRequire as requireFrom } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RowmillError } from "@rowmill/core/errors";

/** Where the file of a worker thread is, and which options Node needs to run it. */
export interface WorkerEntry {
  readonly url: URL;
  /**
   * The thread gets these options and none of this process: `--input-type` or `--test` would stop it, `--import` and
   * `--require` would run the app's own start code in it. `NODE_OPTIONS` stays in force, because Yarn's PnP resolves packages by it.
   */
  readonly execArgv: readonly string[];
}

/** A package that has worker threads. */
export interface WorkerPackage {
  readonly name: string;
  /** `import.meta.url` of a module in a folder of its sources; `undefined` in a bundle of CommonJS. */
  readonly moduleUrl: string | undefined;
}

/** The workers of this package: their files without extension. */
export type WorkerName = "analyze/analyze-worker" | "analyze/range-worker" | "transform-file/transform-worker";

/** The worker's file of this package. See `packageWorker`. */
export function workerEntry(name: WorkerName, moduleUrl: string | undefined = import.meta.url): WorkerEntry {
  return packageWorker({ name: "@rowmill/tables", moduleUrl }, name);
}

/**
 * A worker's file, for whichever form of its package is running. In the repository the package's module is
 * `src/threads/worker-url.ts`, and Node needs the condition that leads to the sources of the other packages. Built, that module is part of
 * `dist/index.js`, and the worker is `dist/analyze/analyze-worker.js`.
 *
 * @param worker - its path in `src` or `dist`, without extension
 * @throws RowmillError `WORKER_FAILED` if the module is part of a bundle and the package is not installed beside it
 */
export function packageWorker({ name, moduleUrl }: WorkerPackage, worker: string): WorkerEntry {
  if (moduleUrl?.endsWith(".ts")) return { url: new URL(`../${worker}.ts`, moduleUrl), execArgv: ["--conditions=@rowmill/source"] };
  // A bundle of CommonJS has no `import.meta.url`, but a `__filename`.
  const own = moduleUrl ?? pathToFileURL(typeof __filename === "string" ? __filename : join(process.cwd(), "-")).href;
  return { url: new URL(`./${worker}.js`, builtModule(name, own, worker)), execArgv: [] };
}

/** The file of a package that its workers lie beside. A bundler takes a module out of the package, and leaves the workers there. */
function builtModule(name: string, own: string, worker: string): string {
  if (existsSync(new URL(`./${worker}.js`, own))) return own;
  try {
    return pathToFileURL(requireFrom(own).resolve(name)).href;
  } catch (cause) {
    const message = `${name} is part of a bundle, and the files of its worker threads are neither beside that nor in node_modules. Keep the package external when you bundle, and install it beside the bundle: external: ["${name}"]`;
    throw new RowmillError("WORKER_FAILED", message, { cause, retriable: false });
  }
}
