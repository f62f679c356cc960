import type { OutputOptions } from "../../../formats/registry.ts";
import { mayHoldFormulas } from "../../../formats/delimited/write/delimited-text.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import { fileScope } from "../../../transform/plan/column-scope.ts";
import { outputColumns } from "../../../transform/plan/output-columns.ts";
import type { PlannedField, TransformPlan } from "../../../transform/plan/transform-plan.ts";
import { StepFailure } from "../../../transform/steps/cell-step.ts";
import type { Rule } from "../../../validate/rule-schema.ts";
import type { FastColumn, FastOutput, FastPlan, FastScript, FastStep, FastValue } from "./fast-plan.ts";
import { kernelCheck } from "./kernel-rules.ts";
import { kernelSteps } from "./kernel-steps.ts";
import { NotForKernel } from "./not-for-kernel.ts";

/**
 * Makes the plan for the kernel: steps and rules that it knows run there, the others as scripts.
 *
 * @param plan - of the mapping, compiled for the columns of the file
 * @throws NotForKernel with the reason where the mapping has something that only rows of texts can do
 */
export function compilePlan(mapping: Mapping, plan: TransformPlan, target: OutputOptions): FastPlan {
  const { sourceColumns, fields, output: places } = plan;
  if (sourceColumns.length < 2) throw new NotForKernel("a table of one column");
  const output = outputOf(target);
  const scope = fileScope(sourceColumns, mapping.source?.columns ?? [], () => {});
  const fieldOf = (reference: string) => {
    if (fields.some(({ target: name, hidden }) => hidden && name === reference)) return undefined;
    return scope.has(reference) ? scope.find(reference, "") : undefined;
  };
  const scripts: FastScript[] = [];
  const rules = (mapping.rules ?? []).map((rule, number) => ({ rule, number, place: placeOf(rule, plan) }));
  const types = outputColumns(plan, mapping.rules);
  const columns = places.map((place, index): FastColumn => {
    const field = fields[place];
    if (field === undefined) throw new NotForKernel("a field that is not planned");
    const type = types[index]?.type ?? "string";
    const guarded = output.format === "delimited" && output.guardsNames && mayHoldFormulas(type);
    const ofField = rules.filter((one) => one.place === place);
    return { name: field.target, value: valueOf(field, place, ofField), type, guarded };
  });
  return { width: sourceColumns.length, columns, output, scripts };

  function valueOf(field: PlannedField, place: number, checked: readonly NumberedRule[]): FastValue {
    const { reads, readsSystem, input } = field;
    if (readsSystem) throw new NotForKernel(`a value of the system in ${field.target}`);
    const [first] = reads;
    if (first === undefined) return constantOf(field, checked);
    const known = input.kind === "column" ? kernelSteps(field.steps, fieldOf) : undefined;
    const steps: FastStep[] = [];
    const left: number[] = [];
    for (const { rule, number } of checked) {
      const check = kernelCheck(rule);
      if (check === undefined) left.push(number);
      else steps.push({ kind: "check", check });
    }
    if (known && input.kind === "column") {
      if (left.length > 0) steps.push({ kind: "script", script: addScript({ place, runs: false, rules: left, reads: [] }) });
      return { kind: "field", field: input.index, steps: [...known, ...steps] };
    }
    const script = addScript({ place, runs: true, rules: left, reads });
    const run: FastStep = reads.length === 1 ? { kind: "script", script } : { kind: "rowScript", script, fields: reads };
    return { kind: "field", field: first, steps: [run, ...steps] };
  }

  function addScript(script: FastScript): number {
    return scripts.push(script) - 1;
  }
}

interface NumberedRule {
  readonly rule: Rule;
  readonly number: number;
}

/** The field that a rule is about. */
function placeOf(rule: Rule, { fields, output }: TransformPlan): number {
  if (rule.severity === "warning") throw new NotForKernel("a rule that warns");
  if (!("field" in rule) || rule.rule === "unique") throw new NotForKernel(`the rule ${rule.rule}`);
  const place = fields.findIndex(({ target }) => target === rule.field);
  if (!output.includes(place)) throw new NotForKernel("a rule on a hidden field");
  return place;
}

/** The value of a field that reads nothing. */
function constantOf(field: PlannedField, checked: readonly NumberedRule[]): FastValue {
  const value = field.run({ cells: [], rowNumber: 0, fields: [] });
  if (value instanceof StepFailure || checked.length > 0) throw new NotForKernel(`a constant that is checked in ${field.target}`);
  return { kind: "constant", text: value };
}

/** How the output is written, if the kernel can write it so. */
function outputOf(target: OutputOptions): FastOutput {
  if (target.compression !== undefined) throw new NotForKernel("a compressed output");
  if (target.format === "jsonl") return { format: "jsonl" };
  if (target.format === "json" && target.pretty !== true) return { format: "json" };
  if (target.format !== "csv" && target.format !== "tsv") throw new NotForKernel(`an output as ${target.format}`);
  const delimiter = target.format === "tsv" ? "\t" : (target.delimiter ?? ",");
  // The apostrophe of a guarded formula would need quotes then.
  if (delimiter.charCodeAt(0) >= 0x80 || delimiter === "'") throw new NotForKernel(`the delimiter ${delimiter}`);
  if (target.encoding !== undefined && !/^utf-?8$/i.test(target.encoding)) throw new NotForKernel("an output that is not UTF-8");
  return {
    format: "delimited",
    delimiter,
    lineEnd: target.lineEnd ?? "\n",
    quoteAll: target.quoting === "all",
    header: target.header ?? true,
    guardsNames: target.formulaGuard ?? true,
    byteOrderMark: target.byteOrderMark ?? false,
  };
}
