import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRegistry } from "../../src/domain/registry.ts";

const resize = defineJobType({ type: "resize", input: z.string() });

describe("a registry", () => {
  it("knows a type without a handler, but does not run it", () => {
    const registry = createRegistry();
    registry.add(resize);
    expect(registry.get("resize")).toEqual({ jobType: resize, handler: undefined });
    expect(registry.handled()).toEqual([]);
  });

  it("runs a type with a handler", () => {
    const registry = createRegistry();
    const handler = () => "done";
    registry.add(resize.handle(handler));
    expect(registry.require("resize")).toEqual({ jobType: resize, handler });
    expect(registry.handled()).toEqual([resize]);
  });

  it("joins a type with a handler that comes later, and keeps the handler when the type comes later", () => {
    for (const order of [0, 1]) {
      const registry = createRegistry();
      const items = [resize, resize.handle(() => "done")];
      for (const item of order === 0 ? items : items.toReversed()) registry.add(item);
      expect(registry.handled()).toEqual([resize]);
    }
  });

  it.each([undefined, null, "resize", () => "done", {}, { jobType: undefined }])(
    "refuses %s, which is no job type, with OPTION_INVALID",
    (item) => {
      const registry = createRegistry();
      expect(() => registry.add(item as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
      expect(registry.all()).toEqual([]);
    },
  );

  it("refuses another type of the same name with JOB_TYPE_DUPLICATE", () => {
    const registry = createRegistry();
    registry.add(resize);
    const other = defineJobType({ type: "resize", input: z.number() });
    expect(() => registry.add(other)).toThrow(expect.objectContaining({ code: "JOB_TYPE_DUPLICATE" }));
  });

  it("refuses another type with the same endpoint with JOB_TYPE_DUPLICATE, and takes the same type again", () => {
    const registry = createRegistry();
    const crop = defineJobType({ type: "crop", input: z.string(), endpoint: { path: "images" } });
    registry.add(crop);
    registry.add(crop.handle(() => "done"));
    const other = defineJobType({ type: "rotate", input: z.string(), endpoint: { path: "images" } });
    expect(() => registry.add(other)).toThrow(/"crop" and "rotate" have the same endpoint, "images"/);
    expect(registry.all()).toEqual([crop]);
  });

  it("refuses a second handler with JOB_TYPE_DUPLICATE, and keeps the first", () => {
    const registry = createRegistry();
    const first = () => "first";
    registry.add(resize.handle(first));
    expect(() => registry.add(resize.handle(() => "second"))).toThrow(expect.objectContaining({ code: "JOB_TYPE_DUPLICATE" }));
    expect(registry.require("resize").handler).toBe(first);
  });

  it("says JOB_TYPE_UNKNOWN and names the types that it knows", () => {
    const registry = createRegistry();
    registry.add(resize);
    expect(() => registry.require("rezise")).toThrow(
      expect.objectContaining({
        code: "JOB_TYPE_UNKNOWN",
        message: 'There is no job type "rezise" here. Registered: "resize"',
        details: { type: "rezise" },
      }),
    );
  });
});
