import type { TargetCandidates } from "../columns/rank-candidates.ts";
import type { ColumnMapping } from "../document/document-schema.ts";
import { headerFingerprint } from "../document/source-columns.ts";
import type { ComposedField } from "./composed-field.ts";
import { composedFields } from "./composed-fields.ts";
import { type MappingSource, type MappingTask, openMappingTask, readRequest } from "./mapping-task.ts";
import { type ProposedPair, proposedFields } from "./proposed-fields.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";
import type { SuggestOptions } from "./suggest-options.ts";
import { triedSteps } from "./tried-steps.ts";

/** A proposal for a mapping. */
export interface MappingSuggestion {
  readonly document: ColumnMapping;
  /** The best source columns for each target field, by their places. */
  readonly candidates: readonly TargetCandidates[];
  /** The ids of source columns that no field uses. */
  readonly unmappedSource: readonly string[];
  /** The names of target fields that stay empty. */
  readonly unmappedTarget: readonly string[];
  /** The mean confidence of the fields that are mapped, 0 to 1; 0 if none is. */
  readonly overallConfidence: number;
  /** What people should know, such as proposed steps that fail on sampled values. */
  readonly warnings: readonly MappingWarning[];
}

/**
 * Proposes how the columns of a file map to a target, offline, as a document. It holds up the event loop: some milliseconds for small tables, a second
 * for 1,000 columns on both sides. `suggestMappingInThread` does the same in a worker thread.
 *
 * @param source - the profile of the file (`analyzeFile`, best with `topValues: 200`), or a table of columns, or a list of names
 * @param target - what `parseTarget` takes
 * @throws RowmillError `TARGET_INVALID`
 *
 * @example
 * ```ts
 * const { document } = suggestMapping(["Vorname", "Nachname", "E-Mail"], ["full_name", "email"]);
 * document.fields; // full_name from vorname and nachname by `join`, email from e_mail
 * ```
 */
export function suggestMapping(source: MappingSource, target: unknown, options: SuggestOptions = {}): MappingSuggestion {
  const task = openMappingTask(readRequest(source, target, options));
  const composed = composedFields(task.match, task.sourceTable.columns, task.goal.columns);
  return suggestionOf(task, task.match.assigned, composed, options);
}

/** The proposal of these pairs and fields, as a document. */
export function suggestionOf(
  task: MappingTask,
  pairs: readonly ProposedPair[],
  composed: readonly ComposedField[],
  options: SuggestOptions,
): MappingSuggestion {
  const { columns, goal, match } = task;
  // A field of several columns is rejected by each of its pairs.
  const isRejected = new Set(task.rejected.map((pair) => `${pair.source} ${pair.target}`));
  const allowed = composed.filter(({ from, target }) => !from.some((column) => isRejected.has(`${column} ${target}`)));
  const fields = proposedFields(task, pairs, allowed);
  const rejected = task.rejected.map((pair) => ({
    target: goal.columns[pair.target]?.name ?? "",
    from: columns[pair.source]?.id ?? "",
  }));
  const document: ColumnMapping = {
    format: "column-mapping",
    version: 1,
    ...(options.name === undefined ? {} : { name: options.name }),
    source: {
      columns: [...columns],
      fingerprint: headerFingerprint(columns.map(({ name }) => name)),
      ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
    },
    target: task.target,
    fields,
    ...(rejected.length > 0 ? { rejected } : {}),
  };
  const used = new Set(fields.flatMap(({ from }) => [from ?? []].flat()));
  const mapped = fields.filter(({ confidence }) => confidence !== undefined);
  return {
    document,
    candidates: goal.columns.map((_, index) => ({ target: index, candidates: match.candidatesOfTarget(index, options.limit ?? 5) })),
    unmappedSource: columns.map(({ id }) => id).filter((id) => !used.has(id)),
    unmappedTarget: fields.filter(({ status }) => status === "unmapped").map((field) => field.target),
    warnings: triedSteps(fields, (id) => task.sourceTable.columns[columns.findIndex((column) => column.id === id)]),
    overallConfidence: hundredths(mapped.reduce((sum, { confidence = 0 }) => sum + confidence, 0) / Math.max(1, mapped.length)),
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
