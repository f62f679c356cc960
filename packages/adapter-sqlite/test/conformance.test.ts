import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { describeDispatcher, describeJobStore, describeStore } from "@rowmill/conformance";
import { inProcessDispatcher } from "@rowmill/core/adapter";

describeJobStore("sqliteStore on a file", {
  create() {
    const folder = mkdtempSync(join(tmpdir(), "rowmill-sqlite-"));
    const clock = manualClock();
    return {
      store: sqliteStore({ path: join(folder, "jobs.db"), clock }),
      advanceBy: clock.advanceBy,
      dispose: () => rmSync(folder, { recursive: true }),
    };
  },
});

describeStore("sqliteStore in memory", {
  create() {
    const clock = manualClock();
    return { store: sqliteStore({ path: ":memory:", clock }), advanceBy: clock.advanceBy };
  },
});

describeDispatcher("inProcessDispatcher on sqliteStore", {
  create() {
    const clock = manualClock();
    return {
      createDispatcher: () => inProcessDispatcher(),
      store: sqliteStore({ path: ":memory:", clock }),
      clock,
      advanceBy: clock.advanceBy,
    };
  },
});
