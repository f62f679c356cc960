import type { ColumnProfile } from "@rowmill/tables";
import type { FieldType } from "../table/column.ts";

/** What is read of a column's profile. */
export type ProfiledColumn = Pick<
  ColumnProfile,
  "name" | "type" | "semantic" | "datePattern" | "decimalSign" | "nonNullCount" | "distinct" | "nullTokens" | "topValues"
>;

/** What is read of the profile of a file. */
export interface ProfiledTable {
  readonly columns: readonly ProfiledColumn[];
}

/** Whether a value is the profile of a file. */
export function isProfile(input: unknown): input is ProfiledTable {
  if (typeof input !== "object" || input === null || !("columns" in input) || !Array.isArray(input.columns)) return false;
  return input.columns.every((column: unknown) => typeof column === "object" && column !== null && "name" in column);
}

/** The descriptor of the columns of a reference file: their names and types. Columns of equal names are told apart by a number. */
export function profileTarget({ columns }: ProfiledTable): unknown {
  const used = new Map<string, number>();
  return {
    fields: columns.map((column) => {
      const count = (used.get(column.name) ?? 0) + 1;
      used.set(column.name, count);
      const format = formatOf(column);
      return {
        name: count === 1 ? column.name : `${column.name}_${count}`,
        type: fieldTypeOf(column),
        ...(format === undefined ? {} : { format }),
        ...(column.decimalSign === "," ? { decimalChar: "," } : {}),
      };
    }),
  };
}

/** The type of Table Schema for the type of a profile. */
export function fieldTypeOf({ type }: Pick<ColumnProfile, "type">): FieldType {
  return type === "decimal" ? "number" : type;
}

const FORMAT_OF_SEMANTIC: Readonly<Record<string, string>> = { email: "email", url: "uri", uuid: "uuid" };

function formatOf({ type, semantic, datePattern }: ProfiledColumn): string | undefined {
  if (type === "string") return semantic === null ? undefined : FORMAT_OF_SEMANTIC[semantic];
  return datePattern ?? undefined;
}
