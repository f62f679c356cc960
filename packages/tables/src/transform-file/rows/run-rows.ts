import { createWriteStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { RowmillError } from "@rowmill/core/errors";
import { writeTable } from "../../formats/registry.ts";
import type { OutputCell } from "../../table/output.ts";
import type { Mapping } from "../../transform/mapping.ts";
import { limitExceeded } from "../../validate/limits.ts";
import type { RejectedRow } from "../../validate/reject.ts";
import { outputTypes } from "../output-types.ts";
import type { TransformCounts, TransformOptions, TransformResult, TransformTarget } from "../transform-options.ts";
import { openTransform, type TransformedBatch } from "./open-transform.ts";
import { rowOptionsOf } from "./row-options.ts";

/** A transform of a path over rows of texts. */
export interface RowsRun {
  readonly path: string;
  readonly mapping: Mapping;
  readonly target: TransformTarget;
  readonly maxRejects: number;
  readonly options: TransformOptions;
  /** Why the kernel does not do it. */
  readonly reason: string;
}

/**
 * Transforms a file of any format over rows of texts, on the calling thread, some milliseconds at a time.
 *
 * @throws RowmillError `MAPPING_INVALID`, `TOO_MANY_REJECTS`, `DATA_LIMIT_EXCEEDED`, `VALUE_UNWRITABLE`, and whatever reading throws
 */
export async function runRows({ path, mapping, target, maxRejects, options, reason }: RowsRun): Promise<TransformResult> {
  const { path: outputPath, ...output } = target;
  const { plan, columns, limits, batches } = await openTransform(path, { mapping }, rowOptionsOf(options));
  const types = outputTypes(mapping);
  let last: TransformedBatch | undefined;
  await using rejects = await openRejects(options.rejectsPath);
  await pipeline(
    writeTable(
      rows(),
      columns.map((name) => ({ name, type: types.get(name) })),
      output,
    ),
    createWriteStream(outputPath),
    { signal: options.signal },
  ).catch((error: unknown) => {
    // A pipeline hides the reason of an abort.
    throw options.signal?.aborted === true ? options.signal.reason : error;
  });
  const counts = last?.counts ?? { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} };
  return {
    counts: countsOf(last),
    rowCounts: counts,
    outputBytes: (await stat(outputPath)).size,
    rejectsBytes: rejects.sizeBytes,
    engine: "rows",
    engineReason: reason,
    decidedRows: counts.read,
    repeatedChunks: 0,
    threads: 0,
  };

  async function* rows(): AsyncGenerator<OutputCell[][]> {
    for await (const batch of batches()) {
      last = batch;
      if (limits.problems.length > 0) throw limitExceeded(limits.problems);
      await rejects.write(batch.rejects);
      if (batch.counts.rejected > maxRejects) throw tooManyRejects(batch, maxRejects);
      options.onProgress?.({ bytes: 0, counts: countsOf(batch) });
      yield batch.rows.map(({ values }) => plan.output.map((place) => values[place] ?? null));
    }
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
  }
}

function countsOf(batch: TransformedBatch | undefined): TransformCounts {
  const { read = 0, written = 0, rejected = 0 } = batch?.counts ?? {};
  return { rows: read, written, rejected, blank: 0 };
}

/** The file of rejected rows: a line of JSON for each, as the kernel's threads write it. */
interface RejectsFile extends AsyncDisposable {
  readonly sizeBytes: number;
  write(rows: readonly RejectedRow[]): Promise<void>;
}

async function openRejects(path: string | undefined): Promise<RejectsFile> {
  const handle: FileHandle | undefined = path === undefined ? undefined : await open(path, "w");
  let sizeBytes = 0;
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    async write(rows) {
      if (!handle || rows.length === 0) return;
      const bytes = Buffer.from(rows.map(rejectLine).join(""));
      await handle.write(bytes);
      sizeBytes += bytes.length;
    },
    async [Symbol.asyncDispose]() {
      await handle?.close();
    },
  };
}

function rejectLine({ rowNumber, byteOffset, cells, problems }: RejectedRow): string {
  return `${JSON.stringify({ row: rowNumber, byteOffset, cells, problems })}\n`;
}

function tooManyRejects({ counts: { rejected, read } }: TransformedBatch, maxRejects: number): RowmillError {
  const message = `${rejected} of the first ${read} rows were rejected, more than the ${maxRejects} that maxRejects allows. Look at the rejects, or raise maxRejects`;
  return new RowmillError("TOO_MANY_REJECTS", message, { details: { rejected, rows: read, maxRejects } });
}
