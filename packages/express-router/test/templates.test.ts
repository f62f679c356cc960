import type { Store } from "@rowmill/core/adapter";
import { templateRoutes } from "@rowmill/data-jobs";
import { memoryStorage } from "@rowmill/file-storage";
import { sourceColumnsOf } from "@rowmill/mapping";
import { describe, expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";
import { storeNames, stores } from "./stores.ts";

const document = {
  format: "column-mapping",
  version: 1,
  source: { columns: sourceColumnsOf(["Kundennr", "Vorname", "E-Mail"]) },
  target: {
    fields: [{ name: "id", constraints: { required: true } }, { name: "first_name" }, { name: "email", constraints: { required: true } }],
  },
  fields: [
    { target: "id", from: "kundennr", status: "accepted", by: "user" },
    { target: "first_name", from: "vorname", status: "accepted", by: "user" },
    { target: "email", from: "e_mail", steps: ["trim"], status: "edited", by: "user" },
  ],
};

type Limits = NonNullable<Parameters<typeof templateRoutes>[0]["limits"]>;

async function start(name: (typeof storeNames)[number] = "memory", limits: Limits = {}) {
  const store = (await stores[name]()) as Store;
  const files = memoryStorage();
  const routes = templateRoutes({ store, files, limits });
  const api = await apiFixture({ store, files, routes });
  const put = (path: string, json: unknown, headers: Record<string, string> = {}, as = "ada") =>
    api.ask(path, { json, method: "PUT", headers, as });
  const save = async (as = "ada"): Promise<{ id: string; etag: string }> => {
    const response = await api.ask("/templates", { json: { name: "contacts", document }, as });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    return { id, etag: response.headers.get("ETag")! };
  };
  const upload = async (text: string, userId: string | null = "ada") =>
    (await files.put([Buffer.from(text)], { name: "next.csv", ...(userId !== null && { userId }) })).id;
  return { ...api, store, put, save, upload };
}

describe.each(storeNames)("templates in %s", (name) => {
  it("are saved, read, replaced, renamed, restored and deleted, and every save is a revision", async () => {
    const { ask, put, save } = await start(name);
    const { id, etag } = await save();
    const read = await ask(`/templates/${id}`);
    expect(read.headers.get("ETag")).toBe(etag);
    expect(await read.json()).toMatchObject({ id, user_id: "ada", name: "contacts", revision: 1, document });
    expect((await ask(`/templates/${id}`, { headers: { "If-None-Match": etag } })).status).toBe(304);

    const changed = {
      ...document,
      fields: document.fields.map((field) => (field.target === "first_name" ? { target: "first_name", status: "unmapped" } : field)),
    };
    const replaced = await put(`/templates/${id}`, { document: changed }, { "If-Match": etag });
    expect([replaced.status, replaced.headers.get("ETag")]).toEqual([200, '"2"']);
    expect((await ask(`/templates/${id}`, { json: { name: "people" }, method: "PATCH" })).status).toBe(200);
    const restored = await ask(`/templates/${id}/revisions/1/restore`, { method: "POST", headers: { "If-Match": 'W/"3"' } });
    expect(await restored.json()).toMatchObject({ revision: 4, name: "contacts", document });

    const { items } = (await (await ask(`/templates/${id}/revisions`)).json()) as { items: { changes: unknown }[] };
    expect(items).toMatchObject([
      { revision: 4, action: "restored", restored_revision: 1, saved_by: "ada" },
      { revision: 3, action: "renamed", name: "people", changes: [{ path: "name", before: '"contacts"', after: '"people"' }] },
      { revision: 2, action: "saved" },
      { revision: 1, action: "created", changes: [] },
    ]);
    expect(items[2]!.changes).toEqual([
      { path: "fields.first_name.from", before: '"vorname"' },
      { path: "fields.first_name.status", before: '"accepted"', after: '"unmapped"' },
      { path: "fields.first_name.by", before: '"user"' },
    ]);
    const page = (await (await ask(`/templates/${id}/revisions?limit=2&before=4`)).json()) as object;
    expect(page).toMatchObject({ items: [{ revision: 3 }, { revision: 2 }], next_before: 2 });
    expect(await (await ask(`/templates/${id}/revisions/2`)).json()).toMatchObject({ revision: 2, document: changed });
    expect((await ask(`/templates/${id}/revisions/9`)).status).toBe(404);

    expect(await (await ask("/templates")).json()).toMatchObject({ items: [{ id, name: "contacts", revision: 4 }], next_cursor: null });
    expect((await ask(`/templates/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/templates/${id}`)).status).toBe(404);
  });

  it("of another user are missing, in every route", async () => {
    const { ask, save, upload } = await start(name);
    const { id } = await save();
    const file_id = await upload("Kundennr,E-Mail\n1,a@example.org\n", "bob");
    const headers = { "If-Match": "*" };
    const asks: [string, Parameters<typeof ask>[1]][] = [
      ["", {}],
      ["", { json: { document }, method: "PUT", headers }],
      ["", { json: { name: "mine" }, method: "PATCH" }],
      ["", { method: "DELETE" }],
      ["/revisions", {}],
      ["/revisions/1", {}],
      ["/revisions/1/restore", { method: "POST", headers }],
      ["/bind", { json: { file_id } }],
    ];
    for (const [path, init] of asks) {
      const [others, none] = await Promise.all(
        [id, "019a0000-0000-7000-8000-000000000000"].map((one) => ask(`/templates/${one}${path}`, { ...init, as: "bob" })),
      );
      expect([path, others!.status]).toEqual([path, 404]);
      expect(await others!.text()).toBe(await none!.text());
    }
    expect(await (await ask("/templates", { as: "bob" })).json()).toMatchObject({ items: [] });
    expect((await ask(`/templates/${id}`)).status).toBe(200);
  });
});

describe("a change of a template", () => {
  it("needs the ETag of what was read: 428 without, 412 with an older one", async () => {
    const { ask, put, save } = await start();
    const { id, etag } = await save();
    const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
    expect(await codeOf(await put(`/templates/${id}`, { document }))).toEqual([428, "PRECONDITION_REQUIRED"]);
    const answers = await Promise.all([1, 2, 3].map(() => put(`/templates/${id}`, { document }, { "If-Match": etag })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412, 412]);
    const late = await put(`/templates/${id}`, { document }, { "If-Match": etag });
    expect(late.headers.get("ETag")).toBe('"2"');
    expect(await codeOf(late)).toEqual([412, "PRECONDITION_FAILED"]);
    expect((await put(`/templates/${id}`, { document }, { "If-Match": "*" })).status).toBe(200);
    expect(await codeOf(await ask(`/templates/${id}/revisions/1/restore`, { method: "POST" }))).toEqual([428, "PRECONDITION_REQUIRED"]);
  });

  it("is refused with all problems of the document, and where they are", async () => {
    const { ask } = await start();
    const wrong = {
      ...document,
      fields: [
        { target: "id", from: "nope", status: "accepted" },
        { target: "x", from: "vorname", status: "accepted" },
      ],
    };
    const response = await ask("/templates", { json: { name: "n", document: wrong } });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { code: "MAPPING_INVALID", errors: [{ pointer: "/document/fields/0/from" }, { pointer: "/document/fields/1/target" }] },
    ]);
    const other = await ask("/templates", { json: { name: "n", document: { ...document, version: 2 } } });
    expect(await other.json()).toMatchObject({ code: "MAPPING_INVALID", errors: [{ pointer: "/document/version" }] });
    expect((await ask("/templates", { json: { name: "", document } })).status).toBe(422);
  });

  it("keeps to the limits: size, revisions, templates of a user", async () => {
    const { ask, put, save } = await start("memory", { documentBytes: 2_000, revisions: 2, templatesPerUser: 1 });
    const { id } = await save();
    expect(await (await ask("/templates", { json: { name: "n", document } })).json()).toMatchObject({
      status: 409,
      code: "TEMPLATE_QUOTA_EXCEEDED",
    });
    await save("bob");
    const long = { ...document, description: "x".repeat(2_000) };
    expect(await (await put(`/templates/${id}`, { document: long }, { "If-Match": "*" })).json()).toMatchObject({
      status: 413,
      code: "TEMPLATE_TOO_LARGE",
    });
    for (const _ of [1, 2]) await put(`/templates/${id}`, { document }, { "If-Match": "*" });
    expect(await (await ask(`/templates/${id}/revisions`)).json()).toMatchObject({
      items: [{ revision: 3 }, { revision: 2 }],
      next_before: null,
    });
  });

  it("is refused for a template that all users share, which can be read and bound", async () => {
    const { ask, put, store, upload } = await start();
    const id = "019a0000-0000-7000-8000-000000000001";
    await store.templates.create({ id, userId: null, name: "shared", document: JSON.stringify(document) as never });
    expect((await ask(`/templates/${id}`)).status).toBe(200);
    expect(await (await ask("/templates?shared=true")).json()).toMatchObject({ items: [{ id }] });
    const refused = await put(`/templates/${id}`, { document }, { "If-Match": "*" });
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: "ACCESS_DENIED" }]);
    const file_id = await upload("Kundennr,Vorname,E-Mail\n1,Ada,a@example.org\n");
    expect((await ask(`/templates/${id}/bind`, { json: { file_id } })).status).toBe(200);
  });
});

describe("POST /templates/{id}/bind", () => {
  it("answers the document for another file, and the difference", async () => {
    const { ask, save, upload } = await start();
    const { id } = await save();
    const file_id = await upload("E-Mail;Kundennr;Ort\na@example.org;1;Bonn\n");
    const response = await ask(`/templates/${id}/bind`, { json: { file_id } });
    expect([response.status, await response.json()]).toMatchObject([
      200,
      {
        template_id: id,
        revision: 1,
        difference: {
          same_columns: false,
          moved: [
            { name: "Kundennr", from: 0, to: 1 },
            { name: "E-Mail", from: 2, to: 0 },
          ],
          missing: [{ name: "Vorname", targets: ["first_name"] }],
          added: [{ name: "Ort", index: 2 }],
          lost: [{ target: "first_name", required: false }],
        },
      },
    ]);
  });

  it("refuses a file in which required targets lost their source, with all problems", async () => {
    const { ask, save, upload } = await start();
    const { id } = await save();
    const response = await ask(`/templates/${id}/bind`, { json: { file_id: await upload("Vorname,Ort\nAda,Bonn\n") } });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      {
        code: "TEMPLATE_MISMATCH",
        errors: [{ detail: expect.stringContaining('"Kundennr"') }, { detail: expect.stringContaining('"E-Mail"') }],
      },
    ]);
  });

  it.each([
    ["another user's file", "a,b\n1,2\n", "bob", 404, "FILE_NOT_FOUND"],
    ["a file that is no table", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "ada", 422, "FILE_NOT_TEXT"],
  ])("answers for %s", async (_, text, owner, status, code) => {
    const { ask, save, upload } = await start();
    const { id } = await save();
    const response = await ask(`/templates/${id}/bind`, { json: { file_id: await upload(text, owner) } });
    expect(await response.json()).toMatchObject({ status, code });
  });
});
