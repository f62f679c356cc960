import { postgresStore } from "@rowmill/adapter-postgres";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType, RowmillError } from "@rowmill/core";
import { z } from "zod";

const double = defineJobType({ type: "double", input: z.object({ n: z.number() }), result: z.object({ n: z.number() }) });
const sqlite = sqliteStore({ path: ":memory:" });
const manager = createTaskManager({ store: sqlite }).register(double.handle(async ({ n }) => ({ n: n * 2 })));
console.log(await manager.executeJob("double", { n: 21 }));
await manager.close();
await sqlite.close();

// Nobody listens there: the store says so, in words of its own.
const postgres = postgresStore({ connectionString: "postgres://127.0.0.1:1/none", waitMs: 0 });
await postgres.ready().catch((error) => console.log(RowmillError.is(error) ? error.code : error));
await postgres.close();
