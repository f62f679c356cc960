import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { analyzeHandler } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";

// Started by upload-memory.ts, as a user would start it: JavaScript, of the built packages. TypeScript would cost memory of its own.
const [peer, directory] = process.argv.slice(2);
const app = express();
if (peer === "rowmill") {
  const files = localDiskStorage({ directory });
  const manager = createTaskManager({ store: memoryStore() }).register(analyzeHandler({ files }));
  app.use(createJobsRouter({ manager, files, authenticate: () => ({ userId: "ada" }) }));
} else {
  app.post("/files", async (request, response) => {
    const hash = createHash("sha256");
    request.on("data", (chunk) => hash.update(chunk));
    await pipeline(request, createWriteStream(join(directory, "file")));
    response.status(201).json(hash.digest("hex"));
  });
}
const server = createServer(app).listen(0, "127.0.0.1", () => tell({ port: server.address().port }));
process.on("message", () => tell({}));

/** Says how much memory the process has had at the most. */
function tell(more) {
  process.send({ ...more, peakRssMb: process.resourceUsage().maxRSS / 1024 });
}
