import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { type FileStorage, RowmillError } from "@rowmill/core";
import type { ByteSource } from "@rowmill/core/adapter";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Aspects, registerCases } from "../cases.ts";
import { announcedCases, userCases } from "./announced.ts";
import { asyncChunks, chunks, HOSTILE_IDS, reusedBuffer, text } from "./bytes.ts";
import { type FileStorageHarness, type FileStorageSuite, useFileStorage } from "./harness.ts";
import { outputCases } from "./outputs.ts";
import { sourceCases } from "./sources.ts";
import { uploadCases } from "./uploads.ts";

/** What the suite looks at by subject, beside the basics. Uploads and outputs only where the storage takes them. */
export const fileStorageAspects = {
  "what is announced": announcedCases,
  users: userCases,
  "a source": sourceCases,
  "an upload": uploadCases,
  "an output": outputCases,
} satisfies Aspects<FileStorageHarness>;

/**
 * Registers the tests that a `FileStorage` must pass: whatever the comments of the port promise. Call it in a test file of vitest.
 *
 * @param name - names the storage in the report
 * @param takesUploads - whether the storage has `uploads`. @defaultValue true
 * @param takesOutputs - whether the storage has `outputs`. @defaultValue true
 *
 * @example
 * ```ts
 * describeFileStorage("memoryStorage", {
 *   create() {
 *     const clock = manualClock();
 *     return { files: memoryStorage({ clock }), advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeFileStorage(name: string, { create, takesUploads = true, takesOutputs = true }: FileStorageSuite): void {
  const { "an upload": uploads, "an output": outputs, ...aspects } = fileStorageAspects;
  const taken = { ...(takesUploads && { "an upload": uploads }), ...(takesOutputs && { "an output": outputs }) };
  registerCases(name, { ...aspects, ...taken }, (run) => useFileStorage(create, run));

  describe(name, () => {
    let harness: FileStorageHarness;
    let files: FileStorage;
    beforeEach(async () => {
      harness = await create();
      ({ files } = harness);
    });
    afterEach(() => harness.dispose?.());

    describe("put", () => {
      it("answers the size, the SHA-256 and what the file came with", async () => {
        const file = await files.put(chunks("id,name\n", "1,Ada\n"), { name: "people.csv", contentType: "text/csv", userId: "ada" });
        expect(file).toMatchObject({ name: "people.csv", contentType: "text/csv", userId: "ada", sizeBytes: 14 });
        expect(file.sha256).toBe(createHash("sha256").update("id,name\n1,Ada\n").digest("hex"));
        expect(file.createdAt).toBeInstanceOf(Date);
      });

      it('says null and "file" where nothing was said', async () => {
        expect(await files.put(chunks("x"))).toMatchObject({ name: "file", contentType: null, userId: null });
      });

      it("gives every file its own id", async () => {
        const stored = await Promise.all(Array.from({ length: 20 }, () => files.put(chunks("same"))));
        expect(new Set(stored.map((file) => file.id)).size).toBe(20);
      });

      it("stores an empty file", async () => {
        const file = await files.put([]);
        expect(file.sizeBytes).toBe(0);
        expect(await text(files.open(file.id))).toBe("");
      });

      it("takes an async source as well as an array", async () => {
        const file = await files.put(asyncChunks("a", "", "b"));
        expect(await text(files.open(file.id))).toBe("ab");
      });

      it("keeps what was written, even if the source uses its buffer again", async () => {
        const file = await files.put(reusedBuffer("one", "two"));
        expect(await text(files.open(file.id))).toBe("onetwo");
      });

      it.each(["../../etc/passwd", "C:\\boot.ini", "a/b.csv", "nul\0byte", "…", "x".repeat(1000)])(
        "keeps the name %j as data",
        async (hostile) => {
          const file = await files.put(chunks("x"), { name: hostile });
          expect((await files.stat(file.id))?.name).toBe(hostile);
          expect(await text(files.open(file.id))).toBe("x");
        },
      );

      it("accepts a file of exactly the allowed size", async () => {
        expect((await files.put(chunks("12345"), { maxSizeBytes: 5 })).sizeBytes).toBe(5);
      });

      it("refuses a file as soon as it is larger than allowed, without reading on", async () => {
        let read = 0;
        const endless = (function* () {
          while (true) {
            read += 1;
            yield Buffer.from("12345");
          }
        })();
        await expect(files.put(endless, { maxSizeBytes: 12 })).rejects.toSatisfy((error) => RowmillError.is(error, "FILE_TOO_LARGE"));
        expect(read).toBe(3);
      });

      it.each([
        ["a text", () => "id,name\n"],
        ["a stream of texts", () => Readable.from([Buffer.from("id,name\n1,Köln\n")]).setEncoding("utf8")],
        ["texts after bytes", () => [Buffer.from("id,name\n"), "1,Ada\n"]],
        ["bytes that are in no chunk", () => Buffer.from("id,name\n")],
        ["an array buffer", () => [new ArrayBuffer(3)]],
        ["nothing", () => [undefined]],
      ])("refuses %s, of which it would store something else", async (_, content) => {
        const refused = (error: unknown) => RowmillError.is(error, "OPTION_INVALID");
        await expect(files.put(content() as ByteSource)).rejects.toSatisfy(refused);
        await expect(files.put(content() as ByteSource, { signal: new AbortController().signal })).rejects.toSatisfy(refused);
      });

      it("keeps the error of a source that breaks as the cause", async () => {
        const broken = new Error("the upload broke off");
        const source = (async function* () {
          yield Buffer.from("half");
          throw broken;
        })();
        await expect(files.put(source)).rejects.toMatchObject({ cause: broken });
      });

      it("rejects with the reason of its signal, even while the source hangs", async () => {
        const controller = new AbortController();
        const reason = new Error("the caller left");
        const source = (async function* () {
          yield Buffer.from("half");
          queueMicrotask(() => controller.abort(reason));
          await new Promise(() => {});
        })();
        await expect(files.put(source, { signal: controller.signal })).rejects.toBe(reason);
      });

      it("starts nothing for a signal that is already aborted", async () => {
        const reason = new Error("too late");
        await expect(files.put(chunks("x"), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      });
    });

    describe("open", () => {
      it.each([
        [{}, "0123456789"],
        [{ start: 3 }, "3456789"],
        [{ end: 3 }, "012"],
        [{ start: 2, end: 5 }, "234"],
        [{ start: 4, end: 4 }, ""],
        [{ start: 5, end: 2 }, ""],
        [{ start: 8, end: 99 }, "89"],
        [{ start: 10 }, ""],
        [{ start: 99, end: 120 }, ""],
      ])("reads the range %j as %j", async (range, expected) => {
        const file = await files.put(chunks("012", "3", "456789"));
        expect(await text(files.open(file.id, range))).toBe(expected);
      });

      it.each([{ start: -1 }, { end: -1 }, { start: 0.5 }, { end: Number.NaN }])("refuses the range %j", async (range) => {
        const file = await files.put(chunks("0123456789"));
        await expect(text(files.open(file.id, range))).rejects.toSatisfy((error) => RowmillError.is(error, "OPTION_INVALID"));
      });

      it("reads a file of several megabytes unchanged", async () => {
        const megabytes = Array.from({ length: 5 }, (_, index) => Buffer.alloc(1_000_003, index + 65));
        const file = await files.put(megabytes);
        const hash = createHash("sha256");
        for await (const chunk of files.open(file.id)) hash.update(chunk);
        expect(hash.digest("hex")).toBe(file.sha256);
      });

      it("serves two readers at once", async () => {
        const file = await files.put(chunks("shared"));
        expect(await Promise.all([text(files.open(file.id)), text(files.open(file.id))])).toEqual(["shared", "shared"]);
      });

      it("lets a reader leave early", async () => {
        const file = await files.put(chunks("a", "b"));
        for await (const chunk of files.open(file.id)) {
          expect(chunk.length).toBeGreaterThan(0);
          break;
        }
        expect(await files.delete(file.id)).toBe(true);
      });

      it("stops with the reason of its signal", async () => {
        const file = await files.put(chunks("content"));
        const reason = new Error("the reader left");
        await expect(text(files.open(file.id, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
      });
    });

    describe("stat", () => {
      it("answers what put answered", async () => {
        const file = await files.put(chunks("x"), { name: "ä b.csv", userId: "ada" });
        expect(await files.stat(file.id)).toEqual(file);
      });
    });

    describe("delete", () => {
      it("removes the file and says whether there was one", async () => {
        const file = await files.put(chunks("x"));
        expect(await files.delete(file.id)).toBe(true);
        expect(await files.delete(file.id)).toBe(false);
        expect(await files.stat(file.id)).toBeUndefined();
        await expect(text(files.open(file.id))).rejects.toSatisfy((error) => RowmillError.is(error, "FILE_NOT_FOUND"));
      });

      it("leaves the other files alone", async () => {
        const [kept, removed] = await Promise.all([files.put(chunks("kept")), files.put(chunks("removed"))]);
        await files.delete(removed.id);
        expect(await text(files.open(kept.id))).toBe("kept");
      });
    });

    describe("an id that the storage did not make", () => {
      it.each(HOSTILE_IDS)("%j is simply unknown", async (id) => {
        await files.put(chunks("x"));
        expect(await files.stat(id)).toBeUndefined();
        expect(await files.delete(id)).toBe(false);
        expect(await files.localPath?.(id)).toBeUndefined();
        await expect(text(files.open(id))).rejects.toSatisfy((error) => RowmillError.is(error, "FILE_NOT_FOUND"));
      });
    });

    describe("localPath", () => {
      it("answers a path that holds the bytes, where the storage has one", async () => {
        const file = await files.put(chunks("on ", "disk"));
        const path = await files.localPath?.(file.id);
        if (path === undefined) return;
        expect(await readFile(path, "utf8")).toBe("on disk");
      });
    });
  });
}
