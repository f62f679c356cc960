import type { OutputType } from "../table/output.ts";
import type { Mapping } from "../transform/mapping.ts";

const TYPES: ReadonlySet<string> = new Set<OutputType>(["integer", "number", "boolean", "date", "datetime", "time"]);

/**
 * The types of the columns of a result, by their names: those of the rules `type` that reject what is something else. Dates and times
 * of a format of their own are texts.
 */
export function outputTypes({ rules = [] }: Pick<Mapping, "rules">): ReadonlyMap<string, OutputType> {
  const types = new Map<string, OutputType>();
  for (const rule of rules) {
    if (rule.rule !== "type" || rule.severity === "warning" || !TYPES.has(rule.type)) continue;
    if (rule.format !== undefined && rule.format !== "default") continue;
    types.set(rule.field, rule.type as OutputType);
  }
  return types;
}
