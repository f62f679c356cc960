import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { FileStorage, StoredFile } from "@rowmill/core";
import { fileNotFound, type FileOutputs, type FileQuota, OUTPUT_EXPIRES_MS, type OutputFileOptions } from "@rowmill/core/adapter";
import { newFile } from "../new-file.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { readAdopted } from "./adopted.ts";
import { checkOutput, isFileAlready } from "./output-id.ts";
import { makePlace, placeIn, sweepOutputs } from "./output-folder.ts";

/** What outputs need of the storage that they belong to. */
export interface MemoryOutputsOptions extends Pick<FileStorage, "stat"> {
  readonly maxSizeBytes: number;
  readonly now: () => number;
  /** Makes a file of bytes. @throws RowmillError `FILE_QUOTA_EXCEEDED` */
  publish(file: StoredFile, chunks: readonly Uint8Array[], quota: FileQuota | undefined): void;
}

/** An output that is under way. */
interface Pending {
  readonly root: string;
  readonly options: OutputFileOptions;
  /** How far the storage's clock was ahead of the machine's, which dates files, when the output began. */
  readonly skewMs: number;
}

const PREFIX = "rowmill-output-";

/**
 * Outputs of a storage in memory. They are written to a disk, as all outputs are: each in a temporary folder of its own. Processes that died have
 * left theirs, which are deleted after a day.
 */
export function memoryOutputs({ maxSizeBytes, now, stat, publish }: MemoryOutputsOptions): FileOutputs {
  const pending = new Map<string, Pending>();
  const inTurn = oneAtATime(() => new Error("adopted or aborted meanwhile"));
  let sweptAtMs = -Infinity;

  return {
    async begin(options = {}) {
      const id = checkOutput(options);
      await sweep();
      if (await stat(id)) throw isFileAlready(id);
      const known = pending.get(id);
      if (known) return { id, ...placeIn(known.root) };
      const root = await mkdtemp(join(tmpdir(), PREFIX));
      const place = await makePlace(root);
      pending.set(id, { root, options, skewMs: now() - Date.now() });
      return { id, ...place };
    },

    async find(id) {
      await sweep();
      const found = pending.get(id);
      return found && { id, ...placeIn(found.root) };
    },

    adopt: (id, options = {}) =>
      inTurn.take(id, async () => {
        const known = await stat(id);
        if (known) return known;
        const found = pending.get(id);
        if (!found) throw fileNotFound(id);
        const chunks: Uint8Array[] = [];
        const measured = await readAdopted(placeIn(found.root).path, maxSizeBytes, options, (chunk) => chunks.push(chunk));
        publish(newFile(id, found.options, measured, now()), chunks, options.quota);
        await forget(id);
        return (await stat(id))!;
      }),

    abort: (id) => inTurn.take(id, () => forget(id)),
  };

  async function forget(id: string): Promise<boolean> {
    const found = pending.get(id);
    if (!found) return false;
    pending.delete(id);
    await rm(found.root, { recursive: true, force: true });
    return true;
  }

  /** Deletes what this process, or one that died, has not written to for a day: at the first call, and every hour. */
  async function sweep(): Promise<void> {
    if (now() - sweptAtMs < OUTPUT_EXPIRES_MS / 24) return;
    sweptAtMs = now();
    const names = (await readdir(tmpdir()).catch(() => [])).filter((name) => name.startsWith(PREFIX));
    // By the machine's clock, as the folders of other processes are dated.
    await sweepOutputs(tmpdir(), names, Date.now());
    for (const [id, { root, skewMs }] of pending) {
      const swept = await sweepOutputs(tmpdir(), [basename(root)], now() - skewMs);
      if (swept.length > 0) pending.delete(id);
    }
  }
}
