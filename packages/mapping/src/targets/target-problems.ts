import type { Problem } from "../problem.ts";
import type { Target, TargetField } from "./table-schema.ts";

/** What contradicts itself in a target whose shape is right. */
export function targetProblems(target: Target): Problem[] {
  const names = new Map<string, number>();
  const problems: Problem[] = [];
  target.fields.forEach((field, index) => {
    const path = `fields[${index}]`;
    const earlier = names.get(field.name);
    if (earlier !== undefined)
      problems.push({ path: `${path}.name`, message: `${JSON.stringify(field.name)} is the name of fields[${earlier}], too` });
    names.set(field.name, index);
    problems.push(...fieldProblems(field, path));
  });
  const unknown = (path: string, keys: string | readonly string[]) =>
    [keys].flat().flatMap((key) => (names.has(key) ? [] : [{ path, message: `There is no field ${JSON.stringify(key)}` }]));
  if (target.primaryKey !== undefined) problems.push(...unknown("primaryKey", target.primaryKey));
  target.uniqueKeys?.forEach((keys, index) => problems.push(...unknown(`uniqueKeys[${index}]`, keys)));
  target.foreignKeys?.forEach(({ fields }, index) => problems.push(...unknown(`foreignKeys[${index}].fields`, fields)));
  return problems;
}

const RANGES = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["exclusiveMinimum", "exclusiveMaximum"],
] as const;

function fieldProblems({ constraints = {}, decimalChar, groupChar, trueValues, falseValues, type }: TargetField, path: string): Problem[] {
  const problems: Problem[] = [];
  for (const [low, high] of RANGES) {
    const least = constraints[low];
    const most = constraints[high];
    if (typeof least === typeof most && least !== undefined && most !== undefined && least > most)
      problems.push({ path: `${path}.constraints`, message: `${low} ${JSON.stringify(least)} is above ${high} ${JSON.stringify(most)}` });
  }
  if (decimalChar !== undefined && decimalChar === groupChar)
    problems.push({ path: `${path}.groupChar`, message: `${JSON.stringify(groupChar)} is the decimalChar, too` });
  for (const word of trueValues ?? []) {
    if (falseValues?.includes(word))
      problems.push({ path: `${path}.falseValues`, message: `${JSON.stringify(word)} is a true value, too` });
  }
  if (type === "integer" || type === "number") {
    for (const value of constraints.enum ?? []) {
      if (!Number.isFinite(Number(value)))
        problems.push({ path: `${path}.constraints.enum`, message: `${JSON.stringify(value)} is not of type ${type}` });
    }
  }
  return problems;
}
