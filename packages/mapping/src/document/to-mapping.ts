import { type Mapping, rulesOfTableSchema, type TableSchemaRules } from "@rowmill/tables";
import type { ColumnMapping } from "./document-schema.ts";

/** Options of `toMapping`. */
export interface ToMappingOptions {
  /** Whether fields that are only suggested run, too: to show a preview. @defaultValue false */
  readonly includeSuggested?: boolean | undefined;
}

/**
 * What `transformFile` and `validateFile` take: the fields of a document that run, and the rules that its target declares for them beside the
 * document's own. Fields that are not accepted are left out.
 */
export function toMapping(document: ColumnMapping, { includeSuggested = false }: ToMappingOptions = {}): Mapping {
  const { source, rows, rules, limits } = document;
  const runs = document.fields.filter(
    ({ status }) => status === "accepted" || status === "edited" || (includeSuggested && status === "suggested"),
  );
  const declared = rulesOfTableSchema(targetOf(document, new Set(runs.map(({ target }) => target))));
  const allRules = [...declared, ...(rules ?? [])];
  return {
    source: {
      columns: source.columns.map(({ aliases: _aliases, ...column }) => column),
      ...(source.fieldsMatch === undefined ? {} : { fieldsMatch: source.fieldsMatch }),
    },
    ...(rows ? { rows } : {}),
    fields: runs.map(({ status: _status, by: _by, confidence: _confidence, reason: _reason, ...field }) => field),
    ...(allRules.length > 0 ? { rules: allRules } : {}),
    ...(limits ? { limits } : {}),
  };
}

/** The part of the target that is about fields which run. */
function targetOf({ target: { fields, primaryKey, uniqueKeys } }: ColumnMapping, runs: ReadonlySet<string>): TableSchemaRules {
  const key = [primaryKey ?? []].flat();
  return {
    fields: fields.filter(({ name }) => runs.has(name)),
    ...(key.length > 0 && key.every((name) => runs.has(name)) ? { primaryKey: key } : {}),
    uniqueKeys: (uniqueKeys ?? []).filter((names) => names.every((name) => runs.has(name))),
  };
}
