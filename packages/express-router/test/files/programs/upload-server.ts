import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { localDiskStorage } from "@rowmill/file-storage";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";

// Started by big-upload.test.ts: a whole server, which tells its port, and whenever it is asked how much its biggest memory so far is above
// the first one, in megabytes.
const [directory] = process.argv.slice(2) as [string];
const manager = createTaskManager({ store: memoryStore() });
const files = localDiskStorage({ directory });
const app = express().use("/api", createJobsRouter({ manager, files, authenticate: () => ({ userId: "ada" }) }));
const server = createServer(app).listen(0, "127.0.0.1");
await once(server, "listening");
const emptyKb = process.resourceUsage().maxRSS;
process.on("message", () => process.send!((process.resourceUsage().maxRSS - emptyKb) / 1024));
process.on("disconnect", () => process.exit());
process.send!((server.address() as AddressInfo).port);
