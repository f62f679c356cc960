import type { Cell, Row } from "../../table/table-reader.ts";
import type { RejectedRow, RowProblem, RowWarning } from "../../validate/reject.ts";
import { PendingValue } from "../host/host-step.ts";
import type { TransformPlan } from "../plan/transform-plan.ts";
import type { SourceRow } from "../rows/row-stage.ts";
import { type CellResult, StepFailure } from "../steps/cell-step.ts";

/** A row of the result. */
export interface ResultRow {
  readonly rowNumber: number;
  /** The values of all fields, by their places in the plan. */
  readonly values: readonly Cell[];
  /** The cells of the file that it was made of. */
  readonly origin: Row;
}

/** What became of some rows. */
export interface TransformedRows {
  readonly rows: readonly ResultRow[];
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly RowWarning[];
}

/**
 * Runs the fields and the rules over rows. There is no promise for a row: a row whose step waits for the host is put back, the
 * host is asked once for all of a batch, and the row runs again.
 */
export async function transformBatch(plan: TransformPlan, rows: readonly SourceRow[]): Promise<TransformedRows> {
  const { rules } = plan;
  await runFields(plan, rows);
  const rejects: RejectedRow[] = [];
  const warnings: RowWarning[] = [];
  const candidates: SourceRow[] = [];
  for (const row of rows) {
    const problems = failuresOf(plan, row.fields);
    if (problems === undefined || plan.keepsProblems) candidates.push(row);
    else rejects.push(rejected(row, problems));
    if (problems === undefined || !plan.keepsProblems) continue;
    keepValues(row);
    for (const problem of problems) warnings.push({ rowNumber: row.rowNumber, problem });
  }
  if (rules.length === 0) return { rows: candidates.map(resultOf), rejects, warnings };
  for (const rule of rules) await rule.prepare?.(candidates.map(valuesOf));
  const kept = candidates.filter((row) => {
    const { problems, warned } = judge(plan, valuesOf(row));
    if (problems.length > 0 && !plan.keepsProblems) {
      rejects.push(rejected(row, problems));
      return false;
    }
    for (const rule of rules) rule.remember?.(valuesOf(row));
    for (const problem of [...problems, ...warned]) warnings.push({ rowNumber: row.rowNumber, problem });
    return true;
  });
  return { rows: kept.map(resultOf), rejects: rejects.toSorted((a, b) => a.rowNumber - b.rowNumber), warnings };
}

/**
 * Runs a plan over one row: of a plan without steps that wait for the host, and without rules that ask the host or remember rows.
 * Returns its values, or why it is rejected. Warnings are left out.
 */
export function transformRow(
  plan: TransformPlan,
  row: SourceRow,
): { readonly values: readonly Cell[] } | { readonly problems: readonly RowProblem[] } {
  runRows(plan, [row]);
  const problems = failuresOf(plan, row.fields) ?? judge(plan, valuesOf(row)).problems;
  return problems.length > 0 ? { problems } : { values: valuesOf(row) };
}

/** The rules that a row breaks. */
function judge({ rules }: TransformPlan, values: readonly Cell[]): { readonly problems: RowProblem[]; readonly warned: RowProblem[] } {
  const problems: RowProblem[] = [];
  const warned: RowProblem[] = [];
  for (const rule of rules) {
    const found = rule.check(values);
    if (found) (rule.severity === "error" ? problems : warned).push(...[found].flat());
  }
  return { problems, warned };
}

/** The values of a row of which no field failed. */
function valuesOf({ fields }: SourceRow): readonly Cell[] {
  return fields as readonly Cell[];
}

function resultOf(row: SourceRow): ResultRow {
  return { rowNumber: row.rowNumber, values: valuesOf(row), origin: row.origin };
}

async function runFields(plan: TransformPlan, rows: readonly SourceRow[]): Promise<void> {
  for (const calls of plan.hostCalls) calls.trim();
  let waiting = runRows(plan, rows);
  while (waiting.length > 0) {
    await Promise.all(plan.hostCalls.filter(({ isWaiting }) => isWaiting).map((calls) => calls.resolve()));
    waiting = runRows(plan, waiting);
  }
}

/** Runs all fields of the rows. Returns the rows of which a step waits for the host. */
function runRows(plan: TransformPlan, rows: readonly SourceRow[]): SourceRow[] {
  const { fields } = plan;
  if (plan.hostCalls.length === 0) {
    for (const row of rows) for (let place = 0; place < fields.length; place += 1) row.fields[place] = fields[place]?.run(row) ?? null;
    return [];
  }
  return rows.filter((row) => {
    let waits = false;
    for (const [place, field] of fields.entries()) {
      try {
        row.fields[place] = field.run(row);
      } catch (error) {
        if (!(error instanceof PendingValue)) throw error;
        // What reads this field must wait, too.
        waits = true;
        row.fields[place] = null;
        if (field.hidden) break;
      }
    }
    return waits;
  });
}

/** What is wrong with the fields of a row; `undefined` if nothing is. Hidden fields count where another field reads them. */
function failuresOf(plan: TransformPlan, fields: readonly CellResult[]): RowProblem[] | undefined {
  let problems: RowProblem[] | undefined;
  for (const place of plan.output) {
    const value = fields[place];
    const field = plan.fields[place];
    if (!(value instanceof StepFailure) || !field) continue;
    problems ??= [];
    problems.push({ field: field.target, column: field.column, value: value.value, rule: value.op, message: value.message });
  }
  return problems;
}

/** Gives each field that failed the value that came into the step. */
function keepValues(row: SourceRow): void {
  for (const [place, value] of row.fields.entries()) if (value instanceof StepFailure) row.fields[place] = value.value;
}

/** The row as it stood in the file. */
export function rejected({ rowNumber, byteOffset, origin }: SourceRow, problems: readonly RowProblem[]): RejectedRow {
  return { rowNumber, ...(byteOffset === undefined ? {} : { byteOffset }), cells: origin, problems };
}
