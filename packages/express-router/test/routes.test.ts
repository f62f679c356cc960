import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { RowmillError } from "@rowmill/core";
import { defineRoute } from "@rowmill/core/http";
import express from "express";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiFixtureOptions, apiFixture } from "./api-fixture.ts";

describe("a route of another package", () => {
  it("is served with its values parsed", async () => {
    const route = defineRoute({
      name: "readPart",
      method: "GET",
      path: "/things/{id}/parts/{n}",
      summary: "Read a part",
      params: z.object({ id: z.string(), n: z.coerce.number().int() }),
      query: z.strictObject({ as: z.enum(["text", "html"]).optional() }),
      headers: z.object({ "x-colour": z.string().optional() }),
      answers: { 200: { description: "What came." } },
      handle: ({ method, params, query, headers, userId, href }) => ({
        status: 200,
        json: { method, params, query, headers, userId, href: href("/things/1") },
      }),
    });
    const { ask } = await apiFixture({ routes: [route] });
    const response = await ask("/things/a%20b/parts/7?as=text", { headers: { "X-Colour": "red" } });
    expect(await response.json()).toEqual({
      method: "GET",
      params: { id: "a b", n: 7 },
      query: { as: "text" },
      headers: { "x-colour": "red" },
      userId: "ada",
      href: "/api/things/1",
    });
  });

  it("has refused what its path cannot mean: as not found if it says so, else as malformed", async () => {
    const route = {
      name: "readPart",
      method: "GET",
      path: "/parts/{n}",
      summary: "Read a part",
      params: z.object({ n: z.coerce.number().int() }),
      answers: { 200: { description: "The part." } },
      handle: () => ({ status: 200, json: {} }),
    } as const;
    const plain = await apiFixture({ routes: [defineRoute(route)] });
    const malformed = await plain.ask("/parts/seven");
    expect(malformed.status).toBe(400);
    expect(await malformed.json()).toMatchObject({ code: "REQUEST_MALFORMED", errors: [{ parameter: "n" }] });
    const hiding = await apiFixture({ routes: [defineRoute({ ...route, problems: ["FILE_NOT_FOUND"] })] });
    const missing = await hiding.ask("/parts/seven");
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it("answers 500 where it has made something that JSON cannot say", async () => {
    const route = defineRoute({
      name: "countAll",
      method: "GET",
      path: "/count",
      summary: "Count",
      answers: { 200: { description: "The count." } },
      handle: () => ({ status: 200, json: { count: 7n } }),
    });
    const { ask, logged } = await apiFixture({ routes: [route] });
    const response = await ask("/count");
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(logged).toMatchObject([{ message: "A request could not be answered", details: { path: "/count" } }]);
  });

  it("gets the bytes of a request unread, and answers with bytes", async () => {
    const upper = defineRoute({
      name: "upper",
      method: "PUT",
      path: "/upper",
      summary: "Shout",
      body: { bytes: ["text/plain"] },
      answers: { 200: { description: "Louder.", bytes: "text/plain" } },
      handle: ({ body }) => ({
        status: 200,
        headers: { "Content-Type": "text/plain" },
        bytes: (async function* () {
          for await (const chunk of body.stream) yield Buffer.from(chunk).toString().toUpperCase();
        })(),
      }),
    });
    const { ask } = await apiFixture({ routes: [upper] });
    const response = await ask("/upper", { method: "PUT", body: "quiet ".repeat(100_000), headers: { "Content-Type": "text/plain" } });
    expect(await response.text()).toBe("QUIET ".repeat(100_000));
    const refused = await ask("/upper", { method: "PUT", body: "<p>", headers: { "Content-Type": "text/html" } });
    expect(refused.status).toBe(415);
  });

  it("ends what it reads for the caller when the caller goes away, and hears of it", async () => {
    const ended = Promise.withResolvers<string>();
    const aborted = Promise.withResolvers<string>();
    const endless = defineRoute({
      name: "endless",
      method: "GET",
      path: "/endless",
      summary: "Never end",
      answers: { 200: { description: "Zeroes.", bytes: "application/octet-stream" } },
      handle({ signal }) {
        signal.addEventListener("abort", () => aborted.resolve("aborted"));
        return {
          status: 200,
          bytes: (async function* () {
            try {
              for (;;) yield Buffer.alloc(64 * 1024);
            } finally {
              ended.resolve("ended");
            }
          })(),
        };
      },
    });
    const { ask } = await apiFixture({ routes: [endless] });
    const caller = new AbortController();
    const response = await ask("/endless", { signal: caller.signal });
    await response.body!.getReader().read();
    caller.abort();
    expect(await Promise.all([ended.promise, aborted.promise])).toEqual(["ended", "aborted"]);
  });

  it("gives up a caller who takes nothing for so long as stallMs says", async () => {
    const ended = Promise.withResolvers<string>();
    const endless = defineRoute({
      name: "endless",
      method: "GET",
      path: "/endless",
      summary: "Never end",
      answers: { 200: { description: "Zeroes.", bytes: "application/octet-stream" } },
      handle: () => ({
        status: 200,
        stallMs: 50,
        bytes: (async function* () {
          try {
            for (;;) yield Buffer.alloc(1024 * 1024);
          } finally {
            ended.resolve("ended");
          }
        })(),
      }),
    });
    const { origin } = await apiFixture({ routes: [endless] });
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.pause().write("GET /api/endless HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ada\r\n\r\n");
    expect(await ended.promise).toBe("ended");
    socket.destroy();
  });

  it("writes nothing more when the host ends its response: that would be an error which nobody hears, and end the process", async () => {
    const [more, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const patient = defineRoute({
      name: "patient",
      method: "GET",
      path: "/patient",
      summary: "Go on later",
      answers: { 200: { description: "Text.", bytes: "text/plain" } },
      handle: () => ({
        status: 200,
        bytes: (async function* () {
          try {
            yield "first";
            await more.promise;
            yield "second";
          } finally {
            ended.resolve();
          }
        })(),
      }),
    });
    let response: ServerResponse | undefined;
    const mount: ApiFixtureOptions["mount"] = (router) => {
      const app = express().use("/api", router);
      return (incoming, outgoing) => app(incoming, (response = outgoing));
    };
    const { ask } = await apiFixture({ routes: [patient], mount });
    const { body } = await ask("/patient");
    const reader = body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    const errors: unknown[] = [];
    response!.on("error", (error) => errors.push(error));
    response!.end();
    more.resolve();
    await ended.promise;
    expect((await reader.read()).done).toBe(true);
    expect(errors).toEqual([]);
  });

  it("cuts the connection where its bytes break off, so that nobody takes them for whole, and logs why", async () => {
    const broken = defineRoute({
      name: "brokenBytes",
      method: "GET",
      path: "/broken-bytes",
      summary: "Break off",
      answers: {},
      handle: () => ({
        status: 200,
        bytes: (async function* () {
          yield "half of ";
          await Promise.resolve();
          throw new Error("the disk is gone");
        })(),
      }),
    });
    const { ask, logged } = await apiFixture({ routes: [broken] });
    await expect(ask("/broken-bytes").then((response) => response.text())).rejects.toThrow(TypeError);
    expect(logged).toMatchObject([{ level: "error", message: "A response could not be sent to its end" }]);
  });

  it("answers errors by their codes, and says nothing of other ones but where to look", async () => {
    const failing = (name: string, error: unknown) =>
      defineRoute({
        name,
        method: "GET",
        path: `/${name}`,
        summary: "Fail",
        answers: {},
        handle: () => {
          throw error;
        },
      });
    const { ask, logged } = await apiFixture({
      hostQuery: ["token"],
      routes: [failing("missing", new RowmillError("FILE_NOT_FOUND", "There is no file 17")), failing("broken", new Error("s3cret"))],
    });
    expect((await ask("/missing")).status).toBe(404);
    const response = await ask("/broken?token=s3cret");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("s3cret");
    const { request_id } = JSON.parse(text) as { request_id: string };
    expect(logged).toEqual([
      {
        level: "error",
        message: "A request could not be answered",
        details: {
          error: expect.objectContaining({ message: "s3cret" }) as unknown,
          requestId: request_id,
          method: "GET",
          path: "/broken",
        },
      },
    ]);
  });
});
