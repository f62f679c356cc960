import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type HandlerContext, RowmillError } from "@rowmill/core";
import type { FileOutputs, OutputFile } from "@rowmill/core/adapter";
import { detectFormat, type Mapping, type RejectedRow, type RowCounts, transformRows } from "@rowmill/tables";
import { parseMapping } from "@rowmill/tables/schema";
import type { z } from "zod";
import { ownedFile } from "../source/owned-file.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { detectStoredFile } from "../source/stored-columns.ts";
import { checkBalance } from "../transform/ledger/balance.ts";
import { ledgerCounts } from "../transform/ledger/ledger.ts";
import { surveyRejects } from "../transform/rejects/survey-rejects.ts";
import { writeRejects } from "../transform/rejects/write-rejects.ts";
import { endOfOutputs } from "../transform/run/end-attempt.ts";
import { publishedCounts } from "../transform/run/merged-counts.ts";
import { outputsOf } from "../transform/run/outputs-of-job.ts";
import { mappingOf } from "../transform/run/transform-work.ts";
import type { ImportJobOptions } from "./import-options.ts";
import { type ImportInput, type ImportResult, type ImportState, importStateSchema, type WriteCounts } from "./import-schema.ts";

/** Runs an import from where an earlier attempt has committed. */
export async function runImport<Target extends z.ZodObject, Transaction>(
  input: ImportInput,
  context: HandlerContext,
  options: ImportJobOptions<string, Target, Transaction>,
): Promise<ImportResult> {
  const { files, store, target: schema } = options;
  const { job, signal, progress } = context;
  const outputs = outputsOf(files);
  const dryRun = input.dry_run === true;
  const file = await ownedFile(files, input.input_file_id, job.userId);
  const columnsOfFile = async () => (await detectStoredFile(files, file, toFormatOptions(input.read ?? {}))).columns;
  const mapping = withKey(await mappingOf(input, job.userId, store, columnsOfFile), options.key);
  const digest = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  const state = await openState(digest([file.sha256, mapping, input.read ?? null]), outputs, context);
  const rejects = await outputs.begin({
    id: state.rejects_id,
    name: `${file.name}.rejects.csv`,
    contentType: "text/csv",
    userId: job.userId,
  });
  try {
    const path = await localCopy(rejects);
    progress(20, "importing");
    const counts = await writeRows(path, rejects);
    progress(80, "storing");
    const rejectsPath = rejectsIn(rejects);
    const { rows, width, shown } = await surveyRejects(rejectsPath, signal);
    checkBalance(counts, rows);
    let rejectsFileId: string | null = null;
    if (rows > 0) {
      const { columns } = await detectFormat(path, { ...toFormatOptions(input.read ?? {}), fileName: file.name, signal });
      await writeRejects({ from: rejectsPath, to: rejects.path, format: "csv", columns, width }, signal);
      rejectsFileId = (await outputs.adopt(rejects.id, { signal })).id;
    } else await outputs.abort(rejects.id);
    return {
      dry_run: dryRun,
      ...publishedCounts(ledgerCounts(counts)),
      ...state.written,
      rejects_file_id: rejectsFileId,
      rejects: shown,
      input_sha256: file.sha256,
      mapping_sha256: digest(mapping),
    };
  } catch (error) {
    await endOfOutputs(error, [state.rejects_id], { files, outputs, context });
    throw error;
  }

  async function localCopy({ folder }: OutputFile): Promise<string> {
    const stored = await files.localPath?.(file.id);
    if (stored !== undefined) return stored;
    const copy = join(folder, "input");
    await pipeline(files.open(file.id, { signal }), createWriteStream(copy), { signal });
    return copy;
  }

  async function writeRows(path: string, output: OutputFile): Promise<RowCounts> {
    const maxRejects = input.on_reject === "fail" ? 0 : (input.max_rejects ?? Infinity);
    await using handle = await openRejects(output, state.rejects_bytes);
    let counts: RowCounts = state.after ?? { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} };
    let rejectsBytes = state.rejects_bytes;
    /** Rows that an earlier attempt has written after the batch that it continues after. */
    let done = state.tail;
    let rows: z.output<Target>[] = [];
    let rowNumbers: number[] = [];
    const rowOptions = { ...toFormatOptions(input.read ?? {}), fileName: file.name, fileId: file.sha256, jobTime: job.createdAt, signal };
    const batches = transformRows(path, mapping, {
      ...rowOptions,
      schema,
      temporaryFolder: output.folder,
      continueAfter: state.after ?? undefined,
    });
    for await (const batch of batches) {
      ({ counts } = batch);
      if (counts.rejected > maxRejects) throw tooManyRejects(counts, maxRejects);
      rejectsBytes = await append(handle, batch.rejects, rejectsBytes);
      const known = Math.min(done, batch.rows.length);
      done -= known;
      rows.push(...(batch.rows.slice(known) as z.output<Target>[]));
      rowNumbers.push(...batch.rowNumbers.slice(known));
      if (rows.length >= batchRows()) await flush(batch.canContinue);
      progress(Math.min(79, 20 + Math.floor(counts.read / 10_000)), "importing", { rows: counts.read, rejected: counts.rejected });
    }
    await flush(false);
    return counts;

    async function flush(canContinue: boolean): Promise<void> {
      if (rows.length === 0) return;
      await handle.datasync();
      const written = { ...state.written };
      const next: ImportState = canContinue
        ? { ...state, after: counts, rejects_bytes: rejectsBytes, tail: 0, written }
        : { ...state, tail: state.tail + rows.length, written };
      const work = async (transaction: Transaction): Promise<void> => {
        // A transaction may be tried again by its host.
        Object.assign(written, state.written);
        for (let at = 0; at < rows.length; at += batchRows()) {
          const some = rows.slice(at, at + batchRows());
          const numbers = rowNumbers.slice(at, at + batchRows());
          const report = await options.write(some, { transaction, dryRun, rowNumbers: numbers, signal });
          add(written, report ?? { created: some.length });
        }
        signal.throwIfAborted();
        if (dryRun) throw new RolledBack();
        await context.checkpoint(next, { transaction });
      };
      await options.transact(work).catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
      Object.assign(state, next);
      [rows, rowNumbers] = [[], []];
    }
  }

  function batchRows(): number {
    return options.batchRows ?? 1_000;
  }
}

/** Thrown to roll a dry run back. */
class RolledBack extends Error {}

/**
 * The state of an earlier attempt, if its rows are those of this one.
 * @throws RowmillError `MARK_MISMATCH` if not, and rows are committed: they cannot be taken back
 */
async function openState(of: string, outputs: FileOutputs, { lastCheckpoint, checkpoint }: HandlerContext): Promise<ImportState> {
  const earlier = lastCheckpoint === null ? undefined : importStateSchema.safeParse(lastCheckpoint).data;
  if (earlier?.of === of) {
    if (earlier.rejects_bytes === 0 || (await outputs.find(earlier.rejects_id))) return { ...earlier };
    // The rejects are gone with an attempt that failed: the file is read from its start again, and what was written is skipped.
    return { ...earlier, rejects_id: randomUUID(), after: null, rejects_bytes: 0, tail: (earlier.after?.written ?? 0) + earlier.tail };
  }
  if (earlier && (earlier.after !== null || earlier.tail > 0)) {
    const message =
      "An earlier attempt has written rows by another mapping: this one would write them twice. Import what is missing as a new job";
    throw new RowmillError("MARK_MISMATCH", message);
  }
  const written = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
  const state: ImportState = { version: 1, of, rejects_id: randomUUID(), after: null, rejects_bytes: 0, tail: 0, written };
  await checkpoint(state);
  return state;
}

function withKey(mapping: Mapping, key: string | readonly string[] | undefined): Mapping {
  if (key === undefined) return mapping;
  return parseMapping({ ...mapping, rules: [...(mapping.rules ?? []), { rule: "primaryKey", fields: [key].flat() }] });
}

function rejectsIn({ folder }: OutputFile): string {
  return join(folder, "rejects.jsonl");
}

/** Opens the rejected rows, cut to those of rows that are committed. */
async function openRejects(output: OutputFile, bytes: number): Promise<FileHandle> {
  const handle = await open(rejectsIn(output), bytes === 0 ? "w" : "r+");
  await handle.truncate(bytes);
  return handle;
}

async function append(handle: FileHandle, rejects: readonly RejectedRow[], position: number): Promise<number> {
  if (rejects.length === 0) return position;
  const bytes = Buffer.from(rejects.map((reject) => `${JSON.stringify(reject)}\n`).join(""));
  let at = position;
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at);
    done += bytesWritten;
    at += bytesWritten;
  }
  return at;
}

function add(sum: WriteCounts, { created = 0, updated = 0, unchanged = 0, skipped = 0 }: Partial<WriteCounts>): void {
  sum.created += created;
  sum.updated += updated;
  sum.unchanged += unchanged;
  sum.skipped += skipped;
}

function tooManyRejects({ rejected, read }: RowCounts, maxRejects: number): RowmillError {
  const message = `${rejected} of the first ${read} rows were rejected, more than the ${maxRejects} that are allowed. What was written before stays`;
  return new RowmillError("TOO_MANY_REJECTS", message, { details: { rejected, rows: read, maxRejects }, retriable: false });
}
