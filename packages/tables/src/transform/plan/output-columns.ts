import type { OutputColumn, OutputType } from "../../table/output.ts";
import type { Mapping } from "../mapping.ts";
import type { CanonicalStep } from "../steps/canonical-step.ts";
import type { TransformPlan } from "./transform-plan.ts";

/** The columns of the result, with the types that steps or rules make sure of: JSON and workbooks write them so. */
export function outputColumns({ fields, output }: TransformPlan, rules: Mapping["rules"] = []): OutputColumn[] {
  return output.map((place) => {
    const field = fields[place];
    const name = field?.target ?? "";
    return { name, type: (field && typeOfSteps(field.steps)) ?? typeOfRules(rules, name) };
  });
}

/** What the last step writes. */
function typeOfSteps(steps: readonly CanonicalStep[]): OutputType | undefined {
  const last = steps.at(-1);
  if (
    last === undefined ||
    !("onError" in last ? last.onError === "reject" || last.onError === "null" || last.onError === undefined : true)
  ) {
    return undefined;
  }
  if (last.op === "math") return "number";
  if (last.op === "boolean") return last.outputTrue === undefined && last.outputFalse === undefined ? "boolean" : undefined;
  if (last.op !== "number") return undefined;
  const isPlain =
    last.useGrouping !== true && last.outputDecimalChar === undefined && last.notation === undefined && last.radix === undefined;
  if (!isPlain) return undefined;
  return last.integer === true ? "integer" : "number";
}

/** The type that a rule demands of every value. Dates and times of a format of their own are texts. */
function typeOfRules(rules: NonNullable<Mapping["rules"]>, field: string): OutputType | undefined {
  for (const rule of rules) {
    if (rule.rule !== "type" || rule.field !== field || rule.severity === "warning" || !TYPES.has(rule.type)) continue;
    if (rule.format === undefined || rule.format === "default") return rule.type as OutputType;
  }
  return undefined;
}

const TYPES: ReadonlySet<string> = new Set<OutputType>(["integer", "number", "boolean", "date", "datetime", "time"]);
