import type { ColumnPair } from "../columns/match-columns.ts";
import type { ColumnMappingField } from "../document/document-schema.ts";
import type { ComposedField } from "./composed-field.ts";
import type { MappingTask } from "./mapping-task.ts";
import { proposeSteps } from "./propose-steps.ts";

/** A pair of columns that is proposed. */
export interface ProposedPair extends ColumnPair {
  /** Who proposes it. @defaultValue the offline matcher */
  readonly by?: "model" | undefined;
  /** Whether the pair stays `suggested`, however sure it is: only a model proposes it. */
  readonly needsReview?: boolean | undefined;
}

type Proposal = Omit<ColumnMappingField, "target" | "status">;

const MEMORY_CONFIDENCE = 0.99;

/** The fields of the document, in the order of the target: remembered ones, those of several columns, pairs, and those that stay empty. */
export function proposedFields(
  task: MappingTask,
  pairs: readonly ProposedPair[],
  composed: readonly ComposedField[],
): ColumnMappingField[] {
  const memory = new Map(task.remembered.map((pair) => [pair.target, pair.source]));
  const taken = new Set(memory.values());
  const composedOf = new Map(composed.map((field) => [field.target, field]));
  const pairOf = new Map(pairs.filter(({ source }) => !taken.has(source)).map((pair) => [pair.target, pair]));
  const statusOf = (confidence = 0, needsReview = false) =>
    confidence >= task.acceptFrom && !needsReview ? ("accepted" as const) : ("suggested" as const);

  return task.target.fields.flatMap((field, place): ColumnMappingField[] => {
    const remembered = memory.get(place);
    const whole = composedOf.get(place);
    if (whole && remembered === undefined) {
      const made = composedField(whole, task);
      return [...made.hidden, made.field].map((one) => ({ ...one, status: statusOf(whole.confidence, whole.needsReview) }));
    }
    const pair = remembered === undefined ? pairOf.get(place) : undefined;
    const source = remembered ?? pair?.source ?? -1;
    const column = task.sourceTable.columns[source];
    const from = task.columns[source]?.id;
    if (!column || from === undefined) return [{ target: field.name, status: "unmapped" }];
    const proposal = pair ? pairField(pair, from, task) : memoryField(from);
    const steps = proposeSteps(column, field);
    const status = statusOf(proposal.confidence, pair?.needsReview);
    return [{ target: field.name, ...proposal, ...(steps.length > 0 ? { steps } : {}), status }];
  });
}

function memoryField(from: string): Proposal {
  return { from, by: "memory", confidence: MEMORY_CONFIDENCE, reason: "You mapped this column to this field before." };
}

function pairField(pair: ProposedPair, from: string, { sourceTable, goal }: MappingTask): Proposal {
  const isExact = sourceTable.columns[pair.source]?.name === goal.columns[pair.target]?.name;
  const reason = pair.reasons.join(" ");
  return {
    from,
    by: pair.by ?? (isExact ? "exact" : "heuristic"),
    confidence: pair.confidence,
    ...(reason === "" ? {} : { reason }),
  };
}

/** A field of several columns. Columns whose numbers have to be read first become hidden fields, since steps read one column at a time. */
function composedField(composed: ComposedField, { sourceTable, goal, columns }: MappingTask) {
  const hidden: Omit<ColumnMappingField, "status">[] = [];
  const readingSteps = (source: number | undefined) => {
    const column = sourceTable.columns[source ?? -1];
    return composed.numeric && column ? proposeSteps(column, { name: column.name, type: "number" }) : [];
  };
  const [first, ...others] = composed.from;
  const from = [first, ...others].map((source, at) => {
    const id = columns[source ?? -1]?.id ?? "";
    const steps = at === 0 ? [] : readingSteps(source);
    if (steps.length === 0) return id;
    const name = `${id}_number`;
    hidden.push({ target: name, from: id, steps, hidden: true, by: "heuristic" });
    return name;
  });
  const [only = ""] = from;
  const field: Omit<ColumnMappingField, "status"> = {
    target: goal.columns[composed.target]?.name ?? "",
    from: from.length === 1 ? only : from,
    steps: [...readingSteps(first), ...composed.steps(from)],
    by: composed.by ?? "heuristic",
    confidence: composed.confidence,
    reason: composed.reason,
  };
  return { hidden, field };
}
