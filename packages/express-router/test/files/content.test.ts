import compression from "compression";
import express from "express";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRange } from "../../src/resources/files/byte-range.ts";
import { attachment } from "../../src/resources/files/content-disposition.ts";
import type { ApiFixtureOptions } from "../api-fixture.ts";
import { filesFixture, sha256Of } from "./files-fixture.ts";

describe("GET /files/{id}/content", () => {
  it("answers the bytes, to be saved and never shown", async () => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("0123456789", { name: "a.csv" });
    const response = await ask(`/files/${id}/content`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv",
      "content-length": "10",
      "accept-ranges": "bytes",
      etag: `"${sha256Of("0123456789").slice(0, 32)}"`,
      "cache-control": "private, no-cache, no-transform",
      "content-disposition": `attachment; filename="a.csv"; filename*=UTF-8''a.csv`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    });
    expect(await response.text()).toBe("0123456789");
  });

  it("answers a part as it is where the host runs compression()", async () => {
    const mount: ApiFixtureOptions["mount"] = (router) => express().use(compression()).use("/api", router);
    const { ask, upload } = await filesFixture({ mount });
    const { id } = await upload("0123456789".repeat(1_000));
    const response = await ask(`/files/${id}/content`, { headers: { Range: "bytes=5-4999", "Accept-Encoding": "gzip" } });
    expect([response.status, response.headers.get("Content-Encoding"), response.headers.get("Content-Length")]).toEqual([
      206,
      null,
      "4995",
    ]);
  });

  it("answers HEAD with the same headers and nothing else", async () => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("0123456789");
    const response = await ask(`/files/${id}/content`, { method: "HEAD", headers: { Range: "bytes=0-1" } });
    expect([response.status, response.headers.get("Content-Length"), await response.text()]).toEqual([200, "10", ""]);
  });

  it.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=4-", 206, "456789", "bytes 4-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=9-9", 206, "9", "bytes 9-9/10"],
    ["BYTES=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=99-100", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=0-1,3-4", 200, "0123456789", null],
    ["bytes=5-2", 200, "0123456789", null],
    ["bytes=a-b", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
    ["rows=0-1", 200, "0123456789", null],
  ])("answers Range: %s with %d", async (range, status, text, contentRange) => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("0123456789");
    const response = await ask(`/files/${id}/content`, { headers: { Range: range } });
    expect([response.status, await response.text(), response.headers.get("Content-Range")]).toEqual([status, text, contentRange]);
  });

  it("answers a part only of the file that the caller has begun with", async () => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("0123456789");
    const etag = (await ask(`/files/${id}/content`, { method: "HEAD" })).headers.get("ETag")!;
    const get = async (ifRange: string) =>
      (await ask(`/files/${id}/content`, { headers: { Range: "bytes=5-", "If-Range": ifRange } })).text();
    expect(await get(etag)).toBe("56789");
    for (const other of ['"other"', `W/${etag}`, "Wed, 25 Nov 2026 12:00:00 GMT"]) expect(await get(other)).toBe("0123456789");
  });

  it("answers 304 to whoever has it, also to fetch", async () => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("0123456789");
    const etag = (await ask(`/files/${id}/content`, { method: "HEAD" })).headers.get("ETag")!;
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const response = await ask(`/files/${id}/content`, { headers: { "If-None-Match": known, Range: "bytes=0-1" } });
      expect([known, response.status, await response.text()]).toEqual([known, 304, ""]);
    }
    expect((await ask(`/files/${id}/content`, { headers: { "If-None-Match": '"x"' } })).status).toBe(200);
  });

  it("answers an empty file", async () => {
    const { ask, upload } = await filesFixture();
    const { id } = await upload("");
    expect(await (await ask(`/files/${id}/content`)).text()).toBe("");
    expect((await ask(`/files/${id}/content`, { headers: { Range: "bytes=0-" } })).status).toBe(416);
  });

  it("calls a type that is none a stream of bytes", async () => {
    const { ask, files } = await filesFixture();
    for (const contentType of ["text/html\r\nX-Injected: 1", "html", "", "text/ü"]) {
      const { id } = await files.put([Buffer.from("x")], { userId: "ada", contentType });
      const response = await ask(`/files/${id}/content`);
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "application/octet-stream"]);
      expect(response.headers.has("X-Injected")).toBe(false);
    }
  });

  it.each(['a"b\\c.csv', "line\r\nX-Injected: 1", "naïve café ☕.csv", "100%.csv", "a/b\\c", "\uD800", "x".repeat(255), "'()*"])(
    "carries the name %j safely",
    async (name) => {
      const { ask, files } = await filesFixture();
      const { id } = await files.put([Buffer.from("x")], { userId: "ada", name });
      const header = (await ask(`/files/${id}/content`)).headers.get("Content-Disposition")!;
      const [, encoded] = /filename\*=UTF-8''(.*)$/.exec(header)!;
      expect(decodeURIComponent(encoded!)).toBe(name.toWellFormed());
      expect(header).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/);
    },
  );
});

describe("parseRange", () => {
  it("answers a part within the file, whatever it is given", () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => `bytes=${a}-${b}`),
      fc.nat(30).map((n) => `bytes=-${n}`),
    );
    fc.assert(
      fc.property(header, fc.nat(20), (text, sizeBytes) => {
        const range = parseRange(text, sizeBytes);
        if (typeof range === "string") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThan(range.start);
        expect(range.end).toBeLessThanOrEqual(sizeBytes);
      }),
    );
  });
});

describe("attachment", () => {
  it("is one line of printable ASCII, whatever the name is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(attachment(name)).toMatch(/^[ -~]*$/);
      }),
    );
  });
});
