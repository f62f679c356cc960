import type { Mapping, MappingField } from "../../src/transform/mapping.ts";
import { transformBatch } from "../../src/transform/engine/row-transform.ts";
import { compileMapping } from "../../src/transform/plan/compile-mapping.ts";
import type { PlanResources } from "../../src/transform/plan/plan-resources.ts";
import type { Step } from "../../src/transform/steps/step-schema.ts";
import { parseMapping } from "../../src/transform/mapping-schema.ts";
import type { Cell } from "../../src/table/table-reader.ts";
import { tmpdir } from "node:os";

/** Runs steps on rows. A row that is rejected is `{ error }` with its first message. */
export async function runMapping(
  mapping: Mapping,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  resources: Partial<PlanResources> = {},
): Promise<(readonly Cell[] | { readonly error: string })[]> {
  const plan = compileMapping(parseMapping(mapping), columns, { temporaryFolder: tmpdir(), ...resources });
  const sources = rows.map((cells, index) => ({ cells, origin: cells, rowNumber: index + 1, part: 0, fields: [] }));
  const result = await transformBatch(plan, sources);
  const good = new Map(result.rows.map(({ rowNumber, values }) => [rowNumber, plan.output.map((place) => values[place] ?? null)]));
  const bad = new Map(result.rejects.map(({ rowNumber, problems }) => [rowNumber, problems[0]?.message ?? ""]));
  return sources.map(({ rowNumber }) => good.get(rowNumber) ?? { error: bad.get(rowNumber) ?? "" });
}

/** Runs the steps of one field. */
export async function runField(
  field: Omit<MappingField, "target">,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  resources: Partial<PlanResources> = {},
): Promise<(Cell | { readonly error: string })[]> {
  const results = await runMapping({ fields: [{ target: "result", ...field }] }, columns, rows, resources);
  return results.map((result) => ("error" in result ? result : (result[0] ?? null)));
}

/** Runs steps on one value. */
export async function runSteps(
  steps: readonly Step[],
  value: Cell,
  resources: Partial<PlanResources> = {},
): Promise<Cell | { readonly error: string }> {
  const [result] = await runField({ from: "value", steps: [...steps] }, ["value"], [[value]], resources);
  return result ?? null;
}
