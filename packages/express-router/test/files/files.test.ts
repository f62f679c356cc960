import { describe, expect, it } from "vitest";
import { apiFixture } from "../api-fixture.ts";
import { CSV, type FileJson, filesFixture } from "./files-fixture.ts";

describe("GET /files", () => {
  it("lists a user's files, newest first, page by page", async () => {
    const { ask, upload } = await filesFixture();
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) ids.unshift((await upload(name, { name })).id);
    await upload("bob's", { as: "bob" });
    const first = await ask("/files?limit=2");
    const page = (await first.json()) as { items: FileJson[]; next_cursor: string };
    const next = /^<\/api(.*)>; rel="next"$/.exec(first.headers.get("Link")!)![1]!;
    const last = (await (await ask(next)).json()) as typeof page;
    expect([...page.items, ...last.items].map(({ id }) => id)).toEqual(ids);
    expect(last.next_cursor).toBeNull();
  });

  it("refuses a cursor that is made up, or of another user", async () => {
    const { ask, upload } = await filesFixture();
    for (const as of ["ada", "ada", "bob", "bob"]) await upload("x", { as });
    const { next_cursor: cursor } = (await (await ask("/files?limit=1")).json()) as { next_cursor: string };
    expect((await ask(`/files?limit=1&cursor=${cursor}`)).status).toBe(200);
    expect((await ask(`/files?limit=1&cursor=${cursor}`, { as: "bob" })).status).toBe(400);
    for (const search of ["cursor=x", "limit=0", "limit=201", "limit=x", "limit=1&limit=2", "user_id=bob"]) {
      expect((await ask(`/files?${search}`)).status, search).toBe(400);
    }
  });
});

describe("DELETE /files/{id}", () => {
  it("deletes the file", async () => {
    const { ask, upload, inFolder } = await filesFixture();
    const { id } = await upload("x");
    expect((await ask(`/files/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/files/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await ask(`/files/${id}`)).status).toBe(404);
    expect(inFolder()).toEqual([]);
  });

  it("is a conflict while a job that has not finished names it", async () => {
    const { ask, upload, readingJob, manager } = await filesFixture();
    const { id } = await upload("x");
    const jobId = await readingJob(id);
    const refused = await ask(`/files/${id}`, { method: "DELETE" });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: "FILE_IN_USE" }]);
    expect((await ask(`/files/${id}`)).status).toBe(200);
    await manager.cancelJob(jobId);
    expect((await ask(`/files/${id}`, { method: "DELETE" })).status).toBe(204);
  });
});

describe("somebody else's file or upload", () => {
  it("is answered with the same bytes as none at all, by every route", async () => {
    const { ask, upload, files } = await filesFixture();
    const { id: fileId } = await upload("secret");
    const { id: uploadId } = (await (await ask("/files/uploads", { json: { size_bytes: 5 } })).json()) as { id: string };
    const routes: [method: string, path: (id: string) => string, mine: string][] = [
      ["GET", (id) => `/files/${id}`, fileId],
      ["HEAD", (id) => `/files/${id}`, fileId],
      ["GET", (id) => `/files/${id}/content`, fileId],
      ["HEAD", (id) => `/files/${id}/content`, fileId],
      ["DELETE", (id) => `/files/${id}`, fileId],
      ["GET", (id) => `/files/uploads/${id}`, uploadId],
      ["HEAD", (id) => `/files/uploads/${id}`, uploadId],
      ["PATCH", (id) => `/files/uploads/${id}`, uploadId],
      ["POST", (id) => `/files/uploads/${id}/complete`, uploadId],
      ["POST", (id) => `/files/uploads/${id}/complete`, fileId],
      ["DELETE", (id) => `/files/uploads/${id}`, uploadId],
    ];
    for (const [method, path, mine] of routes) {
      const ofBob = async (id: string) => {
        const headers: Record<string, string> = method === "PATCH" ? { "Upload-Offset": "0" } : {};
        const response = await ask(path(id), { method, as: "bob", headers, ...(method === "PATCH" && { body: "x" }) });
        const { date: _date, ...others } = Object.fromEntries(response.headers);
        return [response.status, others, await response.text()];
      };
      const unknown = await ofBob("11111111-1111-4111-8111-111111111111");
      expect(unknown[0], `${method} ${path("")}`).toBe(404);
      for (const id of [mine, "x", "..%2F..%2Fetc%2Fpasswd", "%00", "x".repeat(201)]) expect(await ofBob(id)).toEqual(unknown);
    }
    expect(await files.stat(fileId)).toMatchObject({ sizeBytes: 6 });
    expect(await files.uploads!.get(uploadId)).toMatchObject({ offset: 0 });
  });
});

describe("the routes of files", () => {
  it("are not there without a storage", async () => {
    const { ask } = await apiFixture();
    for (const path of ["/files", "/files/uploads", "/files/x", "/files/x/content"]) expect((await ask(path)).status).toBe(404);
  });

  it("let whoever may only look do so, and nothing else", async () => {
    const { ask, files } = await filesFixture();
    const { id } = await files.put([Buffer.from("x")], { userId: "eve" });
    expect((await ask(`/files/${id}/content`, { as: "eve" })).status).toBe(200);
    for (const [method, path] of [
      ["POST", "/files"],
      ["POST", "/files/uploads"],
      ["DELETE", `/files/${id}`],
    ] as const) {
      expect([path, (await ask(path, { method, as: "eve" })).status]).toEqual([path, 403]);
    }
  });

  it("take nothing from pages of other sites, and nothing new while the server is about to stop", async () => {
    const { ask, router, inFolder } = await filesFixture({ authenticate: () => ({ userId: "ada" }) });
    const headers = { "Sec-Fetch-Site": "cross-site", ...CSV, Authorization: "Basic eA==" };
    expect((await ask("/files", { method: "POST", body: "x", headers })).status).toBe(403);
    router.drain();
    expect((await ask("/files", { method: "POST", body: "x" })).status).toBe(503);
    expect((await ask("/files/uploads", { json: { size_bytes: 5 } })).status).toBe(503);
    expect(inFolder()).toEqual([]);
    expect((await ask("/files")).status).toBe(200);
  });
});
