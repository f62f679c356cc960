import { randomBytes } from "node:crypto";
import { localDiskStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";
import { apiFixture } from "../api-fixture.ts";
import { filesFixture, sha256Of } from "./files-fixture.ts";

interface UploadJson {
  readonly id: string;
  readonly offset: number;
}

describe("an upload in several requests", () => {
  it("begins, takes bytes, tells how far it is, and becomes a file", async () => {
    const { ask, begin, patch, head } = await resumableFixture();
    const content = "hello world";
    const begun = await ask("/files/uploads", {
      json: { name: "x.txt", size_bytes: 11, content_type: "text/plain", sha256: sha256Of(content) },
    });
    const upload = (await begun.json()) as UploadJson;
    expect([begun.status, begun.headers.get("Location")]).toEqual([201, `/api/files/uploads/${upload.id}`]);
    expect(upload).toMatchObject({ user_id: "ada", name: "x.txt", size_bytes: 11, offset: 0, content_type: "text/plain" });
    expect(await patch(upload.id, 0, "hello ")).toMatchObject([204, "6"]);
    expect(await head(upload.id)).toEqual([200, "6", "11"]);
    expect(await (await ask(`/files/uploads/${upload.id}`)).json()).toMatchObject({ offset: 6 });
    expect(await patch(upload.id, 6, "world")).toMatchObject([204, "11"]);

    const completed = await ask(`/files/uploads/${upload.id}/complete`, { method: "POST" });
    expect([completed.status, completed.headers.get("Location")]).toEqual([201, `/api/files/${upload.id}`]);
    const file = await completed.json();
    expect(file).toMatchObject({ id: upload.id, name: "x.txt", size_bytes: 11, sha256: sha256Of(content) });
    expect(await (await ask(`/files/${upload.id}/content`)).text()).toBe(content);
    expect((await head(upload.id))[0]).toBe(404);
    expect((await begin(0)).offset).toBe(0);
  });

  it("may be completed again when the answer was lost", async () => {
    const { ask, begin } = await resumableFixture();
    const { id } = await begin(0);
    const first = await ask(`/files/uploads/${id}/complete`, { method: "POST" });
    const second = await ask(`/files/uploads/${id}/complete`, { method: "POST" });
    expect([second.status, await second.text()]).toEqual([201, await first.text()]);
  });

  it("says where to go on when the bytes begin somewhere else", async () => {
    const { begin, patch } = await resumableFixture();
    const { id } = await begin(10);
    await patch(id, 0, "hello");
    expect(await patch(id, 0, "hello")).toMatchObject([409, "5", { code: "UPLOAD_OFFSET_CONFLICT" }]);
    expect(await patch(id, 7, "x")).toMatchObject([409, "5", {}]);
    expect(await patch(id, 5, "world")).toMatchObject([204, "10"]);
  });

  it("keeps what came when the connection breaks, and goes on after the process was started again", async () => {
    const { begin, send, directory, untilAt, inFolder, logged } = await resumableFixture();
    const content = randomBytes(2_000_000);
    const { id } = await begin(content.length, sha256Of(content));
    const broken = send(
      `/files/uploads/${id}`,
      { method: "PATCH", headers: { "Upload-Offset": "0", "Content-Length": "2000000" } },
      (body) => {
        body.write(content.subarray(0, 700_000));
        void untilAt(id, 700_000).then(() => body.destroy());
      },
    );
    await expect(broken).rejects.toThrow("socket hang up");

    const { ask } = await apiFixture({ files: localDiskStorage({ directory }) });
    const offset = Number((await ask(`/files/uploads/${id}`, { method: "HEAD" })).headers.get("Upload-Offset"));
    expect(offset).toBe(700_000);
    const rest = await ask(`/files/uploads/${id}`, {
      method: "PATCH",
      body: content.subarray(offset),
      headers: { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" },
    });
    expect(rest.status).toBe(204);
    expect(await (await ask(`/files/uploads/${id}/complete`, { method: "POST" })).json()).toMatchObject({ sha256: sha256Of(content) });
    expect(inFolder()).toHaveLength(2);
    expect(logged).toEqual([]);
  });

  it("lets a later request take the place of one that hangs", async () => {
    const { begin, send, patch, untilAt } = await resumableFixture();
    const { id } = await begin(10);
    const hanging = send(`/files/uploads/${id}`, { method: "PATCH", headers: { "Upload-Offset": "0", "Content-Length": "10" } }, (body) => {
      body.write("hello");
    });
    await untilAt(id, 5);
    expect(await patch(id, 5, "world")).toMatchObject([204, "10"]);
    expect(await hanging).toMatchObject({ status: 409 });
  });

  it("takes no more than was announced", async () => {
    const { begin, patch, head } = await resumableFixture();
    const { id } = await begin(10);
    expect(await patch(id, 0, "hello world")).toMatchObject([413, null, { code: "FILE_TOO_LARGE" }]);
    expect((await head(id))[1]).toBe("10");
  });

  it("is not completed before all has come, nor with another checksum", async () => {
    const { ask, begin, patch, inFolder } = await resumableFixture();
    const short = await begin(10);
    const early = await ask(`/files/uploads/${short.id}/complete`, { method: "POST" });
    expect([early.status, await early.json()]).toMatchObject([400, { code: "FILE_INCOMPLETE" }]);
    await ask(`/files/uploads/${short.id}`, { method: "DELETE" });

    const wrong = await begin(5, sha256Of("hello"));
    await patch(wrong.id, 0, "hullo");
    const refused = await ask(`/files/uploads/${wrong.id}/complete`, { method: "POST" });
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "FILE_CHECKSUM_MISMATCH" }]);
    expect(inFolder()).toEqual([]);
  });

  it("is listed while it is under way, and forgotten when it is deleted", async () => {
    const { ask, begin } = await resumableFixture();
    const [first, second] = [await begin(1), await begin(2)];
    const list = async (as = "ada") =>
      ((await (await ask("/files/uploads", { as })).json()) as { items: UploadJson[] }).items.map(({ id }) => id);
    expect((await list()).toSorted()).toEqual([first.id, second.id].toSorted());
    expect(await list("bob")).toEqual([]);
    expect((await ask(`/files/uploads/${first.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/files/uploads/${first.id}`, { method: "DELETE" })).status).toBe(404);
    expect(await list()).toEqual([second.id]);
  });

  it("counts against the user's quota and the number of uploads from the start", async () => {
    const { ask } = await filesFixture({ limits: { fileBytesPerUser: 100, uploadsPerUser: 2, fileBytes: 90 } });
    const begin = async (size_bytes: number) => (await ask("/files/uploads", { json: { size_bytes } })).status;
    expect(await begin(91)).toBe(413);
    expect(await begin(60)).toBe(201);
    expect(await begin(60)).toBe(413);
    expect((await ask("/files", { method: "POST", body: "x".repeat(50) })).status).toBe(413);
    expect(await begin(10)).toBe(201);
    expect(await begin(1)).toBe(429);
  });

  it("is one of so many at most, also if all begin at once", async () => {
    const { ask } = await filesFixture({ limits: { uploadsPerUser: 5 } });
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await ask("/files/uploads", { json: { size_bytes: 1 } })).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  it.each([
    [{}],
    [{ size_bytes: -1 }],
    [{ size_bytes: 1.5 }],
    [{ size_bytes: "5" }],
    [{ size_bytes: 5, name: "a\nb" }],
    [{ size_bytes: 5, sha256: "x" }],
    [{ size_bytes: 5, user_id: "bob" }],
    [[]],
    [null],
  ])("does not begin with %j", async (json) => {
    const { ask, inFolder } = await filesFixture();
    expect((await ask("/files/uploads", { json })).status).toBe(422);
    expect(inFolder()).toEqual([]);
  });

  it.each([undefined, "", "-1", "x", "1.5", "99999999999999999999"])("takes no bytes at the offset %j", async (offset) => {
    const { begin, ask } = await resumableFixture();
    const { id } = await begin(10);
    const headers: Record<string, string> = { "Content-Type": "application/octet-stream" };
    if (offset !== undefined) headers["Upload-Offset"] = offset;
    expect((await ask(`/files/uploads/${id}`, { method: "PATCH", body: "x", headers })).status).toBe(400);
  });
});

/** A whole API over real files, and short names for what a resumable upload asks. */
async function resumableFixture() {
  const fixture = await filesFixture();
  const { ask, files } = fixture;
  return {
    ...fixture,
    async begin(size_bytes: number, sha256?: string): Promise<UploadJson> {
      return (await (await ask("/files/uploads", { json: { size_bytes, sha256 } })).json()) as UploadJson;
    },
    /** Answers the status, `Upload-Offset`, and the problem if there is one. */
    async patch(id: string, offset: number, body: string): Promise<[status: number, offset: string | null, problem?: unknown]> {
      const headers = { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" };
      const response = await ask(`/files/uploads/${id}`, { method: "PATCH", body, headers });
      const text = await response.text();
      const answer: [number, string | null] = [response.status, response.headers.get("Upload-Offset")];
      return text === "" ? answer : [...answer, JSON.parse(text)];
    },
    /** Waits until so many bytes have come. */
    async untilAt(id: string, offset: number): Promise<void> {
      while ((await files.uploads!.get(id))!.offset < offset);
    },
    async head(id: string): Promise<[number, string | null, string | null]> {
      const { status, headers } = await ask(`/files/uploads/${id}`, { method: "HEAD" });
      return [status, headers.get("Upload-Offset"), headers.get("Upload-Length")];
    },
  };
}
