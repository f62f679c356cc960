import { isDeepStrictEqual } from "node:util";
import type { TableSource } from "../../bytes/input-of.ts";
import { readRows, type RowsRead } from "../../read-rows.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Finding } from "../../table/finding.ts";
import { createAdmission } from "../../transform/engine/admit-rows.ts";
import type { RowCounter, RowCounts } from "../../transform/engine/row-counts.ts";
import { startRows } from "../../transform/engine/row-flow.ts";
import type { TransformedRows } from "../../transform/engine/row-transform.ts";
import type { Mapping } from "../../transform/mapping.ts";
import { compileMapping } from "../../transform/plan/compile-mapping.ts";
import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import type { CompiledRule } from "../../validate/compiled-rule.ts";
import { LimitWatch } from "../../validate/limits.ts";
import { inFileOrder, type RowWarning } from "../../validate/reject.ts";
import { markMismatch } from "../fingerprint.ts";
import { returnedRows } from "./returned-rejects.ts";
import { loadResources } from "./load-resources.ts";
import { readOptionsOf, type RowOptions } from "./row-options.ts";

/** What is done with a file. */
export interface TransformRequest {
  /** The mapping as the caller wrote it, or made for the columns of the file. */
  readonly mapping: Mapping | ((columns: readonly string[]) => Mapping);
  /** Whether the mapping was checked before. @defaultValue false */
  readonly isChecked?: boolean;
  /** Rules beside those of the mapping. */
  readonly moreRules?: (plan: TransformPlan) => readonly CompiledRule[];
  /** How many rows of the file are taken, about. @defaultValue all */
  readonly maxRows?: number;
  /** What an earlier run has done: its rows are read again, and yielded without results and rejects. */
  readonly after?: RowCounts | undefined;
}

/** Rows of a result and rejects, in the order of the file. */
export interface TransformedBatch extends TransformedRows {
  /** What became of rows up to here; of the last batch: of all. */
  readonly counts: RowCounts;
  /** What was odd about the file until now. */
  readonly findings: readonly Finding[];
  /** Whether an earlier run has done these rows. */
  readonly isRepeated: boolean;
  /** Whether a later run can continue after these rows. */
  readonly canContinue: boolean;
}

/** A file whose mapping is compiled, before its first row. */
export interface OpenedTransform {
  readonly format: DetectedFormat;
  readonly sourceColumns: readonly string[];
  readonly plan: TransformPlan;
  /** The names of the result's columns. */
  readonly columns: readonly string[];
  readonly limits: LimitWatch;
  /** All rows, in order; at least one batch. Call it once, and leave it to close the file. */
  batches(): AsyncGenerator<TransformedBatch, void, undefined>;
}

/**
 * Opens a file, checks the mapping and compiles it for the columns that the file has.
 * @throws RowmillError `MAPPING_INVALID` with all problems, and whatever `readRows` throws
 */
export async function openTransform(source: TableSource, request: TransformRequest, options: RowOptions): Promise<OpenedTransform> {
  const { moreRules = () => [], maxRows = Number.POSITIVE_INFINITY, after } = request;
  // A mapping that is wrong by itself is refused before the file is opened.
  const made = typeof request.mapping === "function" ? request.mapping : undefined;
  const early = made ? undefined : request.isChecked === true ? (request.mapping as Mapping) : await parse(request.mapping);
  const read = readRows(source, readOptionsOf(options));
  const reading = options.returned ? returnedRows(read, options.returned) : read;
  try {
    const first = await reading.next();
    if (first.done === true) throw new Error("readRows ended without a batch");
    const { format, columns } = first.value;
    const mapping = early ?? (await parse(made?.(columns)));
    const resources = await loadResources(mapping, source, columns, format, options);
    const compiled = compileMapping(mapping, columns, resources);
    const rules = [...compiled.rules, ...moreRules(compiled)];
    const plan = { ...compiled, rules, keepsProblems: options.onProblem === "keep" };
    const targets = plan.fields.map(({ target }) => target);
    const remembers = remembersRows(mapping, plan);
    const limits = new LimitWatch(mapping.limits, targets, resources.temporaryFolder);
    return {
      format,
      sourceColumns: columns,
      plan,
      columns: plan.output.map((place) => targets[place] ?? ""),
      limits,
      batches: () => run(plan, first.value, reading, { limits, maxRows, after, remembers, signal: options.signal }),
    };
  } catch (error) {
    await reading.return();
    throw error;
  }
}

async function* run(
  plan: TransformPlan,
  first: RowsRead,
  reading: AsyncGenerator<RowsRead, void, undefined>,
  { limits, maxRows, after, remembers, signal }: RunOptions,
): AsyncGenerator<TransformedBatch, void, undefined> {
  const flow = startRows(plan);
  const { counter } = flow;
  const admit = createAdmission(first.format.format !== "delimited");
  let batch: RowsRead | undefined = first;
  let { findings } = first;
  const readOn = async () => {
    const next = await reading.next();
    batch = next.done === true ? undefined : next.value;
  };
  try {
    for (; batch && after && counter.read < after.read; await readOn()) {
      const { rows, rejects } = admit(batch, batch.columns.length);
      counter.read += rejects.length;
      counter.rejected += rejects.length;
      let warnings: readonly RowWarning[] = [];
      if (remembers) {
        const made = await flow.push(rows);
        limits.take(made.rows, counter);
        ({ warnings } = made);
      } else counter.read += rows.length;
      yield { rows: [], rejects: [], warnings, counts: counter.now(), findings: batch.findings, isRepeated: true, canContinue: false };
    }
    if (after) continueAfter(after, counter, remembers);
    for (; batch && counter.read < maxRows; await readOn()) {
      const { rows, rejects } = admit(firstRows(batch, maxRows - counter.read), batch.columns.length);
      counter.read += rejects.length;
      counter.rejected += rejects.length;
      const made = await flow.push(rows);
      limits.take(made.rows, counter);
      ({ findings } = batch);
      const counts = counter.now();
      yield { ...made, rejects: inFileOrder(rejects, made.rejects), counts, findings, isRepeated: false, canContinue: true };
    }
    for await (const made of flow.end()) {
      signal?.throwIfAborted();
      limits.take(made.rows, counter);
      yield { ...made, counts: counter.now(), findings, isRepeated: false, canContinue: false };
    }
    limits.end(counter.finish());
  } finally {
    limits.close();
    await flow.close();
    await reading.return();
  }
}

interface RunOptions {
  readonly limits: LimitWatch;
  readonly maxRows: number;
  readonly after: RowCounts | undefined;
  /** Whether rows depend on rows before them. */
  readonly remembers: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Takes over what an earlier run has counted. @throws RowmillError `MARK_MISMATCH` if the rows are others this time */
function continueAfter(after: RowCounts, counter: RowCounter, remembers: boolean): void {
  if (counter.read !== after.read) throw markMismatch("a source of other rows");
  if (!remembers) counter.restore(after);
  else if (!isDeepStrictEqual(counter.now(), after)) throw markMismatch("other results for the same rows");
}

/** Whether rows, or limits for the whole, depend on rows before them: then these are transformed again to continue after them. */
function remembersRows({ rules = [], limits = {} }: Mapping, { rowSteps, rules: compiled, keepsProblems }: TransformPlan): boolean {
  if (rowSteps.some(({ op }) => !INDEPENDENT_STEPS.has(op))) return true;
  if (compiled.some(({ remember }) => remember !== undefined)) return true;
  // Warnings are counted and listed.
  if (keepsProblems) return true;
  return rules.some(({ severity }) => severity === "warning") || limits.nullValues !== undefined || limits.duplicateValues !== undefined;
}

/** Row steps that look at one row alone. */
const INDEPENDENT_STEPS: ReadonlySet<string> = new Set(["filter", "splitRows", "unpivot"]);

function firstRows(batch: RowsRead, count: number): Pick<RowsRead, "rows" | "rowNumbers" | "byteOffsets" | "problems"> {
  if (batch.rows.length <= count) return batch;
  return { ...batch, rows: batch.rows.slice(0, count), rowNumbers: batch.rowNumbers.slice(0, count) };
}

async function parse(mapping: unknown): Promise<Mapping> {
  // oxlint-disable-next-line no-restricted-imports -- import() loads zod on the first call, not with the package.
  const { parseMapping } = await import("../../transform/mapping-schema.ts");
  return parseMapping(mapping);
}
