// For callers who map columns
export type { CountedValue, FieldType, MatchColumn, MatchTable } from "./table/column.ts";
