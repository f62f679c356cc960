import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, silentLogger } from "@rowmill/core";
import type { z } from "zod";
import { poison, work } from "../programs/job-types.ts";
import type { Arena } from "./arena.ts";
import type { PostgresDatabase } from "./postgres-database.ts";

/** What `openAsker` takes beside the arena. */
export interface AskerOptions {
  readonly leaseMs?: number;
  /** How many crashes fail a job that works. @defaultValue 100: a job that is there at many kills is not given up */
  readonly maxCrashes?: number;
}

/** A manager of the harness's own that creates jobs and cancels them, and runs none. */
export function openAsker(arena: Arena<PostgresDatabase>, { leaseMs = 1_500, maxCrashes = 100 }: AskerOptions = {}) {
  const store = postgresStore({ connectionString: arena.database.address });
  const options = { store, runs: false, leaseMs, logger: silentLogger };
  const manager = createTaskManager({ ...options, maxCrashes }).register(work);
  const poisoner = createTaskManager(options).register(poison);

  return {
    manager,

    /** Creates jobs that work. The number of each goes into what makes its input. Answers their ids. */
    async createJobs(count: number, inputOf: (number: number) => z.input<typeof work.input>): Promise<string[]> {
      const jobs = Array.from({ length: count }, (_, number) => ({ type: "work" as const, input: inputOf(number) }));
      const creations = await manager.createJobs(jobs);
      for (const { job } of creations) arena.acknowledged(job.id);
      return creations.map(({ job }) => job.id);
    },

    /** Creates a job that kills its process, and is given up after three. Answers its id. */
    async createPoison(afterMs: number): Promise<string> {
      const { job } = await poisoner.createJob("poison", { afterMs });
      arena.acknowledged(job.id, "failed");
      return job.id;
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([manager.close(), poisoner.close()]);
      await store.close();
    },
  };
}
