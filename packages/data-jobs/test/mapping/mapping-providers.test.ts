import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, type Logger } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { type MappingProvider, openaiProvider } from "@rowmill/mapping";
import { describe, expect, it, onTestFinished } from "vitest";
import { mappingHandler, type MappingHandlerOptions, mappingJob, mappingResultSchema } from "../../src/index.ts";

const KEY = "sk-proj-Zx81yqQw77LmNo3Rt5Uv";
const CUSTOMERS = "E-Mail;Kdgrp7\nada@example.org;A\nbob@example.org;B\n";
const TARGET = ["email", "loyalty_tier"];

/** An endpoint on this machine. `respond` gets the question of each request. */
async function endpoint(respond: (question: { source: { id: string }[]; target: { id: string }[] }, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => respond(JSON.parse(JSON.parse(text).messages.at(-1).content), response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const answers = (question: { source: { id: string }[]; target: { id: string }[] }, response: ServerResponse) => {
  const matches = [{ t: question.target[0]?.id, s: [question.source[0]?.id], c: 9, why: "group is tier" }];
  const message = { role: "assistant", content: JSON.stringify({ matches }) };
  const body = { choices: [{ finish_reason: "stop", message }], usage: { prompt_tokens: 200, completion_tokens: 20 } };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
};

async function start(options: Omit<MappingHandlerOptions, "files">) {
  const files = memoryStorage();
  const logged: unknown[] = [];
  const log = (...entry: unknown[]) => logged.push(entry);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const manager = createTaskManager({ store: memoryStore(), logger, progressIntervalMs: 0 }).register(
    mappingHandler({ files, ...options }),
  );
  onTestFinished(async () => {
    await manager.close();
  });
  const file = await files.put([Buffer.from(CUSTOMERS)], { name: "customers.csv" });
  const run = async (input: object = {}) => {
    const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: TARGET, ...input });
    return manager.waitForJob(job.id);
  };
  return { manager, run, file, logged };
}

const openai = async (respond: Parameters<typeof endpoint>[0]) =>
  openaiProvider({ model: "gpt-x", apiKey: KEY, baseURL: await endpoint(respond), maxRetries: 0 });

describe("a mapping job with a provider", () => {
  it("asks it about what is open, and reports what that cost", async () => {
    const { run } = await start({ providers: { openai: await openai(answers) } });
    const result = mappingResultSchema.parse((await run()).result);
    expect(result.mappings).toMatchObject([
      { reference_column: "email", input_column: "E-Mail" },
      { reference_column: "loyalty_tier", input_column: "Kdgrp7", confidence: 75, reasoning: expect.stringContaining("group is tier") },
    ]);
    expect(result.document.fields[1]).toMatchObject({ by: "model", status: "suggested" });
    expect(result.usage).toMatchObject({ provider: "openai", model: "gpt-x", calls: 1, prompt_tokens: 200, completion_tokens: 20 });
    expect(result.warnings).toEqual([]);
  });

  it("is offline if it asks for that, and if no provider is configured", async () => {
    const provider: MappingProvider = { answer: () => Promise.reject(new Error("asked")) };
    for (const job of [
      await (await start({ providers: { mine: provider } })).run({ provider: "offline" }),
      await (await start({})).run(),
    ]) {
      expect(job.result).toMatchObject({
        usage: { provider: "offline", calls: 0, model: null },
        warnings: [],
        unmapped_reference_columns: ["loyalty_tier"],
      });
    }
  });

  it("takes the provider that it names, or else the default one", async () => {
    const named = (model: string): MappingProvider => ({ model, answer: async () => ({ matches: [] }) });
    const { run } = await start({ providers: { a: named("A"), b: named("B"), c: named("C") }, defaultProvider: "b" });
    expect((await run()).result).toMatchObject({ usage: { provider: "b", model: "B" } });
    expect((await run({ provider: "c" })).result).toMatchObject({ usage: { provider: "c", model: "C" } });
  });

  it("is refused for a provider that there is not, when it is created", async () => {
    const { manager, file } = await start({ providers: { openai: await openai(answers) } });
    for (const provider of ["claude", "constructor", "__proto__"]) {
      const created = manager.createJob(mappingJob, { input_file_id: file.id, target: TARGET, provider });
      await expect(created).rejects.toMatchObject({ code: "JOB_INPUT_INVALID", message: expect.stringContaining('"offline", "openai"') });
    }
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("shows what would be sent in a dry run, and sends nothing", async () => {
    const { run } = await start({ providers: { openai: openaiProvider({ model: "m", apiKey: KEY, baseURL: "http://127.0.0.1:9/v1" }) } });
    const { result } = await run({ options: { dry_run: true } });
    expect(result).toMatchObject({ prompts: [expect.stringContaining('"name":"Kdgrp7"')], usage: { calls: 0 }, warnings: [] });
  });

  it("shows the key in no job, log or event, whatever the endpoint says", async () => {
    const echo = await openai((_, response) => {
      response
        .writeHead(401, { "content-type": "application/json" })
        .end(JSON.stringify({ error: { message: `Incorrect API key: ${KEY}` } }));
    });
    const { manager, run, logged } = await start({ providers: { openai: echo } });
    const events: unknown[] = [];
    for (const name of ["job:created", "job:started", "job:progress", "job:completed"] as const)
      manager.on(name, (event) => events.push(event));
    const job = await run();
    expect(job.result).toMatchObject({ warnings: [{ code: "model_key_rejected" }], mappings: [{ reference_column: "email" }] });
    expect(inspect([job, logged, events], { depth: 20, maxStringLength: Infinity })).not.toContain(KEY.slice(4, 16));
    expect(events.length).toBeGreaterThan(2);
  });

  it("ends the request immediately when it is cancelled", async () => {
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const waiting = await openai((_, response) => {
      response.on("close", () => closed.resolve());
      response.writeHead(200, { "content-type": "application/json" }).write("{");
      asked.resolve();
    });
    const { manager, file } = await start({ providers: { openai: waiting } });
    const { job } = await manager.createJob(mappingJob, { input_file_id: file.id, target: TARGET });
    await asked.promise;
    await manager.cancelJob(job.id);
    await closed.promise;
    expect((await manager.getJob(job.id))?.status).toBe("cancelled");
  });
});

describe("mappingHandler", () => {
  it.each<[string, Omit<MappingHandlerOptions, "files">]>([
    ["a provider named offline", { providers: { offline: { answer: async () => ({ matches: [] }) } } }],
    ["a provider that is none", { providers: { openai: { model: "m" } as unknown as MappingProvider } }],
    ["a default that is not there", { defaultProvider: "openai" }],
  ])("refuses %s", (_, options) => {
    expect(() => mappingHandler({ files: memoryStorage(), ...options })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
