import type { RowScripts } from "../../src/transform-file/fast/row-scripts.ts";
import { rowText, textAfter, textBefore } from "../../src/transform-file/fast/row-text.ts";
import type { FastCheck, FastPlan, FastStep } from "../../src/transform-file/fast/plan/fast-plan.ts";
import { readCsv } from "../../src/formats/delimited/csv-reader.ts";
import { isDamage } from "../../src/transform/engine/admit-rows.ts";
import type { ReadProblem } from "../../src/table/table-reader.ts";
import { isBlankRow } from "../../src/table/blank-row.ts";
import type { Dialect } from "../../src/table/dialect.ts";

interface PlainReject {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly rule: string | undefined;
}

/** A transform in plain JavaScript, row by row: what the kernel must come to. */
export async function plainTransform(
  bytes: Uint8Array,
  { dialect, plan, scripts }: { dialect: Dialect; plan: FastPlan; scripts: RowScripts },
): Promise<{ text: string; rejected: PlainReject[]; rows: number }> {
  const texts: string[] = [];
  const rejected: PlainReject[] = [];
  const damage = new Map<number, ReadProblem[]>();
  let rowNumber = 0;
  const source = (async function* () {
    yield bytes;
  })();
  for await (const batch of readCsv(source, { dialect, encoding: "utf-8", maxRecordLength: 16 * 1024 * 1024 })) {
    for (const problem of batch.problems)
      if (isDamage(problem.code)) damage.set(problem.row, [...(damage.get(problem.row) ?? []), problem]);
    for (const [index, row] of (batch.rows as string[][]).entries()) {
      rowNumber += 1;
      const problems = damage.get(rowNumber) ?? [];
      if (row.length === 0 || (isBlankRow(row) && batch.quotedLines?.has(index) !== true)) continue;
      const cells = row.length === plan.width && problems.length === 0 ? plainRow(row, plan, scripts) : undefined;
      const decision = cells === undefined ? scripts.decide(row, problems) : ({ kind: "written", cells } as const);
      if (decision.kind === "written") texts.push(rowText(decision.cells, plan.columns, plan.output));
      if (decision.kind === "rejected") rejected.push({ rowNumber, cells: row, rule: decision.problems[0]?.rule });
    }
  }
  const body = texts.join("").slice(plan.output.format === "json" ? 2 : 0);
  return { text: textBefore(plan.columns, plan.output) + body + textAfter(plan.output, texts.length > 0), rejected, rows: rowNumber };
}

/** `undefined` if a script leaves the row to the decision. */
export function plainRow(row: readonly string[], plan: FastPlan, scripts: RowScripts): (string | null)[] | undefined {
  const cells: (string | null)[] = [];
  for (const { value } of plan.columns) {
    if (value.kind === "constant") cells.push(value.text);
    else {
      let cell: string | null | undefined = row[value.field] ?? "";
      for (const step of value.steps) if (cell !== undefined) cell = plainStep(cell, step, row, scripts);
      if (cell === undefined) return undefined;
      cells.push(cell);
    }
  }
  return cells;
}

function plainStep(value: string | null, step: FastStep, row: readonly string[], scripts: RowScripts): string | null | undefined {
  switch (step.kind) {
    case "script":
      return scripts.scripts[step.script]?.([value]);
    case "rowScript":
      return scripts.scripts[step.script]?.(step.fields.map((field) => row[field] ?? ""));
    case "template":
      return step.pieces
        .map((piece) => (piece === "value" ? (value ?? "") : "text" in piece ? piece.text : (row[piece.field] ?? "")))
        .join("");
    case "default":
      return value === null || value === "" ? step.text : value;
    case "check":
      return passes(value, step.check) ? value : undefined;
    case "trim":
    case "case":
    case "replace":
    case "nullIf":
      return value === null ? null : plainText(value, step);
  }
}

function plainText(value: string, step: Extract<FastStep, { kind: "trim" | "case" | "replace" | "nullIf" }>): string | null {
  if (step.kind === "case") return step.to === "upper" ? value.toUpperCase() : value.toLowerCase();
  if (step.kind === "nullIf") return step.texts.includes(value) ? null : value;
  if (step.kind === "replace") return step.first ? value.replace(step.find, () => step.by) : value.replaceAll(step.find, () => step.by);
  const start = step.start ? value.replace(/^[\p{White_Space}\u{feff}]+/u, "") : value;
  return step.end ? start.replace(/[\p{White_Space}\u{feff}]+$/u, "") : start;
}

/** What the kernel lets pass: what it leaves to JavaScript is refused here. */
function passes(value: string | null, check: FastCheck): boolean {
  if (value === null || value === "") return check.rule !== "required";
  switch (check.rule) {
    case "required":
      return true;
    case "length":
      return [...value].length >= check.least && [...value].length <= check.most;
    case "number":
      return (check.integer ? /^[+-]?\d{1,15}$/ : PLAIN_NUMBER).test(value) && value.replace(/\D/g, "").length <= 15;
    case "range": {
      const number = Number(value);
      if (!PLAIN_NUMBER.test(value) || value.replace(/\D/g, "").length > 15) return false;
      return (check.aboveLow ? number > check.low : number >= check.low) && (check.belowHigh ? number < check.high : number <= check.high);
    }
    case "day": {
      const isForm = /^[1-9]\d{3}-\d\d-\d\d$/.test(value);
      return isForm && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
    }
  }
}

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
