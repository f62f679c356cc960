import type { Cell } from "../../../table/table-reader.ts";
import { InvalidStep, StepFailure } from "../cell-step.ts";
import type { StepCompiler, StepContext } from "../step-context.ts";
import type { Operation } from "../step-schema.ts";
import { textStep } from "../text-step.ts";

/** Looks the value up in a table. */
export const compileLookup: StepCompiler<"lookup"> = (step, context) => {
  const { ignoreCase = false, else: otherwise = "error" } = step;
  const table = tableOf(step, context);
  const entries = ignoreCase ? withoutCase(table) : table;
  return textStep((text) => {
    const found = entries.get(ignoreCase ? text.toLowerCase() : text);
    if (found !== undefined) return found;
    if (otherwise === "keep") return text;
    if (otherwise === "null") return null;
    if (otherwise === "error")
      return new StepFailure("lookup", text, `${JSON.stringify(text)} has no entry in the table${step.file ? ` ${step.file}` : ""}`);
    return otherwise.value;
  });
};

function tableOf({ table, file, key, value }: Extract<Operation, { op: "lookup" }>, context: StepContext): ReadonlyMap<string, Cell> {
  if ((table === undefined) === (file === undefined)) throw new InvalidStep("", "Either table or file is expected");
  if (file !== undefined) return context.lookupTable(file, key, value);
  for (const [name, given] of Object.entries({ key, value })) if (given !== undefined) throw new InvalidStep(name, "It belongs to file");
  return new Map(Object.entries(table ?? {}));
}

/** Two keys that differ in case only must mean the same. */
function withoutCase(table: ReadonlyMap<string, Cell>): ReadonlyMap<string, Cell> {
  const entries = new Map<string, Cell>();
  for (const [key, value] of table) {
    const lower = key.toLowerCase();
    const known = entries.get(lower);
    if (known !== undefined && known !== value)
      throw new InvalidStep("ignoreCase", `${JSON.stringify(key)} has another value than the same key in other case`);
    entries.set(lower, value);
  }
  return entries;
}
