import { RowmillError } from "@rowmill/core/errors";
import { trySteps } from "@rowmill/tables";
import type { ColumnMappingField } from "../document/document-schema.ts";
import type { MatchColumn } from "../table/column.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";

/** As many values of a column are tried; profiles keep the most frequent ones. */
const MAX_TRIED = 200;
const SHOWN_VALUES = 3;
const MAX_VALUE = 40;
const MAX_WARNINGS = 20;

/**
 * Tries the proposed steps on the values that were sampled, and warns of those that fail, with the values.
 *
 * @param columnOf - the source column of an id
 */
export function triedSteps(
  fields: readonly ColumnMappingField[],
  columnOf: (id: string) => MatchColumn | undefined,
): readonly MappingWarning[] {
  return fields
    .flatMap(({ target, from, steps = [] }) => {
      const column = typeof from === "string" ? columnOf(from) : undefined;
      const values = (column?.values ?? []).slice(0, MAX_TRIED);
      if (steps.length === 0 || values.length === 0) return [];
      const failed = failedValues(
        steps,
        values.map(({ value }) => value),
      );
      const [first] = failed;
      if (!first) return [];
      const shown = failed
        .slice(0, SHOWN_VALUES)
        .map(({ value }) => JSON.stringify(value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value));
      const more = failed.length > shown.length ? ` and ${failed.length - shown.length} more` : "";
      const message = `The step "${first.op}" of ${JSON.stringify(target)} fails on ${failed.length} of ${values.length} sampled values: ${shown.join(", ")}${more}.`;
      return [{ code: "step_fails", message }];
    })
    .slice(0, MAX_WARNINGS);
}

/** Steps that read other columns cannot be tried on the values of one. */
function failedValues(steps: Parameters<typeof trySteps>[0], values: readonly string[]) {
  try {
    return trySteps(steps, values);
  } catch (error) {
    if (RowmillError.is(error, "MAPPING_INVALID")) return [];
    throw error;
  }
}
