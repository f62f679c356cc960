import { createHash } from "node:crypto";
import type { StoredFile } from "@rowmill/core";
import type { Mapping, OutputOptions, TransformResult } from "@rowmill/tables";
import type { RejectsSurvey } from "../rejects/survey-rejects.ts";
import { snakeCased } from "../../source/snake-cased.ts";

/** Where each row of a transform went, and what the result depends on. The keys are those of its JSON. */
export interface TransformLedger {
  readonly version: 1;
  readonly job_id: string;
  readonly input: LedgerFile;
  readonly output: LedgerFile & OutputOptions;
  readonly mapping: unknown;
  /** SHA-256 of the mapping as JSON. */
  readonly mapping_sha256: string;
  /** How the file was read. */
  readonly read: Readonly<Record<string, unknown>>;
  /** What is odd about the file. */
  readonly findings: readonly unknown[];
  readonly engine: TransformResult["engine"];
  readonly engine_reason: string | null;
  /** Unicode, languages and time zones of the Node that did it. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly rows: LedgerCounts;
  readonly left_out_by_step: Readonly<Record<string, number>>;
  readonly rejected_by_rule: RejectsSurvey["byRule"];
  readonly warning_count: number;
}

/** What became of the rows: `processed + added = written + rejected + filtered + merged`. */
export interface LedgerCounts {
  readonly processed: number;
  /** Rows that `splitRows` and `unpivot` made beside those of the file. */
  readonly added: number;
  readonly written: number;
  readonly rejected: number;
  readonly filtered: number;
  readonly merged: number;
}

interface LedgerFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size_bytes: number;
}

/** What a transform has done, of which the ledger is made. JSON holds it. */
export interface TransformDone extends Pick<
  TransformResult,
  "counts" | "engine" | "engineReason" | "warningCount" | "findings" | "format"
> {
  readonly byRule: RejectsSurvey["byRule"];
}

/** Makes the ledger. */
export function ledgerOf(
  jobId: string,
  { file, mapping, output }: { readonly file: StoredFile; readonly mapping: Mapping; readonly output: OutputOptions },
  done: TransformDone,
  result: StoredFile,
): TransformLedger {
  const { columns: _, findings: __, otherTables, formatConfidence: ___, headerConfidence: ____, ...read } = done.format;
  const { unicode, icu, cldr, tz, node } = process.versions;
  return {
    version: 1,
    job_id: jobId,
    input: ledgerFile(file),
    output: { ...ledgerFile(result), ...output },
    mapping,
    mapping_sha256: createHash("sha256").update(JSON.stringify(mapping)).digest("hex"),
    read: snakeCased({ ...read, columns: done.format.columns, otherTables }),
    findings: done.findings.map((finding) => snakeCased({ ...finding })),
    engine: done.engine,
    engine_reason: done.engineReason ?? null,
    versions: { node, unicode, icu, cldr, tz },
    rows: ledgerCounts(done.counts),
    left_out_by_step: done.counts.leftOut,
    rejected_by_rule: done.byRule,
    warning_count: done.warningCount,
  };
}

/** The counts as the ledger names them. */
export function ledgerCounts({ read, added, written, rejected, leftOut }: TransformResult["counts"]): LedgerCounts {
  const merged = leftOut["dedupe"] ?? 0;
  const all = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  return { processed: read, added, written, rejected, filtered: all - merged, merged };
}

function ledgerFile({ id, name, sha256, sizeBytes }: StoredFile): LedgerFile {
  return { id, name, sha256, size_bytes: sizeBytes };
}
