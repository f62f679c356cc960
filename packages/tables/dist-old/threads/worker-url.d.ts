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
export declare function workerEntry(name: WorkerName, moduleUrl?: string): WorkerEntry;
//# sourceMappingURL=worker-url.d.ts.map
