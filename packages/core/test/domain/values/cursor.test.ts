import { parseCursor, toCursor } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const anyPosition = fc.record({ createdAtMs: fc.integer(), id: fc.string() });
const invalid = expect.objectContaining({ code: "CURSOR_INVALID" }) as unknown;

describe("a cursor", () => {
  it("is read back as the position that it was made of", () => {
    fc.assert(
      fc.property(anyPosition, (position) => {
        expect(parseCursor(toCursor(position))).toEqual(position);
      }),
    );
  });

  it("goes into a URL as it is", () => {
    fc.assert(fc.property(anyPosition, (position) => /^[\w-]+$/.test(toCursor(position))));
  });

  it.each([
    "",
    "x",
    "%%%",
    Buffer.from("[]").toString("base64url"),
    Buffer.from('[2,5,"id"]').toString("base64url"),
    Buffer.from("null").toString("base64url"),
    Buffer.from('[1,"5","id"]').toString("base64url"),
    Buffer.from('[1,1e300,"id"]').toString("base64url"),
    Buffer.from('[1,0.5,"id"]').toString("base64url"),
    Buffer.from('[1,-8640000000000000,"id"]').toString("base64url"),
  ])("is refused with CURSOR_INVALID if no list answered it: %j", (text) => {
    expect(() => parseCursor(text)).toThrow(invalid);
  });

  it("is refused with CURSOR_INVALID, never with anything else, whatever its characters", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseCursor(text)).toThrow(invalid);
      }),
    );
  });
});
