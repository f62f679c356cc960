import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod/v3";

const v3 = z3.object({ a: z3.string() }) as unknown as z.ZodType;
const small = mini.object({ a: mini.string() }) as unknown as z.ZodType;

/** Defines a type with this schema in each of the places where a schema can stand. */
const places: Readonly<Record<string, (schema: z.ZodType) => unknown>> = {
  input: (input) => defineJobType({ type: "t", input }),
  result: (result) => defineJobType({ type: "t", input: z.null(), result }),
  body: (body) => defineJobType({ type: "t", input: z.null(), endpoint: { path: "t", body } }),
};

describe.each(Object.entries(places))("the %s of a job type", (name, define) => {
  it.each([
    ["zod 3", v3, "not of zod 3"],
    ["zod/mini", small, "not of zod/mini"],
    ["zod 3 within one of zod 4", z.object({ a: z.lazy(() => v3) }), 'not of "zod" 4'],
    ["nothing", null as unknown as z.ZodType, "must be a zod schema"],
    ["something else", { safeParseAsync() {} } as unknown as z.ZodType, "must be a zod schema"],
  ])("is refused where it is defined if it is a schema of %s", (_, schema, reason) => {
    expect(() => define(schema)).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining(reason) as unknown }),
    );
    expect(() => define(schema)).toThrow(`"${name}"`);
  });

  it.each([
    ["what JSON has no word for", z.object({ at: z.date(), big: z.bigint(), own: z.custom<string>() })],
    [
      "transforms and refinements",
      z
        .string()
        .transform(Number)
        .pipe(z.number())
        .refine((n) => n > 0),
    ],
    [
      "itself",
      z.object({
        get inner() {
          return z.optional(z.array(z.unknown()));
        },
      }),
    ],
    ["a part that is declared further below", z.lazy(() => later)],
  ])("may have %s", (_, schema) => expect(() => define(schema)).not.toThrow());
});

it("an input that cannot be documented is refused only where it is documented", () => {
  const input = z.object({ a: z.string().meta({ id: "same" }), b: z.number().meta({ id: "same" }) });
  expect(() => defineJobType({ type: "t", input })).not.toThrow();
  expect(() => defineJobType({ type: "t", input, endpoint: { path: "t" } })).toThrow("cannot be documented");
});

const later = z.string();
