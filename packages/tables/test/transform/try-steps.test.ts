import { describe, expect, it } from "vitest";
import { trySteps } from "../../src/index.ts";

describe("trySteps", () => {
  it("returns the values on which a step fails, and the step", () => {
    expect(trySteps(["trim", { op: "number", decimalChar: "," }], [" 1,5 ", "x", "2", ""])).toMatchObject([
      { value: "x", op: "number", message: expect.any(String) },
    ]);
  });

  it("returns nothing without steps or values", () => {
    expect(trySteps([], ["x"])).toEqual([]);
    expect(trySteps(["lowercase"], [])).toEqual([]);
  });

  it("refuses steps that need more than the value", () => {
    expect(() => trySteps([{ op: "math", operator: "add", byColumn: "other" }], ["1"])).toThrow(
      expect.objectContaining({ code: "MAPPING_INVALID" }),
    );
  });
});
