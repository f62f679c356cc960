import type { JobType } from "@rowmill/core";
import type { Dispatcher, DispatchHost } from "@rowmill/core/adapter";
import type { dispatcherAspects } from "../src/dispatcher/describe-dispatcher.ts";

/** A dispatcher that breaks one promise. */
export interface DispatcherMutant {
  /** The aspect of the suite that must notice. */
  readonly noticedBy: keyof typeof dispatcherAspects;
  /** Breaks a dispatcher that keeps its promises. */
  readonly mutate: (dispatcher: Dispatcher) => Dispatcher;
}

/** Every mutant, by what it does wrong. */
export const dispatcherMutants: Readonly<Record<string, DispatcherMutant>> = {
  "takes one job more than there are slots": {
    noticedBy: "slots",
    mutate: withHost((host) => ({ concurrency: host.concurrency + 1 })),
  },
  "ignores the limits of types": {
    noticedBy: "slots",
    mutate: withHost((host) => ({ types: () => host.types().map((jobType) => ({ ...jobType, concurrency: undefined })) })),
  },
  "keeps more jobs of a type than the type may run": {
    noticedBy: "slots",
    mutate: withHost((host) => ({
      claimNext: (capacities, limit) =>
        host.claimNext(
          capacities.map(({ type }) => ({ type, limit })),
          limit,
        ),
    })),
  },
  "frees the slot of a job that still runs": {
    noticedBy: "slots",
    mutate: withHost((host) => ({
      async claimNext(capacities, limit) {
        const executions = await host.claimNext(capacities, limit);
        return executions.map((execution) => ({ ...execution, run: async () => void execution.run() }));
      },
    })),
  },
  "runs jobs in whatever order": {
    noticedBy: "slots",
    mutate: withHost((host) => ({
      async claimNext(capacities) {
        const all = capacities.map(({ type }) => ({ type, limit: 100 }));
        return (await host.claimNext(all, 100)).toReversed();
      },
    })),
  },
  "loses every other job that it claimed": {
    noticedBy: "a dispatcher",
    mutate: withHost((host) => {
      let count = 0;
      return { claimNext: async (capacities, limit) => (await host.claimNext(capacities, limit)).filter(() => (count += 1) % 2 === 1) };
    }),
  },
  "never looks by itself": {
    noticedBy: "a dispatcher",
    mutate: withHost((host) => ({ clock: { now: host.clock.now, setTimer: () => () => {} } })),
  },
  "stops looking when it was given something that cannot be claimed": {
    noticedBy: "a dispatcher",
    mutate: (dispatcher) => ({
      ...dispatcher,
      async enqueue(deliveries) {
        if (deliveries.some(({ priority }) => priority === 9)) await dispatcher.stop();
        return dispatcher.enqueue(deliveries);
      },
    }),
  },
  "ignores a pause": {
    noticedBy: "pause",
    mutate: withHost((host) => {
      let known: readonly JobType[] = [];
      return {
        types() {
          const types = host.types();
          if (types.length > known.length) known = types;
          return known;
        },
      };
    }),
  },
  "does not notice a resume": {
    noticedBy: "pause",
    mutate: withHost((host) => {
      let isOver = false;
      return {
        types() {
          const types = isOver ? [] : host.types();
          isOver = types.length < 2;
          return types;
        },
      };
    }),
  },
  "goes on when it was stopped": {
    noticedBy: "stop",
    mutate: (dispatcher) => ({ ...dispatcher, stop: async () => {} }),
  },
};

/** Gives a dispatcher a host that is different. */
function withHost(change: (host: DispatchHost) => Partial<DispatchHost>): DispatcherMutant["mutate"] {
  return (dispatcher) => ({ ...dispatcher, start: (host) => dispatcher.start({ ...host, ...change(host) }) });
}
