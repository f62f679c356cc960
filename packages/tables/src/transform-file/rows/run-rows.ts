import type { TableSource } from "../../bytes/input-of.ts";
import { hasParts, writePart } from "../../formats/registry.ts";
import { outputColumns } from "../../transform/plan/output-columns.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { Finding } from "../../table/finding.ts";
import type { Cell } from "../../table/table-reader.ts";
import { limitExceeded } from "../../validate/limits.ts";
import type { RowWarning } from "../../validate/reject.ts";
import { checkMark, markMismatch, rowsFingerprintOf } from "../fingerprint.ts";
import { rejectText } from "../reject-text.ts";
import { tooManyRejects } from "../stop-error.ts";
import type { RowsMark, TransformMark, TransformProgress, TransformResult, TransformTarget } from "../transform-options.ts";
import { openTransform, type TransformedBatch } from "./open-transform.ts";
import type { RowOptions } from "./row-options.ts";
import { openRowsFiles } from "./rows-files.ts";

/** How a transform by rows of texts runs. */
export interface RowsRun {
  readonly options: RowOptions;
  readonly maxRejects: number;
  readonly rejectsPath: string | undefined;
  readonly markIntervalMs: number;
  readonly continueFrom?: TransformMark | undefined;
  readonly onMark?: ((mark: TransformMark) => unknown) | undefined;
  /** Called with each batch. */
  readonly onProgress?: ((progress: TransformProgress) => void) | undefined;
  readonly engineReason: string;
}

/**
 * Transforms a table of any format into any other, by rows of texts on the thread at hand.
 *
 * @param mapping - it was checked
 * @throws RowmillError as `transformFile` does
 */
export async function runRows(
  source: TableSource,
  mapping: Mapping,
  { path, ...output }: TransformTarget,
  { options, maxRejects, rejectsPath, markIntervalMs, continueFrom, onMark, onProgress, engineReason }: RowsRun,
): Promise<TransformResult> {
  const mark = rowsMark(continueFrom, output);
  const opened = await openTransform(source, { mapping, isChecked: true, after: mark?.counts }, options);
  const { plan, limits } = opened;
  const columns = outputColumns(plan, mapping.rules);
  const fingerprint = rowsFingerprintOf(mapping, output, { format: opened.format, columns: opened.sourceColumns });
  const marks = onMark !== undefined && typeof source === "string" && hasParts(output);
  const warnings: RowWarning[] = [];
  let findings: readonly Finding[] = [];
  let warningCount = 0;
  let counts: TransformResult["counts"] = { read: 0, added: 0, written: 0, rejected: 0, leftOut: {} };
  const batches = opened.batches();
  try {
    // The file is closed at the end of the batches, which must have begun for that.
    let next = await batches.next();
    checkMark(mark, fingerprint);
    for (; next.done !== true && next.value.isRepeated; next = await batches.next()) note(next.value);
    // Repeated rows are only read, unless others depend on them.
    if (mark) ({ counts } = mark);
    await using files = await openRowsFiles(path, rejectsPath, mark);
    let [isFirst, canContinue] = [mark === undefined, false];
    let markAt = performance.now() + markIntervalMs;
    const isLast = () => next.done === true;
    do {
      const part = { isFirst, rowsBefore: counts.written, isLast };
      for await (const chunk of writePart(partOfRows(), columns, output, part)) await files.output.write(chunk);
      isFirst = false;
      if (isLast()) continue;
      await files.flush();
      const places = { outputOffset: files.output.bytes, rejectsOffset: files.rejects?.bytes ?? 0 };
      await onMark?.({ engine: "rows", counts, ...places, fingerprint });
      markAt = performance.now() + markIntervalMs;
    } while (!isLast());
    return {
      counts,
      outputBytes: files.output.bytes,
      rejectsBytes: files.rejects?.bytes ?? 0,
      warningCount,
      warnings,
      format: opened.format,
      findings,
      engine: "rows",
      engineReason,
      decidedRows: 0,
      repeatedChunks: 0,
      threads: 1,
    };

    /** Rows up to the next mark, or all that are left. */
    async function* partOfRows(): AsyncGenerator<readonly (readonly Cell[])[]> {
      for (canContinue = false; next.done !== true && !canContinue;) {
        const batch = next.value;
        note(batch);
        if (batch.rejects.length > 0) await files.rejects?.write(Buffer.from(batch.rejects.map(rejectText).join("")));
        yield batch.rows.map(({ values }) => plan.output.map((place) => values[place] ?? null));
        canContinue = marks && batch.canContinue && performance.now() >= markAt;
        next = await batches.next();
      }
      // Limits by share are known at the end.
      if (next.done === true && limits.problems.length > 0) throw limitExceeded(limits.problems);
    }
  } finally {
    await batches.return();
  }

  function note(batch: TransformedBatch): void {
    ({ counts, findings } = batch);
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
    if (counts.rejected > maxRejects) throw tooManyRejects(counts.rejected, counts.read, maxRejects);
    warningCount += batch.warnings.length;
    warnings.push(...batch.warnings.slice(0, SHOWN_WARNINGS - warnings.length));
    onProgress?.({ bytes: undefined, counts });
  }
}

/** @throws RowmillError `MARK_MISMATCH` for a mark of the kernel, or where no mark can be continued from */
function rowsMark(continueFrom: TransformMark | undefined, output: Parameters<typeof hasParts>[0]): RowsMark | undefined {
  if (continueFrom === undefined) return undefined;
  if (continueFrom.engine === "rows" && hasParts(output)) return continueFrom;
  throw markMismatch("another way of transforming");
}

const SHOWN_WARNINGS = 1_000;
