import { startServer } from "../../test/postgres/server.ts";

// Started by server.ts. A Ctrl-C reaches every process of a terminal: this one goes on until the bench has ended.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
const server = await startServer({ fsync: true });
process.on("disconnect", () => void server.remove());
process.send!(server.url);
