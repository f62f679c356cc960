import { manualClock } from "@rowmill/adapter-memory/testing";
import type { FileStorage } from "@rowmill/core";
import type { ByteSource, FileOutputs, FileUploads } from "@rowmill/core/adapter";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";
import { fileStorageAspects } from "../src/file-storage/describe-file-storage.ts";

/** A storage that breaks one promise. */
interface Mutant {
  /** The aspect of the suite that must notice. */
  readonly noticedBy: keyof typeof fileStorageAspects;
  /** Answers what is different from a storage that keeps its promises. */
  readonly mutate: (
    files: FileStorage,
    uploads: FileUploads,
    outputs: FileOutputs,
  ) => Partial<Omit<FileStorage, "uploads" | "outputs">> & {
    readonly uploads?: Partial<FileUploads>;
    readonly outputs?: Partial<FileOutputs>;
  };
}

const mutants: Readonly<Record<string, Mutant>> = {
  "believes what was announced": {
    noticedBy: "what is announced",
    mutate: ({ put }) => ({ put: (content, { sizeBytes: _size, ...options } = {}) => put(content, options) }),
  },
  "does not look at the checksum": {
    noticedBy: "what is announced",
    mutate: ({ put }) => ({ put: (content, { sha256: _sha256, ...options } = {}) => put(content, options) }),
  },
  "lists everybody's files": { noticedBy: "users", mutate: ({ list }) => ({ list: ({ userId: _user, ...query }) => list(query) }) },
  "looks at a quota at the start alone": {
    noticedBy: "users",
    mutate: ({ put }) => ({
      put: (content, options = {}) => put(content, options.sizeBytes === undefined ? { ...options, quota: undefined } : options),
    }),
  },
  "stores what came before its source failed": {
    noticedBy: "a source",
    mutate: ({ put }) => ({ put: (content, options) => put(upToTheError(content), options) }),
  },
  "takes bytes wherever they say that they begin": {
    noticedBy: "an upload",
    mutate: (_files, { append, get }) => ({
      uploads: { append: async (id, part) => append(id, { ...part, offset: (await get(id))?.offset ?? part.offset }) },
    }),
  },
  "forgets what came when the content breaks off": {
    noticedBy: "an upload",
    mutate: (_files, { append }) => ({
      uploads: {
        async append(id, part) {
          const all: Uint8Array[] = [];
          for await (const chunk of part.content) all.push(Uint8Array.from(chunk));
          return await append(id, { ...part, content: all });
        },
      },
    }),
  },
  "makes a second file of a completion that is made again": {
    noticedBy: "an upload",
    mutate: ({ open, put }, { complete }) => ({
      uploads: {
        async complete(id, options) {
          const file = await complete(id, options);
          return await put(open(file.id), { name: file.name });
        },
      },
    }),
  },
  "adopts an output under another id each time": {
    noticedBy: "an output",
    mutate: ({ put, open }, _uploads, { adopt }) => ({
      outputs: {
        async adopt(id, options) {
          const file = await adopt(id, options);
          return await put(open(file.id), { name: file.name });
        },
      },
    }),
  },
  "deletes the output that it could not adopt": {
    noticedBy: "an output",
    mutate: (_files, _uploads, { adopt, abort }) => ({
      outputs: {
        async adopt(id, options) {
          try {
            return await adopt(id, options);
          } catch (error) {
            await abort(id);
            throw error;
          }
        },
      },
    }),
  },
  "keeps what was written of an output that was aborted": {
    noticedBy: "an output",
    mutate: (_files, _uploads, { find }) => ({ outputs: { abort: async (id) => (await find(id)) !== undefined } }),
  },
  "adopts an output after its signal aborted": {
    noticedBy: "an output",
    mutate: (_files, _uploads, { adopt }) => ({ outputs: { adopt: (id, { signal: _signal, ...options } = {}) => adopt(id, options) } }),
  },
  "never forgets an upload": {
    noticedBy: "an upload",
    mutate: (_files, { get }) => {
      const seen = new Map<string, Awaited<ReturnType<typeof get>>>();
      return {
        uploads: {
          async get(id) {
            const upload = (await get(id)) ?? seen.get(id);
            seen.set(id, upload);
            return upload;
          },
        },
      };
    },
  },
};

describe("the suite for file storages", () => {
  it.each(Object.keys(fileStorageAspects) as Mutant["noticedBy"][])("finds nothing wrong with the memory storage: %s", async (aspect) => {
    expect(await firstFailure(aspect, () => ({}))).toBeUndefined();
  });

  it.each(Object.entries(mutants))("notices a storage that %s", async (_wrong, { noticedBy, mutate }) => {
    expect(await firstFailure(noticedBy, mutate)).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    const noticing = Object.values(mutants).map(({ noticedBy }) => noticedBy);
    expect([...new Set(noticing)].toSorted()).toEqual(Object.keys(fileStorageAspects).toSorted());
  });
});

async function* upToTheError(content: ByteSource): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch {
    // As if it had ended there.
  }
}

/** The first sentence of an aspect that is not true of a mutant, and why. */
async function firstFailure(aspect: Mutant["noticedBy"], mutate: Mutant["mutate"]): Promise<string | undefined> {
  for (const [sentence, run] of Object.entries(fileStorageAspects[aspect])) {
    try {
      await run(harnessOf(mutate));
    } catch (error) {
      return `${sentence}: ${String(error)}`;
    }
  }
  return undefined;
}

function harnessOf(mutate: Mutant["mutate"]) {
  const clock = manualClock();
  const right = memoryStorage({ clock });
  const { uploads, outputs, ...wrong } = mutate(right, right.uploads!, right.outputs!);
  const files = { ...right, ...wrong, uploads: { ...right.uploads!, ...uploads }, outputs: { ...right.outputs!, ...outputs } };
  return { files, advanceBy: clock.advanceBy };
}
