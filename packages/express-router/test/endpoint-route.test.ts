import { defineJobType } from "@rowmill/core";
import { defineRoute } from "@rowmill/core/http";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiFixture } from "./api-fixture.ts";

describe("POST /jobs/{endpoint}", () => {
  it("creates a job of the caller's, and answers 202 with where to look", async () => {
    const { ask, manager } = await apiFixture();
    const response = await ask("/jobs/double", { json: { n: 21 } });
    expect(response.status).toBe(202);
    const body = (await response.json()) as { job_id: string };
    expect(body).toEqual({ job_id: expect.any(String), status: "pending", message: "Job created and queued" });
    expect(response.headers.get("Location")).toBe(`/api/jobs/${body.job_id}/status`);
    expect(response.headers.get("Retry-After")).toBe("1");
    expect(await manager.waitForJob(body.job_id)).toMatchObject({ type: "double", userId: "ada", result: { n: 42 } });
  });

  it("serves a type that is registered after the router was made", async () => {
    const { ask, manager } = await apiFixture();
    expect((await ask("/jobs/greet", { json: { name: "Ada" } })).status).toBe(404);
    const greet = defineJobType({
      type: "greet",
      input: z.object({ greeting: z.string() }),
      endpoint: {
        path: "greet",
        body: z.object({ name: z.string() }),
        message: "On its way",
        toInput: ({ name }, { userId }) => ({ greeting: `Hello ${name}, says ${userId}` }),
      },
    });
    manager.register(greet.handle(({ greeting }) => greeting));
    const response = await ask("/jobs/greet", { json: { name: "Bob" } });
    const body = (await response.json()) as { job_id: string; message: string };
    expect(body.message).toBe("On its way");
    expect(await manager.waitForJob(body.job_id)).toMatchObject({ result: "Hello Bob, says ada" });
  });

  it("refuses unknown fields with a pointer to each, also where the type's schema would drop them", async () => {
    const { ask } = await apiFixture();
    const response = await ask("/jobs/double", { json: { n: 1, user_id: "bob", "a/b~c": 1 } });
    expect(response.status).toBe(422);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Unprocessable Entity",
      status: 422,
      detail: "The input is not valid: see errors.",
      code: "JOB_INPUT_INVALID",
      errors: [
        { detail: "There is no such field.", pointer: "/user_id" },
        { detail: "There is no such field.", pointer: "/a~1b~0c" },
      ],
    });
  });

  it.each([["/jobs/hold"], ["/jobs/double"], ["/jobs"]])("%s tells of twenty wrong fields at most", async (path) => {
    const { ask } = await apiFixture();
    const json = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 1]));
    const response = await ask(path, { json });
    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: unknown[] }).errors).toHaveLength(20);
  });

  it("says of each wrong field where it is", async () => {
    const { ask } = await apiFixture();
    const response = await ask("/jobs/double", { json: { n: "21" } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: "/n", detail: expect.stringContaining("expected number") }] });
  });

  it("of types with similar names, and of one at a host's own address, breaks nothing", async () => {
    const own = defineRoute({
      name: "own",
      method: "POST",
      path: "/jobs/own",
      summary: "The host's",
      answers: {},
      handle: () => ({ status: 299 }),
    });
    const { ask, manager, logged } = await apiFixture({ routes: [own] });
    const input = z.object({ n: z.number() });
    for (const path of ["a-1", "a1", "own"]) manager.register(defineJobType({ type: path, input, endpoint: { path } }));
    expect((await ask("/jobs/a-1", { json: { n: 1 } })).status).toBe(202);
    expect((await ask("/jobs/a1", { json: { n: 1 } })).status).toBe(202);
    expect((await ask("/jobs/own", { json: { n: 1 } })).status).toBe(299);
    const { paths } = (await (await ask("/openapi.json")).json()) as { paths: object };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/jobs/a-1", "/jobs/a1", "/jobs/own"]));
    expect(logged.map(({ level }) => level)).toEqual(logged.map(() => "warn"));
  });
});
