import { type ColumnKinds } from "./column-kinds.ts";
/** The form of a code: its letters and digits, whichever they are. */
export declare function formOf(code: string): string;
/**
 * Whether two rows have as many cells, with values of the same kinds at the same places, and text of the same form where it has digits. At least
 * two cells must say so.
 */
export declare function isOfForm(row: readonly string[], other: readonly string[]): boolean;
/** The columns of a table as far as a row can be told to be one of its records: their kinds, and the forms of their texts. */
export interface RecordForm {
  readonly kinds: readonly ColumnKinds[];
  readonly forms: readonly ReadonlySet<string>[];
}
/** What the records of a table have in common. */
export declare function recordForm(rows: readonly (readonly string[])[]): RecordForm;
/** Whether a row has two values at least, each of the kind of its column, or with digits and of a form that its column has. */
export declare function isRecord(row: readonly string[], { kinds, forms }: RecordForm): boolean;
//# sourceMappingURL=row-form.d.ts.map
