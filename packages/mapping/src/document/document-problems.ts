import { SYSTEM_VALUES } from "@rowmill/tables/schema";
import type { Problem } from "../problem.ts";
import { targetProblems } from "../targets/target-problems.ts";
import type { ColumnMapping, ColumnMappingField } from "./document-schema.ts";

/** What contradicts itself in a document whose shape is right. */
export function documentProblems(document: ColumnMapping): Problem[] {
  const { source, target, fields } = document;
  const problems = targetProblems(target).map(({ path, message }) => ({ path: `target.${path}`, message }));
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  source.columns.forEach(({ id, name }, index) => {
    const earlier = ids.get(id);
    if (earlier !== undefined)
      problems.push({ path: `source.columns[${index}].id`, message: `${JSON.stringify(id)} is the id of source.columns[${earlier}], too` });
    ids.set(id, index);
    names.set(name, (names.get(name) ?? 0) + 1);
  });
  const hidden = new Set(fields.filter((field) => field.hidden).map((field) => field.target));
  const referenceProblems = (path: string, ref: string): Problem[] => {
    if (ids.has(ref) || hidden.has(ref) || (SYSTEM_VALUES as readonly string[]).includes(ref)) return [];
    const count = names.get(ref) ?? 0;
    if (count === 1) return [];
    const message =
      count === 0 ? `The source has no column ${JSON.stringify(ref)}` : `${count} columns are named ${JSON.stringify(ref)}: use the id`;
    return [{ path, message }];
  };

  const targets = new Set(target.fields.map(({ name }) => name));
  const seen = new Map<string, number>();
  fields.forEach((field, index) => {
    const path = `fields[${index}]`;
    const earlier = seen.get(field.target);
    if (earlier !== undefined) problems.push({ path, message: `fields[${earlier}] is for ${JSON.stringify(field.target)}, too` });
    seen.set(field.target, index);
    if (!field.hidden && !targets.has(field.target))
      problems.push({ path: `${path}.target`, message: `The target has no field ${JSON.stringify(field.target)}` });
    const refs = [field.from ?? []].flat();
    refs.forEach((ref, at) => {
      const where = Array.isArray(field.from) ? `${path}.from[${at}]` : `${path}.from`;
      problems.push(...referenceProblems(where, ref));
    });
    problems.push(...originProblems(field, path));
  });
  document.ignored?.forEach((ref, index) => problems.push(...referenceProblems(`ignored[${index}]`, ref)));
  document.rejected?.forEach((pair, index) => {
    problems.push(...referenceProblems(`rejected[${index}].from`, pair.from));
    if (!targets.has(pair.target))
      problems.push({ path: `rejected[${index}].target`, message: `The target has no field ${JSON.stringify(pair.target)}` });
  });
  return problems;
}

/** A field has one origin, or steps that make a value; an unmapped one has none. */
function originProblems(field: ColumnMappingField, path: string): Problem[] {
  const origins = (["from", "const", "system"] as const).filter((key) => field[key] !== undefined);
  if (origins.length > 1) return [{ path, message: `It has ${origins.join(" and ")}: one of them is expected` }];
  const isEmpty = origins.length === 0 && (field.steps ?? []).length === 0;
  if (field.status === "unmapped" && !isEmpty) return [{ path: `${path}.status`, message: "An unmapped field has no origin and no steps" }];
  if (isEmpty && field.status !== "unmapped" && field.status !== "rejected")
    return [{ path, message: `from, const or system is missing; a target that stays empty has the status "unmapped"` }];
  return [];
}
