import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { FileStorage, HandlerContext } from "@rowmill/core";
import type { FileOutputs } from "@rowmill/core/adapter";
import { checkBalance } from "../ledger/balance.ts";
import { ledgerCounts, ledgerOf } from "../ledger/ledger.ts";
import { sarifOf } from "../ledger/sarif.ts";
import { readRejects } from "../rejects/read-rejects.ts";
import { surveyRejects } from "../rejects/survey-rejects.ts";
import { writeRejects } from "../rejects/write-rejects.ts";
import type { TransformJobResult } from "../transform-result-schema.ts";
import type { AttemptState } from "./attempt-state.ts";
import { mergedCounts, publishedCounts } from "./merged-counts.ts";
import { type Transformed, rejectsPathIn } from "./run-transform.ts";
import type { TransformWork } from "./transform-work.ts";

/** How many warnings a result shows. */
const SHOWN_WARNINGS = 100;

/**
 * Checks that all rows are accounted for, and gives ids to the files that describe them. From the state that it returns, any attempt can publish: a
 * process that dies meanwhile leaves no second set of files.
 *
 * @param folder - of the report
 * @throws RowmillError `LEDGER_UNBALANCED`
 */
export async function prepareStoring(
  { result, startsOver }: Transformed,
  work: TransformWork,
  { state, folder }: { readonly state: AttemptState; readonly folder: string },
  signal: AbortSignal,
): Promise<AttemptState> {
  const { rows, width, byRule, shown } = await surveyRejects(rejectsPathIn(folder), signal);
  checkBalance(result.counts, rows);
  const rejectsId = rows === 0 ? null : randomUUID();
  const sarifId = work.sarif ? randomUUID() : null;
  const { counts, engine, engineReason, warningCount, findings, format } = result;
  return {
    ...state,
    storing: {
      rejects_id: rejectsId,
      sarif_id: sarifId,
      rejects_width: width,
      done: { counts, engine, engineReason, warningCount, findings, format, byRule },
      result: {
        result_file_id: state.output_id,
        output_filename: work.outputName,
        ...publishedCounts(ledgerCounts(counts)),
        rejects_file_id: rejectsId,
        report_file_id: state.report_id,
        sarif_file_id: sarifId,
        rejects: shown,
        warnings: [
          ...(startsOver === undefined ? [] : [startedOver(startsOver)]),
          ...result.warnings.slice(0, SHOWN_WARNINGS).map(({ rowNumber: row, problem: { rule, column, field, message } }) => ({
            code: rule,
            row,
            column: column ?? field ?? null,
            message,
          })),
        ],
        warning_count: warningCount,
        engine,
        merged: work.fixes ? mergedCounts(work.fixes, ledgerCounts(counts)) : null,
      },
    },
  };
}

const REJECTS_TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

function startedOver(why: string): TransformJobResult["warnings"][number] {
  return { code: "started_over", row: null, column: null, message: `The job was transformed from the start again: ${why}` };
}

interface PublishOptions {
  readonly files: FileStorage;
  readonly outputs: FileOutputs;
  readonly context: HandlerContext;
}

/** Writes the files that describe the output, and makes files of all of them. The report comes last: its folder has the rejected rows. */
export async function publish(
  { output_id, report_id, storing }: AttemptState,
  work: TransformWork,
  { files, outputs, context: { job, signal, progress } }: PublishOptions,
): Promise<TransformJobResult> {
  if (storing === null) throw new Error("The transform is not done");
  const { rejects_id, sarif_id, rejects_width: width, done, result } = storing;
  const output = await outputs.adopt(output_id, { signal });
  progress(95, "storing");
  const report = await outputs.find(report_id);
  if (report) {
    const from = rejectsPathIn(report.folder);
    const ledger = ledgerOf(job.id, work, done, output);
    const columns = work.fixes?.returned.columns ?? done.format.columns;
    const { base, rejectsFormat } = work;
    await write(rejects_id, [`${base}.rejects.${rejectsFormat}`, REJECTS_TYPES[rejectsFormat]], (to) =>
      writeRejects({ from, to, format: rejectsFormat, columns, width }, signal),
    );
    await write(sarif_id, [`${base}.sarif.json`, "application/sarif+json"], async (to) =>
      writeFile(to, JSON.stringify(await sarifOf(ledger, readRejects(from, signal)))),
    );
    await writeFile(report.path, JSON.stringify(ledger, null, 2));
  }
  for (const id of [rejects_id, sarif_id, report_id]) if (id !== null) await outputs.adopt(id, { signal });
  return { ...result, checksum: output.sha256 };

  /** Writes an output, unless an earlier attempt has made a file of it. */
  async function write(
    id: string | null,
    [name, contentType]: readonly [string, string],
    into: (path: string) => Promise<void>,
  ): Promise<void> {
    if (id === null || (await files.stat(id))) return;
    const { path } = await outputs.begin({ id, name, contentType, userId: job.userId });
    await into(path);
  }
}
