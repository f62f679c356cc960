import { createWorkerPool, type WorkerPool } from "@rowmill/tables";
import { afterAll, describe, expect, it } from "vitest";
import {
  type MatchColumn,
  type MappingProvider,
  suggestMapping,
  suggestMappingInThread,
  suggestMappingWithProvider,
} from "../../src/index.ts";

const pool = createWorkerPool();
afterAll(() => pool.close());

describe("suggestMappingInThread", () => {
  it("returns what suggestMapping returns, for columns that take several messages", async () => {
    const source = { name: "customers", columns: columns(250, "customer") };
    const target = { name: "customers", fields: columns(150, "client").map(({ name }) => ({ name })) };
    const options = { rejected: [{ source: "customer_1_city", target: "client_1_city" }], acceptFrom: 0.9, limit: 2 };
    const { values, ...proposal } = await suggestMappingInThread(source, target, { ...options, pool });
    expect(proposal).toEqual(suggestMapping(source, target, options));
    expect(values).toEqual([]);
  });

  it("proposes the values of fields that allow a list", async () => {
    const source = { columns: [{ name: "country", values: [{ value: "Deutschland", count: 3 }] }] };
    const target = { fields: [{ name: "country", constraints: { enum: ["Germany", "France"] } }] };
    const { values } = await suggestMappingInThread(source, target, { pool });
    expect(values[0]?.table).toEqual({ Deutschland: "Germany" });
  });

  it("uses the values of a reference file, whose profile is sent without what matching does not read", async () => {
    const reference = { columns: [{ ...PROFILED, name: "a1", topValues: [...PROFILED.topValues] }] };
    const source = { columns: [{ name: "kind", values: PROFILED.topValues }] };
    const { document } = await suggestMappingInThread(source, reference, { pool });
    expect(document.fields[0]).toMatchObject({ target: "a1", from: "kind" });
  });

  it("takes a thread of the pool, and gives it back", async () => {
    const counting = countingPool(pool);
    await suggestMappingInThread(["Name"], ["name"], { pool: counting });
    expect(counting.taken).toEqual(["rowmill-mapping"]);
  });

  it("ends the thread of a proposal that is cancelled, with the signal's reason", async () => {
    const own = createWorkerPool();
    const cancel = new AbortController();
    const provider: MappingProvider = {
      async answer() {
        cancel.abort(new Error("cancelled by the user"));
        return { matches: [] };
      },
    };
    const proposal = suggestMappingWithProvider(["abc"], ["xyz"], { provider, pool: own, signal: cancel.signal });
    await expect(proposal).rejects.toThrow("cancelled by the user");
    expect(own.size).toBe(0);
  });

  it("rejects without a thread if the signal has aborted before", async () => {
    const own = countingPool(pool);
    const proposal = suggestMappingInThread(["a"], ["b"], { pool: own, signal: AbortSignal.abort(new Error("too late")) });
    await expect(proposal).rejects.toThrow("too late");
    expect(own.taken).toEqual([]);
  });

  it("rejects with WORKER_FAILED if the thread dies", async () => {
    const own = createWorkerPool();
    const provider: MappingProvider = { answer: () => own.close().then(() => ({ matches: [] })) };
    // A pool that closes lets its threads end their tasks, so this one is ended by hand.
    const dying: WorkerPool = {
      ...own,
      size: 0,
      async take(kind, signal) {
        const thread = await own.take(kind, signal);
        return { ...thread, start: (task, onEnd, ports) => thread.start(breaking(task), onEnd, ports) };
      },
    };
    await expect(suggestMappingWithProvider(["abc"], ["xyz"], { provider, pool: dying })).rejects.toMatchObject({ code: "WORKER_FAILED" });
  });

  it("asks the provider in the calling thread, with the same result as without a thread", async () => {
    const threads: (string | undefined)[] = [];
    const provider: MappingProvider = {
      async answer(question) {
        threads.push(process.argv[1]);
        if (question.kind === "values") return { matches: [] };
        return { matches: [{ target: question.target[0]!.id, sources: [question.source[0]!.id, "S99"], confidence: 1 }] };
      },
    };
    const inThread = await suggestMappingWithProvider(["abc"], ["xyz"], { provider, pool });
    expect(threads).toEqual([process.argv[1]]);
    expect(inThread).toEqual(await suggestMappingWithProvider(["abc"], ["xyz"], { provider, thread: false }));
    expect(inThread.warnings.map(({ code }) => code)).toEqual(["model_items_dropped"]);
  });
});

const PROFILED = {
  name: "",
  type: "string",
  semantic: null,
  datePattern: null,
  decimalSign: null,
  nonNullCount: 80,
  nullTokens: [],
  distinct: { count: 8, exact: true },
  topValues: ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"].map((value) => ({ value, count: 10 })),
  // A function cannot be sent to a thread: only what is read is.
  histogram: () => {},
} as const;

function columns(count: number, prefix: string): MatchColumn[] {
  const parts = ["city", "street", "email", "phone", "name"];
  return Array.from({ length: count }, (_, at) => ({
    name: `${prefix}_${Math.floor(at / parts.length)}_${parts[at % parts.length]}`,
    values: Array.from({ length: 60 }, (_value, row) => ({ value: `${parts[at % parts.length]} ${row % 30} ${at}`, count: 1 })),
  }));
}

function countingPool(inner: WorkerPool): WorkerPool & { readonly taken: string[] } {
  const taken: string[] = [];
  return {
    ...inner,
    size: inner.size,
    taken,
    take(kind, signal) {
      taken.push(kind.name);
      return inner.take(kind, signal);
    },
  };
}

/** A task whose request is missing: the thread cannot read it. */
function breaking(_task: unknown): unknown {
  return undefined;
}
