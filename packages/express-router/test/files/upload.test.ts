import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CSV, filesFixture, sha256Of, until } from "./files-fixture.ts";

describe("POST /files with the file as its body", () => {
  it("stores it, and says what it is and where", async () => {
    const { ask, files } = await filesFixture();
    const response = await ask("/files?name=people%20%28%C3%BC%29.csv", { method: "POST", body: "id,name\n1,Ada\n", headers: CSV });
    expect(response.status).toBe(201);
    const file = (await response.json()) as { id: string };
    expect(file).toEqual({
      id: expect.any(String),
      user_id: "ada",
      name: "people (ü).csv",
      size_bytes: 14,
      sha256: sha256Of("id,name\n1,Ada\n"),
      content_type: "text/csv",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(response.headers.get("Location")).toBe(`/api/files/${file.id}`);
    expect(await files.stat(file.id)).toMatchObject({ userId: "ada", sizeBytes: 14 });
  });

  it("stores megabytes of any bytes unchanged", async () => {
    const { ask } = await filesFixture();
    const content = randomBytes(5_000_001);
    const file = (await (await ask("/files", { method: "POST", body: content })).json()) as { id: string; sha256: string };
    expect(file.sha256).toBe(sha256Of(content));
    const back = await (await ask(`/files/${file.id}/content`)).arrayBuffer();
    expect(Buffer.compare(Buffer.from(back), content)).toBe(0);
  });

  it("stores an empty file, and one of which nothing is said", async () => {
    const { ask } = await filesFixture();
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const response = await ask("/files", { method: "POST", headers });
    expect(await response.json()).toMatchObject({ name: "file", size_bytes: 0, content_type: null });
  });

  it("takes a body of unknown length", async () => {
    const { send } = await filesFixture();
    const { status, text } = await send("/files", { headers: CSV }, (body) => {
      body.write("id\n");
      body.end("1\n");
    });
    expect([status, JSON.parse(text)]).toMatchObject([201, { size_bytes: 5 }]);
  });

  it("checks the SHA-256 that the caller expects, and keeps nothing that has another one", async () => {
    const { ask, inFolder } = await filesFixture();
    const post = (sha256: string) => ask(`/files?sha256=${sha256}`, { method: "POST", body: "hello" });
    const wrong = await post(sha256Of("hullo"));
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { code: "FILE_CHECKSUM_MISMATCH" }]);
    expect(inFolder()).toEqual([]);
    expect((await post(sha256Of("hello").toUpperCase())).status).toBe(201);
    expect((await post("abc")).status).toBe(400);
  });

  it("refuses a file that says that it is too large before it has come, and hears of it while the caller still sends", async () => {
    const { send, inFolder } = await filesFixture({ limits: { fileBytes: 1_000 } });
    const { status, text } = await send("/files", { headers: { "Content-Length": "10000000" } }, (body) => body.write("x"));
    expect([status, JSON.parse(text)]).toMatchObject([413, { code: "FILE_TOO_LARGE" }]);
    expect(inFolder()).toEqual([]);
  });

  it("refuses a file that says that it is larger than any number", async () => {
    const { send } = await filesFixture();
    const { status, text } = await send("/files", { headers: { "Content-Length": "9007199254740993" } }, (body) => body.write("x"));
    expect([status, JSON.parse(text)]).toMatchObject([413, { code: "FILE_TOO_LARGE" }]);
  });

  it("refuses a file of unknown length as soon as it is too large", async () => {
    const { send, inFolder } = await filesFixture({ limits: { fileBytes: 100_000 } });
    const { status, text } = await send("/files", {}, (body) => {
      const timer = setInterval(() => body.write(Buffer.alloc(20_000)), 1);
      body.on("response", () => clearInterval(timer));
    });
    expect([status, JSON.parse(text)]).toMatchObject([413, { code: "FILE_TOO_LARGE" }]);
    expect(inFolder()).toEqual([]);
  });

  it("leaves nothing of an upload that breaks off", async () => {
    const { send, inFolder, logged, manager } = await filesFixture();
    const broken = send("/files", { headers: { "Content-Length": "1000" } }, (body) => {
      body.write("x".repeat(500));
      void until(() => inFolder().length > 0).then(() => body.destroy());
    });
    await expect(broken).rejects.toThrow("socket hang up");
    await until(() => inFolder().length === 0);
    expect(logged).toEqual([]);
    expect(manager.getActiveJobs()).toEqual([]);
  });

  it("gives up a caller who sends nothing more", async () => {
    const { send, inFolder } = await filesFixture({ streams: { stallMs: 100 } });
    const { status, text } = await send("/files", { headers: { "Content-Length": "1000" } }, (body) => body.write("x".repeat(500)));
    expect([status, JSON.parse(text)]).toMatchObject([408, { code: "UPLOAD_STALLED" }]);
    expect(inFolder()).toEqual([]);
  });

  it("is patient with a caller who sends slowly", async () => {
    const { send } = await filesFixture({ streams: { stallMs: 1_000 } });
    const { status, text } = await send("/files", {}, (body) => {
      let sent = 0;
      const timer = setInterval(() => {
        body.write("x");
        if ((sent += 1) < 10) return;
        clearInterval(timer);
        body.end();
      }, 120);
    });
    expect([status, JSON.parse(text)]).toMatchObject([201, { size_bytes: 10 }]);
  });

  it("keeps each user's quota of files and of bytes", async () => {
    const { ask, inFolder } = await filesFixture({ limits: { filesPerUser: 2, fileBytesPerUser: 10 } });
    const post = async (content: string, as = "ada") => (await ask("/files", { method: "POST", body: content, as })).status;
    expect(await post("123456")).toBe(201);
    const refused = await ask("/files", { method: "POST", body: "12345" });
    expect([refused.status, await refused.json()]).toMatchObject([413, { code: "FILE_QUOTA_EXCEEDED" }]);
    expect(await post("1234")).toBe(201);
    expect(await post("")).toBe(413);
    expect(await post("12345", "bob")).toBe(201);
    expect(inFolder().filter((name) => !name.endsWith(".json"))).toHaveLength(3);
  });

  it("lets one user bring so many files at once and no more", async () => {
    const { ask, send, inFolder } = await filesFixture({ limits: { uploadsPerUser: 1 } });
    const under = Promise.withResolvers<() => void>();
    const first = send("/files", { headers: { "Content-Length": "2" } }, (body) => {
      body.write("x");
      under.resolve(() => body.end("y"));
    });
    const finish = await under.promise;
    await until(() => inFolder().length > 0);
    const second = await ask("/files", { method: "POST", body: "x" });
    expect([second.status, second.headers.get("Retry-After")]).toEqual([429, "5"]);
    expect((await ask("/files", { method: "POST", body: "x", as: "bob" })).status).toBe(201);
    finish();
    expect((await first).status).toBe(201);
    expect((await ask("/files", { method: "POST", body: "x" })).status).toBe(201);
  });

  it("refuses compressed bodies, odd names and unknown parameters", async () => {
    const { ask, inFolder } = await filesFixture();
    const gzip = await ask("/files", { method: "POST", body: "x", headers: { "Content-Encoding": "gzip" } });
    expect(gzip.status).toBe(415);
    for (const search of ["name=", "name=a%0Ab", `name=${"x".repeat(256)}`, "nome=x", "name=a&name=b"]) {
      expect((await ask(`/files?${search}`, { method: "POST", body: "x" })).status, search).toBe(400);
    }
    expect(inFolder()).toEqual([]);
  });

  it("keeps any other name as data", async () => {
    const { upload, inFolder } = await filesFixture();
    for (const name of ["../../etc/passwd", "C:\\boot.ini", "<img src=x onerror=alert(1)>.csv", "…", ".", "CON"]) {
      expect((await upload("x", { name })).name).toBe(name);
    }
    expect(inFolder().filter((name) => !/^[\da-f-]{36}(\.json)?$/.test(name))).toEqual([]);
  });

  it("tells whoever has no room on the disk 507, and no path", async () => {
    const { ask } = await filesFixture({ storage: { keepFreeBytes: Number.MAX_SAFE_INTEGER } });
    const response = await ask("/files", { method: "POST", body: "x" });
    expect(response.status).toBe(507);
    expect(await response.text()).not.toMatch(/tmp|rowmill-/);
  });
});
