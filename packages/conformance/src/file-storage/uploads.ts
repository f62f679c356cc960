import type { FileStorage } from "@rowmill/core";
import { type FileUploads, UPLOAD_EXPIRES_MS, type UploadOptions } from "@rowmill/core/adapter";
import fc from "fast-check";
import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { asyncChunks, breaking, bytesOf, chunks, countOf, hanging, hasCode, HOSTILE_IDS, reusedBuffer, sha256Of, text } from "./bytes.ts";
import type { FileStorageHarness } from "./harness.ts";

export const uploadCases: Cases<FileStorageHarness> = {
  "begins with nothing": async ({ files }) => {
    const upload = await begin(files, { name: "a b.csv", contentType: "text/csv", userId: "alice", sizeBytes: 5 });
    expect(upload).toMatchObject({ name: "a b.csv", contentType: "text/csv", userId: "alice", sizeBytes: 5, offset: 0, sha256: null });
    expect(upload.expiresAt.getTime() - upload.createdAt.getTime()).toBeCloseTo(UPLOAD_EXPIRES_MS, -4);
    expect(await uploadsOf(files).get(upload.id)).toEqual(upload);
    expect(await begin(files, { sizeBytes: 5 })).toMatchObject({ name: "file", contentType: null, userId: null });
  },

  "becomes a file, whole, when it is completed, and not before": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { name: "x.csv", userId: "alice", sizeBytes: 11, sha256: sha256Of("hello world") });
    expect(await uploads.append(id, { offset: 0, content: asyncChunks("hel", "lo ") })).toMatchObject({ offset: 6 });
    expect(await uploads.append(id, { offset: 6, content: chunks("world") })).toMatchObject({ offset: 11 });
    expect(await files.stat(id)).toBeUndefined();
    expect(await countOf(files)).toBe(0);

    const file = await uploads.complete(id);
    expect(file).toMatchObject({ id, name: "x.csv", userId: "alice", sizeBytes: 11, sha256: sha256Of("hello world") });
    expect(await files.stat(id)).toEqual(file);
    expect(await text(files.open(id))).toBe("hello world");
    expect(await uploads.get(id)).toBeUndefined();
  },

  "makes a file that expires, counted from its completion": async ({ files, advanceBy }) => {
    const { id, expiresInMs } = await begin(files, { sizeBytes: 0, expiresInMs: 60_000 });
    expect(expiresInMs).toBe(60_000);
    await advanceBy(1_000);
    const file = await uploadsOf(files).complete(id);
    expect(file.expiresAt!.getTime() - file.createdAt.getTime()).toBe(60_000);
  },

  "may be completed again, when the answer was lost": async ({ files }) => {
    const { id } = await begun(files, "hello");
    const file = await uploadsOf(files).complete(id);
    expect(await uploadsOf(files).complete(id)).toEqual(file);
    expect(await files.usage(null)).toEqual({ files: 1, sizeBytes: 5 });
  },

  "may be empty": async ({ files }) => {
    const { id } = await begin(files, { sizeBytes: 0 });
    expect(await uploadsOf(files).complete(id)).toMatchObject({ sizeBytes: 0 });
    expect(await text(files.open(id))).toBe("");
  },

  "is not completed before all has come, and goes on after that": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 5 });
    await uploads.append(id, { offset: 0, content: chunks("hel") });
    await expect(uploads.complete(id)).rejects.toSatisfy(hasCode("FILE_INCOMPLETE"));
    await uploads.append(id, { offset: 3, content: chunks("lo") });
    expect(await uploads.complete(id)).toMatchObject({ sha256: sha256Of("hello") });
  },

  "takes bytes at its own offset alone, and says where that is": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 10 });
    await uploads.append(id, { offset: 0, content: chunks("hello") });
    for (const offset of [0, 4, 6, -1, 1.5, NaN, 10]) {
      const appending = uploads.append(id, { offset, content: chunks("x") });
      await expect(appending).rejects.toMatchObject({ code: "UPLOAD_OFFSET_CONFLICT", details: { offset: 5 } });
    }
    expect(await uploads.get(id)).toMatchObject({ offset: 5 });
  },

  "keeps what came when the content breaks off": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 11 });
    const broken = new Error("the connection broke");
    await expect(uploads.append(id, { offset: 0, content: breaking(broken, "hel", "lo ") })).rejects.toMatchObject({
      code: "FILE_SOURCE_FAILED",
      cause: broken,
    });
    expect(await uploads.get(id)).toMatchObject({ offset: 6 });
    await uploads.append(id, { offset: 6, content: chunks("world") });
    expect((await uploads.complete(id)).sha256).toBe(sha256Of("hello world"));
  },

  "keeps what came when its signal aborts, even while the content hangs": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 11 });
    const controller = new AbortController();
    const reason = new Error("the caller left");
    const content = hanging(() => controller.abort(reason), "hello ");
    await expect(uploads.append(id, { offset: 0, content, signal: controller.signal })).rejects.toBe(reason);
    expect(await uploads.get(id)).toMatchObject({ offset: 6 });
  },

  "breaks off an earlier append, whose connection may be dead, for a later one": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 11 });
    const hangs = Promise.withResolvers<void>();
    const dead = uploads.append(id, { offset: 0, content: hanging(hangs.resolve, "hello ") });
    const refused = expect(dead).rejects.toSatisfy(hasCode("UPLOAD_OFFSET_CONFLICT"));
    await hangs.promise;
    await uploads.append(id, { offset: 6, content: chunks("world") });
    await refused;
    expect((await uploads.complete(id)).sha256).toBe(sha256Of("hello world"));
  },

  "takes no more than was announced, and keeps what fits": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 5 });
    await expect(uploads.append(id, { offset: 0, content: chunks("hel", "lo!") })).rejects.toSatisfy(hasCode("FILE_TOO_LARGE"));
    expect(await uploads.get(id)).toMatchObject({ offset: 5 });
    expect((await uploads.complete(id)).sha256).toBe(sha256Of("hello"));
  },

  "is gone when it turns out to be something else than was announced": async ({ files }) => {
    const { id } = await begun(files, "hullo", { sha256: sha256Of("hello") });
    await expect(uploadsOf(files).complete(id)).rejects.toSatisfy(hasCode("FILE_CHECKSUM_MISMATCH"));
    expect(await uploadsOf(files).get(id)).toBeUndefined();
    expect(await files.usage(null)).toEqual({ files: 0, sizeBytes: 0 });
  },

  "is forgotten when it is aborted": async ({ files }) => {
    const uploads = uploadsOf(files);
    const { id } = await begun(files, "hello");
    expect(await uploads.abort(id)).toBe(true);
    expect(await uploads.abort(id)).toBe(false);
    expect(await uploads.get(id)).toBeUndefined();
    await expect(uploads.append(id, { offset: 0, content: chunks("x") })).rejects.toSatisfy(hasCode("UPLOAD_NOT_FOUND"));
    await expect(uploads.complete(id)).rejects.toSatisfy(hasCode("UPLOAD_NOT_FOUND"));
    expect(await files.usage(null)).toEqual({ files: 0, sizeBytes: 0 });
  },

  "leaves a file alone that it has become": async ({ files }) => {
    const { id } = await begun(files, "hello");
    await uploadsOf(files).complete(id);
    expect(await uploadsOf(files).abort(id)).toBe(false);
    expect(await text(files.open(id))).toBe("hello");
  },

  "is forgotten a day after the last byte": async ({ files, advanceBy }) => {
    const uploads = uploadsOf(files);
    const { id } = await begin(files, { sizeBytes: 5, userId: "alice" });
    await advanceBy(UPLOAD_EXPIRES_MS - 60_000);
    await uploads.append(id, { offset: 0, content: chunks("hel") });
    await advanceBy(UPLOAD_EXPIRES_MS - 60_000);
    expect(await uploads.get(id)).toMatchObject({ offset: 3 });
    await advanceBy(120_000);
    expect(await uploads.get(id)).toBeUndefined();
    expect(await uploads.list("alice")).toEqual([]);
    expect(await files.usage("alice")).toEqual({ files: 0, sizeBytes: 0 });
    await expect(uploads.append(id, { offset: 3, content: chunks("lo") })).rejects.toSatisfy(hasCode("UPLOAD_NOT_FOUND"));
  },

  "lists the uploads of a user that are under way, newest first": async ({ files, advanceBy }) => {
    const uploads = uploadsOf(files);
    const first = await begin(files, { sizeBytes: 5, userId: "alice" });
    await advanceBy(1_000);
    const second = await begin(files, { sizeBytes: 5, userId: "alice" });
    await begin(files, { sizeBytes: 5, userId: "bob" });
    expect((await uploads.list("alice")).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await uploads.list(null)).toEqual([]);
    await uploads.abort(first.id);
    expect((await uploads.list("alice")).map(({ id }) => id)).toEqual([second.id]);
  },

  "takes room for itself from the start": async ({ files }) => {
    const quota = { files: 2, sizeBytes: 10 };
    const { id } = await begin(files, { sizeBytes: 6, userId: "alice", quota });
    expect(await files.usage("alice")).toEqual({ files: 1, sizeBytes: 6 });
    await expect(begin(files, { sizeBytes: 5, userId: "alice", quota })).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    await expect(files.put(chunks("12345"), { userId: "alice", quota })).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    await uploadsOf(files).abort(id);
    await begin(files, { sizeBytes: 5, userId: "alice", quota });
  },

  "waits for room if there is none when it is completed": async ({ files }) => {
    const { id } = await begun(files, "hello", { userId: "alice" });
    const other = await files.put(chunks("123456"), { userId: "alice" });
    const quota = { sizeBytes: 10 };
    await expect(uploadsOf(files).complete(id, { quota })).rejects.toSatisfy(hasCode("FILE_QUOTA_EXCEEDED"));
    expect(await files.stat(id)).toBeUndefined();
    await files.delete(other.id);
    expect((await uploadsOf(files).complete(id, { quota })).sha256).toBe(sha256Of("hello"));
  },

  "refuses what is too large, and what cannot be announced": async ({ files }) => {
    await expect(begin(files, { sizeBytes: 6, maxSizeBytes: 5 })).rejects.toSatisfy(hasCode("FILE_TOO_LARGE"));
    await expect(begin(files, { sizeBytes: Number.MAX_SAFE_INTEGER })).rejects.toSatisfy(hasCode("FILE_TOO_LARGE"));
    for (const options of [{ sizeBytes: -1 }, { sizeBytes: 0.5 }, { sizeBytes: NaN }, { sizeBytes: 5, sha256: "x" }]) {
      await expect(begin(files, options)).rejects.toSatisfy(hasCode("OPTION_INVALID"));
    }
  },

  "knows nothing of ids that it did not make": async ({ files }) => {
    const uploads = uploadsOf(files);
    await begun(files, "hello");
    for (const id of HOSTILE_IDS) {
      expect(await uploads.get(id)).toBeUndefined();
      expect(await uploads.abort(id)).toBe(false);
      await expect(uploads.append(id, { offset: 0, content: chunks("x") })).rejects.toSatisfy(hasCode("UPLOAD_NOT_FOUND"));
      await expect(uploads.complete(id)).rejects.toSatisfy(hasCode("UPLOAD_NOT_FOUND"));
    }
  },

  "keeps what was written, even if the source uses its buffer again": async ({ files }) => {
    const { id } = await begin(files, { sizeBytes: 6 });
    await uploadsOf(files).append(id, { offset: 0, content: reusedBuffer("one", "two") });
    expect((await uploadsOf(files).complete(id)).sha256).toBe(sha256Of("onetwo"));
    expect(await text(files.open(id))).toBe("onetwo");
  },

  "goes on in a process that was started again": async ({ files, reopen }) => {
    if (!reopen) return;
    const { id } = await begin(files, { sizeBytes: 11, name: "x.csv" });
    await uploadsOf(files).append(id, { offset: 0, content: chunks("hello ") });
    const reopened = uploadsOf(reopen());
    expect(await reopened.get(id)).toMatchObject({ offset: 6, name: "x.csv" });
    await reopened.append(id, { offset: 6, content: chunks("world") });
    expect(await uploadsOf(reopen()).complete(id)).toMatchObject({ sha256: sha256Of("hello world"), name: "x.csv" });
  },

  "comes to the same bytes, whatever pieces it comes in and wherever they break off": async ({ files, reopen = () => files }) => {
    const piece = fc.record({ length: fc.nat(5_000), breaks: fc.boolean(), restarts: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), fc.array(piece, { maxLength: 6 }), async (content, pieces) => {
        const { id } = await begin(files, { sizeBytes: content.length, sha256: sha256Of(content) });
        let storage = files;
        for (const { length, breaks, restarts } of [...pieces, { length: content.length, breaks: false, restarts: false }]) {
          if (restarts) storage = reopen();
          const { offset } = (await uploadsOf(storage).get(id))!;
          const part = halves(content.subarray(offset, offset + length), breaks);
          await uploadsOf(storage)
            .append(id, { offset, content: part })
            .catch(() => undefined);
        }
        await uploadsOf(storage).complete(id);
        expect(Buffer.compare(await bytesOf(files.open(id)), content)).toBe(0);
      }),
      { numRuns: 15 },
    );
  },
};

function uploadsOf({ uploads }: FileStorage): FileUploads {
  if (!uploads) throw new Error("This storage takes no uploads");
  return uploads;
}

function begin(files: FileStorage, options: UploadOptions) {
  return uploadsOf(files).begin(options);
}

/** Begins an upload, and sends all of its content. */
async function begun(files: FileStorage, content: string, options: Partial<UploadOptions> = {}) {
  const upload = await begin(files, { sizeBytes: content.length, ...options });
  return await uploadsOf(files).append(upload.id, { offset: 0, content: chunks(content) });
}

async function* halves(content: Uint8Array, breaks: boolean): AsyncGenerator<Uint8Array> {
  const half = content.length >> 1;
  yield content.subarray(0, half);
  if (breaks) throw new Error("broken off");
  yield content.subarray(half);
}
