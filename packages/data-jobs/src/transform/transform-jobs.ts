import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileStorage, HandledJobType, StoredFile } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import { parseColumnMapping, toMapping } from "@rowmill/mapping";
import {
  describeOutput,
  detectFormat,
  type Mapping,
  type OutputOptions,
  transformFile,
  type TransformResult,
  type WorkerPool,
  writeDelimited,
} from "@rowmill/tables";
import { parseMapping } from "@rowmill/tables/schema";
import type { z } from "zod";
import { ownedFile } from "../source/owned-file.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { checkBalance } from "./balance.ts";
import { readRejects, rejectRows } from "./read-rejects.ts";
import { type transformInputSchema, transformJob } from "./transform-job.ts";
import type { TransformJobResult } from "./transform-result-schema.ts";

/** Options of `transformHandler`. */
export interface TransformHandlerOptions {
  /** Where the files lie that jobs name, and where results go. */
  readonly files: FileStorage;
  /** Whose threads do the work. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}

type TransformInput = z.output<typeof transformInputSchema>;

/** How many rejected rows the result shows. */
const SHOWN_REJECTS = 100;

/**
 * The `transform` job type with its handler, for `manager.register`. A mapping that is not valid is refused with `MAPPING_INVALID` and all its
 * problems when the job is created; columns are checked when it runs, before the first row. The result appears under its id when it is
 * complete; a job that fails or is cancelled leaves no file.
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() }).register(transformHandler({ files }));
 * ```
 */
export function transformHandler(options: TransformHandlerOptions): HandledJobType<typeof transformJob> {
  checkOptions(options, ["files", "pool"], "transformHandler");
  const { files, pool } = options;
  const transform: Parameters<typeof transformJob.handle>[0] = async (input, { job, signal, progress }) => {
    const file = await ownedFile(files, input.input_file_id, job.userId);
    const folder = await mkdtemp(join(tmpdir(), "rowmill-transform-"));
    try {
      const path = await localCopy(files, file, join(folder, "input"), signal);
      progress(20, "transforming");
      const mapping = mappingOf(input);
      const [outputPath, rejectsPath] = [join(folder, "output"), join(folder, "rejects.jsonl")];
      const target = { ...outputOf(input), path: outputPath };
      const result = await transformFile(path, mapping, target, {
        ...toFormatOptions(input.read ?? {}),
        fileName: file.name,
        fileId: file.sha256,
        jobTime: job.createdAt,
        signal,
        pool,
        rejectsPath,
        ...(input.on_reject === "fail" ? { maxRejects: 0 } : { maxRejects: input.max_rejects }),
        onProgress: ({ bytes, counts: { read, rejected } }) => {
          const percent = bytes === undefined ? 50 : 20 + Math.floor((60 * bytes) / Math.max(1, file.sizeBytes));
          return progress(percent, "transforming", { rows: read, rejected, ...(bytes !== undefined && { bytes }) });
        },
      });
      checkBalance(result.counts);
      progress(80, "storing");
      return await store({ file, input, path, mapping, result, outputPath, rejectsPath, userId: job.userId, signal });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return transformJob.handle(transform, {
    files,
    check(input) {
      mappingOf(input);
      describeOutput(outputOf(input));
    },
  });

  async function store(done: {
    readonly file: StoredFile;
    readonly input: TransformInput;
    readonly path: string;
    readonly mapping: Mapping;
    readonly result: TransformResult;
    readonly outputPath: string;
    readonly rejectsPath: string;
    readonly userId: string | null;
    readonly signal: AbortSignal;
  }): Promise<TransformJobResult> {
    const { file, input, result, signal, userId, mapping, rejectsPath } = done;
    const { extension, contentType } = describeOutput(outputOf(input));
    const base = parse(file.name).name || "result";
    const name = input.output_filename ?? `${base}.${extension}`;
    const stored: string[] = [];
    const put = async (content: Parameters<FileStorage["put"]>[0], fileName: string, type: string) => {
      const one = await files.put(content, { name: fileName, contentType: type, userId, signal });
      stored.push(one.id);
      return one;
    };
    try {
      const output = await put(createReadStream(done.outputPath), name, contentType);
      const rejects = result.counts.rejected === 0 ? undefined : await put(await rejectsCsv(done), `${base}.rejects.csv`, "text/csv");
      const counts = summary(result);
      const report = {
        input: { id: file.id, name: file.name, sha256: file.sha256 },
        output: { id: output.id, name, sha256: output.sha256, format: input.output_format },
        mapping,
        engine: result.engine,
        rows: counts,
        left_out_by_step: result.counts.leftOut,
        rejected_by_rule: await rejectedByRule(rejectsPath),
      };
      const reportFile = await put([Buffer.from(JSON.stringify(report, null, 2))], `${base}.report.json`, "application/json");
      return {
        result_file_id: output.id,
        output_filename: name,
        ...counts,
        rejects_file_id: rejects?.id ?? null,
        report_file_id: reportFile.id,
        rejects: await firstRejects(rejectsPath),
        checksum: output.sha256,
        engine: result.engine,
      };
    } catch (error) {
      // All of them or none.
      await Promise.allSettled(stored.map((id) => files.delete(id)));
      throw error;
    }
  }
}

/** @throws RowmillError `MAPPING_INVALID` with all problems */
function mappingOf({ mapping }: Pick<TransformInput, "mapping">): Mapping {
  return mapping["format"] === "column-mapping" ? parseMapping(toMapping(parseColumnMapping(mapping))) : parseMapping(mapping);
}

function outputOf({ output_format, output_options = {} }: Pick<TransformInput, "output_format" | "output_options">): OutputOptions {
  return { ...output_options, format: output_format } as OutputOptions;
}

/** The path of a stored file, or of a copy where the storage has no paths. */
async function localCopy(files: FileStorage, file: StoredFile, copy: string, signal: AbortSignal): Promise<string> {
  const path = await files.localPath?.(file.id);
  if (path !== undefined) return path;
  await pipeline(files.open(file.id, { signal }), createWriteStream(copy), { signal });
  return copy;
}

function summary({ counts: { read, added, written, rejected, leftOut } }: TransformResult) {
  const merged = leftOut["dedupe"] ?? 0;
  const all = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  return {
    rows_processed: read,
    rows_written: written,
    rows_rejected: rejected,
    rows_filtered: all - merged,
    rows_merged: merged,
    rows_added: added,
  };
}

async function rejectsCsv({
  path,
  file,
  input,
  rejectsPath,
}: {
  path: string;
  file: StoredFile;
  input: TransformInput;
  rejectsPath: string;
}) {
  const { columns } = await detectFormat(path, { ...toFormatOptions(input.read ?? {}), fileName: file.name });
  const names = ["row", "byte_offset", "problems", ...columns];
  return writeDelimited(
    rejectRows(rejectsPath),
    names.map((name) => ({ name })),
  );
}

async function rejectedByRule(path: string): Promise<Record<string, number>> {
  const counts = new Map<string, number>();
  for await (const { problems } of readRejects(path)) {
    for (const { rule } of problems) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
}

async function firstRejects(path: string): Promise<TransformJobResult["rejects"]> {
  const shown: TransformJobResult["rejects"] = [];
  for await (const { rowNumber: row, problems } of readRejects(path)) {
    shown.push({ row, problems: problems.map(({ column, field, rule, message }) => ({ column: column ?? field ?? null, rule, message })) });
    if (shown.length === SHOWN_REJECTS) break;
  }
  return shown;
}
