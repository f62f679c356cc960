import type { Mapping, MappingField } from "../../transform/mapping.ts";
import type { Step } from "../../transform/steps/step-schema.ts";
import type { OutputOptions } from "../../formats/registry.ts";
import type { FastColumn, FastOutput, FastPlan, FastStep, FastValue } from "./fast-plan.ts";

/** A plan for the kernel, or why it cannot do it. */
export type PlanOrReason = { readonly plan: FastPlan } | { readonly reason: string };

/** Thrown inside of `compilePlan`. */
class NotForKernel extends Error {}

/**
 * Makes the plan of a mapping for the kernel.
 *
 * @param columns - the names of the columns of the source, by position
 * @returns the reason where the mapping has something that only the rows of texts can do
 */
export function compilePlan(mapping: Mapping, columns: readonly string[], target: OutputOptions): PlanOrReason {
  try {
    if ((mapping.rows ?? []).length > 0) throw new NotForKernel("steps on rows");
    if ((mapping.rules ?? []).length > 0) throw new NotForKernel("rules");
    if (mapping.limits !== undefined) throw new NotForKernel("limits");
    if (mapping.source?.fieldsMatch !== undefined) throw new NotForKernel("fieldsMatch");
    if (columns.length < 2) throw new NotForKernel("a table of one column");
    const output = outputOf(target);
    const guarded = output.format === "delimited" && output.guardsNames;
    const fields = mapping.fields.map((field): FastColumn => ({
      name: field.target,
      value: valueOf(field, mapping, columns),
      type: "string",
      guarded,
    }));
    return { plan: { width: columns.length, columns: fields, output } };
  } catch (error) {
    if (error instanceof NotForKernel) return { reason: error.message };
    throw error;
  }
}

function valueOf(field: MappingField, mapping: Mapping, columns: readonly string[]): FastValue {
  if (field.hidden === true) throw new NotForKernel("hidden fields");
  if (field.system !== undefined) throw new NotForKernel(`the value ${field.system}`);
  const steps = field.steps ?? [];
  if (field.const !== undefined && steps.length === 0) return { kind: "constant", text: field.const };
  const from = typeof field.from === "string" ? [field.from] : (field.from ?? []);
  const [first, ...others] = from;
  if (first === undefined || others.length > 0) throw new NotForKernel("a field of several columns");
  return { kind: "field", field: columnOf(first, mapping, columns), steps: steps.flatMap(stepOf) };
}

function columnOf(ref: string, { source }: Mapping, columns: readonly string[]): number {
  const known = source?.columns?.find(({ id }) => id === ref) ?? source?.columns?.find(({ name }) => name === ref);
  const index = known?.index !== undefined && columns[known.index] === known.name ? known.index : columns.indexOf(known?.name ?? ref);
  if (index < 0) throw new NotForKernel("a column that is not there");
  return index;
}

function stepOf(step: Step): FastStep[] {
  const op = typeof step === "string" ? step : step.op;
  if (op === "direct") return [];
  if (op === "uppercase") return [{ kind: "case", to: "upper" }];
  if (op === "lowercase") return [{ kind: "case", to: "lower" }];
  if (step === "trim") return [{ kind: "trim", start: true, end: true }];
  if (typeof step !== "string" && step.op === "trim" && step.chars === undefined) {
    return [{ kind: "trim", start: step.side !== "end", end: step.side !== "start" }];
  }
  if (typeof step !== "string" && step.op === "case" && step.locale === undefined && (step.to === "upper" || step.to === "lower")) {
    return [{ kind: "case", to: step.to }];
  }
  throw new NotForKernel(`the step ${op}`);
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
