import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const optionInvalid = expect.objectContaining({ code: "OPTION_INVALID" }) as unknown;

describe("defineJobType", () => {
  it("fills in the defaults", () => {
    expect(defineJobType({ type: "resize", input: z.string() })).toMatchObject({
      type: "resize",
      retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 600_000 },
      timeoutMs: 0,
      concurrency: undefined,
      priority: 0,
    });
  });

  it("fills in what a retry policy leaves out", () => {
    expect(defineJobType({ type: "resize", input: z.string(), retry: { maxAttempts: 5 } }).retry).toEqual({
      maxAttempts: 5,
      firstDelayMs: 1_000,
      maxDelayMs: 600_000,
    });
  });

  it("takes any JSON as result if it is not told what to expect", () => {
    expect(defineJobType({ type: "resize", input: z.string() }).result.parse({ any: ["thing"] })).toEqual({ any: ["thing"] });
  });

  it.each(["a", "resize-image", "img/resize.v2:fast_1", "x".repeat(100)])("takes the name %j", (type) => {
    expect(defineJobType({ type, input: z.string() }).type).toBe(type);
  });

  it.each(["", "with space", "ünicode", "new\nline", "x".repeat(101), "trailing\n"])("refuses the name %j with OPTION_INVALID", (type) => {
    expect(() => defineJobType({ type, input: z.string() })).toThrow(optionInvalid);
  });

  it.each([
    { retry: { maxAttempts: 0 } },
    { retry: { maxAttempts: 1.5 } },
    { retry: { firstDelayMs: -1 } },
    { retry: { maxDelayMs: NaN } },
    { retry: { attempts: 5 } as never },
    { timeoutMs: -1 },
    { timeoutMs: "1000" as never },
    { concurrency: 0 },
    { concurrency: Infinity },
    { priority: 0.5 },
    { priority: 2 ** 31 },
    { priority: -(2 ** 31) - 1 },
  ])("refuses %j with OPTION_INVALID", (options) => {
    expect(() => defineJobType({ type: "resize", input: z.string(), ...options })).toThrow(optionInvalid);
  });

  it("refuses what is no handler, and an option of one that nobody reads", () => {
    const resize = defineJobType({ type: "resize", input: z.string() });
    expect(() => resize.handle("resize" as never)).toThrow(optionInvalid);
    expect(() => resize.handle(() => null, { timeoutMs: 5 } as never)).toThrow(optionInvalid);
    expect(() => defineJobType({ type: 5 as never, input: z.string() })).toThrow(optionInvalid);
  });

  it("takes an endpoint, whose toInput gets what body puts out", async () => {
    const { endpoint } = defineJobType({
      type: "resize",
      input: z.object({ width: z.number() }),
      endpoint: { path: "resize-2", body: z.object({ w: z.string() }), toInput: (body) => ({ width: Number(body.w) }) },
    });
    expect(await endpoint?.toInput?.({ w: "7" }, { userId: null })).toEqual({ width: 7 });
  });

  it.each([
    { path: "" },
    { path: "Resize" },
    { path: "a/b" },
    { path: "-a" },
    { path: "a_b" },
    { path: "é" },
    { path: "x".repeat(65) },
    { path: "resize", body: {} as never },
    { path: "resize", msg: "typing error" } as never,
  ])("refuses the endpoint %j with OPTION_INVALID", (endpoint) => {
    expect(() => defineJobType({ type: "resize", input: z.string(), endpoint })).toThrow(optionInvalid);
  });

  it("names the option, the type and the value in the message", () => {
    expect(() => defineJobType({ type: "resize", input: z.string(), concurrency: 0 })).toThrow(
      'Option "concurrency of job type resize" must be a whole number from 1 up, got 0',
    );
  });
});
