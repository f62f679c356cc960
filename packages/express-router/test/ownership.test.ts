import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { builtInApi } from "./openapi/built-in-api.ts";
import { byToken } from "./api-fixture.ts";

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly security?: readonly unknown[];
}

const { paths } = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8")) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** What stands for a thing in the address of each route that names one. */
const NOBODYS_ID = "01900000-0000-7000-8000-000000000000";
/** Of the same length, since the answer repeats it. */
const SCHEDULE_ID = "01900000-0000-7000-8000-00000000ada5";

/** The routes whose body names a thing, with such a body. */
const bodiesThatName: Record<string, (id: string) => unknown> = {
  "POST /jobs": (id) => ({ type: "analyze", input: { file_id: id } }),
  "POST /jobs/analyze": (id) => ({ file_id: id }),
};

async function fixture() {
  const api = await builtInApi({ authenticate: byToken, expose: ["analyze"] });
  // Nothing runs: what changes here, a request has changed.
  api.manager.pause();
  const file = await api.files.put([Buffer.from("id\n1\n")], { name: "a.csv", userId: "ada" });
  const upload = await api.files.uploads!.begin({ sizeBytes: 5, userId: "ada" });
  const { job } = await api.manager.createJob("analyze", { file_id: file.id }, { userId: "ada", idempotencyKey: "key" });
  await api.manager.schedule("analyze", { file_id: file.id }, { id: SCHEDULE_ID, cron: "0 8 * * *", userId: "ada" });
  const hers = (path: string) =>
    path.startsWith("/schedules")
      ? SCHEDULE_ID
      : path.startsWith("/files/uploads")
        ? upload.id
        : path.startsWith("/files")
          ? file.id
          : job.id;
  const idOf = (path: string, owned: boolean) => (owned ? hers(path) : NOBODYS_ID);
  const ask = async (method: string, path: string, body: unknown, as: string | null, needed: Record<string, string> = {}) => {
    const response = await fetch(api.url + path, {
      method,
      headers: {
        ...needed,
        ...(as !== null && { Authorization: `Bearer ${as}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: response.status === 200 && path.includes("events") ? "" : await response.text() };
  };
  return { ...api, job, file, idOf, ask };
}

const withId = operations.filter(({ path }) => path.includes("{"));
const withBody = operations.filter(({ method, path }) => `${method} ${path}` in bodiesThatName);
const guarded = operations.filter(({ operation }) => operation.security === undefined);
const looking = guarded.filter(({ method, path }) => method === "GET" && !path.includes("{"));
/** They change nothing, though their questions need a body. */
const asking = ["POST /templates/{id}/bind", "POST /schedules/preview"];
const changing = operations.filter(({ method }) => method !== "GET" && method !== "HEAD");

it("there is a row for every operation of openapi.json", () => {
  expect(operations.length).toBeGreaterThanOrEqual(12);
  expect(new Set([...withId, ...withBody, ...looking, ...changing]).size).toBe(guarded.length);
});

it.each(withId)("$method $path answers Bob for what is Ada's with the same bytes as for what does not exist", async (row) => {
  const { method, path, operation } = row;
  const { ask, idOf, job, manager } = await fixture();
  const before = await manager.getJob(job.id);
  const body = operation.requestBody ? {} : undefined;
  const needed = Object.fromEntries(
    (operation.parameters ?? []).flatMap((one) => (one.in === "header" && one.required ? [[one.name, "0"]] : [])),
  );
  const hers = await ask(method, addressOf(path, idOf(path, true)), body, "bob", needed);
  const nobodys = await ask(method, addressOf(path, idOf(path, false)), body, "bob", needed);
  expect(hers).toEqual(nobodys);
  if (operation.requestBody) expect([404, 415, 422]).toContain(hers.status);
  else expect(hers.status).toBe(404);
  expect(await manager.getJob(job.id)).toEqual(before);
});

it.each(withBody)("$method $path takes from Bob what is Ada's no more than what does not exist", async ({ method, path }) => {
  const { ask, file } = await fixture();
  const bodyWith = bodiesThatName[`${method} ${path}`]!;
  const hers = await ask(method, path, bodyWith(file.id), "bob");
  const nobodys = await ask(method, path, bodyWith(NOBODYS_ID), "bob");
  expect(hers).toEqual(nobodys);
  expect(hers.status).toBe(404);
});

it.each(looking)("$method $path tells Bob nothing of what is Ada's", async ({ path }) => {
  const { url, job, file } = await fixture();
  const response = await fetch(url + path, { headers: { Authorization: "Bearer bob" } });
  const first = await response.body!.getReader().read();
  const text = Buffer.from(first.value ?? []).toString();
  expect(text).not.toContain(job.id);
  expect(text).not.toContain(file.id);
});

it.each(guarded)("$method $path answers nobody without an identity: 401", async ({ method, path }) => {
  const { ask, idOf } = await fixture();
  expect((await ask(method, addressOf(path, idOf(path, true)), undefined, null)).status).toBe(401);
});

it.each(changing.filter(({ method, path }) => !asking.includes(`${method} ${path}`)))(
  "$method $path is refused to who may only look: 403",
  async ({ method, path }) => {
    const { ask, idOf } = await fixture();
    expect((await ask(method, addressOf(path, idOf(path, false)), undefined, "eve")).status).toBe(403);
  },
);

function addressOf(path: string, id: string): string {
  return path.replaceAll("{id}", id).replaceAll(/\{\w+\}/g, "1");
}
