import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parse } from "../../src/domain/parse.ts";

const parseInput = async <Schema extends z.ZodType>(schema: Schema, value: unknown) =>
  await parse(schema, value, "The input", "JOB_INPUT_INVALID");

describe("parse", () => {
  it("answers what the schema makes of a value", async () => {
    expect(await parseInput(z.object({ n: z.coerce.number() }), { n: "7", more: true })).toEqual({ n: 7 });
  });

  it("refuses with the code, zod's issues, and a message that names the value and the field", async () => {
    await expect(parseInput(z.object({ n: z.number() }), { n: "7" })).rejects.toMatchObject({
      code: "JOB_INPUT_INVALID",
      retriable: false,
      message: expect.stringMatching(/^The input is not valid: [^]*\bn\b/) as unknown,
      details: { issues: [{ path: ["n"], code: "invalid_type" }] },
      cause: expect.any(z.ZodError) as unknown,
    });
  });

  it("awaits an asynchronous refinement", async () => {
    const even = z.number().refine(async (n) => n % 2 === 0, "odd");
    expect(await parseInput(even, 4)).toBe(4);
    await expect(parseInput(even, 5)).rejects.toMatchObject({
      code: "JOB_INPUT_INVALID",
      message: expect.stringContaining("odd") as unknown,
    });
  });

  it("awaits an asynchronous transform", async () => {
    expect(
      await parseInput(
        z.string().transform(async (text) => text.length),
        "four",
      ),
    ).toBe(4);
  });

  it("runs every transform once, also beside asynchronous parts", async () => {
    let count = 0;
    const counted = z.string().transform((text) => ((count += 1), text));
    await parseInput(counted, "x");
    expect(count).toBe(1);
    await parseInput(
      counted.refine(async () => true),
      "x",
    );
    expect(count).toBe(2);
  });

  it("turns what a synchronous part throws into the code", async () => {
    const broken = z.string().transform(() => {
      throw new Error("out of order");
    });
    await expect(parseInput(broken, "x")).rejects.toMatchObject({
      code: "JOB_INPUT_INVALID",
      message: "The input could not be checked: out of order",
      retriable: true,
    });
  });

  it("turns what an asynchronous part throws into the code, and leaves no rejection unhandled", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const broken = z.string().refine(async () => {
      throw new Error("database is down");
    });
    await expect(parseInput(broken, "x")).rejects.toMatchObject({
      code: "JOB_INPUT_INVALID",
      message: "The input could not be checked: database is down",
      retriable: true,
    });
    // Node tells of unhandled rejections when the microtasks have run.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});
