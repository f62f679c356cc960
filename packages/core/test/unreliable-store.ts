import type { JobStore } from "@rowmill/core/adapter";

type Method = Exclude<keyof JobStore, "subscribe" | "schedules">;

/** A store that counts its calls, and fails or stalls when told to. */
export interface UnreliableStore extends JobStore {
  /** How often a method was called, whatever came of it. */
  calls(method: Method): number;
  /** Lets the next calls of a method reject, before they have done anything. */
  fail(method: Method, times: number): void;
  /** Does what the next call of a method asks for, and then rejects, as if the connection had broken under the answer. */
  loseAnswer(method: Method): void;
  /** Does what a method is asked for, but keeps the answers back. Answers a function that gives them out. */
  stall(method: Method): () => void;
}

/** Puts a store into the hands of a test. */
export function unreliableStore(inner: JobStore): UnreliableStore {
  const callCounts = new Map<Method, number>();
  const failures = new Map<Method, number>();
  const lost = new Set<Method>();
  const stalls = new Map<Method, Promise<void>>();

  const steering = {
    calls: (method: Method) => callCounts.get(method) ?? 0,
    fail: (method: Method, times: number) => void failures.set(method, times),
    loseAnswer: (method: Method) => void lost.add(method),
    stall(method: Method) {
      const { promise, resolve } = Promise.withResolvers<void>();
      stalls.set(method, promise);
      return () => {
        stalls.delete(method);
        resolve();
      };
    },
  };
  const steered = Object.fromEntries(
    METHODS.map((method) => {
      const call = inner[method] as (...args: unknown[]) => Promise<unknown>;
      return [method, (...args: unknown[]) => steer(method, () => call(...args))];
    }),
  );
  return { ...inner, ...steered, ...steering };

  async function steer(method: Method, call: () => Promise<unknown>): Promise<unknown> {
    callCounts.set(method, steering.calls(method) + 1);
    const left = failures.get(method) ?? 0;
    if (left > 0) {
      failures.set(method, left - 1);
      throw new Error(`The store is away: ${method}`);
    }
    const stall = stalls.get(method);
    const answer = await call();
    await stall;
    if (lost.delete(method)) throw new Error(`The answer was lost: ${method}`);
    return answer;
  }
}

const METHODS = [
  "insert",
  "claim",
  "update",
  "settle",
  "release",
  "cancel",
  "retry",
  "get",
  "list",
  "count",
  "readLog",
  "nextDueInMs",
  "reclaim",
  "prune",
  "close",
] as const satisfies readonly Method[];
