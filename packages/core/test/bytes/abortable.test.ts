import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { abortable } from "../../src/bytes/abortable.ts";

describe("abortable chunks", () => {
  it("are not kept: a file of any size goes through in the memory of a chunk", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const before = arrayBufferMegabytes();
    let seen = 0;
    for await (const chunk of abortable(chunks(100), new AbortController().signal)) {
      seen += chunk.length;
      if (seen !== 90 * MEGABYTE) continue;
      // What is free is given back in a turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      await expect.poll(() => arrayBufferMegabytes() - before).toBeLessThan(10);
    }
    expect(seen).toBe(100 * MEGABYTE);
  });

  it("end with the signal's reason where the source hangs, and let nobody wait for it", async () => {
    const controller = new AbortController();
    const reading = abortable(hanging(), controller.signal);
    expect((await reading.next()).value).toBe("first");
    const next = reading.next();
    controller.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
    expect(await reading.next()).toEqual({ done: true, value: undefined });
  });

  it("tell the source to finish when their reader leaves", async () => {
    let isFinished = false;
    async function* source() {
      try {
        for (;;) yield "chunk";
      } finally {
        isFinished = true;
      }
    }
    for await (const chunk of abortable(source(), new AbortController().signal)) if (chunk === "chunk") break;
    expect(isFinished).toBe(true);
  });

  it("pass on what the source throws", async () => {
    await expect(abortable(broken(), new AbortController().signal).next()).rejects.toThrow("the disk is gone");
  });
});

const MEGABYTE = 1024 * 1024;

async function* chunks(count: number) {
  for (let index = 0; index < count; index += 1) yield new Uint8Array(MEGABYTE);
}

// oxlint-disable-next-line require-yield
async function* broken(): AsyncGenerator<string> {
  throw new Error("the disk is gone");
}

async function* hanging() {
  yield "first";
  await new Promise(() => {});
}

function arrayBufferMegabytes(): number {
  return process.memoryUsage().arrayBuffers / MEGABYTE;
}
