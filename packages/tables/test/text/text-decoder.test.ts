import { describe, expect, it } from "vitest";
import { textDecoder } from "../../src/text/decode/text-decoder.ts";

describe("textDecoder", () => {
  it.each<[encoding: string, bytes: number[], text: string]>([
    ["utf-32le", [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x00, 0xf6, 0x01, 0], "a😀"],
    ["utf-32be", [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61, 0, 0x01, 0xf6, 0x00, 0, 0, 0xd8, 0], "a😀\ufffd"],
    ["utf-32le", [0x61, 0, 0, 0, 0x62, 0], "a\ufffd"],
    [
      "iso-2022-kr",
      [0x1b, 0x24, 0x29, 0x43, 0x61, 0x2c, 0x0e, 0x31, 0x68, 0x20, 0x0f, 0x62, 0x0a, 0x0e, 0x31, 0x68, 0x0a, 0x63],
      "a,김 b\n김\nc",
    ],
    ["ibm850", [0x81, 0x2c, 0x94], "ü,ö"],
  ])("reads %s, wherever the bytes are cut", (encoding, bytes, text) => {
    const all = Uint8Array.from(bytes);
    expect(textDecoder(encoding).decode(all)).toBe(text);
    for (let cut = 0; cut <= all.length; cut += 1) {
      const decoder = textDecoder(encoding);
      const first = decoder.decode(all.subarray(0, cut), { stream: true });
      expect(first + decoder.decode(all.subarray(cut), { stream: true }) + decoder.decode(), `cut at ${cut}`).toBe(text);
    }
  });
});
