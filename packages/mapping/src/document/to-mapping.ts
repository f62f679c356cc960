import type { Mapping } from "@rowmill/tables";
import type { ColumnMapping } from "./document-schema.ts";

/** Options of `toMapping`. */
export interface ToMappingOptions {
  /** Whether fields that are only suggested run, too: to show a preview. @defaultValue false */
  readonly includeSuggested?: boolean | undefined;
}

/** What `transformFile` and `validateFile` take: the fields of a document that run. Fields that are not accepted are left out. */
export function toMapping(document: ColumnMapping, { includeSuggested = false }: ToMappingOptions = {}): Mapping {
  const { source, rows, rules, limits } = document;
  const runs = document.fields.filter(
    ({ status }) => status === "accepted" || status === "edited" || (includeSuggested && status === "suggested"),
  );
  return {
    source: {
      columns: source.columns.map(({ aliases: _aliases, ...column }) => column),
      ...(source.fieldsMatch === undefined ? {} : { fieldsMatch: source.fieldsMatch }),
    },
    ...(rows ? { rows } : {}),
    fields: runs.map(({ status: _status, by: _by, confidence: _confidence, reason: _reason, ...field }) => field),
    ...(rules ? { rules } : {}),
    ...(limits ? { limits } : {}),
  };
}
