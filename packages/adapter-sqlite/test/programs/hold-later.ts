// Says that it opens a store, waits for it as long as it takes, and holds it until it is killed.
import { writeSync } from "node:fs";
import { sqliteStore } from "@rowmill/adapter-sqlite";

const [path] = process.argv.slice(2) as [string];
// At once, past the stream's own buffer: the event loop is about to stand still.
writeSync(1, "opening\n");
const store = sqliteStore({ path, waitMs: 15_000 });
writeSync(1, "open\n");
setInterval(() => void store.nextDueInMs(["test"]), 1_000);
