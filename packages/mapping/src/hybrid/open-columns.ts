import type { ComposedField } from "../suggest/composed-field.ts";
import type { MappingTask } from "../suggest/mapping-task.ts";

/** The columns of both sides that the offline matcher does not settle, by their places. */
export interface OpenColumns {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

/** From this confidence on, 95 in 100 pairs are right: a model is not asked. */
const SETTLED = 0.9;

/** Finds what is open: all but remembered, composed, equal and confident pairs. */
export function openColumns({ match, remembered, sourceTable, goal }: MappingTask, composed: readonly ComposedField[]): OpenColumns {
  const sources = new Set<number>();
  const targets = new Set<number>();
  for (const pair of remembered) {
    sources.add(pair.source);
    targets.add(pair.target);
  }
  for (const pair of match.assigned) {
    if (pair.confidence < SETTLED || sources.has(pair.source) || targets.has(pair.target)) continue;
    sources.add(pair.source);
    targets.add(pair.target);
  }
  // A column can fill a field of its own, and a part of another one.
  for (const field of composed) {
    for (const source of field.from) sources.add(source);
    targets.add(field.target);
  }
  return {
    sources: [...sourceTable.columns.keys()].filter((source) => !sources.has(source)),
    targets: [...goal.columns.keys()].filter((target) => !targets.has(target)),
  };
}
