import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTestManager } from "@rowmill/adapter-memory/testing";
import { migrationSql, postgresStore } from "@rowmill/adapter-postgres";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, type FileStorage, silentLogger } from "@rowmill/core";
import { inProcessDispatcher } from "@rowmill/core/adapter";
import { analyzeHandler, mappingHandler, transformHandler } from "@rowmill/data-jobs";
import { createJobsRouter } from "@rowmill/express-router";
import { localDiskStorage, memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";

type Options = Readonly<Record<string, unknown>>;

/** JavaScript callers are not warned by a compiler. */
const untyped = (make: (options: never) => unknown) => (options: Options) => make(options as never);

const manager = createTestManager();
const files = memoryStorage();
const router = { manager, authenticate: "anonymous", logger: silentLogger };
const directory = join(tmpdir(), "rowmill-never-made");

/** What is called, options that are fine, an option that is not, and the name that was meant. */
const CALLS: readonly [name: string, call: (options: Options) => unknown, fine: Options, mistyped: string, meant: string][] = [
  ["memoryStore", untyped(memoryStore), {}, "clok", "clock"],
  ["sqliteStore", untyped(sqliteStore), { path: ":memory:" }, "waitMS", "waitMs"],
  ["sqliteStore without its path", untyped(sqliteStore), {}, "paht", "path"],
  ["postgresStore", untyped(postgresStore), { connectionString: "postgres://localhost/x" }, "shema", "schema"],
  ["postgresStore without a connection", untyped(postgresStore), {}, "connectionsString", "connectionString"],
  ["migrationSql", untyped(migrationSql), {}, "form", "from"],
  ["localDiskStorage", untyped(localDiskStorage), { directory }, "maxSizeByte", "maxSizeBytes"],
  ["localDiskStorage without its directory", untyped(localDiskStorage), {}, "directoy", "directory"],
  ["memoryStorage", untyped(memoryStorage), {}, "maxSizebytes", "maxSizeBytes"],
  ["createTaskManager", untyped(createTaskManager), { store: memoryStore() }, "concurency", "concurrency"],
  ["createTaskManager without its store", untyped(createTaskManager), {}, "stroe", "store"],
  ["createTestManager", untyped(createTestManager), {}, "backgroud", "background"],
  ["inProcessDispatcher", untyped(inProcessDispatcher), {}, "pollms", "pollMs"],
  ["createJobsRouter", untyped(createJobsRouter), router, "trustedOrigin", "trustedOrigins"],
  ["createJobsRouter without authentication", untyped(createJobsRouter), { manager }, "authentcate", "authenticate"],
  ["limits of createJobsRouter", (limits) => createJobsRouter({ ...router, limits } as never), {}, "bodybyte", "bodyBytes"],
  ["streams of createJobsRouter", (streams) => createJobsRouter({ ...router, streams } as never), {}, "heartBeatMs", "heartbeatMs"],
  ["openapi of createJobsRouter", (openapi) => createJobsRouter({ ...router, openapi } as never), {}, "titel", "title"],
  ["analyzeHandler", untyped(analyzeHandler), { files }, "poll", "pool"],
  ["mappingHandler", untyped(mappingHandler), { files }, "poll", "pool"],
  ["transformHandler", untyped(transformHandler), { files }, "poll", "pool"],
];

describe("a mistyped option", () => {
  it.each(CALLS)("of %s is rejected with the name that was meant", (_, call, fine, mistyped, meant) => {
    expect(() => call({ ...fine, [mistyped]: 1 })).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining(`Did you mean "${meant}"?`) }),
    );
  });

  it.each(CALLS)("of %s is the only one rejected", async (_, call, fine, mistyped) => {
    // What is rejected here are missing options, not those that were given.
    const message = await Promise.resolve()
      .then(() => call(fine))
      .then(
        async (made) => (await (made as { close?: () => Promise<void> }).close?.(), ""),
        (error: Error) => error.message,
      );
    expect(message).not.toContain(mistyped);
    expect(message).not.toContain("There is no option");
  });

  const storages: readonly [string, () => FileStorage][] = [
    ["memoryStorage", memoryStorage],
    ["localDiskStorage", () => localDiskStorage({ directory })],
  ];

  it.each(storages)("of a put into a %s is rejected before a byte is read", async (_, create) => {
    const content: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]() {
        throw new Error("was read");
      },
    };
    for (const [options, meant] of [
      [{ nmae: "a.csv" }, "name"],
      [{ quota: { file: 1 } }, "files"],
    ] as const) {
      await expect(create().put(content, options as never)).rejects.toMatchObject({
        code: "OPTION_INVALID",
        message: expect.stringContaining(`Did you mean "${meant}"?`),
      });
    }
  });

  it.each(storages)("of an upload into a %s is rejected", async (_, create) => {
    await expect(create().uploads!.begin({ sizeBytes: 1, userID: "ada" } as never)).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining(`Did you mean "userId"?`),
    });
  });
});
