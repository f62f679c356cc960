/** Where the worker of an analysis lies, and what Node must be told to run it. */
export interface WorkerEntry {
  readonly url: URL;
  /**
   * The thread gets these options and none of this process: `--input-type` or `--test` would stop it, `--import` and
   * `--require` would run the app's own start code in it. `NODE_OPTIONS` stays in force, because Yarn's PnP resolves packages by it.
   */
  readonly execArgv: readonly string[];
}

/**
 * The worker's file, for whichever form of this package is running. In the repository this module is
 * `src/threads/worker-url.ts`, the worker lies in `src/analyze`, and Node needs the condition that leads to the sources of the other
 * packages. Built, this module is part of `dist/index.js`, and the worker is `dist/analyze/analyze-worker.js`.
 */
export function workerEntry(name: "analyze-worker" | "range-worker", moduleUrl: string = import.meta.url): WorkerEntry {
  if (moduleUrl.endsWith(".ts")) {
    return { url: new URL(`../analyze/${name}.ts`, moduleUrl), execArgv: ["--conditions=@rowmill/source"] };
  }
  return { url: new URL(`./analyze/${name}.js`, moduleUrl), execArgv: [] };
}
