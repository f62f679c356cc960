import { describe, expect, it } from "vitest";
import { delayInMs, limitInMs, wholeNumber } from "../../src/domain/check-option.ts";

const optionInvalid = (message: string) => expect.objectContaining({ code: "OPTION_INVALID", message }) as unknown;

describe("wholeNumber", () => {
  it("answers the fallback for an option that was not given", () => {
    expect(wholeNumber("n", undefined, 4, { min: 1 })).toBe(4);
  });

  it("takes its bounds", () => {
    expect([1, 9].map((value) => wholeNumber("n", value, 4, { min: 1, max: 9 }))).toEqual([1, 9]);
  });

  it("says what it wants and what it got", () => {
    expect(() => wholeNumber("n", 10, 4, { min: 1, max: 9 })).toThrow(
      optionInvalid('Option "n" must be a whole number from 1 to 9, got 10'),
    );
    expect(() => wholeNumber("n", "5" as never, 4, { min: 1 })).toThrow(
      optionInvalid('Option "n" must be a whole number from 1 up, got "5"'),
    );
  });

  it.each([null, 1.5, NaN, Infinity, "2", 2n, {}])("refuses %s", (value) => {
    expect(() => wholeNumber("n", value as never, 4, { min: 1 })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});

describe("delayInMs", () => {
  it("takes 0 and fractions", () => {
    expect([undefined, 0, 0.5].map((value) => delayInMs("ms", value, 7))).toEqual([7, 0, 0.5]);
  });

  it.each([null, -1, NaN, Infinity, 1e15, "5", {}])("refuses %s", (value) => {
    expect(() => delayInMs("ms", value as never, 7)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});

describe("limitInMs", () => {
  it("takes Infinity, too", () => {
    expect([undefined, 1, Infinity].map((value) => limitInMs("ms", value, 7))).toEqual([7, 1, Infinity]);
  });
});
