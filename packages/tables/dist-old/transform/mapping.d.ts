import type { z } from "zod";
import type { mappingFieldSchema, mappingSchema, sourceColumnSchema, SYSTEM_VALUES } from "./mapping-schema.ts";
/**
 * What `transformFile` and `transformRows` do to a table: steps on rows, one field for each column of the result, rules.
 * The column-mapping document of `@rowmill/mapping` has the same keys and others beside them.
 *
 * @example
 * ```ts
 * const mapping: Mapping = {
 *   fields: [
 *     { target: "email", from: "E-Mail", steps: ["trim", "lowercase"] },
 *     { target: "name", steps: [{ op: "template", text: "{Vorname} {Nachname}" }] },
 *     { target: "source", const: "import" },
 *   ],
 *   rules: [{ rule: "required", field: "email" }],
 * };
 * ```
 */
export type Mapping = z.infer<typeof mappingSchema>;
/** One column of the result. */
export type MappingField = z.infer<typeof mappingFieldSchema>;
/** A column of the source, with an id that stays when the column is renamed. */
export type SourceColumn = z.infer<typeof sourceColumnSchema>;
/** A value that comes from no column. */
export type SystemValue = (typeof SYSTEM_VALUES)[number];
//# sourceMappingURL=mapping.d.ts.map
