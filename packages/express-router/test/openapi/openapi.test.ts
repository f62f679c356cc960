import { defineJobType } from "@rowmill/core";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTypescript, { astToString } from "openapi-typescript";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiFixture } from "../api-fixture.ts";
import { builtInApi } from "./built-in-api.ts";

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

describe("GET /openapi.json", () => {
  it("is the committed openapi.json for the built-in job types (npx vitest run packages/express-router/test/openapi -u writes it)", async () => {
    const { url } = await builtInApi();
    const document: unknown = await (await fetch(`${url}/openapi.json`)).json();
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot("../../openapi.json");
  });

  it("is a valid OpenAPI 3.1 document, also with types of the host's own", async () => {
    const { ask, manager } = await apiFixture({ expose: ["double"], openapi: { title: "Mine", version: "7" } });
    const odd = defineJobType({
      type: "odd",
      input: z.object({
        at: z.date().optional(),
        node: z.lazy(() => z.unknown()),
        kind: z.enum(["a", "b"]).default("a"),
        big: z.bigint().optional(),
      }),
      endpoint: { path: "odd", body: z.object({ at: z.string() }).meta({ id: "OddBody" }), toInput: () => ({ node: 1 }) },
    });
    manager.register(odd);
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: z.ZodType<Tree> = z.object({ children: z.lazy(() => z.array(tree)) });
    for (const type of ["tree", "forest"]) {
      const input = type === "tree" ? tree : z.object({ trees: z.array(tree), more: z.array(tree) });
      manager.register(defineJobType({ type, input, endpoint: { path: type } }));
    }
    const document = (await (await ask("/openapi.json", { as: null })).json()) as Document & { info: unknown };
    expect(await new Validator().validate(document as never)).toEqual({ valid: true });
    expect(document.info).toEqual({ title: "Mine", version: "7" });
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/jobs/double", "/jobs/hold", "/jobs/odd"]));
    expect(document.components.schemas).toHaveProperty("OddBody");
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref!.replace("#/components/schemas/", ""));
    expect(new Set(Object.keys(document.components.schemas))).toEqual(new Set(refs));
    expect(await openapiTypescript(document as never)).toBeDefined();
  });

  it("names every operation once, and the problems of each", async () => {
    const { url } = await builtInApi();
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(Object.keys(responses)).toContain("500");
  });

  it("is not served where the host does not want it", async () => {
    const { ask } = await apiFixture({ openapi: false });
    expect((await ask("/openapi.json")).status).toBe(404);
  });
});

describe("the generated client's types", () => {
  it("are those that openapi-typescript makes of openapi.json", async () => {
    const { url } = await builtInApi();
    const types = astToString(await openapiTypescript(new URL(`${url}/openapi.json`)));
    await expect(types).toMatchFileSnapshot("./generated-types.ts");
  });
});
