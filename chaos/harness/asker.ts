import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { poison, work } from "../programs/job-types.ts";

/** What `openAsker` takes. */
export interface AskerOptions {
  /** @defaultValue 100, so that a job which is there at many kills is not given up */
  readonly maxCrashes?: number;
  readonly leaseMs?: number;
}

/** A manager of the harness's own that creates jobs and cancels them, and runs none. */
export function openAsker(connectionString: string, { maxCrashes = 100, leaseMs = 1_500 }: AskerOptions = {}) {
  const store = postgresStore({ connectionString });
  const manager = createTaskManager({ store, runs: false, maxCrashes, leaseMs, logger: silentLogger }).register(work).register(poison);
  return {
    manager,
    async [Symbol.asyncDispose]() {
      await manager.close();
      await store.close();
    },
  };
}
