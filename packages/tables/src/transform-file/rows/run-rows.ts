import { type FileHandle, open } from "node:fs/promises";
import { RowmillError } from "@rowmill/core/errors";
import type { TableSource } from "../../bytes/input-of.ts";
import { writeTable } from "../../formats/registry.ts";
import { outputColumns } from "../../transform/plan/output-columns.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { Cell } from "../../table/table-reader.ts";
import { limitExceeded } from "../../validate/limits.ts";
import type { RowWarning } from "../../validate/reject.ts";
import { rejectText } from "../reject-text.ts";
import { tooManyRejects } from "../stop-error.ts";
import type { TransformOptions, TransformResult, TransformTarget } from "../transform-options.ts";
import { openTransform } from "./open-transform.ts";
import { rowOptionsOf } from "./row-options.ts";

/** A transform by rows of texts. */
export interface RowsRun {
  readonly maxRejects: number;
  readonly options: TransformOptions;
  readonly engineReason: string;
}

/**
 * Transforms a table of any format into any other, by rows of texts on the calling thread, some milliseconds at a time.
 * @throws RowmillError as `transformFile` does; `OPTION_INVALID` for a mark, because only the kernel continues from one
 */
export async function runRows(
  source: TableSource,
  mapping: Mapping,
  { path, ...output }: TransformTarget,
  { maxRejects, options, engineReason }: RowsRun,
): Promise<TransformResult> {
  const { onProgress, rejectsPath, continueFrom } = options;
  if (continueFrom !== undefined) {
    const message = `continueFrom is a mark of the kernel, which cannot do this (${engineReason}): start again without it`;
    throw new RowmillError("OPTION_INVALID", message, { retriable: false });
  }
  const { plan, limits, batches } = await openTransform(source, { mapping }, rowOptionsOf(options));
  const warnings: RowWarning[] = [];
  let warningCount = 0;
  let counts: TransformResult["counts"] = { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} };
  await using files = await openFiles(path, rejectsPath);
  for await (const chunk of writeTable(rows(), outputColumns(plan, mapping.rules), output)) await files.output.write(chunk);
  return {
    counts,
    outputBytes: files.output.bytes,
    rejectsBytes: files.rejects?.bytes ?? 0,
    warningCount,
    warnings,
    engine: "rows",
    engineReason,
    decidedRows: 0,
    repeatedChunks: 0,
    threads: 1,
  };

  async function* rows(): AsyncGenerator<readonly (readonly Cell[])[]> {
    for await (const batch of batches()) {
      counts = batch.counts;
      if (limits.problems.length > 0) throw limitExceeded(limits.problems);
      if (counts.rejected > maxRejects) throw tooManyRejects(counts.rejected, counts.read, maxRejects);
      warningCount += batch.warnings.length;
      warnings.push(...batch.warnings.slice(0, SHOWN_WARNINGS - warnings.length));
      if (batch.rejects.length > 0) await files.rejects?.write(Buffer.from(batch.rejects.map(rejectText).join("")));
      onProgress?.({ bytes: undefined, counts });
      yield batch.rows.map(({ values }) => plan.output.map((place) => values[place] ?? null));
    }
    // Limits by share are known at the end.
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
  }
}

const SHOWN_WARNINGS = 1_000;

interface WrittenFile {
  readonly bytes: number;
  write(chunk: Uint8Array): Promise<void>;
}

async function openFiles(
  path: string,
  rejectsPath: string | undefined,
): Promise<AsyncDisposable & { readonly output: WrittenFile; readonly rejects: WrittenFile | undefined }> {
  const output = await open(path, "w");
  let rejects: FileHandle | undefined;
  try {
    rejects = rejectsPath === undefined ? undefined : await open(rejectsPath, "w");
  } catch (error) {
    await output.close();
    throw error;
  }
  return {
    output: writtenFile(output),
    rejects: rejects && writtenFile(rejects),
    async [Symbol.asyncDispose]() {
      await Promise.all([output.close(), rejects?.close()]);
    },
  };
}

function writtenFile(handle: FileHandle): WrittenFile {
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    async write(chunk) {
      await handle.writeFile(chunk);
      bytes += chunk.length;
    },
  };
}
