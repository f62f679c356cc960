/** What the values of a column are, such that no conversion loses anything. */
export type ColumnType = "integer" | "decimal" | "boolean" | "date" | "datetime" | "time" | "string";
/** What the values of a column mean, beyond their type. `docs/reading-files.md` says when each is given. */
export type ColumnSemantic =
  | "email"
  | "url"
  | "uuid"
  | "ip"
  | "phone"
  | "currency"
  | "percent"
  | "postal_code"
  | "identifier"
  | "categorical"
  | "free_text"
  | "mixed";
/** In which order numeric dates are written; `ambiguous` if no date says it: none has a part over 12. */
export type DateOrder = "day_first" | "month_first" | "ambiguous";
//# sourceMappingURL=column-type.d.ts.map
