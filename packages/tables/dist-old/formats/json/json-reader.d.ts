import { type ExpansionBudget } from "../../table/expansion-budget.ts";
import type { JsonBatch } from "./json-batch.ts";
import type { JsonColumns } from "./json-columns.ts";
import type { JsonRecords } from "./json-records.ts";
import { type JsonScanner } from "./json-scanner.ts";
import type { JsonSource } from "./json-source.ts";
import type { KnownRecords } from "./known-records.ts";
/** Where records stand, and so where one ends: see `JsonForm`. */
export type RecordsForm = "lines" | "values" | "list" | "one";
/** Reads record after record from the block that is loaded. */
export declare class JsonReader {
  #private;
  constructor(
    form: RecordsForm,
    parts: {
      readonly scanner: JsonScanner;
      readonly source: JsonSource;
      readonly records: JsonRecords;
      readonly columns: JsonColumns;
      readonly batch: JsonBatch;
      readonly budget: ExpansionBudget;
      readonly known: KnownRecords | undefined;
      readonly maxScans: number;
    },
  );
  /** Reads until the batch is full (`full`), the block ends (`more`), the records end (`end`) or the file ends before them (`cut`). */
  read(): "full" | "more" | "end" | "cut";
}
/** After how many scanned records the kernel is asked again, however little it found. */
export declare const MAX_SCANS = 31;
//# sourceMappingURL=json-reader.d.ts.map
