import type { Dispatcher, DispatchHost } from "@rowmill/core/adapter";

/** A dispatcher that delivers nothing by itself: jobs run when the test says so. */
export interface ManualDispatcher extends Dispatcher {
  /** Runs every job that is due, and those that become due meanwhile. Answers how many runs that took. */
  runPending(): Promise<number>;
}

/** Makes one. */
export function manualDispatcher(): ManualDispatcher {
  let host: DispatchHost | undefined;

  return {
    start(theHost) {
      host = theHost;
    },
    enqueue() {},
    typesChanged() {},
    async stop() {
      host = undefined;
    },
    async runPending() {
      let count = 0;
      while (host) {
        const { concurrency } = host;
        const capacities = host.types().map((jobType) => ({ type: jobType.type, limit: jobType.concurrency ?? concurrency }));
        const executions = await host.claimNext(capacities, concurrency);
        if (executions.length === 0) break;
        count += executions.length;
        await Promise.all(executions.map((execution) => execution.run()));
      }
      return count;
    },
  };
}
