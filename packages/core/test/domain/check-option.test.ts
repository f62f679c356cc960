import { describe, expect, it } from "vitest";
import { checkOptions, delayInMs, limitInMs, wholeNumber } from "../../src/domain/check-option.ts";

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

describe("checkOptions", () => {
  const check = (options: object) => () => checkOptions(options, ["userId", "timeoutMs", "timeoutMode", "pollMs"], "waitForJob");

  it.each([
    ["userID", "userId"],
    ["timeotMs", "timeoutMs"],
    ["poll", "pollMs"],
    ["userIdentity", "userId"],
  ])("takes %s for %s", (typed, meant) => {
    expect(check({ [typed]: 1 })).toThrow(optionInvalid(`There is no option "${typed}" of waitForJob. Did you mean "${meant}"?`));
  });

  it.each(["xyz", "time", "p", ""])("lists the options for %j, which could be none or several of them", (typed) => {
    expect(check({ [typed]: 1 })).toThrow(
      optionInvalid(`There is no option "${typed}" of waitForJob. The options are: userId, timeoutMs, timeoutMode, pollMs`),
    );
  });

  it.each([null, undefined, "userId", 1])("rejects %j, which is no object", (options) => {
    expect(check(options as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("takes options that are left out, or undefined", () => {
    expect(check({})).not.toThrow();
    expect(check({ userId: undefined })).not.toThrow();
  });
});
