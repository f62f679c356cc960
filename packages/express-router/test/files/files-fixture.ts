import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineJobType } from "@rowmill/core";
import { localDiskStorage, type LocalDiskStorageOptions } from "@rowmill/file-storage";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { apiFixture, type ApiFixtureOptions } from "../api-fixture.ts";

/** A whole API over real files, and a look into their folder. */
export async function filesFixture({ storage = {}, ...options }: ApiFixtureOptions & { storage?: Partial<LocalDiskStorageOptions> } = {}) {
  const directory = mkdtempSync(join(tmpdir(), "rowmill-router-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const files = localDiskStorage({ directory, ...storage });
  const api = await apiFixture({ files, ...options });

  return {
    ...api,
    files,
    directory,
    /** Everything that lies in the folder, uploads included. */
    inFolder: () => readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name !== "uploads"),
    /** Uploads a file by one request, and answers what the API says of it. */
    async upload(content: string, { as = "ada", name = "people.csv" } = {}): Promise<FileJson> {
      const response = await api.ask(`/files?name=${encodeURIComponent(name)}`, { method: "POST", body: content, as, headers: CSV });
      if (response.status !== 201) throw new Error(`The upload was answered with ${response.status}: ${await response.text()}`);
      return (await response.json()) as FileJson;
    },
    /** Creates a job of Ada's that reads a file, and never ends by itself. */
    async readingJob(fileId: string): Promise<string> {
      if (!api.manager.getJobTypes().some(({ type }) => type === "reads")) api.manager.register(reads);
      return await api.create("reads", { file_id: fileId });
    },
    /** Sends a request by hand: `send` writes the body as it likes. Answers the status and the body. */
    send(path: string, { method = "POST", headers = {}, as = "ada" }: RawOptions, send: (body: RawBody) => void): Promise<RawAnswer> {
      const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
      const outgoing = request(`${api.origin}/api${path}`, { method, headers: { Authorization: `Bearer ${as}`, ...headers } });
      outgoing.on("error", reject);
      outgoing.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("error", reject);
      });
      send(outgoing);
      return promise;
    },
  };
}

/** A job type without a handler here: its jobs wait. */
const reads = defineJobType({
  type: "reads",
  input: z.object({ file_id: z.string() }),
  files: ({ file_id }) => ({ inputFileId: file_id }),
});

/** The headers of a table. */
export const CSV = { "Content-Type": "text/csv" };

/** What is told of a file. */
export interface FileJson {
  readonly id: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly sha256: string;
}

/** How a request is sent by hand. */
export interface RawOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly as?: string;
}

/** The body of such a request. */
export type RawBody = ReturnType<typeof request>;

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** The SHA-256 of a text. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Waits until something is true of a folder, or whatever changes by itself. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
