import { NonRetriableError, RowmillError } from "@rowmill/core";
import { describe, expect, expectTypeOf, it } from "vitest";

declare module "@rowmill/core" {
  interface ErrorCodes {
    PRINTER_OUT_OF_PAPER: true;
  }
}

describe("RowmillError", () => {
  it("has a code, a message, and what it was given", () => {
    const cause = new Error("inner");
    const error = new RowmillError("JOB_NOT_FOUND", "There is no job 7", { cause, details: { id: "7" }, retriable: false });
    expect(error).toMatchObject({
      name: "RowmillError",
      code: "JOB_NOT_FOUND",
      message: "There is no job 7",
      cause,
      details: { id: "7" },
      retriable: false,
    });
  });

  it("has no details and no cause unless it is given some", () => {
    const error = new RowmillError("JOB_NOT_FOUND", "There is no job 7");
    expect(error.details).toEqual({});
    expect("cause" in error).toBe(false);
  });

  it("can be retried if its code says so, unless the throw says otherwise", () => {
    expect(new RowmillError("STORE_UNAVAILABLE", "x").retriable).toBe(true);
    expect(new RowmillError("STORE_UNAVAILABLE", "x", { retriable: false }).retriable).toBe(false);
    expect(new RowmillError("JOB_INPUT_INVALID", "x").retriable).toBe(false);
    expect(new RowmillError("JOB_INPUT_INVALID", "x", { retriable: true }).retriable).toBe(true);
  });

  it("can have a declared code of an application, which can be retried", () => {
    expect(new RowmillError("PRINTER_OUT_OF_PAPER", "x")).toMatchObject({ code: "PRINTER_OUT_OF_PAPER", retriable: true });
    // @ts-expect-error A mistyped code does not compile.
    expect(new RowmillError("JOB_NOT_FUOND", "x").retriable).toBe(true);
    // No code is found where an object has something by nature.
    expect(new RowmillError("toString" as "JOB_FAILED", "x").retriable).toBe(true);
  });

  it("does not show its marker", () => {
    expect(Object.keys(new RowmillError("JOB_FAILED", "x")).toSorted()).toEqual(["code", "details", "name", "retriable"]);
  });
});

describe("RowmillError.is", () => {
  it("knows an error, and its code", () => {
    const error: unknown = new RowmillError("JOB_FAILED", "x");
    expect(RowmillError.is(error)).toBe(true);
    expect(RowmillError.is(error, "JOB_FAILED")).toBe(true);
    expect(RowmillError.is(error, "JOB_CANCELLED")).toBe(false);
  });

  it("knows an error of another copy of the package", () => {
    const foreign = Object.assign(new Error("x"), { code: "JOB_FAILED", [Symbol.for("rowmill.error")]: true });
    expect(RowmillError.is(foreign, "JOB_FAILED")).toBe(true);
  });

  it.each([undefined, null, "JOB_FAILED", 7, {}, new Error("x"), { code: "JOB_FAILED" }])("is false of %s", (value) => {
    expect(RowmillError.is(value)).toBe(false);
  });

  it("tells TypeScript", () => {
    const error: unknown = new RowmillError("JOB_FAILED", "x");
    if (!RowmillError.is(error)) expect.unreachable();
    expectTypeOf(error).toEqualTypeOf<RowmillError>();
  });
});

describe("NonRetriableError", () => {
  it("is a RowmillError HANDLER_FAILED that cannot be retried", () => {
    const cause = new Error("inner");
    const error = new NonRetriableError("There is no customer 7", { cause });
    expect(RowmillError.is(error, "HANDLER_FAILED")).toBe(true);
    expect(error).toMatchObject({ name: "NonRetriableError", message: "There is no customer 7", retriable: false, cause });
  });
});
