import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesFixture, sha256Of, until } from "./files-fixture.ts";

const MULTIPART = { "Content-Type": "multipart/form-data; boundary=cut" };

/** A form by hand, part by part. */
function form(...parts: string[]): string {
  return parts.map((part) => `--cut\r\nContent-Disposition: form-data; ${part}\r\n`).join("");
}

describe("POST /files with a form", () => {
  it("stores the file with the name and type that the form says", async () => {
    const { ask } = await filesFixture();
    const body = new FormData();
    body.set("csrf", "passed over");
    body.set("file", new File(["id\n1\n"], "Umsätze “2026”.csv", { type: "text/csv" }));
    const response = await ask("/files", { method: "POST", body });
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { name: "Umsätze “2026”.csv", content_type: "text/csv", size_bytes: 5, sha256: sha256Of("id\n1\n"), user_id: "ada" },
    ]);
  });

  it("stores megabytes unchanged, with fields before and after them", async () => {
    const { ask } = await filesFixture();
    const content = randomBytes(3_000_017);
    const body = new FormData();
    body.set("before", "1");
    body.set("upload", new File([content], "data.bin"));
    body.set("after", "2");
    expect(await (await ask("/files", { method: "POST", body })).json()).toMatchObject({ sha256: sha256Of(content) });
  });

  it.each([
    ["no file", `${form('name="a"\r\n\r\n1')}--cut--\r\n`],
    ["two files", `${form('name="a"; filename="a"\r\n\r\n1', 'name="b"; filename="b"\r\n\r\n2')}--cut--\r\n`],
    ["no end", form('name="a"; filename="a"\r\n\r\n1')],
    ["no end, in a field", form('name="a"; filename="a"\r\n\r\n1', 'name="b"\r\n\r\n2').slice(0, -3)],
    ["nothing", ""],
    ["nothing of a form", "hello"],
  ])("refuses a form with %s, and keeps nothing of it", async (_what, body) => {
    const { ask, inFolder, logged } = await filesFixture();
    const response = await ask("/files", { method: "POST", body, headers: MULTIPART });
    expect([response.status, await response.json()]).toMatchObject([400, { code: "REQUEST_MALFORMED" }]);
    expect(inFolder()).toEqual([]);
    expect(logged).toEqual([]);
  });

  it("refuses a form without a boundary", async () => {
    const { ask } = await filesFixture();
    const response = await ask("/files", { method: "POST", body: "x", headers: { "Content-Type": "multipart/form-data" } });
    expect(response.status).toBe(400);
  });

  it("refuses a file in it as soon as it is too large", async () => {
    const { ask, inFolder } = await filesFixture({ limits: { fileBytes: 100_000 } });
    const body = new FormData();
    body.set("file", new File([randomBytes(1_000_000)], "big.bin"));
    const response = await ask("/files", { method: "POST", body });
    expect([response.status, await response.json()]).toMatchObject([413, { code: "FILE_TOO_LARGE" }]);
    expect(inFolder()).toEqual([]);
  });

  it("leaves nothing of a form that breaks off in the middle of the file", async () => {
    const { send, inFolder, logged } = await filesFixture();
    const broken = send("/files", { headers: { ...MULTIPART, "Content-Length": "100000" } }, (body) => {
      body.write(form(`name="a"; filename="a"\r\n\r\n${"x".repeat(50_000)}`));
      void until(() => inFolder().length > 0).then(() => body.destroy());
    });
    await expect(broken).rejects.toThrow("socket hang up");
    await until(() => inFolder().length === 0);
    expect(logged).toEqual([]);
  });

  it("takes no place for good of a caller who has gone before it was known who they are", async () => {
    const asked = Promise.withResolvers<void>();
    const known = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const { ask, send } = await filesFixture({
      limits: { uploadsPerUser: 1 },
      authenticate: async (request) => {
        if (request.headers["x-slow"] !== undefined) {
          request.on("close", gone.resolve);
          asked.resolve();
          await known.promise;
        }
        return { userId: "ada" };
      },
    });
    const broken = send("/files", { headers: { ...MULTIPART, "Content-Length": "100000", "X-Slow": "1" } }, (body) => {
      body.write(form('name="a"; filename="a"\r\n\r\nhello'));
      void asked.promise.then(() => body.destroy());
    });
    await expect(broken).rejects.toThrow("socket hang up");
    await gone.promise;
    known.resolve();
    const whole = `${form('name="a"; filename="a"\r\n\r\n1')}\r\n--cut--\r\n`;
    await expect.poll(async () => (await ask("/files", { method: "POST", body: whole, headers: MULTIPART })).status).toBe(201);
  });

  it("gives up a caller who sends nothing more, before the file and in the middle of it", async () => {
    const { send, inFolder } = await filesFixture({ streams: { stallMs: 100 } });
    for (const begun of ["--cut\r\nContent-Disp", form('name="a"; filename="a"\r\n\r\nhello')]) {
      const { status } = await send("/files", { headers: { ...MULTIPART, "Content-Length": "100000" } }, (body) => body.write(begun));
      expect(status).toBe(408);
    }
    expect(inFolder()).toEqual([]);
  });

  it("never fails by itself, whatever the body is", async () => {
    const { ask, logged } = await filesFixture();
    const piece = fc.constantFrom(
      "--cut",
      "\r\n",
      "--",
      "Content-Disposition: form-data; ",
      'name="a"',
      '; filename="x"',
      "\r\n\r\n",
      "x",
      "\0",
      "é",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const response = await ask("/files", { method: "POST", body: pieces.join(""), headers: MULTIPART });
        expect([201, 400]).toContain(response.status);
        await response.arrayBuffer();
      }),
      { numRuns: 150 },
    );
    expect(logged).toEqual([]);
  });
});
