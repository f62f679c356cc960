import { describe, expect, it } from "vitest";
import { isStorableName, refuseUnstorableNames } from "../../../src/domain/values/storable-name.ts";

describe("a name", () => {
  it.each(["", "ada", "Zoë 😀", "a\uFFFDb", " ", "\n", null, undefined])("can be stored: %j", (name) => {
    expect(isStorableName(name)).toBe(true);
  });

  it.each(["\0", "ada\0", "\uD800", "a\uDC00b"])("cannot be stored: %j", (name) => {
    expect(isStorableName(name)).toBe(false);
    expect(() => refuseUnstorableNames({ id: "good", userId: name }, "a file")).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringMatching(/^The userId of a file cannot be ".*\\u/) }),
    );
  });
});
