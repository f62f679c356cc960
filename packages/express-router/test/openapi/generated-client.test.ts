import { expect, it } from "vitest";
import { readEvents } from "../read-events.ts";
import { builtInApi } from "./built-in-api.ts";
import type { paths } from "./generated-types.ts";

type Method = "get" | "post";
type PathsWith<M extends Method> = { [Path in keyof paths]: paths[Path][M] extends object ? Path : never }[keyof paths];
type Json<Holder> = Holder extends { content: { "application/json": infer Body } } ? Body : never;
type Success<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Status extends 200 | 201 | 202 ? Json<Responses[Status]> : never }[keyof Responses & number]
  : never;
type BodyOf<Operation> = Operation extends { requestBody: infer Body } ? Json<Body> : undefined;

/** A client of the few lines that a user would write around generated types. */
function client(baseUrl: string) {
  return {
    get: <Path extends PathsWith<"get">>(path: Path, params: Record<string, string> = {}) =>
      call<Success<paths[Path]["get"]>>("GET", path, params),
    post: <Path extends PathsWith<"post">>(path: Path, params: Record<string, string>, body: BodyOf<paths[Path]["post"]>) =>
      call<Success<paths[Path]["post"]>>("POST", path, params, body),
  };

  async function call<Answer>(method: string, path: string, params: Record<string, string>, body?: unknown): Promise<Answer> {
    const response = await fetch(baseUrl + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!), {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}

it("a client of the generated types runs the whole path: create, follow, read, list, cancel", async () => {
  const { files, url } = await builtInApi();
  const { id: file_id } = await files.put([Buffer.from("id,name\n1,Ada\n2,Grace\n")], { name: "people.csv", userId: "ada" });
  const api = client(url);

  const { job_id: id, status } = await api.post("/jobs/analyze", {}, { file_id });
  expect(status satisfies "pending").toBe("pending");
  let last: string | undefined;
  for await (const { event } of readEvents(await fetch(`${url}/jobs/${id}/events`))) last = event;
  expect(last).toBe("end");

  const job = await api.get("/jobs/{id}/status", { id });
  expect([job.status, job.progress, job.input_file_id]).toEqual(["completed", 100, file_id]);
  expect(await api.get("/jobs/{id}/result", { id })).toMatchObject({ row_count: 2 });
  const { items, next_cursor } = await api.get("/jobs");
  expect([items.map((item) => item.id), next_cursor]).toEqual([[id], null]);
  await expect(api.post("/jobs/{id}/cancel", { id }, undefined)).rejects.toThrow("409");
  // @ts-expect-error -- the schema of the type's input is known here
  await expect(api.post("/jobs/analyze", {}, { file: "x" })).rejects.toThrow("422");
});
