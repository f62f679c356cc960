import { SYSTEM_VALUES } from "@rowmill/tables/schema";
import {
  columnsMadeByRows,
  referencesOfField,
  referencesOfRowStep,
  renameInField,
  renameInRowSteps,
} from "../document/column-references.ts";
import type { ColumnMapping, TableDialect } from "../document/document-schema.ts";
import { type Problem, problemsError } from "../problem.ts";
import { type MappingSource, matchTableOf } from "../suggest/mapping-task.ts";
import { bindColumns, type TemplateColumn } from "./bind-columns.ts";
import { boundColumns, boundDocument } from "./bound-document.ts";
import { compareColumns, type TemplateDifference } from "./difference.ts";
import { fieldsMatchProblems } from "./fields-match-problems.ts";
import { expressionProblems, keepFields, lostProblems, nothingLeft, requiredTargets, rowProblems } from "./lost-fields.ts";

/** Options of `bindTemplate`. */
export interface BindOptions {
  /** From this confidence on, 0 to 1, a column is taken that only the matcher finds. @defaultValue 0.9 */
  readonly minConfidence?: number | undefined;
  /** How the file is written, for `source.dialect` of the bound document. @defaultValue none */
  readonly dialect?: TableDialect | undefined;
  /**
   * Whether problems are only returned in `problems`. Lost fields are then `unmapped`, required or not.
   * @defaultValue false: they are thrown
   */
  readonly tolerant?: boolean | undefined;
}

/** A template on the columns of a file. */
export interface TemplateBinding {
  /** The template's document with the columns of the file. Columns that were found keep their ids. */
  readonly document: ColumnMapping;
  readonly difference: TemplateDifference;
  /** Why the template cannot be used as it is. Empty unless the option `tolerant` is set. */
  readonly problems: readonly Problem[];
}

const MIN_CONFIDENCE = 0.9;

/**
 * Uses a saved mapping on another file: finds its columns there, by name, alias and the matcher. A target whose source is missing stays empty,
 * and the rules and limits about it are left out; if it is required, or row steps need the column, the template is refused.
 *
 * @param document - the template
 * @param source - the profile of the file, a table of columns, or their names
 * @throws RowmillError `TEMPLATE_MISMATCH` with all problems in `details.problems` and the difference in `details.difference`
 *
 * @example
 * ```ts
 * const { document, difference } = bindTemplate(template, ["E-Mail", "Vorname", "Nachname"]);
 * const mapping = toMapping(document);
 * ```
 */
export function bindTemplate(document: ColumnMapping, source: MappingSource, options: BindOptions = {}): TemplateBinding {
  const file = matchTableOf(source).columns;
  const rename = referenceToId(document);
  const fields = document.fields.map((field) => renameInField(field, rename));
  const rows = renameInRowSteps(document.rows, rename);
  const template = document.source.columns;
  const bound = bindColumns(columnsToFind(template, fields, rows), file, options.minConfidence ?? MIN_CONFIDENCE);
  const bySource = new Map(bound.flatMap((one, column) => (one ? [[one.place, column] as const] : [])));
  const names = file.map(({ name }) => name);
  const columns = boundColumns(document, names, bySource);
  const missing = template.flatMap(({ id, name }, column) => (bound[column] ? [] : [{ id, name }]));
  const kept = keepFields(fields, missing);
  const required = requiredTargets(document);
  const targetsOf = new Map<string, string[]>();
  for (const { target, columns: absent } of kept.lost) {
    for (const { id } of absent) targetsOf.set(id, [...(targetsOf.get(id) ?? []), target]);
  }
  const difference: TemplateDifference = {
    ...compareColumns(template, bound, columns),
    missing: missing.map(({ id, name }) => ({ id, name, targets: targetsOf.get(id) ?? [] })),
    lost: kept.lost.map(({ target, columns: absent }) => ({
      target,
      required: required.has(target),
      columns: absent.map(({ name }) => name),
    })),
  };
  const problems = [
    ...fieldsMatchProblems(document.source.fieldsMatch, difference, template.length),
    ...lostProblems(document.fields, difference.lost),
    ...rowProblems(rows, missing),
    ...expressionProblems(document, kept.lost),
    ...nothingLeft(fields, kept),
  ];
  if (problems.length > 0 && !options.tolerant) {
    throw problemsError("TEMPLATE_MISMATCH", "template does not fit this file: it", problems, { difference });
  }
  const parts = { columns, fields: kept.fields, rows, lost: kept.lost, missing, dialect: options.dialect };
  return { document: boundDocument(document, rename, parts), difference, problems };
}

function columnsToFind(
  template: ColumnMapping["source"]["columns"],
  fields: ColumnMapping["fields"],
  rows: ColumnMapping["rows"],
): TemplateColumn[] {
  const used = new Set([
    ...fields.flatMap((field) => [...referencesOfField(field)]),
    ...(rows ?? []).flatMap((step) => [...referencesOfRowStep(step)]),
  ]);
  return template.map(({ id, name, index, aliases = [] }, place) => ({ name, index: index ?? place, aliases, isUsed: used.has(id) }));
}

/** Rewrites references by name to ids, which stay when a column is renamed. */
function referenceToId({ source, fields, rows }: ColumnMapping): (reference: string) => string {
  const ids = new Set(source.columns.map(({ id }) => id));
  const hidden = fields.filter((field) => field.hidden).map(({ target }) => target);
  const others = new Set([...hidden, ...columnsMadeByRows(rows), ...SYSTEM_VALUES]);
  const byName = new Map<string, string | undefined>();
  for (const { id, name } of source.columns) byName.set(name, byName.has(name) ? undefined : id);
  return (reference) => (ids.has(reference) || others.has(reference) ? reference : (byName.get(reference) ?? reference));
}
