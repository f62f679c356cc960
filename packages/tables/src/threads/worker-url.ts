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

/** The workers of this package: their files without extension. */
export type WorkerName = "analyze/analyze-worker" | "analyze/range-worker" | "transform-file/transform-worker";

/**
 * The worker's file, for whichever form of this package is running. In the repository this module is
 * `src/threads/worker-url.ts`, and Node needs the condition that leads to the sources of the other packages. Built, this module is part of
 * `dist/index.js`, and the worker is `dist/analyze/analyze-worker.js`.
 * @throws RowmillError `WORKER_FAILED` if this module is part of a bundle and the package is not installed beside it
 */
export function workerEntry(name: WorkerName, moduleUrl: string = (packageUrl ??= findPackage())): WorkerEntry {
  if (moduleUrl.endsWith(".ts")) {
    return { url: new URL(`../${name}.ts`, moduleUrl), execArgv: ["--conditions=@rowmill/source"] };
  }
  return { url: new URL(`./${name}.js`, moduleUrl), execArgv: [] };
}

let packageUrl: string | undefined;

/** The file of this package that its workers lie beside. A bundler takes this module out of the package, and leaves the workers there. */
function findPackage(): string {
  // A bundle of CommonJS has no `import.meta.url`, but a `__filename`.
  const own =
    (import.meta.url as string | undefined) ?? pathToFileURL(typeof __filename === "string" ? __filename : join(process.cwd(), "-")).href;
  if (own.endsWith(".ts") || existsSync(new URL("./analyze/analyze-worker.js", own))) return own;
  try {
    return pathToFileURL(requireFrom(own).resolve("@rowmill/tables")).href;
  } catch (cause) {
    const message = `@rowmill/tables is part of a bundle, and the files of its worker threads are neither beside that nor in node_modules. Keep the package external when you bundle, and install it beside the bundle: external: ["@rowmill/tables"]`;
    throw new RowmillError("WORKER_FAILED", message, { cause, retriable: false });
  }
}
