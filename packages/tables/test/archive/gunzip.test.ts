import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gunzip, type GzipFault } from "../../src/archive/gunzip.ts";

const NO_LIMITS = { maxInflatedBytes: Number.POSITIVE_INFINITY, maxInflationRatio: Number.POSITIVE_INFINITY };

/** Unpacks bytes that come in chunks of a size, and answers what came out and what was wrong. */
async function unpack(packed: Uint8Array, chunkBytes = packed.length, limits = NO_LIMITS) {
  const faults: GzipFault[] = [];
  const pieces: Uint8Array[] = [];
  async function* chunks() {
    for (let from = 0; from < packed.length; from += chunkBytes) yield packed.subarray(from, from + chunkBytes);
  }
  for await (const piece of gunzip(chunks(), limits, (fault) => faults.push(fault))) pieces.push(Uint8Array.from(piece));
  return { text: Buffer.concat(pieces).toString(), faults };
}

const TEXT = "id,city\n" + "1,Köln\n".repeat(5_000);

describe("gunzip", () => {
  it("unpacks all members, wherever the chunks are cut", async () => {
    const packed = Buffer.concat([gzipSync("a,b\n"), gzipSync(""), gzipSync("1,2\n")]);
    for (let size = 1; size <= packed.length; size += 1) expect(await unpack(packed, size)).toEqual({ text: "a,b\n1,2\n", faults: [] });
  });

  it("unpacks any bytes that were packed", async () => {
    const property = fc.asyncProperty(fc.array(fc.string({ maxLength: 200 })), fc.integer({ min: 1, max: 50 }), async (texts, size) => {
      const packed = Buffer.concat(texts.map((text) => gzipSync(text)));
      expect(await unpack(packed, size)).toEqual({ text: Buffer.from(texts.join("")).toString(), faults: [] });
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it("skips a name, a comment, an extra field and a checksum of the head", async () => {
    const plain = gzipSync("x");
    const head = [0x1f, 0x8b, 8, 0b11110, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3, ...Buffer.from("orders.csv\0by hand\0"), 0xaa, 0xbb];
    const packed = Buffer.concat([Buffer.from(head), plain.subarray(10)]);
    for (let size = 1; size <= packed.length; size += 1) expect(await unpack(packed, size)).toEqual({ text: "x", faults: [] });
  });

  it("gives out everything of a file that was cut off, and says so", async () => {
    const packed = gzipSync(TEXT, { level: 1 });
    for (const end of [5, 12, packed.length - 9, packed.length - 8, packed.length - 1]) {
      const { text, faults } = await unpack(packed.subarray(0, end), 100);
      expect(TEXT.startsWith(text)).toBe(true);
      expect(faults).toMatchObject([{ code: "truncated_file", byteOffset: end }]);
    }
    expect((await unpack(packed.subarray(0, -8))).text).toBe(TEXT);
  });

  it("says where bytes follow that are no gzip", async () => {
    const packed = gzipSync("a\n");
    const { text, faults } = await unpack(Buffer.concat([packed, Buffer.from("PS: hello")]));
    expect(text).toBe("a\n");
    expect(faults).toMatchObject([{ code: "trailing_data", byteOffset: packed.length }]);
  });

  it("says when the checksum is wrong", async () => {
    const packed = gzipSync("a\n");
    packed[packed.length - 8] = (packed.at(-8) ?? 0) ^ 1;
    expect(await unpack(packed)).toMatchObject({ text: "a\n", faults: [{ code: "corrupt_archive" }] });
  });

  it("stops where the data is damaged, and says where about", async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 3_000 }, (_, index) => `${index * 7919}\n`).join("")));
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 20);
    const { faults } = await unpack(packed, 64);
    expect(faults).toMatchObject([{ code: "corrupt_archive" }]);
  });

  it("ends wherever the data is damaged, and however it comes", async () => {
    const packed = gzipSync(TEXT.slice(0, 300));
    for (let at = 10; at < packed.length; at += 1) {
      const damaged = Buffer.from(packed);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const whole = await unpack(damaged);
      expect(whole.faults.length).toBeGreaterThan(0);
      expect(await unpack(damaged, 7)).toMatchObject({ faults: [{}] });
    }
  });

  it("refuses more bytes than are allowed, and a file that shrank like a bomb", async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    await expect(unpack(bomb, 65_536, { ...NO_LIMITS, maxInflatedBytes: 1_000_000 })).rejects.toMatchObject({
      code: "FILE_TOO_LARGE_INFLATED",
    });
    await expect(unpack(bomb, 65_536, { maxInflatedBytes: 1e12, maxInflationRatio: 200 })).rejects.toMatchObject({
      code: "FILE_TOO_LARGE_INFLATED",
      retriable: false,
    });
  });

  it("rejects with the error of the source", async () => {
    const broken = new Error("the upload broke off");
    async function* source() {
      yield gzipSync(TEXT).subarray(0, 30);
      throw broken;
    }
    const read = async () => {
      for await (const piece of gunzip(source(), NO_LIMITS, () => {})) void piece;
    };
    await expect(read()).rejects.toBe(broken);
  });

  it("lets go of the source when nobody wants more", async () => {
    let left = false;
    async function* source() {
      try {
        while (true) yield gzipSync(TEXT);
      } finally {
        left = true;
      }
    }
    for await (const piece of gunzip(source(), NO_LIMITS, () => {})) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(left).toBe(true);
  });
});
