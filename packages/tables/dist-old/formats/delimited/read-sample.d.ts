import { type Repair } from "./structural-index.ts";
import type { Dialect } from "../../table/dialect.ts";
/** What a text comes to in a dialect. */
export interface SampleRows {
  readonly rows: string[][];
  /** What had to be repaired in these rows, each with its place. */
  readonly repairs: readonly Repair[];
}
/**
 * Reads a text that is in memory, just as the file will be read: to try a dialect on the start of a file.
 * @param maxRows - the rest is left alone
 */
export declare function readSample(text: string, dialect: Dialect, maxRows?: number): SampleRows;
//# sourceMappingURL=read-sample.d.ts.map
