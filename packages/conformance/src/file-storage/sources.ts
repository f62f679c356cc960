import { once } from "node:events";
import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ByteSource } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { breaking, chunks, countOf, hasCode, text } from "./bytes.ts";
import type { FileStorageHarness } from "./harness.ts";

const broken = new Error("the disk of the sender is gone");

/** Sources that fail, and what comes of them before. */
const failing: readonly (readonly [what: string, before: string, source: () => ByteSource | Promise<ByteSource>])[] = [
  ["a stream of a file that does not exist", "", () => createReadStream(join(tmpdir(), "rowmill-there-is-no-such-file.csv"))],
  ["a stream of a folder", "", () => createReadStream(tmpdir())],
  ["a stream that has failed already", "", failedStream],
  ["a stream that was destroyed", "", () => new Readable({ read() {} }).destroy()],
  ["a stream that was read to its end by another reader", "", usedStream],
  ["a stream that fails at the first read", "", () => new Readable({ read() { this.destroy(broken); } })], // prettier-ignore
  ["a stream that fails before anything is read", "", failingSoon],
  ["a stream that fails after a chunk", "hel", () => Readable.from(breaking(broken, "hel"))],
  ["a stream that is destroyed after a chunk", "hel", () => destroyedAfter("hel")],
  ["a web stream that has failed", "", () => new ReadableStream({ start: (controller) => controller.error(broken) })],
  ["a web stream that fails after a chunk", "hel", () => webStreamFailingAfter("hel")],
  ["an iterator that throws immediately", "", () => breaking(broken)],
  ["an iterator that throws after a chunk", "hel", () => breaking(broken, "hel")],
  ["an iterator that throws what is no error", "", () => breaking("no error" as never)],
  ["an iterable that cannot begin", "", () => ({ [Symbol.asyncIterator]() { throw broken; } })], // prettier-ignore
  ["a list whose iterator throws", "hel", () => listFailingAfter("hel")],
];

/** What a storage does with sources that fail. An error that ends the process, or a rejection that no one handles, fails the run. */
export const sourceCases: Cases<FileStorageHarness> = {
  "that fails rejects a put, of which nothing stays": async ({ files }) => {
    for (const [what, , source] of failing) {
      await expect(files.put(await source()), what).rejects.toSatisfy(hasCode("FILE_SOURCE_FAILED"));
      await expect(files.put(await source(), { signal: new AbortController().signal }), what).rejects.toSatisfy(
        hasCode("FILE_SOURCE_FAILED"),
      );
    }
    expect(await countOf(files)).toBe(0);
    expect(await files.usage(null)).toEqual({ files: 0, sizeBytes: 0 });
  },

  "that fails is named as the cause": async ({ files }) => {
    await expect(files.put(breaking(broken, "half"))).rejects.toMatchObject({
      cause: broken,
      message: expect.stringContaining(broken.message),
    });
  },

  "that fails rejects an append, which keeps what came before": async ({ files }) => {
    const { uploads } = files;
    if (!uploads) return;
    for (const [what, before, source] of failing) {
      const { id } = await uploads.begin({ sizeBytes: 5 });
      await expect(uploads.append(id, { offset: 0, content: await source() }), what).rejects.toSatisfy(hasCode("FILE_SOURCE_FAILED"));
      expect(await uploads.get(id), what).toMatchObject({ offset: before.length });
      await uploads.append(id, { offset: before.length, content: chunks("hello".slice(before.length)) });
      await uploads.complete(id);
      expect(await text(files.open(id)), what).toBe("hello");
    }
  },

  "that fails after its last chunk was stored, as a file whose closing fails, harms nothing": async ({ files }) => {
    const stream = Readable.from(chunks("hello"));
    const file = await files.put(stream);
    stream.emit("error", broken);
    expect(await text(files.open(file.id))).toBe("hello");
  },

  "is closed where nothing is read of it, and its later errors harm nothing": async ({ files }) => {
    const refusals: readonly ((content: ByteSource) => Promise<unknown>)[] = [
      (content) => files.put(content, { sizeBytes: -1 }),
      (content) => files.put(content, { signal: AbortSignal.abort(broken) }),
      (content) => files.put(content, { quota: { sizeBytes: 1 }, sizeBytes: 5 }),
      ...(files.uploads ? [(content: ByteSource) => files.uploads!.append("nowhere", { offset: 0, content })] : []),
    ];
    for (const refuse of refusals) {
      const stream = new Readable({ read() {} });
      await expect(refuse(stream)).rejects.toBeDefined();
      expect(stream.destroyed).toBe(true);
      await expect(refuse(createReadStream(join(tmpdir(), "rowmill-there-is-no-such-file.csv")))).rejects.toBeDefined();
    }
  },
};

async function failedStream(): Promise<Readable> {
  const stream = new Readable({ read() {} });
  const failed = once(stream, "error");
  stream.destroy(broken);
  await failed.catch(() => undefined);
  return stream;
}

async function usedStream(): Promise<Readable> {
  const stream = Readable.from(chunks("used"));
  for await (const chunk of stream) expect(chunk).toBeDefined();
  return stream.destroy();
}

function failingSoon(): Readable {
  const stream = new Readable({ read() {} });
  process.nextTick(() => stream.destroy(broken));
  return stream;
}

function destroyedAfter(content: string): Readable {
  let isFirst = true;
  return new Readable({
    read() {
      if (isFirst) this.push(content);
      else this.destroy();
      isFirst = false;
    },
  });
}

function webStreamFailingAfter(content: string): ReadableStream<Uint8Array> {
  let isFirst = true;
  return new ReadableStream({
    pull(controller) {
      if (isFirst) controller.enqueue(Buffer.from(content));
      else controller.error(broken);
      isFirst = false;
    },
  });
}

function* listFailingAfter(content: string): Generator<Uint8Array> {
  yield Buffer.from(content);
  throw broken;
}
