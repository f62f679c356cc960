// Opens a store, says so, and holds it until it is killed.
import { sqliteStore } from "@rowmill/adapter-sqlite";

const [path] = process.argv.slice(2) as [string];
const store = sqliteStore({ path });
console.log("open");
setInterval(() => void store.nextDueInMs(["test"]), 1_000);
