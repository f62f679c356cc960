import type { ExpansionBudget } from "../../table/expansion-budget.ts";
import type { Cell, ReadProblemCode } from "../../table/table-reader.ts";
import type { JsonColumns } from "./json-columns.ts";
import { type JsonScanner } from "./json-scanner.ts";
/** What the records of a table are: objects, arrays of cells, or single values. */
export type RecordKind = "object" | "row" | "value";
/** Turns JSON values into rows: each value that a scanner stands at becomes one. */
export declare class JsonRecords {
  #private;
  /**
   * @param columns - gets the keys of objects as they come
   * @param options - `flattenDepth` is how many levels of objects inside of a record become columns of their own; with `keysOnly`
   *   objects add their keys to the columns, and their rows have nothing; without `rows` they are checked as well, and have nothing either
   */
  constructor(
    scanner: JsonScanner,
    columns: JsonColumns,
    kind: RecordKind,
    options: {
      readonly flattenDepth: number;
      readonly keysOnly: boolean;
      readonly rows: boolean;
      readonly budget: ExpansionBudget;
    },
    note: (code: ReadProblemCode, at: number, detail: string) => void,
  );
  /**
   * Reads the record that starts here, after blanks. Throws what the scanner throws; the columns that were added until then stay.
   */
  read(): Cell[];
}
//# sourceMappingURL=json-records.d.ts.map
